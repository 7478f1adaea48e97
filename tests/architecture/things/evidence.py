"""Short forms about people, and the rows of evidence that they give."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

from competencies.evidence.models import Evidence
from tests.factories.competencies import CompetencyFactory, PieceFactory

OWNERS = ("coordinator", "colleague", "stranger", "foreigner")


def _person(things: Any, name: str) -> Any:
    world = things.world
    return world.second.people["coordinator"] if name == "foreigner" else world.home.people[name]


def _row(name: str, kind: str) -> Callable[[Any], dict[str, Any]]:
    def make(things: Any) -> dict[str, Any]:
        side = things.world.second if name == "foreigner" else things.world.home
        person = _person(things, name)
        by = person if kind == "REF" else side.people["other_manager" if name == "stranger" else "manager"]
        piece = PieceFactory(person=person, recorded_by=by, kind=kind, key=uuid.uuid4())
        competency = CompetencyFactory(domain__framework__council=person.council)
        row = Evidence.objects.create(
            person=person, competency=competency, kind=kind, shown_on=piece.shown_on,
            recorded_at=piece.recorded_at, recorded_by=by, piece=piece, source_label="Watched: meeting",
            source_key=f"piece:{piece.pk}",
        )  # fmt: skip
        return {"pk": row.pk}

    return make


def _new(name: str, kind: str) -> Callable[[Any], dict[str, Any]]:
    return lambda things: {"pk": _person(things, name).pk, "kind": kind}


THINGS: dict[str, Callable[[Any], dict[str, Any]]] = {
    **{f"observed_of_{name}": _row(name, "OBS") for name in OWNERS},
    **{f"reflected_of_{name}": _row(name, "REF") for name in OWNERS},
    **{f"new_observed_of_{name}": _new(name, "OBS") for name in OWNERS},
    **{f"new_reflected_of_{name}": _new(name, "REF") for name in OWNERS},
}
"""Things of the matrix by name."""
