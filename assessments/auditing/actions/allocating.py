"""Who audits what once a sample is confirmed: give back, take out, hand on, replace, ask a guest."""

from __future__ import annotations

import datetime

from django.db import transaction
from django.utils import timezone

from academy.gate.checking import A_ROLE, check_clean
from academy.kit.refusals import Refused
from academy.people.models import User
from academy.people.queries import scanner_for
from academy.record.actions import write
from academy.work.actions import post_message
from assessments.auditing.actions.letters import ONE_MORE
from assessments.auditing.models import Allocation, ListedPlan
from assessments.auditing.queries.choosing import auditors_for, next_in_stratum
from assessments.auditing.rules.allocations import (
    allowed_to_guest,
    check_drop,
    check_follow,
    check_reason,
    check_return,
)
from assessments.auditing.rules.samples import check_keeps_sample
from assessments.auditing.states import ALLOCATION
from assessments.instruments.queries import current_instrument

DAYS = datetime.timedelta(days=21)


@transaction.atomic
def return_allocation(*, allocation: Allocation, reason: str, by: User, at: datetime.datetime) -> Allocation:
    """Give an audit back with a reason. A second press finds it given back."""
    row = _locked(allocation)
    if row.state == "returned" and row.auditor_id == by.pk:
        return row
    check_return(allocation=row, by=by, on=timezone.localdate(at))
    words = _clean_reason(row, reason)
    _end(row, "return", words, by, at, "An audit was given back")
    return row


@transaction.atomic
def drop_allocation(*, allocation: Allocation, reason: str, by: User, at: datetime.datetime) -> Allocation:
    """Take a plan out of the sample with a reason, and its second look with it."""
    row = _locked(allocation)
    if row.state == "dropped":
        return row
    check_drop(allocation=row, by=by)
    words = _clean_reason(row, reason)
    _end(row, "drop", words, by, at, "A plan was taken out of the sample")
    for double in row.doubles.select_for_update().filter(state__in=ALLOCATION.starts("drop")):
        _end(double, "drop", words, by, at, "A plan was taken out of the sample")
    return row


@transaction.atomic
def reassign_allocation(
    *, allocation: Allocation, auditor: User, by: User, at: datetime.datetime
) -> Allocation:
    """Give the same plan to somebody else, who has the whole time for it. The same choice twice is one."""
    row = _locked(allocation)
    there = Allocation.objects.filter(follows=row, auditor=auditor, plan=row.plan).first()
    if there is not None:
        return there
    check_follow(allocation=row, by=by)
    if auditor.pk not in {one.pk for one in auditors_for(allocation=row, on=timezone.localdate(at))}:
        raise Refused(
            "This person cannot audit this plan: it is of their own line, they are away, their licence has "
            "lapsed, or they look at it already.",
            code="not_this_auditor",
        )
    if row.state in ALLOCATION.starts("drop"):
        _end(row, "drop", "Given to somebody else", by, at, "An audit was given to somebody else")
    fresh = _following(row, row.plan, auditor, at)
    Allocation.objects.filter(double_of=row).update(double_of=fresh)
    _tell(fresh, by, at)
    return fresh


@transaction.atomic
def replace_allocation(*, allocation: Allocation, by: User, at: datetime.datetime) -> Allocation:
    """Put the next plan of its stratum in the place of one that was given back or taken out.

    It goes to whoever has least of the sample and may audit it. The same again gives the same plan.
    """
    row = _locked(allocation)
    there = Allocation.objects.filter(follows=row).exclude(plan=row.plan).first()
    if there is not None:
        return there
    check_follow(allocation=row, by=by)
    if row.state not in ("returned", "dropped"):
        raise Refused("Take the plan out first, with a reason.", code="state")
    if row.sample is None or row.why in (Allocation.Why.DOUBLE, Allocation.Why.SEEDED):
        raise Refused("A second look has no next plan. Give it to somebody else.", code="second")
    on = timezone.localdate(at)
    found = next_in_stratum(allocation=row, on=on)
    if found is None:
        raise Refused("No plan is left on the list that somebody may audit.", code="empty")
    fresh = _following(row, found.plan, found.auditor, at)
    _tell(fresh, by, at)
    return fresh


@transaction.atomic
def ask_setting(*, plan: ListedPlan, guest: User, by: User, at: datetime.datetime) -> Allocation:
    """Ask somebody who works in a setting to audit a plan of a child of that setting. Twice is once."""
    check_keeps_sample(by=by)
    on = timezone.localdate(at)
    places = set(allowed_to_guest(guest, on).values_list("organisation_id", flat=True))
    if (
        plan.council_id != by.council_id
        or guest.council_id != plan.council_id
        or plan.organisation_id is None
        or plan.organisation_id not in places
    ):
        raise Refused("Guests audit plans of the setting they work in, and no others.", code="not_theirs")
    instrument = current_instrument(council_id=plan.council_id)
    row, made = Allocation.objects.exclude(state__in=["returned", "dropped"]).get_or_create(
        plan=plan,
        auditor=guest,
        instrument=instrument,
        defaults={
            "council_id": plan.council_id,
            "why": Allocation.Why.SETTING,
            "asked_on": on,
            "due_on": on + DAYS,
        },
    )
    if made:
        _tell(row, by, at)
    return row


def _locked(allocation: Allocation) -> Allocation:
    rows = Allocation.objects.select_for_update(of=("self",)).select_related("plan__writer", "sample")
    return rows.get(pk=allocation.pk)


def _clean_reason(row: Allocation, reason: str) -> str:
    words = check_reason(reason)
    check_clean([("The reason", words)], scanner=scanner_for(council=row.council), instead=A_ROLE)
    return words


def _end(row: Allocation, verb: str, reason: str, by: User, at: datetime.datetime, words: str) -> None:
    row.state, row.reason = ALLOCATION.after(row.state, verb), reason
    row.save(update_fields=["state", "reason"])
    write(council=row.council_id, by=by, at=at, verb=verb, obj=row, words=words)


def _following(row: Allocation, plan: ListedPlan, auditor: User, at: datetime.datetime) -> Allocation:
    on = timezone.localdate(at)
    stays = plan.pk == row.plan_id or row.why == Allocation.Why.CAMPAIGN
    return Allocation.objects.create(
        council_id=row.council_id,
        sample=row.sample,
        instrument_id=row.instrument_id,
        plan=plan,
        auditor=auditor,
        why=row.why if stays else Allocation.Why.RANDOM,
        asked_on=on,
        due_on=on + max(DAYS, row.due_on - row.asked_on),
        double_of=row.double_of,
        follows=row,
    )


def _tell(row: Allocation, by: User, at: datetime.datetime) -> None:
    post_message(
        person=row.auditor,
        template=ONE_MORE,
        about=f"allocation:{row.pk}",
        context={"allocation_id": row.pk},
        at=at,
    )
    write(
        council=row.council_id, by=by, at=at, verb="ask", obj=row, words="Somebody was asked to audit a plan"
    )
