"""Panels of both councils: one on which each still grades alone, and one whose grades are open."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.utils import timezone

from assessments.auditing.actions.panels import Seat, grade_alone, hold_panel, open_grades
from assessments.auditing.models import Panel
from tests.factories.assessments import CriterionFactory, InstrumentFactory
from tests.factories.auditing import ListedPlanFactory


def _panel(things: Any, whose: str, state: str) -> Panel:
    side = things.world.home if whose == "home" else things.world.second
    people = side.people
    there = Panel.objects.filter(council=side.council, state=state).first()
    if there is not None:
        return there
    at = timezone.now()
    instrument = InstrumentFactory(council=side.council)
    CriterionFactory(instrument=instrument, code="F3")
    panel = hold_panel(
        plan=ListedPlanFactory(writer=people["stranger"]),
        instrument=instrument,
        chair=people["manager"],
        held_on=timezone.localdate(),
        seats=[Seat("send", people["senior"]), Seat("setting", people["partner"]), Seat("parent")],
        by=people["qa"],
        at=at,
    )
    seat = panel.members.get(person=people["senior"])
    grade_alone(member_id=seat.pk, grades={"F": 3}, overall=3, words="Clear", by=people["senior"], at=at)
    if state == "talking":
        open_grades(panel_id=panel.pk, by=people["manager"], at=at)
    return panel


def _whole(whose: str, state: str) -> Callable[[Any], dict[str, Any]]:
    return lambda things: {"pk": _panel(things, whose, state).pk}


def _seat(whose: str) -> Callable[[Any], dict[str, Any]]:
    def make(things: Any) -> dict[str, Any]:
        panel = _panel(things, whose, "grading")
        side = things.world.home if whose == "home" else things.world.second
        return {"pk": panel.pk, "seat": panel.members.get(person=side.people["senior"]).pk}

    return make


THINGS: dict[str, Callable[[Any], dict[str, Any]]] = {}
"""Things of the matrix by name."""
for _whose in ("home", "second"):
    THINGS |= {
        f"panel_of_{_whose}": _whole(_whose, "grading"),
        f"talked_of_{_whose}": _whole(_whose, "talking"),
        f"seat_of_{_whose}": _seat(_whose),
    }
