"""A practice development lead decides on a proposal: do it, with an owner and a day."""

from __future__ import annotations

import datetime

from django.db import transaction
from django.utils import timezone

from academy.kit.refusals import Refused
from academy.people.access import has_standing
from academy.people.models import Affiliation, User
from academy.record.actions import write
from academy.work.actions import post_message
from courses.assignments.actions.stamps import raise_stamp
from courses.assignments.models import SharedStep
from courses.improvements.actions.days import plan_next_day
from courses.improvements.actions.moves import lock_improvement, move
from courses.improvements.models import Improvement, ServiceOffer
from courses.improvements.rules import check_due, check_words
from courses.improvements.states import IMPROVEMENT

ADVICE_MODULE = "PM-22"


@transaction.atomic
def decide_improvement(
    *,
    improvement: Improvement,
    step: str,
    owner: User,
    due_on: datetime.date,
    words: str,
    by: User,
    at: datetime.datetime,
) -> Improvement:
    """Do it: this step, this owner, by this day. From today nobody it reaches is asked alone.

    Decided twice in the same words, nothing changes. An offer of advice goes to the people of the service as
    an invitation.
    """
    said, today = check_words(words), timezone.localdate(at)
    check_due(due_on, today)
    if step not in Improvement.Step.values:
        raise Refused("Choose what is to be done.", code="step")
    if owner.council_id != improvement.council_id or not has_standing(owner):
        raise Refused("Choose an owner who works here.", code="owner")
    raise_stamp(council_id=improvement.council_id)
    now = lock_improvement(improvement.pk)
    if now.state == "decided" and (now.step, now.owner_id, now.due_on, now.decision) == (
        step, owner.pk, due_on, said,
    ):  # fmt: skip
        return now
    IMPROVEMENT.after(now.state, "decide")
    now.step, now.owner, now.due_on, now.decision = step, owner, due_on, said
    now.decided_by, now.decided_on = by, today
    move(now, "decide", by=by, at=at, words=f"Decided for {owner}, by {due_on}: {said}")
    _hold(now, today)
    if step == Improvement.Step.ADVICE and now.service_id is not None:
        _invite(now, by=by, at=at)
    post_message(
        person=owner,
        template="improvement",
        about=f"improvement:{now.pk}:decided",
        context={"improvement_id": now.pk},
        at=at,
    )
    plan_next_day(council_id=now.council_id, at=at)
    return now


def _hold(improvement: Improvement, today: datetime.date) -> None:
    """Individual work on the criterion is held back: in that team, or everywhere for a template."""
    if improvement.of not in (Improvement.Of.TEAM, Improvement.Of.TEMPLATE):
        return
    SharedStep.objects.update_or_create(
        council_id=improvement.council_id,
        key=f"improvement:{improvement.pk}",
        defaults={
            "criterion_code": improvement.criterion.code,
            "team_id": improvement.team_id,
            "since": today,
            "until": None,
        },
    )


def _invite(improvement: Improvement, *, by: User, at: datetime.datetime) -> None:
    """Offer the module and a session to the people of the service. Nothing is due."""
    today = timezone.localdate(at)
    rows = Affiliation.objects.filter(organisation_id=improvement.service_id, starts_on__lte=today)
    rows = rows.exclude(ends_on__lt=today).select_related("person").order_by("pk")
    people = {row.person_id: row.person for row in rows}
    if not people:
        raise Refused(
            "Nobody of this service has an account here. Ask the coordinator to invite somebody first.",
            code="nobody",
        )
    module = improvement.module_code or ADVICE_MODULE
    for person in people.values():
        _, made = ServiceOffer.objects.get_or_create(
            improvement=improvement, person=person, defaults={"module_code": module, "offered_at": at}
        )
        if made:
            post_message(
                person=person,
                template="advice_offer",
                about=f"improvement:{improvement.pk}:offer",
                context={"improvement_id": improvement.pk},
                at=at,
            )
    write(
        council=improvement.council_id, by=by, at=at, verb="invite", obj=improvement,
        words=f"Offered {module} and a session to {len(people)} of the service",
    )  # fmt: skip
