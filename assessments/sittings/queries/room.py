"""One sitting while it is being sat: an item, the list of items, the time."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from math import ceil
from typing import Any

from django.urls import reverse

from academy.gate.scan import KIND_WORDS, Scanner
from academy.kit.words import clock, listed, plural
from academy.law.pack import Reference, reference
from academy.people.access import visible
from academy.people.models import User
from assessments.questions.kinds import Ask, Kind, kind_of
from assessments.sittings.models import SavedAnswer, Sitting, SittingSlot

BLINK = 3
"""Seconds by which the clock of a page may be ahead."""


@dataclass(frozen=True)
class Tick:
    """One item in the list at the side."""

    position: int
    answered: bool
    flagged: bool
    url: str
    current: bool = False

    @property
    def words(self) -> str:
        """What is said of it."""
        parts = ["answered" if self.answered else "not answered"]
        if self.flagged:
            parts.append("come back to it")
        return ", ".join(parts)

    @property
    def mark(self) -> str:
        """Its mark."""
        return "look" if self.flagged else ("done" if self.answered else "todo")


@dataclass(frozen=True)
class Room:
    """A sitting and its items, without what they say."""

    sitting: Sitting
    ticks: tuple[Tick, ...]
    at: datetime.datetime

    @property
    def answered(self) -> int:
        """How many items have an answer."""
        return sum(one.answered for one in self.ticks)

    @property
    def unanswered(self) -> list[Tick]:
        """Items without one."""
        return [one for one in self.ticks if not one.answered]

    @property
    def flagged(self) -> list[Tick]:
        """Items to come back to."""
        return [one for one in self.ticks if one.flagged]

    @property
    def first_open(self) -> Tick:
        """Where to go on: the first item without an answer, or the first."""
        return next(iter(self.unanswered), self.ticks[0])

    @property
    def seconds_left(self) -> int | None:
        """Until the time is up; None without a limit."""
        if self.sitting.due_at is None:
            return None
        return max(0, ceil((self.sitting.due_at - self.at).total_seconds()))

    @property
    def time_is_up(self) -> bool:
        """Whether the time is over, or will be in a blink: a page counts in whole seconds."""
        return self.seconds_left is not None and self.seconds_left < BLINK

    @property
    def time_words(self) -> str:
        """The time left as a person says it."""
        left = self.seconds_left
        if left is None or self.sitting.due_at is None:
            return "There is no time limit."
        until = f"until {clock(self.sitting.due_at)}"
        if left < 60:
            return "The time is up. Hand in now." if left == 0 else f"Less than a minute left, {until}."
        hours, minutes = divmod(left // 60, 60)
        parts = [plural(hours, "hour")] if hours else []
        parts += [plural(minutes, "minute")] if minutes or not hours else []
        return f"{' '.join(parts)} left, {until}."


@dataclass(frozen=True)
class Other:
    """An answer of another tab or device that a later one took the place of."""

    number: int
    at: datetime.datetime
    said: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Place:
    """One item in front of the person."""

    room: Room
    slot: SittingSlot
    kind: Kind
    law: tuple[Reference, ...]
    other: Other | None

    @property
    def asks(self) -> tuple[Ask, ...]:
        """What is asked."""
        return self.kind.asks(self.slot.shown)

    @property
    def before(self) -> str:
        """The item before it."""
        return self.room.ticks[self.slot.position - 2].url if self.slot.position > 1 else ""

    @property
    def after(self) -> str:
        """The item after it; nothing for the last."""
        last = len(self.room.ticks)
        return self.room.ticks[self.slot.position].url if self.slot.position < last else ""

    @property
    def checks_each(self) -> bool:
        """Whether this paper tells after each answer what was right."""
        return bool(self.room.sitting.terms.get("feedback") == "each")


def my_sitting(*, actor: User, pk: int) -> Sitting | None:
    """One of my own sittings, with its paper; None for anybody else's."""
    rows = visible(actor, Sitting).select_related("paper")
    return rows.filter(person=actor, pk=pk).first()


