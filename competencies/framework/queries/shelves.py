"""A version as people read it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet

from academy.law.pack import Reference, all_references
from academy.people.roles import ROLES
from competencies.framework.models import Competency, Domain, EntrustableTask, Framework, RoleExpectation


@dataclass(frozen=True)
class Expected:
    """What one role is expected to hold on a task, by time in post. `own`: it is the reader's role."""

    role: str
    title: str
    steps: tuple[RoleExpectation, ...]
    own: bool


@dataclass(frozen=True)
class TaskCard:
    """A task with the law it rests on and what roles are expected to hold; the reader's own roles first."""

    task: EntrustableTask
    law: tuple[Reference, ...]
    lost: tuple[str, ...]
    expected: tuple[Expected, ...]


def domains_of(framework: Framework) -> QuerySet[Domain]:
    """Domains in order, with their competencies and what the levels look like in them. Three queries."""
    competencies = Prefetch("competencies", Competency.objects.order_by("position"))
    return framework.domains.prefetch_related(competencies, "descriptors").order_by("position")


def task_cards(*, framework: Framework, roles: Collection[str]) -> list[TaskCard]:
    """Every task in order. Three queries."""
    known = {held.key: held for held in all_references()}
    rows = framework.tasks.prefetch_related("expectations", "competencies").order_by("position")
    return [
        TaskCard(
            task,
            tuple(known[key] for key in task.law if key in known),
            tuple(key for key in task.law if key not in known),
            _expected(task, roles),
        )
        for task in rows
    ]


def _expected(task: EntrustableTask, roles: Collection[str]) -> tuple[Expected, ...]:
    steps: dict[str, list[RoleExpectation]] = defaultdict(list)
    for row in task.expectations.all():
        steps[row.role].append(row)
    order = list(ROLES)
    found = [
        Expected(role, ROLES[role].title, tuple(sorted(rows, key=lambda row: row.weeks)), role in roles)
        for role, rows in steps.items()
    ]
    return tuple(sorted(found, key=lambda one: (not one.own, order.index(one.role))))
