"""Thank-yous and exemplars: what is refused, in words."""

from __future__ import annotations

import re

from academy.kit.refusals import Refused
from academy.people.access import can
from academy.people.models import User
from competencies.plans.models import Exemplar

PLAN_REF = re.compile(r"[A-Za-z]{1,6}[-/ ]?\d{1,10}(?:[-/]\d{1,4})?")
MOST_A_DAY = 10


def check_thanks(*, to: User | None, by: User, today: int) -> User:
    """To a colleague on staff, not to oneself, and not without end. Raises Refused."""
    if to is None:
        raise Refused("Their work e-mail: nobody on staff here has this address", code="email")
    if to.pk == by.pk:
        raise Refused("Their work e-mail: this is your own. Thank a colleague", code="email")
    if today >= MOST_A_DAY:
        raise Refused("You have thanked many people today. Say the next one tomorrow.", code="many")
    return to


def check_asks(*, person: User, by: User) -> None:
    """Whoever assesses the work of this person may hold it up, never one's own. Raises Refused."""
    if by.pk == person.pk or not can(by, "assess_work", person):
        raise Refused("Only somebody who assesses this person’s work asks for this.", code="who")


def check_plan_ref(ref: str) -> str:
    """The reference of a plan and nothing else. Raises Refused."""
    said = ref.strip()
    if not PLAN_REF.fullmatch(said):
        raise Refused("Plan reference: give only the reference, for example P-20417", code="plan_ref")
    return said


def check_owner(exemplar: Exemplar, *, by: User) -> None:
    """Consent is the writer's own. Raises Refused."""
    if exemplar.person_id != by.pk:
        raise Refused("Only whoever wrote the plan says yes or no.", code="who")
