"""A cohort in each council, and everything that gates hold of each owner in it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from courses.cohorts.models import Cohort
from tests.factories.cohorts import CohortFactory, MemberFactory
from tests.factories.gates import (
    AssessedResultFactory,
    CheckedPlanFactory,
    CheckFactory,
    ConversationFactory,
    GateDecisionFactory,
    NewDateFactory,
    ProtectedFactory,
    SupportPlanFactory,
)

OWNERS = ("coordinator", "colleague", "stranger", "foreigner")


def _cohort(whose: str) -> Callable[[Any], dict[str, Any]]:
    def make(things: Any) -> dict[str, Any]:
        side = things.world.home if whose == "home" else things.world.second
        row = Cohort.objects.filter(council=side.council, name="COH-G").first()
        return {"pk": (row or CohortFactory(council=side.council, name="COH-G")).pk}

    return make


def _member(name: str) -> Callable[[Any], dict[str, Any]]:
    def make(things: Any) -> dict[str, Any]:
        whose = "second" if name == "foreigner" else "home"
        side = things.world.second if whose == "second" else things.world.home
        person = side.people["coordinator" if name == "foreigner" else name]
        boss = side.people["other_manager" if name == "stranger" else "manager"]
        cohort = Cohort.objects.get(pk=things.made[f"cohort_of_{whose}"]["pk"])
        member = MemberFactory(cohort=cohort, person=person)
        AssessedResultFactory(member=member)
        GateDecisionFactory(member=member, by=boss, words="Well done")
        NewDateFactory(member=member, gate=2, by=boss)
        ConversationFactory(member=member, written_by=boss)
        ProtectedFactory(member=member)
        check = CheckFactory(member=member, state="supported", settled_on=member.joins_on)
        CheckedPlanFactory(ninety_day_check=check, good=False)
        SupportPlanFactory(ninety_day_check=check, by=boss)
        return {"pk": member.pk}

    return make


def _gate(name: str) -> Callable[[Any], dict[str, Any]]:
    return lambda things: {**things.made[f"starter_of_{name}"], "number": 2}


THINGS: dict[str, Callable[[Any], dict[str, Any]]] = {
    "cohort_of_home": _cohort("home"),
    "cohort_of_second": _cohort("second"),
}
"""Things of the matrix by name."""
for _name in OWNERS:
    THINGS |= {f"starter_of_{_name}": _member(_name), f"gate_of_{_name}": _gate(_name)}
