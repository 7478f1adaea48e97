"""Copying a whole version into the next, in a constant number of queries."""

from __future__ import annotations

from typing import TypeVar

from django.db.models import Model

from competencies.framework.models import (
    Competency,
    CompetencyStep,
    Domain,
    EntrustableTask,
    EvidenceKind,
    Framework,
    Level,
    LevelDescriptor,
    RoleExpectation,
    TaskStep,
)

M = TypeVar("M", bound=Model)


def copy_version(*, old: Framework, new: Framework) -> None:
    """Every row of `old` in `new` with its identity, and a step from each competency and task to its copy."""
    domains = _copied(list(Domain.objects.filter(framework=old)), framework=new)
    _copied(
        list(LevelDescriptor.objects.filter(domain__framework=old)),
        domain_id={o: n.pk for o, n in domains.items()},
    )
    competencies = _copied(
        list(Competency.objects.filter(domain__framework=old)),
        domain_id={o: n.pk for o, n in domains.items()},
    )
    tasks = _copied(list(EntrustableTask.objects.filter(framework=old)), framework=new)
    _copied(
        list(RoleExpectation.objects.filter(task__framework=old)), task_id={o: n.pk for o, n in tasks.items()}
    )
    _copied(list(Level.objects.filter(framework=old)), framework=new)
    _copied(list(EvidenceKind.objects.filter(framework=old)), framework=new)
    through = EntrustableTask.competencies.through
    pairs = through.objects.filter(entrustabletask__framework=old)
    through.objects.bulk_create(
        through(entrustabletask_id=tasks[task].pk, competency_id=competencies[competency].pk)
        for task, competency in pairs.values_list("entrustabletask_id", "competency_id")
    )
    CompetencyStep.objects.bulk_create(
        CompetencyStep(old_id=before, new=row) for before, row in competencies.items()
    )
    TaskStep.objects.bulk_create(TaskStep(old_id=before, new=row) for before, row in tasks.items())


def _copied(rows: list[M], **above: Model | dict[int, int]) -> dict[int, M]:
    """Copies of rows under what is above them in the new version, by the key of the row they were made from.

    `above`: a field with its new value, or with the new key for each old one.
    """
    if not rows:
        return {}
    before = [row.pk for row in rows]
    for row in rows:
        for name, value in above.items():
            setattr(row, name, value[getattr(row, name)] if isinstance(value, dict) else value)
        row.pk = None
        row._state.adding = True
    made = type(rows[0])._default_manager.bulk_create(rows)
    return dict(zip(before, made, strict=True))
