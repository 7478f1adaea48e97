"""The person lets whoever leads them now read what is from before."""

from __future__ import annotations

import datetime

from django.db import transaction
from django.utils import timezone

from academy.kit.refusals import Refused
from academy.people.models import User
from academy.record.actions import write
from competencies.plans.models import PlanHandover
from competencies.plans.queries.sight import sight_of


@transaction.atomic
def hand_over_plans(*, to: User, by: User, at: datetime.datetime) -> PlanHandover:
    """Goals, notes and probation evidence from before can be read by `to`, while they lead `by`."""
    if to.pk == by.pk or sight_of(actor=to, person=by, on=timezone.localdate(at)) is None:
        raise Refused("This is for whoever leads you now.", code="who")
    row, made = PlanHandover.objects.get_or_create(person=by, to=to, defaults={"at": at})
    if made:
        write(
            council=by.council_id,
            by=by,
            at=at,
            verb="hand_over",
            obj=row,
            about=by,
            words=f"Handed earlier goals and supervision notes over to {to.get_full_name()}",
        )
    return row
