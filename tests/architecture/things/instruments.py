"""Versions of instruments: the one in force, and the one that is being written."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.utils import timezone

from assessments.instruments.actions import load_principles, start_draft
from assessments.instruments.models import Criterion, Instrument
from tests.factories.assessments import CriterionFactory, InstrumentFactory


def _side(things: Any, whose: str) -> Any:
    return things.world.second if whose == "second" else things.world.home


def _sheet(things: Any, whose: str) -> Instrument:
    """The plan audit of a council with one criterion."""
    sheet: Instrument = InstrumentFactory(council=_side(things, whose).council)
    CriterionFactory(instrument=sheet, code="F3")
    return sheet


def _draft(things: Any, whose: str) -> Instrument:
    """The next version, begun once."""
    _sheet(things, whose)
    side = _side(things, whose)
    return start_draft(council=side.council, code="plan-audit", by=side.people["pdl"], at=timezone.now())


def _read(whose: str) -> Callable[[Any], dict[str, Any]]:
    return lambda things: {"code": _sheet(things, whose).code}


def _version(whose: str) -> Callable[[Any], dict[str, Any]]:
    return lambda things: {"code": "plan-audit", "pk": _sheet(things, whose).pk}


def _written(whose: str) -> Callable[[Any], dict[str, Any]]:
    return lambda things: {"code": "plan-audit", "pk": _draft(things, whose).pk}


def _begun(whose: str) -> Callable[[Any], dict[str, Any]]:
    return lambda things: {"code": _draft(things, whose).code}


def _criterion(whose: str, **more: str) -> Callable[[Any], dict[str, Any]]:
    def make(things: Any) -> dict[str, Any]:
        row = Criterion.objects.get(instrument=_draft(things, whose), code="F3")
        return {"code": "plan-audit", "pk": row.pk, **more}

    return make


def _earlier(whose: str) -> Callable[[Any], dict[str, Any]]:
    def make(things: Any) -> dict[str, Any]:
        draft = _draft(things, whose)
        return {"code": "plan-audit", "old": Criterion.objects.get(instrument=draft.based_on, code="F3").pk}

    return make


def _principle(things: Any) -> dict[str, Any]:
    load_principles(council=things.world.home.council, by=None, at=timezone.now())
    return {"principle": "P4"}


BOTH = ("home", "second")
THINGS: dict[str, Callable[[Any], dict[str, Any]]] = {
    # Every council has an instrument of that code: the other council reads its own.
    **{f"sheet_in_{whose}": _read(whose) for whose in BOTH},
    **{f"sheet_version_of_{whose}": _version(whose) for whose in BOTH},
    **{f"sheet_draft_of_{whose}": _written(whose) for whose in BOTH},
    **{f"sheet_begun_of_{whose}": _begun(whose) for whose in BOTH},
    **{f"sheet_criterion_of_{whose}": _criterion(whose) for whose in BOTH},
    **{f"sheet_criterion_up_of_{whose}": _criterion(whose, way="up") for whose in BOTH},
    **{f"sheet_earlier_of_{whose}": _earlier(whose) for whose in BOTH},
    "principle_of_home": _principle,
}
"""Things of the matrix by name."""
