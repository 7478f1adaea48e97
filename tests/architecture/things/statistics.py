"""A paper that six people of a council have sat, and its hardest item."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from assessments.sittings.models import Paper
from tests.factories.statistics import make_sat_paper

CODE = "SAT-1"


def _paper(things: Any, whose: str) -> dict[str, Any]:
    side = things.world.home if whose == "home" else things.world.second
    paper = Paper.objects.filter(council=side.council, code=CODE).first()
    return {"pk": paper.pk if paper else make_sat_paper(side.council, CODE)[0].pk}


def _item(things: Any, whose: str) -> dict[str, Any]:
    pk = _paper(things, whose)["pk"]
    slot = Paper.objects.get(pk=pk).sittings.first().slots.last()
    return {"pk": pk, "version": slot.version_id}


THINGS: dict[str, Callable[[Any], dict[str, Any]]] = {
    "sat_paper_of_home": lambda things: _paper(things, "home"),
    "sat_paper_of_second": lambda things: _paper(things, "second"),
    "sat_item_of_home": lambda things: _item(things, "home"),
    "sat_item_of_second": lambda things: _item(things, "second"),
}
"""Things of the matrix by name."""
