"""Mixed operations on bookings, beside a plain model that does one thing after the other in Python.

The model counts nothing ahead: how many places are taken is asked of its bookings each time. After every
operation the academy and the model must agree about every booking, its turn, its reserve, the end of its
offer, and about the counters. Letters and the ledger are left out: they are tested by themselves.
"""

from __future__ import annotations

import datetime
import random
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction

from academy.kit.refusals import Refused
from academy.people.models import Affiliation, Council, Organisation, User
from bench.bookings_model import OPEN, Date, Kept, Model, Moment, Slip
from courses.bookings import actions
from courses.bookings.actions import letters, moments, moves, offering, planning
from courses.bookings.models import Booking
from courses.sessions.models import Reserve, Seats, Series, Session, Topic

LONDON = ZoneInfo("Europe/London")
BEGIN = datetime.datetime(2027, 3, 22, 9, 0, tzinfo=LONDON)
"""A Monday; Good Friday, Easter Monday and a change of clocks follow."""


class Disagreement(Exception):
    """The academy and the model differ; the words say after which operation of which world."""


@dataclass
class World:
    """One small academy in both forms, and the operations that are drawn with its seed."""

    draw: random.Random
    model: Model
    sessions: list[Session]
    people: list[User]
    at: Moment = BEGIN

    def step(self) -> str:
        """One operation on both; its name. Raises Disagreement."""
        name = self.draw.choices(list(WEIGHTS), weights=list(WEIGHTS.values()))[0]
        getattr(self, f"_{name}")()
        self._compare(name)
        return name

    def _both(self, model: bool, act: Callable[[], object]) -> None:
        try:
            act()
        except Refused as refused:
            if model:
                raise Disagreement(f"refused: {refused.words}") from refused
        else:
            if not model:
                raise Disagreement("not refused")

    def _some(self, *states: str) -> tuple[Slip, Booking] | None:
        rows = list(Booking.objects.filter(session__in=self.sessions).order_by("pk"))
        found = [pair for pair in zip(self.model.slips, rows, strict=True) if pair[0].state in states]
        return self.draw.choice(found) if found else None

    def _moment(self) -> Moment:
        return self.at + datetime.timedelta(hours=self.draw.randint(-2, 150))

    def _book(self) -> None:
        date, person = self.draw.randrange(len(self.sessions)), self.draw.randrange(len(self.people))
        not_after = self._moment() if self.draw.random() < 0.25 else None
        deputy = self.draw.randrange(len(self.people)) if self.draw.random() < 0.15 else None
        who = self.people[person]
        self._both(
            self.model.book(date, person, not_after, deputy, self.at),
            lambda: actions.book_places(
                session=Session.objects.select_related("topic").get(pk=self.sessions[date].pk),
                people=[who], mode="online", key=uuid.uuid4(), by=who, at=self.at, not_after=not_after,
                deputy=None if deputy is None else self.people[deputy],
            ),
        )  # fmt: skip

    def _cancel(self) -> None:
        if pair := self._some("confirmed", "waiting", "offered", "cancelled", "passed_over"):
            slip, row = pair
            self._both(
                self.model.cancel(slip, self.at),
                lambda: actions.cancel_booking(booking=row, by=self.people[slip.person], at=self.at),
            )

    def _hand_on(self) -> None:
        if pair := self._some("confirmed", "waiting"):
            (slip, row), to = pair, self.draw.randrange(len(self.people))
            self._both(
                self.model.hand_on(slip, to, self.at),
                lambda: actions.hand_on(
                    booking=row, to=self.people[to], by=self.people[slip.person], at=self.at
                ),
            )

    def _accept(self) -> None:
        if pair := self._some("offered"):
            slip, row = pair
            self._both(
                self.model.accept(slip, self.at),
                lambda: actions.accept_offer(booking=row, by=self.people[slip.person], at=self.at),
            )

    def _refuse(self) -> None:
        if pair := self._some("offered", "waiting"):
            slip, row = pair
            self._both(
                self.model.refuse(slip, self.at),
                lambda: actions.refuse_offer(booking=row, by=self.people[slip.person], at=self.at),
            )

    def _cutoff(self) -> None:
        if pair := self._some("waiting", "offered", "confirmed"):
            slip, row = pair
            until = self._moment() if self.draw.random() < 0.7 else None
            self._both(
                self.model.cutoff(slip, until, self.at),
                lambda: actions.change_cutoff(
                    booking=row, not_after=until, by=self.people[slip.person], at=self.at
                ),
            )

    def _resize(self) -> None:
        date = self.draw.randrange(len(self.sessions))
        places = self.model.dates[date].places + self.draw.choice((-2, -1, 1, 2))
        self._both(
            self.model.resize(date, places, self.at),
            lambda: _resize(self.sessions[date], places, self.at),
        )

    def _promote(self) -> None:
        date = self.draw.randrange(len(self.sessions))
        self.model.round(date, self.at, rested=True)
        actions.promote_waiting(session_id=self.sessions[date].pk, at=self.at)

    def _tick(self) -> None:
        """Time passes, and what the ledger would do is done: offers, last moments, kept places, closing."""
        before, self.at = self.at, self.at + datetime.timedelta(minutes=self.draw.randint(10, 1500))
        rows = list(Booking.objects.filter(session__in=self.sessions).order_by("pk"))
        pairs = list(zip(self.model.slips, rows, strict=True))
        for slip, row in pairs:
            if slip.state == "offered":
                self.model.end_offer(slip, self.at)
                offering.end_offer(booking_id=row.pk, at=self.at)
        for slip, row in pairs:
            if slip.state == "waiting" and slip.not_after is not None:
                self.model.end_wait(slip, self.at)
                offering.end_wait(booking_id=row.pk, at=self.at)
        for number, date in enumerate(self.model.dates):
            if date.kept is not None and before < date.kept.until <= self.at:
                self.model.round(number, self.at, rested=True)
                actions.promote_waiting(session_id=self.sessions[number].pk, at=self.at)
            self.model.tend(number, self.at)
            moments.tend_session(session_id=self.sessions[number].pk, at=self.at)

    def _compare(self, name: str) -> None:
        numbers = {session.pk: number for number, session in enumerate(self.sessions)}
        persons = {person.pk: number for number, person in enumerate(self.people)}
        rows = Booking.objects.filter(session__in=self.sessions).order_by("pk")
        there = [
            (numbers[session], persons[person], state, turn, reserve is not None, until)
            for session, person, state, turn, reserve, until in rows.values_list(
                "session_id", "person_id", "state", "turn", "reserve_id", "offer_until"
            )
        ]
        for own, other in zip(self.model.slips, there, strict=True):
            if own.told != other and (own.state in OPEN or own.state != other[2]):
                raise Disagreement(f"after {name}: the model has {own.told}, the academy {other}")
        taken = Seats.objects.filter(session__in=self.sessions).order_by("session_id")
        counted = [self.model.taken(number) for number in range(len(self.sessions))]
        if list(taken.values_list("taken", flat=True)) != counted:
            raise Disagreement(f"after {name}: the model counts {counted}")
        kept = Reserve.objects.filter(seats__session__in=self.sessions)
        for session_id, count in kept.values_list("seats__session_id", "taken"):
            if self.model.taken(numbers[session_id], kept=True) != count:
                raise Disagreement(f"after {name}: {count} kept places are counted as taken")


