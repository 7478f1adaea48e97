"""Levels that people held before the academy: brought in as they were decided, with who decided and when."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from academy.kit.refusals import Refused
from academy.law.dates import add_months
from academy.people.models import Council, User
from academy.record.actions import Line, write_many
from competencies.entrustment.actions.standing import MONTHS
from competencies.entrustment.models import Entrustment
from competencies.entrustment.rules import needs_second
from competencies.framework.models import EntrustableTask

BATCH = 1000


@dataclass(frozen=True)
class Earlier:
    """One decision from before: ids of people, the code of the task, the level and the day it was decided."""

    person: int
    task: str
    level: int
    decided_by: int
    on: datetime.date
    second_by: int | None = None


@transaction.atomic
def bring_in_levels(
    *, council: Council, rows: Sequence[Earlier], source: str, by: User | None, at: datetime.datetime
) -> int:
    """Write decisions from before the academy, all or none. Returns how many are new.

    `source` says in words where they stood; it is the reason that is shown. They cite no evidence, since none
    was kept here, and they lapse 24 months after the day they were decided, like any other. A task on which
    somebody has a decision here already is left alone, so bringing them in again changes nothing.
    """
    tasks = {
        task.code: task
        for task in EntrustableTask.objects.filter(framework__council=council, framework__state="published")
    }
    people = set(
        User.objects.filter(council=council, pk__in={row.person for row in rows}).values_list("pk", flat=True)
    )
    for row in rows:
        _check(row, tasks, people)
    known = set(Entrustment.objects.filter(person__council=council).values_list("person_id", "task_identity"))
    new = [row for row in rows if (row.person, tasks[row.task].identity) not in known]
    Entrustment.objects.bulk_create(
        (_decision(row, tasks[row.task], source) for row in new), batch_size=BATCH
    )
    write_many(
        council=council,
        by=by,
        at=at,
        lines=(
            Line("bring in", "entrustment", f"{row.task}: level {row.level}. {source}", about=row.person)
            for row in new
        ),
    )
    return len(new)


def _check(row: Earlier, tasks: dict[str, EntrustableTask], people: set[int]) -> None:
    """One row can stand. Raises Refused in words."""
    if row.task not in tasks:
        raise Refused(f"The framework in force has no task {row.task}.", code="task")
    if row.person not in people:
        raise Refused("A row is about somebody who does not belong to this council.", code="person")
    if row.person in (row.decided_by, row.second_by) or row.decided_by == row.second_by:
        raise Refused("The person and the two who sign are three people.", code="own")
    if needs_second(row.level) and row.second_by is None:
        raise Refused(f"Level {row.level} needs a second signature.", code="second")


def _decision(row: Earlier, task: EntrustableTask, source: str) -> Entrustment:
    then = timezone.make_aware(datetime.datetime.combine(row.on, datetime.time(12)))
    return Entrustment(
        person_id=row.person,
        task=task,
        task_identity=task.identity,
        level=row.level,
        state="stands",
        reason=source,
        law_as_at=row.on,
        decided_by_id=row.decided_by,
        decided_at=then,
        second_by_id=row.second_by,
        second_at=then if row.second_by else None,
        starts_on=row.on,
        valid_until=add_months(row.on, MONTHS),
    )
