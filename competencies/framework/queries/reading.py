"""One version as plain data, with the same number of queries however large it is."""

from __future__ import annotations

from collections import defaultdict

from competencies.framework.formats.gathering import normal
from competencies.framework.formats.shape import (
    CompetencyRow,
    DomainRow,
    ExpectRow,
    FrameworkData,
    KindRow,
    LevelRow,
    Step,
    TaskRow,
)
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

LEVEL_FIELDS = (
    "number",
    "name",
    "descriptor",
    "work_allowed",
    "least_kinds",
    "least_live",
    "least_audits",
    "least_recommendations",
    "every_competency",
    "fresh_months",
    "months_below",
)
KIND_FIELDS = ("code", "name", "form", "is_live", "months_valid")


def read_framework(framework: Framework) -> FrameworkData:
    """All that a version says. Ten queries, and one for the version before if it is not loaded."""
    based_on = framework.based_on
    levels = Level.objects.filter(framework=framework).values(*LEVEL_FIELDS)
    kinds = EvidenceKind.objects.filter(framework=framework).values(*KIND_FIELDS)
    return normal(
        FrameworkData(
            name=framework.name,
            identity=framework.identity,
            version=framework.version,
            state=framework.state,
            based_on=based_on.version if based_on else None,
            effective_from=framework.effective_from,
            retired_on=framework.retired_on,
            what_changed=framework.what_changed,
            domains=_domains(framework),
            competencies=_competencies(framework),
            levels=tuple(LevelRow(**row) for row in levels.order_by("number")),
            kinds=tuple(KindRow(**row) for row in kinds.order_by("position", "pk")),
            tasks=_tasks(framework),
            competency_steps=tuple(
                Step(*row)
                for row in CompetencyStep.objects.filter(new__domain__framework=framework).values_list(
                    "old__code", "new__code", "old__identity"
                )
            ),
            task_steps=tuple(
                Step(*row)
                for row in TaskStep.objects.filter(new__framework=framework).values_list(
                    "old__code", "new__code", "old__identity"
                )
            ),
        )
    )


def _domains(framework: Framework) -> tuple[DomainRow, ...]:
    descriptors: dict[int, list[tuple[int, str]]] = defaultdict(list)
    rows = LevelDescriptor.objects.filter(domain__framework=framework)
    for domain_id, level, text in rows.values_list("domain_id", "level", "text"):
        descriptors[domain_id].append((level, text))
    return tuple(
        DomainRow(row.code, row.title, tuple(descriptors[row.pk]), row.identity)
        for row in Domain.objects.filter(framework=framework).order_by("position", "pk")
    )


def _competencies(framework: Framework) -> tuple[CompetencyRow, ...]:
    rows = Competency.objects.filter(domain__framework=framework).select_related("domain")
    return tuple(
        CompetencyRow(row.code, row.domain.code, row.text, tuple(row.evidence_kinds), row.identity)
        for row in rows.order_by("position", "domain__position", "pk")
    )


def _tasks(framework: Framework) -> tuple[TaskRow, ...]:
    built_on: dict[int, list[str]] = defaultdict(list)
    pairs = EntrustableTask.competencies.through.objects.filter(entrustabletask__framework=framework)
    for task_id, code in pairs.values_list("entrustabletask_id", "competency__code"):
        built_on[task_id].append(code)
    expects: dict[int, list[ExpectRow]] = defaultdict(list)
    rows = RoleExpectation.objects.filter(task__framework=framework)
    for task_id, role, weeks, level, note in rows.values_list("task_id", "role", "weeks", "level", "note"):
        expects[task_id].append(ExpectRow(role, weeks, level, note))
    return tuple(
        TaskRow(
            row.code,
            row.title,
            tuple(built_on[row.pk]),
            tuple(row.law),
            tuple(expects[row.pk]),
            row.identity,
        )
        for row in EntrustableTask.objects.filter(framework=framework).order_by("position", "pk")
    )
