"""Changing what goes on as what: splitting, merging and ending, and the bridge itself."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from typing import Any

from django.db import transaction
from django.db.models import Max, QuerySet

from academy.kit.refusals import Refused
from academy.people.models import User
from academy.record.actions import write
from competencies.framework.actions.wording import check_code, open_draft
from competencies.framework.models import (
    Competency,
    CompetencyStep,
    Domain,
    EntrustableTask,
    Framework,
    RoleExpectation,
    TaskStep,
)

Bridged = Competency | EntrustableTask


@transaction.atomic
def split_competency(
    *, framework: Framework, row: Competency, code: str, text: str, by: User, at: datetime.datetime
) -> Competency:
    """Make a second competency out of one. What was shown for it counts for both, and tasks rest on both."""
    now = open_draft(framework, by)
    check_code(framework=now, code=code, pk=None)
    last = Competency.objects.filter(domain__framework=now).aggregate(last=Max("position"))["last"]
    made = Competency.objects.create(
        domain=row.domain, code=code, text=text, evidence_kinds=row.evidence_kinds, position=last + 1
    )
    _carry(_olds(row), [made])
    for task in row.tasks.all():
        task.competencies.add(made)
    _note(now, made, "split", f"{row.code} split into {row.code} and {code}", by=by, at=at)
    return made


@transaction.atomic
def end_competency(
    *,
    framework: Framework,
    row: Competency,
    goes_on: Sequence[Competency],
    by: User,
    at: datetime.datetime,
) -> None:
    """Take a competency out, or merge it into others. What was shown for it counts for those it goes on as,
    and tasks that were built on it are built on them."""
    now = open_draft(framework, by)
    heirs = _others(row, goes_on)
    for task in row.tasks.all():
        task.competencies.add(*goes_on)
    _carry(_olds(row), heirs)
    words = _ended(row, heirs)
    _note(now, row, "merge" if heirs else "end", words, by=by, at=at)
    row.delete()


@transaction.atomic
def split_task(
    *, framework: Framework, row: EntrustableTask, code: str, title: str, by: User, at: datetime.datetime
) -> EntrustableTask:
    """Make a second task out of one, with the same basis. A level that is held on it is held on both."""
    now = open_draft(framework, by)
    rows = EntrustableTask.objects.filter(framework=now)
    if rows.filter(code=code).exists():
        raise Refused(f"Another task has the code {code}.", code="code")
    last = rows.aggregate(last=Max("position"))["last"]
    made = EntrustableTask.objects.create(
        framework=now, code=code, title=title, law=row.law, position=last + 1
    )
    made.competencies.set(row.competencies.all())
    RoleExpectation.objects.bulk_create(
        RoleExpectation(task=made, role=one.role, weeks=one.weeks, level=one.level, note=one.note)
        for one in row.expectations.all()
    )
    _carry(_olds(row), [made])
    _note(now, made, "split", f"{row.code} split into {row.code} and {code}", by=by, at=at)
    return made


@transaction.atomic
def end_task(
    *,
    framework: Framework,
    row: EntrustableTask,
    goes_on: Sequence[EntrustableTask],
    by: User,
    at: datetime.datetime,
) -> None:
    """Take a task out, or merge it into others. A level that is held on it is held on those it goes on as."""
    now = open_draft(framework, by)
    heirs = _others(row, goes_on)
    _carry(_olds(row), heirs)
    _note(now, row, "merge" if heirs else "end", _ended(row, heirs), by=by, at=at)
    row.delete()


@transaction.atomic
def end_domain(*, framework: Framework, row: Domain, by: User, at: datetime.datetime) -> None:
    """Take out a domain that holds nothing. Refused in words while it holds competencies."""
    now = open_draft(framework, by)
    if row.competencies.exists():
        raise Refused(
            "Move or end its competencies first. A domain ends when it holds none.", code="not_empty"
        )
    _note(now, row, "end", f"{row.code} ended", by=by, at=at)
    row.delete()


@transaction.atomic
def carry_on(
    *,
    framework: Framework,
    old: Bridged,
    heirs: Sequence[Bridged],
    by: User,
    at: datetime.datetime,
) -> None:
    """Say what a competency or task of the version before goes on as in this one; nothing: it ends there."""
    now = open_draft(framework, by)
    held = {step.new_id for step in _steps(old, now)}
    wanted = {row.pk for row in heirs}
    if held == wanted:
        return
    _steps(old, now).exclude(new_id__in=wanted).delete()
    _carry([old.pk], [row for row in heirs if row.pk not in held])
    codes = ", ".join(row.code for row in heirs)
    words = f"{old.code} goes on as {codes}" if codes else f"{old.code} goes on as nothing"
    _note(now, old, "bridge", words, by=by, at=at)


def _steps(old: Bridged, framework: Framework) -> QuerySet[Any]:
    """The steps from a row of the version before into this one."""
    if isinstance(old, Competency):
        return CompetencyStep.objects.filter(old=old, new__domain__framework=framework)
    return TaskStep.objects.filter(old=old, new__framework=framework)


def _olds(row: Bridged) -> list[int]:
    return list(row.steps_before.values_list("old_id", flat=True))


def _carry(olds: Iterable[int], heirs: Sequence[Bridged]) -> None:
    """Steps from every old row to every heir, each once."""
    step = CompetencyStep if heirs and isinstance(heirs[0], Competency) else TaskStep
    for old in olds:
        for heir in heirs:
            step.objects.get_or_create(old_id=old, new_id=heir.pk)  # type: ignore[attr-defined]


def _others(row: Bridged, heirs: Sequence[Bridged]) -> list[Bridged]:
    """The heirs; nothing goes on as itself when it ends."""
    if row.pk in {one.pk for one in heirs}:
        raise Refused("It cannot go on as itself. Choose another one.", code="goes_on")
    return list(heirs)


def _ended(row: Bridged, heirs: Sequence[Bridged]) -> str:
    codes = ", ".join(one.code for one in heirs)
    return f"{row.code} goes on as {codes}" if codes else f"{row.code} ends"


def _note(
    framework: Framework, row: Bridged | Domain, verb: str, words: str, *, by: User, at: datetime.datetime
) -> None:
    write(
        council=framework.council_id,
        by=by,
        at=at,
        verb=verb,
        obj=row,
        words=f"Framework version {framework.version}, {words}"[:400],
    )
