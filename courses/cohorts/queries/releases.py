"""What progress asks of cohorts and pathways: weeks that are still to come, and modules left out."""

from __future__ import annotations

import datetime
from collections.abc import Mapping

from django.utils import timezone

from academy.people.models import User
from courses.cohorts.queries.calendars import calendars_of, membership_of
from courses.cohorts.states import OPEN
from courses.pathways.queries import exempted_modules


def weeks_to_come(actor: User) -> Mapping[int, datetime.date]:
    """The weeks of the person's own calendar that have not begun; nothing for who is in no cohort."""
    today = timezone.localdate()
    member = membership_of(actor, today)
    if member is None or member.state not in OPEN:
        return {}
    weeks = calendars_of([member], on=today)[member.pk].weeks
    return {week.number: week.starts_on for week in weeks if week.starts_on > today}


def exempted(actor: User) -> Mapping[str, str]:
    """The person's own exemptions."""
    return exempted_modules([actor.pk])[actor.pk]
