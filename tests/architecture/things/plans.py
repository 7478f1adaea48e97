"""Goals, supervision and appreciation, one of each for every owner."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.utils import timezone

from tests.factories.plans import (
    AgendaPointFactory,
    ExemplarFactory,
    GoalFactory,
    GoalNoteFactory,
    ProbationReportFactory,
    SupervisionMeetingFactory,
    SupervisionNoteFactory,
    ThankYouFactory,
)

OWNERS = ("coordinator", "colleague", "stranger", "foreigner")


def _people(things: Any, name: str) -> tuple[Any, Any]:
    """The owner and whoever leads them."""
    side = things.world.second if name == "foreigner" else things.world.home
    person = side.people["coordinator" if name == "foreigner" else name]
    return person, side.people["other_manager" if name == "stranger" else "manager"]


def _goal(name: str) -> Callable[[Any], dict[str, Any]]:
    def make(things: Any) -> dict[str, Any]:
        person, manager = _people(things, name)
        goal = GoalFactory(person=person, agreed=manager, source_key=f"wish:{name}")
        GoalNoteFactory(goal=goal, by=manager)
        return {"pk": goal.pk}

    return make


def _supervision(name: str) -> Callable[[Any], dict[str, Any]]:
    def make(things: Any) -> dict[str, Any]:
        person, manager = _people(things, name)
        meeting = SupervisionMeetingFactory(person=person, supervisor=manager, place="Room 4")
        things.rows["note", name] = SupervisionNoteFactory(meeting=meeting)
        AgendaPointFactory(meeting=meeting)
        return {"pk": meeting.pk}

    return make


def _note(name: str) -> Callable[[Any], dict[str, Any]]:
    return lambda things: {"pk": things.rows["note", name].pk}


def _probation(name: str) -> Callable[[Any], dict[str, Any]]:
    def make(things: Any) -> dict[str, Any]:
        person, manager = _people(things, name)
        now = timezone.now()
        report = ProbationReportFactory(
            person=person, written_by=manager, statement="I see it alike", statement_at=now
        )
        return {"pk": report.pk}

    return make


def _thanks(name: str) -> Callable[[Any], dict[str, Any]]:
    def make(things: Any) -> dict[str, Any]:
        person, manager = _people(things, name)
        return {"pk": ThankYouFactory(person=person, by=manager, shown_at=timezone.now()).pk, "how": "show"}

    return make


def _exemplar(name: str) -> Callable[[Any], dict[str, Any]]:
    def make(things: Any) -> dict[str, Any]:
        person, manager = _people(things, name)
        return {"pk": ExemplarFactory(person=person, asked_by=manager, state="given").pk}

    return make


THINGS: dict[str, Callable[[Any], dict[str, Any]]] = {
    **{f"goal_of_{name}": _goal(name) for name in OWNERS},
    **{f"supervision_of_{name}": _supervision(name) for name in OWNERS},
    **{f"note_of_{name}": _note(name) for name in OWNERS},
    **{f"probation_of_{name}": _probation(name) for name in OWNERS},
    **{f"thanks_of_{name}": _thanks(name) for name in OWNERS},
    **{f"exemplar_of_{name}": _exemplar(name) for name in OWNERS},
    "person_of_starter": lambda things: {"pk": things.world.home.people["starter"].pk},
    "to_the_manager": lambda things: {"to": things.world.home.people["manager"].pk},
    "to_a_colleague": lambda things: {"to": things.world.home.people["colleague"].pk},
}
"""Things of the matrix by name."""
