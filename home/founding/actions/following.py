"""The demo's law: one change, of the made-up council's own standard, half worked through, with a top-up."""

from __future__ import annotations

import datetime

from django.db import transaction
from django.utils import timezone

from academy.people.models import Council, User
from courses.currency.actions import check_things, record_change, start_top_up
from courses.currency.queries import impact_of, learners_of

REFERENCE = "act-standard"
CHANGED_ON = datetime.date(2026, 11, 9)
WHAT = "Every letter and call now ends with the day on which the family hears from us next."
SOURCE = "Alderwick standard for letters and calls, version 3, agreed with the parent carer forum"
TOP_UP = "PM-18"
LEFT = 2
"""Things that nobody has looked at yet."""


@transaction.atomic
def follow_the_law(*, council: Council, until: datetime.datetime) -> None:
    """The practice development lead records the change, looks at most of what names it and asks a top-up."""
    pdl = User.objects.get(council=council, emailaddress__email="pdl@alderwick.example")
    change = record_change(key=REFERENCE, what=WHAT, source=SOURCE, changed_on=CHANGED_ON, by=pdl, at=until)
    impact = impact_of(council_id=council.pk, key=REFERENCE, change=change)
    looked_at = [thing.key for thing in impact.left[:-LEFT]]
    check_things(change=change, things=looked_at, verdict="stands", by=pdl, at=until)
    today = timezone.localdate(until)
    learners = learners_of(council_id=council.pk, modules=impact.modules, since=CHANGED_ON, today=today)
    if any(one.needs_top_up for one in learners):
        due_on = today + datetime.timedelta(days=28)
        start_top_up(change=change, module_code=TOP_UP, due_on=due_on, by=pdl, at=until)
