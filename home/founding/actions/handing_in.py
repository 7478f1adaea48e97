"""Practical work in the demo: recommendations in every stage, from a draft to one that was moderated."""

from __future__ import annotations

import datetime
import json
import random
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path
from typing import Any

from django.conf import settings

from academy.people.models import User
from assessments.tasks.actions import (
    MarksDraft,
    add_comment,
    begin_work,
    claim_next,
    give_marks,
    moderate,
    save_draft,
    save_marks,
    submit_work,
)
from assessments.tasks.models import MarkedLine, Marking, Submission, Task
from home.founding.actions.cast import Cast, ago

WORK = Path("home/fixtures/demo/recommendations.json")
MINUTE = datetime.timedelta(minutes=1)
SIGNED_OFF = ((58, "clear"), (51, "sound"), (40, "clear"), (33, "sound"), (26, "clear"))
"""Work that was good the first time: how many days ago, and which text."""
WAIT = ((9, "sound"), (5, "clear"), (1, "thin"))
"""Work that waits for a first marker."""
TEAM_AT = (1, 5, 7)
"""Which pieces are of people whom the demo's manager leads: signed off, returned first, moderated."""
SEED = 20260907
APART = 0.25
"""How often a second marker chooses the level beside the first one's: 0 or 1, 2 or 3."""


def hand_in_work(*, people: Cast, until: datetime.datetime) -> None:
    """Each piece is lived through to where it stands before the next comes in: a queue has one order."""
    data = json.loads((settings.BASE_DIR / WORK).read_text(encoding="utf-8"))
    office = _Office(people, until, data)
    writers = office.writers()
    for days, text in SIGNED_OFF:
        office.hand_in(next(writers), text, days)
        office.mark_until_settled(text, days - 2)
    _returned_and_again(office, next(writers))
    _two_differ(office, next(writers))
    _moderated(office, next(writers))
    office.hand_in(next(writers), "thin", 8)
    office.mark("thin", 5)
    office.mark("thin", 3)
    office.hand_in(next(writers), "thin", 7)
    office.mark("thin", 4)
    for days, text in WAIT:
        office.hand_in(next(writers), text, days)
    office.begin(people.starter, 2)


def _returned_and_again(office: _Office, writer: User) -> None:
    office.hand_in(writer, "thin", 47)
    office.mark("thin", 45)
    office.mark("thin", 44)
    office.hand_in(writer, "sound", 38)
    office.mark_until_settled("sound", 36)


def _two_differ(office: _Office, writer: User) -> None:
    office.hand_in(writer, "sound", 24)
    office.mark("rights", 22)
    office.mark("sound", 20)
    office.mark("sound", 19)


def _moderated(office: _Office, writer: User) -> None:
    work = office.hand_in(writer, "sound", 18)
    office.mark("cautious", 16)
    office.mark("cautious", 14)
    moderate(
        submission=work, passed=True, reason=office.data["moderated"], by=office.people.pdl,
        at=ago(office.until, 12, 200),
    )  # fmt: skip


class _Office:
    """Where work comes in and markers take it from the queue."""

    def __init__(self, people: Cast, until: datetime.datetime, data: dict[str, Any]) -> None:
        self.people, self.until, self.data = people, until, data
        self.task = Task.objects.get(council=people.council, code=data["task"])
        self.turns = cycle(people.markers)
        self.last: Submission | None = None
        self.chance = random.Random(SEED)  # noqa: S311 - a made-up history, not a secret

    def writers(self) -> Iterator[User]:
        """Those who began last, and in some places somebody whom the demo's manager leads."""
        first = self.people.coordinator
        team = [first, *(one for one in self.people.team if one.pk != first.pk)]
        known = {one.pk for one in team}
        found = [person for person, _ in self.people.newest if person.pk not in known]
        for place, person in zip(TEAM_AT, team, strict=False):
            found.insert(place, person)
        yield from found

    def begin(self, person: User, days: int) -> None:
        """A draft that is not finished."""
        at = ago(self.until, days, 180)
        work = begin_work(task=self.task, by=person, at=at)
        text = "\n\n".join(self.data["draft"])
        save_draft(submission=work, text=text, seen=work.saves, by=person, at=at + 25 * MINUTE)

    def hand_in(self, person: User, text: str, days: int) -> Submission:
        """Begun, written and handed in on one day."""
        at = ago(self.until, days, 45 + 5 * (days % 7))
        work = begin_work(task=self.task, by=person, at=at)
        said = "\n\n".join(self.data["texts"][text])
        work = save_draft(submission=work, text=said, seen=work.saves, by=person, at=at + 50 * MINUTE)
        self.last = submit_work(submission=work, seen=work.saves, by=person, at=at + 58 * MINUTE)
        return self.last

    def mark_until_settled(self, marks: str, days: int) -> None:
        """Once, or twice if it is in the sample."""
        self.mark(marks, days)
        work = Submission.objects.get(pk=self.last.pk) if self.last else None
        if work is not None and work.state == "second":
            self.mark(marks, days - 1)

    def mark(self, marks: str, days: int) -> Marking:
        """The next marker takes what has waited longest, reads, comments and gives the marks."""
        marker, at = self._next_marker(), ago(self.until, days, 240 + 9 * (days % 11))
        said = self.data["marks"][marks]
        marking = claim_next(code=self.task.code, by=marker, at=at)
        for passage, quote, words in said["comments"]:
            at += 8 * MINUTE
            add_comment(marking=marking, passage=passage, quote=quote, words=words, by=marker, at=at)
        levels = _marks(marking, said, self.chance)
        for _ in range(2):
            at += 9 * MINUTE
            save_marks(marking=marking, said=levels, by=marker, at=at)
        return give_marks(marking=marking, by=marker, at=at + 6 * MINUTE)

    def _next_marker(self) -> User:
        """Nobody marks their own work or the same piece twice."""
        work = self.last
        held = {row.marker_id for row in Marking.objects.filter(submission=work)}
        if work is not None:
            held.add(work.person_id)
        return next(one for one in self.turns if one.pk not in held)


def _marks(marking: Marking, said: dict[str, Any], chance: random.Random) -> MarksDraft:
    lines = list(MarkedLine.objects.filter(marking=marking).select_related("line"))
    levels = {row.line_id: said["levels"][row.line.position - 1] for row in lines}
    if marking.role == Marking.Role.SECOND:
        levels = {pk: _seen_apart(level, chance) for pk, level in levels.items()}
    return MarksDraft(
        levels=levels,
        words={row.line_id: said["words"].get(str(row.line.position), "") for row in lines},
        strengths=said["strengths"],
        changes=said["changes"],
    )


def _seen_apart(level: int, chance: random.Random) -> int:
    """Two people seldom choose the same level on every line; here what passes still passes."""
    return level ^ 1 if chance.random() < APART else level