def room_of(*, actor: User, sitting: Sitting, at: datetime.datetime, position: int | None = None) -> Room:
    """The items of a sitting, in one query."""
    rows = visible(actor, SittingSlot).filter(sitting=sitting)
    ticks = tuple(
        Tick(place, bool(answer), flagged, item_url(sitting.pk, place), place == position)
        for place, answer, flagged in rows.values_list("position", "answer", "flagged")
    )
    return Room(sitting, ticks, at)


def place_of(*, actor: User, sitting: Sitting, position: int, at: datetime.datetime) -> Place | None:
    """One item of a sitting; None when there is none."""
    rows = visible(actor, SittingSlot).select_related("version__item")
    slot = rows.filter(sitting=sitting, position=position).first()
    if slot is None:
        return None
    kind = kind_of(slot.kind)
    room = room_of(actor=actor, sitting=sitting, at=at, position=position)
    law = _law(slot.version.law) if sitting.terms.get("open_law") else ()
    return Place(room, slot, kind, law, _other(actor, slot, kind))


def asks_of(*, actor: User, sitting_id: int, position: int) -> tuple[Ask, ...] | None:
    """What an item of one of my sittings asks: all that a save has to know. One query."""
    row = (
        visible(actor, SittingSlot)
        .filter(sitting_id=sitting_id, position=position)
        .values_list("kind", "shown")
        .first()
    )
    return None if row is None else kind_of(row[0]).asks(row[1])


def other_at(*, actor: User, sitting_id: int, position: int, number: int) -> datetime.datetime | None:
    """When an answer of another page was saved."""
    rows = visible(actor, SavedAnswer).filter(
        slot__sitting_id=sitting_id, slot__position=position, number=number
    )
    return rows.values_list("at", flat=True).first()


def personal_data_in(*, actor: User, sitting: Sitting) -> list[tuple[int, str]]:
    """Items whose free text looks as if it held personal data, and of what kind. Never says what it is.

    Names are not looked for: the people of the exercises have some.
    """
    scanner, found = Scanner(), []
    rows = (
        visible(actor, SittingSlot).filter(sitting=sitting).values_list("position", "kind", "shown", "answer")
    )
    for position, kind, shown, answer in rows:
        texts = [
            str(answer[ask.name])
            for ask in (kind_of(kind).asks(shown) if answer else ())
            if ask.form == "long" and answer.get(ask.name)
        ]
        kinds = sorted({one for text in texts for one in scanner.kinds(text, names=False)})
        if kinds:
            found.append((position, listed([KIND_WORDS[one].lower() for one in kinds])))
    return found


def item_url(sitting_id: int, position: int) -> str:
    """The page of one item."""
    return reverse("sitting_item", args=[sitting_id, position])


def said_words(asks: tuple[Ask, ...], answer: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    """An answer as a person reads it."""
    return tuple((ask.label, ask.words_of(answer[ask.name])) for ask in asks if answer.get(ask.name))


def _other(actor: User, slot: SittingSlot, kind: Kind) -> Other | None:
    """The newest answer of another page that was overtaken unseen, unless it has counted since."""
    if slot.saves < 2:
        return None
    rows = list(visible(actor, SavedAnswer).filter(slot=slot, late=False).order_by("number"))
    overtakers = [row for row in rows if row.overtook is not None]
    if not overtakers:
        return None
    last = overtakers[-1]
    other = next((row for row in rows if row.number == last.overtook), None)
    if other is None or any(row.number > last.number and row.answer == other.answer for row in rows):
        return None
    return Other(other.number, other.at, said_words(kind.asks(slot.shown), other.answer))


def _law(keys: list[str]) -> tuple[Reference, ...]:
    found = []
    for key in keys:
        try:
            found.append(reference(key))
        except LookupError:
            continue
    return tuple(found)
