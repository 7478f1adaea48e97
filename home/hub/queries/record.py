"""What a guest did here and may keep: modules and sessions. It is nobody else's, and nothing is ever due."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils import timezone

from academy.kit.words import day_month_year, minutes, plural
from academy.people.access import visible
from academy.people.models import User
from courses.progress.models import Completion
from courses.registers.queries.attended import attended_by


@dataclass(frozen=True)
class Kept:
    """One thing that somebody did: what, when, how long, and what came of it. `paper`: where its certificate
    is; empty where there is none."""

    title: str
    kind: str
    on: datetime.date
    minutes: int
    result: str
    path: str = ""
    paper: str = ""

    @property
    def minute_words(self) -> str:
        """How long it took."""
        return minutes(self.minutes)


@dataclass(frozen=True)
class GuestRecord:
    """Everything somebody did here, newest first."""

    rows: tuple[Kept, ...]

    @property
    def lead(self) -> str:
        """What it comes to."""
        if not self.rows:
            return "Nothing stands here yet. It fills as you come to sessions and finish modules."
        whole = minutes(sum(row.minutes for row in self.rows))
        return f"{plural(len(self.rows), 'thing')} you did here, {whole} in all. It is yours to keep."


def record_of(*, actor: User, at: datetime.datetime) -> GuestRecord:
    """What the actor did here."""
    rows = [*_modules(actor), *_sessions(actor, at)]
    rows.sort(key=lambda row: (row.on, row.title), reverse=True)
    return GuestRecord(tuple(rows))


def _modules(actor: User) -> list[Kept]:
    rows = visible(actor, Completion).filter(person=actor)
    return [
        Kept(
            title=f"{row.title} ({row.module_code})",
            kind="Module",
            on=row.done_on,
            minutes=row.minutes,
            result=f"{row.score} right in the check" if row.score else "Finished",
            path=f"/hub/modules/{row.module_code}/",
        )
        for row in rows
    ]


def _sessions(actor: User, at: datetime.datetime) -> list[Kept]:
    return [
        Kept(
            title=one.title,
            kind="Session",
            on=one.on,
            minutes=one.minutes,
            result=one.mode_words,
            path=f"/hub/topics/{one.topic_code}/",
            paper=reverse("attendance_certificate", args=[one.booking]) if one.certified else "",
        )
        for one in attended_by(actor, at=at)
    ]


def statement_of(*, actor: User, rows: Sequence[Kept], at: datetime.datetime) -> dict[str, Any]:
    """The record as the template of the paper needs it."""
    council = actor.council.name
    return {
        "title": "Statement of learning",
        "council": council,
        "context": f"{actor.get_full_name()}, as at {day_month_year(timezone.localdate(at))}",
        "lead": f"What {actor.get_full_name()} did in the learning hub of {council}.",
        "limits": "It says what somebody took part in and which checks they passed. It is no qualification.",
        "foot": f"{council}, learning hub",
        "parts": [
            {
                "title": "Modules and sessions",
                "words": "" if rows else "Nothing yet.",
                "widths": [5, 2, 2, 2, 3],
                "heads": ["What", "Kind", "When", "How long", "Result"],
                "rows": [
                    [row.title, row.kind, day_month_year(row.on), row.minute_words, row.result]
                    for row in rows
                ],
            }
        ],
    }
