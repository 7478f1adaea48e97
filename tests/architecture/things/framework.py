"""Versions of the framework: the one in force, and the one that is being written."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.utils import timezone

from competencies.framework.actions import start_draft
from competencies.framework.models import Competency, EntrustableTask, Framework
from competencies.framework.queries import draft_of, framework_in_force
from tests.factories.competencies import EntrustableTaskFactory


def _side(things: Any, whose: str) -> Any:
    return things.world.second if whose == "second" else things.world.home


def _draft(things: Any, whose: str) -> Framework:
    """The draft of a council, begun once from a version with a task, levels and kinds of evidence."""
    side = _side(things, whose)
    known = draft_of(council_id=side.council.pk)
    if known is not None:
        return known
    EntrustableTaskFactory(framework__council=side.council)
    return start_draft(council=side.council, by=side.people["pdl"], at=timezone.now())


def _written(whose: str, rows: Callable[[Framework], Any]) -> Callable[[Any], dict[str, Any]]:
    return lambda things: {"pk": rows(_draft(things, whose)).first().pk}


def _before(whose: str, rows: Callable[[Framework], Any]) -> Callable[[Any], dict[str, Any]]:
    def make(things: Any) -> dict[str, Any]:
        _draft(things, whose)
        now = framework_in_force(council_id=_side(things, whose).council.pk)
        assert now is not None
        return {"old": rows(now).first().pk}

    return make


def _begun(whose: str) -> Callable[[Any], dict[str, Any]]:
    def make(things: Any) -> dict[str, Any]:
        _draft(things, whose)
        return {}

    return make


def _competencies(framework: Framework) -> Any:
    return Competency.objects.filter(domain__framework=framework)


def _tasks(framework: Framework) -> Any:
    return EntrustableTask.objects.filter(framework=framework)


ROWS: dict[str, Callable[[Framework], Any]] = {
    "version": lambda framework: Framework.objects.filter(pk=framework.pk),
    "domain": lambda framework: framework.domains,
    "competency": _competencies,
    "entrustable": _tasks,
    "level": lambda framework: framework.levels,
    "evidence_kind": lambda framework: framework.evidence_kinds,
}
BOTH = ("home", "second")
THINGS: dict[str, Callable[[Any], dict[str, Any]]] = {
    **{f"begun_of_{whose}": _begun(whose) for whose in BOTH},
    **{f"written_{noun}_of_{whose}": _written(whose, rows) for noun, rows in ROWS.items() for whose in BOTH},
    **{f"earlier_competency_of_{whose}": _before(whose, _competencies) for whose in BOTH},
    **{f"earlier_task_of_{whose}": _before(whose, _tasks) for whose in BOTH},
}
"""Things of the matrix by name."""