WEIGHTS = {
    "book": 34, "cancel": 17, "accept": 11, "tick": 11, "hand_on": 6, "resize": 8, "refuse": 5, "cutoff": 5,
    "promote": 3,
}  # fmt: skip
"""How often each operation is drawn."""


def _resize(session: Session, places: int, at: Moment) -> None:
    """As `set_places` does it, for a number that the desk may give."""
    desk = User.objects.get(council=session.council_id, ref="DESK")
    actions.set_places(session=session, mode="online", places=places, by=desk, at=at)


def make_world(seed: int, people: list[User], senco: list[bool], school: list[int]) -> World:
    """One to three sessions, sometimes as a series, sometimes with places kept for SENCOs."""
    draw = random.Random(seed)
    council = people[0].council
    topic = Topic.objects.create(
        council=council, code=f"model-{seed}", title="Model", state="published", made_at=BEGIN
    )
    count = draw.choice((1, 1, 2, 3))
    together = count > 1 and draw.random() < 0.6
    series = Series.objects.create(council=council, title="Model") if together else None
    dates, sessions = [], []
    for number in range(count):
        starts = BEGIN + datetime.timedelta(days=draw.randint(4, 20), hours=number)
        closes = starts - datetime.timedelta(hours=draw.choice((0, 0, 20)))
        places = draw.randint(1, 4)
        kept = None
        if draw.random() < 0.5:
            kept = Kept(draw.randint(1, places), starts - datetime.timedelta(hours=draw.randint(10, 200)))
        dates.append(Date(places, starts, closes, kept))
        session = Session.objects.create(
            council=council, topic=topic, series=series, starts_at=starts, closes_at=closes, state="open",
            ends_at=starts + datetime.timedelta(hours=1), made_at=BEGIN,
        )  # fmt: skip
        seats = Seats.objects.create(session=session, mode="online", places=places)
        if kept is not None:
            Reserve.objects.create(seats=seats, audience="senco", places=kept.places, until=kept.until)
        sessions.append(session)
    return World(draw, Model(dates, senco, school, together), sessions, people)


