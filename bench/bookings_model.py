"""A plain model of bookings that does one thing after the other: `bench/bookings_world.py` compares with it.

It counts nothing ahead: how many places are taken is asked of its bookings each time.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from typing import Any

from academy.law.pack import current_pack
from courses.bookings.rules.times import end_of_offer

TAKES, OPEN = ("confirmed", "offered"), ("confirmed", "offered", "waiting", "asked")
Moment = datetime.datetime


@dataclass
class Kept:
    """Places for one group until a moment."""

    places: int
    until: Moment


@dataclass
class Date:
    """A session of the model."""

    places: int
    starts: Moment
    closes: Moment
    kept: Kept | None


@dataclass
class Slip:
    """A booking of the model; `date` and `person` are places in its lists."""

    date: int
    person: int
    state: str
    turn: int | None
    not_after: Moment | None
    deputy: int | None = None
    kept: bool = False
    until: Moment | None = None

    @property
    def told(self) -> tuple[Any, ...]:
        """What is compared."""
        return (self.date, self.person, self.state, self.turn, self.kept, self.until)


@dataclass
class Model:
    """One thing after the other. `senco` and `school` say who each person is."""

    dates: list[Date]
    senco: list[bool]
    school: list[int]
    together: bool
    slips: list[Slip] = field(default_factory=list)

    def taken(self, date: int, *, kept: bool | None = None) -> int:
        """Places that somebody has, or is offered; of the kept ones alone if asked."""
        return sum(
            slip.date == date and slip.state in TAKES and (kept is None or slip.kept == kept)
            for slip in self.slips
        )

    def find(self, date: int, person: int, at: Moment) -> str:
        """`kept`, `any` or nothing: the place that somebody gets."""
        one, taken = self.dates[date], self.taken(date)
        spare = 0
        if one.kept is not None and one.kept.until > at:
            spare = one.kept.places - self.taken(date, kept=True)
        if taken >= one.places:
            return ""
        if spare > 0 and self.senco[person]:
            return "kept"
        return "any" if taken + spare < one.places else ""

    def last(self, slip: Slip) -> Moment:
        """The last moment at which somebody can be offered a place."""
        closes = self.dates[slip.date].closes
        return closes if slip.not_after is None else min(closes, slip.not_after)

    def round(self, date: int, at: Moment, *, rested: bool) -> None:
        """Offer what is free, in order."""
        queue = [slip for slip in self.slips if slip.date == date and slip.state == "waiting"]
        for slip in sorted(queue, key=lambda one: one.turn or 0):
            if (slip.until is None or rested) and self.last(slip) > at:
                place = self.find(date, slip.person, at)
                if place:
                    slip.state, slip.kept = "offered", place == "kept"
                    slip.until = end_of_offer(at, self.last(slip), current_pack().calendar)

    def mine(self, date: int, person: int) -> Slip | None:
        """Somebody's open booking."""
        found = [one for one in self.slips if (one.date, one.person) == (date, person) and one.state in OPEN]
        return found[0] if found else None

    def book(self, date: int, person: int, not_after: Moment | None, deputy: int | None, at: Moment) -> bool:
        """Whether it went through."""
        mine = self.mine(date, person)
        if not self.together and mine and (mine.state != "waiting" or not self._room(date)):
            return True
        if at >= self.dates[date].closes or (not_after and not at < not_after <= self.dates[date].starts):
            return False
        if deputy is not None and (deputy == person or self.school[deputy] != self.school[person]):
            return False
        for number in sorted(self._with(date), key=lambda one: self.dates[one].starts):
            if at < self.dates[number].closes:
                self._enter(number, person, not_after, deputy, at)
        return True

    def _room(self, date: int) -> bool:
        return self.taken(date) < self.dates[date].places

    def _with(self, date: int) -> list[int]:
        return list(range(len(self.dates))) if self.together else [date]

    def _enter(
        self, date: int, person: int, not_after: Moment | None, deputy: int | None, at: Moment
    ) -> None:
        mine = self.mine(date, person)
        if mine is not None and mine.state != "waiting":
            return
        self.round(date, at, rested=False)
        if mine is not None and mine.state == "offered":
            mine.state, mine.until = "confirmed", None
            return
        place = self.find(date, person, at)
        if mine is not None:
            if place:
                mine.state, mine.kept, mine.until = "confirmed", place == "kept", None
            return
        turns = [slip.turn or 0 for slip in self.slips if slip.date == date]
        turn = None if place else max(turns, default=0) + 1
        state = "confirmed" if place else "waiting"
        self.slips.append(Slip(date, person, state, turn, not_after, deputy, place == "kept"))

    def cancel(self, slip: Slip, at: Moment) -> bool:
        """A place that was given up goes to the deputy, or to the next."""
        if slip.state in ("cancelled", "handed_on"):
            return True
        if slip.state not in OPEN or at >= self.dates[slip.date].starts:
            return False
        if slip.state == "confirmed" and slip.deputy is not None and self._could(slip, slip.deputy):
            self._pass(slip, slip.deputy)
            return True
        took, slip.state, slip.until = slip.state in TAKES, "cancelled", None
        if took:
            self.round(slip.date, at, rested=True)
        return True

    def _could(self, slip: Slip, to: int) -> bool:
        theirs = self.mine(slip.date, to)
        same = self.school[to] == self.school[slip.person]
        return to != slip.person and same and (theirs is None or theirs.state not in TAKES)

    def _pass(self, slip: Slip, to: int) -> None:
        theirs = self.mine(slip.date, to)
        if theirs is not None:
            theirs.state = "cancelled"
        slip.state = "handed_on"
        self.slips.append(Slip(slip.date, to, "confirmed", None, None, None, slip.kept))

    def hand_on(self, slip: Slip, to: int, at: Moment) -> bool:
        """The place stays taken, and somebody else has it."""
        if slip.state != "confirmed" or at >= self.dates[slip.date].starts or not self._could(slip, to):
            return False
        self._pass(slip, to)
        return True

    def accept(self, slip: Slip, at: Moment) -> bool:
        """Yes to an offer that stands."""
        if slip.state == "confirmed":
            return True
        if slip.state != "offered" or slip.until is None or at >= slip.until:
            return False
        slip.state, slip.until = "confirmed", None
        return True

    def refuse(self, slip: Slip, at: Moment) -> bool:
        """No to an offer."""
        if slip.state == "cancelled":
            return True
        if slip.state != "offered" or at >= self.dates[slip.date].starts:
            return False
        slip.state, slip.until = "cancelled", None
        self.round(slip.date, at, rested=False)
        return True

    def cutoff(self, slip: Slip, not_after: Moment | None, at: Moment) -> bool:
        """Another last moment."""
        date = self.dates[slip.date]
        if slip.state not in ("waiting", "offered") or (not_after and not at < not_after <= date.starts):
            return False
        slip.not_after = not_after
        if slip.state == "offered" and slip.until is not None:
            slip.until = min(slip.until, self.last(slip))
        self.round(slip.date, at, rested=False)
        return True

    def resize(self, date: int, places: int, at: Moment) -> bool:
        """More or fewer places."""
        one = self.dates[date]
        spare = 0
        if one.kept is not None and one.kept.until > at:
            spare = one.kept.places - self.taken(date, kept=True)
        if not 1 <= places or places < self.taken(date) + spare:
            return False
        before, one.places = one.places, places
        if places > before:
            self.round(date, at, rested=True)
        return True

    def end_offer(self, slip: Slip, at: Moment) -> None:
        """An offer that has run out."""
        if slip.state != "offered" or slip.until is None or slip.until > at:
            return
        slip.kept = False
        slip.state = "passed_over" if self.last(slip) <= at else "waiting"
        self.round(slip.date, at, rested=False)

    def end_wait(self, slip: Slip, at: Moment) -> None:
        """A last moment that has passed."""
        if slip.state == "waiting" and slip.not_after is not None and slip.not_after <= at:
            slip.state = "passed_over"

    def tend(self, date: int, at: Moment) -> None:
        """Booking has closed: nothing comes up any more."""
        if at >= self.dates[date].closes:
            for slip in self.slips:
                if slip.date == date and slip.state in ("waiting", "offered"):
                    if slip.state == "offered":
                        slip.until = None
                    slip.until, slip.state = None, "passed_over"
