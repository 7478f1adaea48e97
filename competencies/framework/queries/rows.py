"""The rows of one version, as the pages that write it look them up."""

from __future__ import annotations

from django.db.models import QuerySet

from competencies.framework.models import (
    Competency,
    Domain,
    EntrustableTask,
    EvidenceKind,
    Framework,
    Level,
    RoleExpectation,
)


def domains_in(framework: Framework | None) -> QuerySet[Domain]:
    """The domains of a version, in order; none of no version."""
    return Domain.objects.filter(framework=framework)


def competencies_in(framework: Framework | None) -> QuerySet[Competency]:
    """The competencies of a version with their domains."""
    return Competency.objects.filter(domain__framework=framework).select_related("domain")


def tasks_in(framework: Framework | None) -> QuerySet[EntrustableTask]:
    """The entrustable tasks of a version, in order."""
    return EntrustableTask.objects.filter(framework=framework)


def levels_in(framework: Framework) -> QuerySet[Level]:
    """The levels of a version, in order."""
    return Level.objects.filter(framework=framework)


def kinds_in(framework: Framework) -> QuerySet[EvidenceKind]:
    """The kinds of evidence of a version, in order."""
    return EvidenceKind.objects.filter(framework=framework)


def weeks_in(framework: Framework) -> list[int]:
    """The weeks in post for which a version expects something, in order."""
    rows = RoleExpectation.objects.filter(task__framework=framework).order_by("weeks")
    return list(rows.values_list("weeks", flat=True).distinct())