def make_people(count: int = 9) -> tuple[list[User], list[bool], list[int]]:
    """Guests of two organisations, some of them SENCOs, and somebody at the desk."""
    from academy.people.models import Post, Team

    council = Council.objects.create(name="Model Council", slug="model")
    day = datetime.date(2020, 1, 6)
    desk = User.objects.create(council=council, email="desk@model.example", ref="DESK")
    team = Team.objects.create(council=council, name="Desk")
    Post.objects.create(person=desk, role="R23", team=team, starts_on=day)
    schools = [Organisation.objects.create(council=council, ref=f"M{n}", name=f"School {n}") for n in (0, 1)]
    people = [User.objects.create(council=council, email=f"p{n}@model.example") for n in range(count)]
    senco, school = [n % 3 == 0 for n in range(count)], [n % 2 for n in range(count)]
    for person, is_senco, number in zip(people, senco, school, strict=True):
        Affiliation.objects.create(
            person=person, organisation=schools[number], role="P01" if is_senco else "P08", starts_on=day
        )
    return people, senco, school


@contextmanager
def without_letters() -> Iterator[None]:
    """No messages and no ledger."""
    quiet: dict[Any, tuple[str, ...]] = {
        letters: ("post_message",),
        moves: ("announce",),
        planning: ("announce", "plan_reminders"),
    }
    before = [(module, name, getattr(module, name)) for module, names in quiet.items() for name in names]
    for module, name, _ in before:
        setattr(module, name, lambda *args, **more: None)
    try:
        yield
    finally:
        for module, name, value in before:
            setattr(module, name, value)


def run(operations: int, *, seed: int, each: int = 60) -> dict[str, int]:
    """So many operations in worlds of `each`; how often each was done. Raises Disagreement."""
    people, senco, school = make_people()
    done: dict[str, int] = dict.fromkeys(WEIGHTS, 0)
    with without_letters():
        for start in range(0, operations, each):
            world = make_world(seed + start, people, senco, school)
            for number in range(min(each, operations - start)):
                try:
                    done[world.step()] += 1
                except Disagreement as differ:
                    where = f"world {seed + start}, operation {number + 1}"
                    raise Disagreement(f"{where}: {differ}") from differ
    return done


def bookings_model(operations: str) -> dict[str, Any]:
    """For the bench: in an empty database of its own, and taken back at the end."""
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    began = time.perf_counter()
    with transaction.atomic():
        done = run(int(operations), seed=1)
        transaction.set_rollback(True)
    return {"operations": sum(done.values()), "seconds": round(time.perf_counter() - began, 1), **done}
