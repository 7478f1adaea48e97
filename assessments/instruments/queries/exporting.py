"""A version as plain data: the shape in which instruments come along and are brought in."""

from __future__ import annotations

from typing import Any

from academy.law.pack import all_references
from assessments.instruments.models import Criterion, Instrument
from assessments.instruments.queries.principles import principles_of
from assessments.instruments.registry import known_modules
from assessments.instruments.rules.reading import FIELDS, Known
from competencies.framework.queries import competencies_in_force


def as_data(instrument: Instrument) -> dict[str, Any]:
    """Everything that a version says, in reading order. One query."""
    found: dict[str, list[dict[str, Any]]] = {"criteria": [], "sections": []}
    for row in instrument.criteria.all():
        said = {name: getattr(row, name) for name in FIELDS}
        found["sections" if row.kind == Criterion.Kind.SECTION else "criteria"].append(said)
    day, law = instrument.effective_from, instrument.law_as_at
    return {
        "code": instrument.code,
        "name": instrument.name,
        "version": instrument.version,
        "effective_from": day.isoformat() if day else None,
        "law_as_at": law.isoformat() if law else None,
        **found,
    }


def known_codes(*, council_id: int) -> Known:
    """What a file may name. Three queries."""
    return Known(
        competencies=frozenset(row.code for row in competencies_in_force(council_id=council_id)),
        modules=frozenset(known_modules(council_id)),
        principles=frozenset(principles_of(council_id=council_id)),
        law=frozenset(held.key for held in all_references()),
    )
