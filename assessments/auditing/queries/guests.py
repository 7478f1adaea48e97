"""One plan on the list, who looks at it, and who of its setting may be asked to."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.db.models import Q

from academy.people.access import visible
from academy.people.models import User
from assessments.auditing.models import Allocation, ListedPlan
from assessments.auditing.rules.allocations import GUEST_ROLES
from assessments.audits.models import Audit


@dataclass(frozen=True)
class PlanPage:
    """A plan, and everybody who was asked to look at it."""

    plan: ListedPlan
    looks: tuple[Allocation, ...]


def plan_page(*, actor: User, pk: int) -> PlanPage | None:
    """One plan that the actor may see, or None. Two queries."""
    rows = visible(actor, ListedPlan).select_related("writer", "team", "organisation", "council")
    plan = rows.filter(pk=pk).first()
    if plan is None:
        return None
    looks = visible(actor, Allocation).filter(plan=plan).select_related("auditor", "sample").order_by("pk")
    return PlanPage(plan, tuple(looks))


def guests_for(*, plan: ListedPlan, on: datetime.date) -> list[User]:
    """Who works in the setting of a plan and may audit it: nobody where the list names no setting."""
    if plan.organisation_id is None:
        return []
    open_then = Q(affiliations__ends_on__isnull=True) | Q(affiliations__ends_on__gte=on)
    people = User.objects.filter(
        open_then,
        council_id=plan.council_id,
        is_active=True,
        affiliations__organisation_id=plan.organisation_id,
        affiliations__role__in=GUEST_ROLES,
        affiliations__starts_on__lte=on,
    ).exclude(allocations__in=Allocation.objects.filter(plan=plan).exclude(state__in=["returned", "dropped"]))
    return list(people.distinct().order_by("family_name", "given_name", "pk"))


def is_by_guest(audit: Audit) -> bool:
    """Whether a guest of the plan's own setting made this audit: it counts, and is marked wherever the loop
    tells of it. Load the audit with its allocation."""
    allocation: Allocation | None = getattr(audit, "allocation", None)
    return allocation is not None and allocation.why == Allocation.Why.SETTING
