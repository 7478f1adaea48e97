"""Who may do what to an audit that somebody is asked to do, and what its state allows."""

from __future__ import annotations

import datetime

from django.db.models import Q, QuerySet

from academy.kit.refusals import Refused
from academy.people.access import can, standing_of
from academy.people.models import Affiliation, User
from assessments.auditing.models import Allocation
from assessments.auditing.states import ALLOCATION

GUEST_ROLES = ("P01", "P02", "P03", "P04", "P18")
"""Partner roles of those who work in a setting and may look at plans of its own children."""
LONGEST_REASON = 300


def allowed_to_guest(guest: User, on: datetime.date) -> QuerySet[Affiliation]:
    """The settings whose plans a guest may audit on a day: where they work in one of these roles then."""
    open_then = Q(ends_on__isnull=True) | Q(ends_on__gte=on)
    return Affiliation.objects.filter(open_then, person=guest, role__in=GUEST_ROLES, starts_on__lte=on)


def is_asked(*, allocation: Allocation, by: User, on: datetime.date) -> bool:
    """Whether this is the auditor, with the right to audit today: staff by their role, a guest only plans of
    the setting they work in."""
    if allocation.auditor_id != by.pk or not can(by, "audit_plans", allocation):
        return False
    if standing_of(by).is_partner:
        places = allowed_to_guest(by, on).values_list("organisation_id", flat=True)
        return allocation.why == Allocation.Why.SETTING and allocation.plan.organisation_id in set(places)
    return True


def check_return(*, allocation: Allocation, by: User, on: datetime.date) -> None:
    """Only who was asked gives it back, before it is done."""
    if not is_asked(allocation=allocation, by=by, on=on):
        raise Refused("Only whoever was asked to do this audit can give it back.", code="not_allowed")
    if allocation.state not in ALLOCATION.starts("return") or allocation.concluded_at is not None:
        raise Refused("This audit is done or was given back already.", code="state")


def can_return(*, allocation: Allocation, by: User, on: datetime.date) -> bool:
    """Whether `check_return` lets it pass."""
    try:
        check_return(allocation=allocation, by=by, on=on)
    except Refused:
        return False
    return True


def check_drop(*, allocation: Allocation, by: User | None) -> None:
    """Who keeps the sample takes a plan out before it is done."""
    if by is not None and not can(by, "keep_sample", allocation):
        raise Refused("Only people who keep the sample may do this.", code="not_allowed")
    if allocation.state not in ALLOCATION.starts("drop") or allocation.concluded_at is not None:
        raise Refused("This audit is done, given back or taken out already.", code="state")


def check_follow(*, allocation: Allocation, by: User | None) -> None:
    """An audit that is not done can go to somebody else, or another plan can take its place; once."""
    if by is not None and not can(by, "keep_sample", allocation):
        raise Refused("Only people who keep the sample may do this.", code="not_allowed")
    if allocation.concluded_at is not None:
        raise Refused("This audit is done.", code="state")
    if Allocation.objects.filter(follows=allocation).exists():
        raise Refused("Another audit has taken its place already. Look at the sample again.", code="state")


def check_reason(reason: str) -> str:
    """The reason, in one line; refused when there is none."""
    words = " ".join(reason.split())
    if not words:
        raise Refused("Say why in a few words.", code="reason")
    return words[:LONGEST_REASON]
