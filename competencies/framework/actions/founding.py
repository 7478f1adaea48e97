"""Laying down a council's first framework."""

from __future__ import annotations

import datetime
from typing import Any

from django.db import transaction

from academy.people.models import Council, User
from academy.record.actions import write
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


@transaction.atomic
def load_framework(
    *, council: Council, data: dict[str, Any], by: User | None, at: datetime.datetime
) -> Framework:
    """Make the framework version that `data` describes, in force; a version that is there is left as it is.

    `data`: name, version, effective_from (ISO date), domains [{code, title, descriptors {level: text}}],
    competencies [{code, domain, text, evidence: [codes]}], and, each if there is any, levels, evidence_kinds
    and tasks [{code, title, competencies, law, expects [{role, weeks, level}]}]; all in reading order.
    """
    framework, made = Framework.objects.get_or_create(
        council=council,
        version=data["version"],
        defaults={
            "name": data["name"],
            "state": "published",
            "effective_from": datetime.date.fromisoformat(data["effective_from"]),
            "made_by": by,
            "made_at": at,
        },
    )
    if not made:
        return framework
    _levels(framework, data)
    _tasks(framework, data.get("tasks", []), _competencies(framework, data))
    write(council=council, by=by, at=at, verb="lay down", obj=framework, words=f"{framework} laid down")
    return framework


def _levels(framework: Framework, data: dict[str, Any]) -> None:
    """Levels and kinds of evidence."""
    Level.objects.bulk_create(Level(framework=framework, **row) for row in data.get("levels", []))
    EvidenceKind.objects.bulk_create(
        EvidenceKind(framework=framework, position=position, **row)
        for position, row in enumerate(data.get("evidence_kinds", []), start=1)
    )


def _competencies(framework: Framework, data: dict[str, Any]) -> dict[str, Competency]:
    """Domains with their descriptors, and the competencies by code."""
    domains = {
        row["code"]: Domain(framework=framework, code=row["code"], title=row["title"], position=position)
        for position, row in enumerate(data["domains"], start=1)
    }
    Domain.objects.bulk_create(domains.values())
    LevelDescriptor.objects.bulk_create(
        LevelDescriptor(domain=domains[row["code"]], level=int(level), text=text)
        for row in data["domains"]
        for level, text in row.get("descriptors", {}).items()
    )
    rows = Competency.objects.bulk_create(
        Competency(
            domain=domains[row["domain"]],
            code=row["code"],
            text=row["text"],
            evidence_kinds=row["evidence"],
            position=position,
        )
        for position, row in enumerate(data["competencies"], start=1)
    )
    return {row.code: row for row in rows}


def _tasks(framework: Framework, rows: list[dict[str, Any]], known: dict[str, Competency]) -> None:
    """Entrustable tasks, what they are built on, and what each role is expected to hold."""
    tasks = EntrustableTask.objects.bulk_create(
        EntrustableTask(
            framework=framework, code=row["code"], title=row["title"], law=row["law"], position=position
        )
        for position, row in enumerate(rows, start=1)
    )
    EntrustableTask.competencies.through.objects.bulk_create(
        EntrustableTask.competencies.through(entrustabletask_id=task.pk, competency_id=known[code].pk)
        for task, row in zip(tasks, rows, strict=True)
        for code in row["competencies"]
    )
    RoleExpectation.objects.bulk_create(
        RoleExpectation(task=task, **expected)
        for task, row in zip(tasks, rows, strict=True)
        for expected in row.get("expects", [])
    )
