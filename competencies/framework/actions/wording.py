"""Changing the words of a version that is being written: what it says, not what goes on as what."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Max, Model

from academy.kit.refusals import Refused
from academy.people.models import User
from academy.record.actions import write
from competencies.framework.actions.drafting import lock_version
from competencies.framework.models import (
    Competency,
    Domain,
    EntrustableTask,
    EvidenceKind,
    Framework,
    Level,
    LevelDescriptor,
    RoleExpectation,
)
from competencies.framework.queries.bridges import meanings
from competencies.framework.rules.permits import check_keep
from competencies.framework.states import FRAMEWORK


@dataclass(frozen=True)
class TaskWords:
    """A task as somebody wants it: its words, what it is built on and the law that it rests on."""

    code: str
    title: str
    competencies: tuple[int, ...]
    law: tuple[str, ...]


Expect = tuple[str, int, int, str]
"""Role, weeks in post, level, note."""


def open_draft(framework: Framework, by: User) -> Framework:
    """The version, held, if it may be changed by this person now. Raises Refused in words."""
    now = lock_version(framework)
    check_keep(council_id=now.council_id, by=by)
    FRAMEWORK.after(now.state, "edit")
    return now


@transaction.atomic
def save_about(
    *, framework: Framework, name: str, what_changed: str, by: User, at: datetime.datetime
) -> None:
    """What the framework is called, and what is new in this version and why."""
    now = open_draft(framework, by)
    _store(now, {"name": name, "what_changed": what_changed}, framework=now, by=by, at=at)


@transaction.atomic
def save_domain(
    *,
    framework: Framework,
    row: Domain | None,
    code: str,
    title: str,
    descriptors: Mapping[int, str],
    by: User,
    at: datetime.datetime,
) -> Domain:
    """A domain, new or changed, with what each level looks like in it; an empty text takes a level out."""
    now = open_draft(framework, by)
    rows = Domain.objects.filter(framework=now)
    if rows.filter(code=code).exclude(pk=row.pk if row else None).exists():
        raise Refused(f"Another domain has the code {code}.", code="code")
    if row is None:
        last = rows.aggregate(last=Max("position"))["last"] or 0
        row = Domain(framework=now, position=last + 1)
    _store(row, {"code": code, "title": title}, framework=now, by=by, at=at)
    said = {level: text for level, text in descriptors.items() if text}
    held = {one.level: one.text for one in row.descriptors.all()}
    if said != held:
        row.descriptors.all().delete()
        LevelDescriptor.objects.bulk_create(
            LevelDescriptor(domain=row, level=level, text=text) for level, text in sorted(said.items())
        )
        _note(now, row, "change", f"{code}: what the levels look like", by=by, at=at)
    return row


@transaction.atomic
def save_competency(
    *,
    framework: Framework,
    row: Competency | None,
    domain: Domain,
    code: str,
    text: str,
    evidence_kinds: Sequence[str],
    by: User,
    at: datetime.datetime,
) -> Competency:
    """A competency, new or changed. A code keeps its meaning: it is never given to another competency."""
    now = open_draft(framework, by)
    check_code(framework=now, code=code, pk=row.pk if row else None)
    if row is None:
        rows = Competency.objects.filter(domain__framework=now)
        row = Competency(position=(rows.aggregate(last=Max("position"))["last"] or 0) + 1)
    fields = {"domain": domain, "code": code, "text": text, "evidence_kinds": list(evidence_kinds)}
    _store(row, fields, framework=now, by=by, at=at)
    return row


def check_code(*, framework: Framework, code: str, pk: int | None) -> None:
    """A code is free in this version, and no earlier one meant something else by it. Raises Refused."""
    twin = Competency.objects.filter(domain__framework=framework, code=code).exclude(pk=pk)
    if twin.exists():
        raise Refused(f"Another competency has the code {code}.", code="code")
    then = meanings(framework_id=framework.pk, council_id=framework.council_id)
    if code in then and pk not in then[code]:
        raise Refused(
            f"{code} meant something else in an earlier version. Choose a code that was never used, so that "
            "old records and modules stay clear.",
            code="code",
        )


@transaction.atomic
def save_task(
    *,
    framework: Framework,
    row: EntrustableTask | None,
    said: TaskWords,
    by: User,
    at: datetime.datetime,
) -> EntrustableTask:
    """A task, new or changed: its words, what it is built on and its law."""
    now = open_draft(framework, by)
    rows = EntrustableTask.objects.filter(framework=now)
    if rows.filter(code=said.code).exclude(pk=row.pk if row else None).exists():
        raise Refused(f"Another task has the code {said.code}.", code="code")
    if row is None:
        last = rows.aggregate(last=Max("position"))["last"] or 0
        row = EntrustableTask(framework=now, position=last + 1)
    fields = {"code": said.code, "title": said.title, "law": list(said.law)}
    _store(row, fields, framework=now, by=by, at=at)
    chosen = Competency.objects.filter(domain__framework=now, pk__in=said.competencies)
    if set(row.competencies.values_list("pk", flat=True)) != {one.pk for one in chosen}:
        row.competencies.set(chosen)
        _note(now, row, "change", f"{row.code}: what it is built on", by=by, at=at)
    return row


@transaction.atomic
def save_expectations(
    *, framework: Framework, row: EntrustableTask, expects: Sequence[Expect], by: User, at: datetime.datetime
) -> None:
    """What each role is expected to hold on a task, by weeks in post; what is not named is not expected."""
    now = open_draft(framework, by)
    if set(row.expectations.values_list("role", "weeks", "level", "note")) == set(expects):
        return
    row.expectations.all().delete()
    RoleExpectation.objects.bulk_create(
        RoleExpectation(task=row, role=role, weeks=weeks, level=level, note=note)
        for role, weeks, level, note in expects
    )
    _note(now, row, "change", f"{row.code}: what roles are expected to hold", by=by, at=at)


@transaction.atomic
def save_level(
    *, framework: Framework, row: Level, fields: Mapping[str, object], by: User, at: datetime.datetime
) -> None:
    """A level's words and what is waited for before it is proposed. `fields` by the names of the model."""
    _store(row, fields, framework=open_draft(framework, by), by=by, at=at)


@transaction.atomic
def save_kind(
    *, framework: Framework, row: EvidenceKind, fields: Mapping[str, object], by: User, at: datetime.datetime
) -> None:
    """A kind of evidence: its words, whether it comes from live work and for how long it counts."""
    _store(row, fields, framework=open_draft(framework, by), by=by, at=at)


def _store(
    row: Model, fields: Mapping[str, object], *, framework: Framework, by: User, at: datetime.datetime
) -> None:
    """Save what differs, with its record. The same words saved twice change nothing."""
    fresh = row._state.adding
    changed = [name for name, value in fields.items() if fresh or getattr(row, name) != value]
    if not changed:
        return
    for name in changed:
        setattr(row, name, fields[name])
    row.save()
    _note(framework, row, "add" if fresh else "change", f"{row}: {', '.join(changed)}", by=by, at=at)


def _note(
    framework: Framework, row: Model, verb: str, words: str, *, by: User, at: datetime.datetime
) -> None:
    write(
        council=framework.council_id,
        by=by,
        at=at,
        verb=verb,
        obj=row,
        words=f"Framework version {framework.version}, {words}"[:400],
    )
