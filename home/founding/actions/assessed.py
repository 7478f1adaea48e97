"""Matrix and draft plan in the demo: signed off, returned, at a second auditor, waiting, half written."""

from __future__ import annotations

import datetime
import json
from pathlib import Path
from typing import Any

from django.conf import settings

from academy.people.models import User
from assessments.tasks.actions import (
    MarksDraft,
    begin_work,
    claim_next,
    give_marks,
    pick_sentences,
    save_draft,
    save_marks,
    submit_work,
)
from assessments.tasks.models import MarkedLine, Submission, Task
from assessments.tasks.rules.matrix import rows_of
from home.founding.actions.cast import Cast, ago

WORK = Path("home/fixtures/demo/assessed.json")
MATRIX, SECTIONS = "AT4", "AT5"
MINUTE = datetime.timedelta(minutes=1)
TICKED = ("1.7", "1.9", "1.12", "2.8")
"""What the demo's starter has ticked so far."""
WORDS = "Look at what the advice says here, and say it so that somebody could act on it."


def hand_in_assessed(*, people: Cast, until: datetime.datetime) -> None:
    """Each piece is lived through to where it stands before the next comes in, as a queue has one order."""
    desk = _Desk(people, until)
    first, second, third, fourth = (person for person, _ in people.newest[8:12])
    desk.hand_in(MATRIX, first, "middling", 61)
    desk.mark(MATRIX, "middling", people.senior, 59)
    desk.mark(MATRIX, "middling", people.qa, 58)
    desk.hand_in(MATRIX, first, "good", 54)
    desk.mark_until_settled(MATRIX, "good", (people.senior, people.manager), 52)
    desk.hand_in(SECTIONS, first, "good", 40)
    desk.mark(SECTIONS, "good", people.qa, 38)
    desk.mark(SECTIONS, "good", people.managers[-1], 36)
    desk.hand_in(MATRIX, second, "good", 33)
    desk.mark_until_settled(MATRIX, "good", (people.qa, people.senior), 31)
    desk.hand_in(SECTIONS, second, "middling", 22)
    desk.mark(SECTIONS, "middling", people.managers[-1], 20)
    desk.mark(SECTIONS, "middling", people.qa, 19)
    desk.hand_in(SECTIONS, third, "good", 8)
    desk.mark(SECTIONS, "good", people.qa, 5)
    desk.hand_in(SECTIONS, fourth, "poor", 3)
    desk.hand_in(MATRIX, third, "good", 4)
    desk.hand_in(MATRIX, fourth, "poor", 2)
    desk.tick(people.starter, 1)


class _Desk:
    """Where work comes in and is marked."""

    def __init__(self, people: Cast, until: datetime.datetime) -> None:
        self.until = until
        self.data: dict[str, Any] = json.loads((settings.BASE_DIR / WORK).read_text(encoding="utf-8"))
        rows = Task.objects.filter(council=people.council, code__in=(MATRIX, SECTIONS))
        self.tasks = {task.code: task for task in rows}

    def tick(self, person: User, days: int) -> None:
        """A matrix that is begun: some sentences are ticked and two rows written."""
        at = ago(self.until, days, 150)
        work = begin_work(task=self.tasks[MATRIX], by=person, at=at)
        work = pick_sentences(submission=work, places=TICKED, by=person, at=at + 20 * MINUTE)
        written = rows_of(self.data[MATRIX]["work"]["good"])[:2]
        rows = [*written, *rows_of(work.matrix)[2:]]
        save_draft(submission=work, text="", rows=rows, seen=work.saves, by=person, at=at + 45 * MINUTE)

    def hand_in(self, code: str, person: User, name: str, days: int) -> Submission:
        """Begun, written and handed in on one day."""
        at = ago(self.until, days, 40 + 5 * (days % 7))
        work = begin_work(task=self.tasks[code], by=person, at=at)
        said = self.data[code]["work"][name]
        rows, text = (rows_of(said), "") if code == MATRIX else (None, "\n\n".join(said))
        work = save_draft(
            submission=work, text=text, rows=rows, seen=work.saves, by=person, at=at + 90 * MINUTE
        )
        return submit_work(submission=work, seen=work.saves, by=person, at=at + 100 * MINUTE)

    def mark_until_settled(self, code: str, name: str, markers: tuple[User, User], days: int) -> None:
        """Once, or twice if it is in the sample."""
        self.mark(code, name, markers[0], days)
        if Submission.objects.filter(task=self.tasks[code], state="second").exists():
            self.mark(code, name, markers[1], days - 1)

    def mark(self, code: str, name: str, marker: User, days: int) -> None:
        """What has waited longest, with the levels and words of the sample."""
        at = ago(self.until, days, 220 + 9 * (days % 11))
        marking = claim_next(code=code, by=marker, at=at)
        rows = MarkedLine.objects.filter(marking=marking).order_by("line__position")
        keys = list(rows.values_list("line_id", flat=True))
        levels = dict(zip(keys, self.data[code]["levels"][name], strict=True))
        said = MarksDraft(
            levels=levels,
            words={key: WORDS for key, level in levels.items() if level < 2},
            **self.data[code]["said"][name],
        )
        save_marks(marking=marking, said=said, by=marker, at=at + 25 * MINUTE)
        give_marks(marking=marking, by=marker, at=at + 32 * MINUTE)
