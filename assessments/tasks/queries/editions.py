"""The newest edition of each task, and its parts."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import OuterRef, QuerySet, Subquery

from academy.people.access import can, visible
from academy.people.models import User
from assessments.tasks.models import BundleDocument, Edition, RubricLine, Task
from assessments.tasks.rules.rubric import Line


def newest_editions(*, actor: User) -> QuerySet[Edition]:
    """The newest edition of every task the actor may see; those being written only for their writers."""
    newest = Edition.objects.filter(task=OuterRef("pk")).order_by("-number").values("pk")[:1]
    tasks = visible(actor, Task)
    if not can(actor, "run_marking"):
        tasks = tasks.exclude(state="draft")
    picked = tasks.annotate(newest=Subquery(newest)).values("newest")
    return visible(actor, Edition).filter(pk__in=picked).select_related("task").order_by("task__code")


def edition_of(*, actor: User, code: str) -> Edition | None:
    """The newest edition of one task, or None when there is none for the actor."""
    return newest_editions(actor=actor).filter(task__code=code).first()


def papers_of(edition: Edition) -> list[tuple[int, str]]:
    """Position and text of each paper of a bundle."""
    return list(BundleDocument.objects.filter(edition=edition).values_list("position", "text"))


def rubric_of(edition_id: int) -> list[RubricLine]:
    """The lines of a rubric in order."""
    return list(RubricLine.objects.filter(edition_id=edition_id).order_by("position"))


def rule_lines(lines: list[RubricLine]) -> list[Line]:
    """The same as the pass rule needs them."""
    return [
        Line(line.pk, line.must, line.least, line.code, line.section, line.weight, line.critical)
        for line in lines
    ]


def tasks_known(*, council_id: int, codes: Collection[str]) -> set[str]:
    """Those codes that are practical tasks of the council, open or closed."""
    known = Task.objects.filter(council_id=council_id, code__in=codes).exclude(state="draft")
    return set(known.values_list("code", flat=True))
