"""The log: everything somebody did to keep learning, from where it was done and from their own hand."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone

from academy.people.access import visible
from academy.people.models import User
from assessments.sittings.models import Sitting
from assessments.tasks.models import Submission
from courses.activities.models import ShadowingRecord
from courses.cohorts.models import BuddyMeeting
from courses.gates.catalogue import catalogue
from courses.gates.models import AssessedResult
from courses.pages.models import ModulePage
from courses.pages.queries import module_path
from courses.progress.queries import my_completions
from courses.records.models import CpdEntry
from courses.records.periods import Period
from courses.registers.queries import attended_by

MODULE, PAPER, TASK, SHADOWING = "Module finished", "Paper passed", "Practical task signed off", "Shadowing"
ASSESSED, BUDDY, SESSION = "Assessed task met", "Meeting with a buddy", "Session attended"
SEEN_ALREADY = ("sitting:", "task:")
"""Results that came from a paper or a task here: those stand in the log themselves."""
LONGEST_SITTING = 240
"""A sitting that was left open overnight is not a night of learning."""
STEP = 4
"""Letters of a page's path for each level of the tree."""


@dataclass(frozen=True)
class LogRow:
    """One thing done. `minutes` None: nobody said how long it took. `entry` is set for what the person wrote
    themselves and may change."""

    on: datetime.date
    what: str
    kind: str
    minutes: int | None
    competencies: tuple[str, ...] = ()
    note: str = ""
    reflection: str = ""
    path: str = ""
    entry: int | None = None


@dataclass(frozen=True)
class _Module:
    path: str
    tree: str
    competencies: tuple[str, ...]


def log_of(*, actor: User, period: Period, competencies: frozenset[str] | None = None) -> tuple[LogRow, ...]:
    """The actor's own log in a period, newest first; None as `competencies` is whatever it was about.

    A constant number of queries.
    """
    modules = _modules(actor)
    found = [
        *_completions(actor, modules),
        *_sittings(actor),
        *_tasks(actor),
        *_assessed(actor),
        *_shadowing(actor, modules),
        *_meetings(actor),
        *_sessions(actor),
        *_entries(actor),
    ]
    rows = (
        row
        for row in found
        if period.holds(row.on) and (competencies is None or not competencies.isdisjoint(row.competencies))
    )
    return tuple(sorted(rows, key=lambda row: (row.on, row.what), reverse=True))


def _modules(actor: User) -> dict[str, _Module]:
    rows = visible(actor, ModulePage).only(
        "path", "depth", "url_path", "code", "main_competency", "other_competencies", "live"
    )
    return {
        row.code: _Module(module_path(row) if row.live else "", row.path, tuple(row.competencies))
        for row in rows
    }


def _completions(actor: User, modules: dict[str, _Module]) -> Iterator[LogRow]:
    for done in my_completions(actor=actor):
        module = modules.get(done.module_code)
        check = f"check {done.score}" if done.score else ""
        yield LogRow(
            on=done.done_on,
            what=f"{done.title} ({done.module_code})" if done.title else done.module_code,
            kind=MODULE,
            minutes=done.minutes or None,
            competencies=module.competencies if module else (),
            note=", ".join(filter(None, [f"Edition {done.edition}", check])),
            path=module.path if module else "",
        )


def _sittings(actor: User) -> Iterator[LogRow]:
    rows = visible(actor, Sitting).filter(person=actor, passed=True, handed_in_at__isnull=False)
    for row in rows.select_related("paper"):
        if row.handed_in_at is None:
            continue
        took = max(1, round((row.handed_in_at - row.started_at).total_seconds() / 60))
        yield LogRow(
            on=timezone.localdate(row.handed_in_at),
            what=f"{row.paper.title} ({row.paper.code})",
            kind=PAPER,
            minutes=min(took, LONGEST_SITTING),
            competencies=tuple(row.paper.competencies),
        )


def _tasks(actor: User) -> Iterator[LogRow]:
    rows = visible(actor, Submission).filter(person=actor, state="passed", settled_at__isnull=False)
    for row in rows.select_related("edition", "task").defer("text"):
        if row.settled_at is None:
            continue
        yield LogRow(
            on=timezone.localdate(row.settled_at),
            what=f"{row.edition.title} ({row.task.code})",
            kind=TASK,
            minutes=row.edition.minutes,
            competencies=tuple(row.edition.competencies),
        )


def _shadowing(actor: User, modules: dict[str, _Module]) -> Iterator[LogRow]:
    by_place = {module.tree: module for module in modules.values()}
    rows = visible(actor, ShadowingRecord).filter(person=actor)
    for on, title, whom, place in rows.values_list("on", "title", "whom", "lesson__path"):
        module = by_place.get((place or "")[:-STEP])
        yield LogRow(
            on=on,
            what=title,
            kind=SHADOWING,
            minutes=None,
            competencies=module.competencies if module else (),
            note=f"Watched: {whom}",
        )


def _assessed(actor: User) -> Iterator[LogRow]:
    """Assessed tasks met that neither a paper nor a practical task of the academy shows: calls that were
    listened to, conversations, and results from before there was an academy."""
    tasks = catalogue().tasks
    rows = visible(actor, AssessedResult).filter(member__person=actor).order_by("version")
    newest = {(row.task, row.part, row.attempt): row for row in rows}
    for row in newest.values():
        if row.met and not row.source_key.startswith(SEEN_ALREADY):
            known = tasks.get(row.task)
            yield LogRow(
                on=row.on,
                what=f"{known.title} ({row.task})" if known else row.task,
                kind=ASSESSED,
                minutes=None,
                competencies=known.competencies if known else (),
            )


def _meetings(actor: User) -> Iterator[LogRow]:
    rows = visible(actor, BuddyMeeting).filter(pair__member__person=actor, held_at__isnull=False)
    for starts_at, minutes in rows.values_list("starts_at", "minutes"):
        yield LogRow(on=timezone.localdate(starts_at), what="Time with my buddy", kind=BUDDY, minutes=minutes)


def _sessions(actor: User) -> Iterator[LogRow]:
    for row in attended_by(actor):
        yield LogRow(
            on=row.on,
            what=row.title,
            kind=SESSION,
            minutes=row.minutes,
            competencies=row.competencies,
            note=row.mode_words,
            path=reverse("attendance_certificate", args=[row.booking]) if row.certified else "",
        )


def _entries(actor: User) -> Iterator[LogRow]:
    for row in visible(actor, CpdEntry).filter(person=actor):
        yield LogRow(
            on=row.on,
            what=row.title,
            kind=row.get_kind_display(),
            minutes=row.minutes,
            competencies=tuple(row.competencies),
            note="Own entry",
            reflection=row.reflection,
            entry=row.pk,
        )


def entry_of(*, actor: User, pk: int) -> CpdEntry | None:
    """One of the actor's own entries."""
    return visible(actor, CpdEntry).filter(person=actor, pk=pk).first()
