"""Somebody who asked takes it back."""

from __future__ import annotations

import datetime

from django.db import transaction
from django.utils import timezone

from academy.kit.refusals import Refused
from academy.people.models import User
from academy.record.actions import write
from courses.requirements.actions.closing import close_asks
from courses.requirements.models import Ask, AskReason


@transaction.atomic
def withdraw_ask(*, ask: Ask, by: User, at: datetime.datetime) -> Ask:
    """Take one's own reason back. What is asked for other reasons stays asked, by the date that they name.

    Taken back twice is taken back. Refuses when it is done already.
    """
    now = Ask.objects.select_for_update().get(pk=ask.pk)
    mine = AskReason.objects.filter(ask=now, source=AskReason.Source.PERSON, by=by)
    if now.state == "done":
        raise Refused("This is done already, so there is nothing to take back.", code="state")
    if not mine.exists():
        raise Refused("Only the person who asked for this can take it back.", code="not_mine")
    if not mine.filter(withdrawn_at=None).update(withdrawn_at=at):
        return now
    others = [row.due_on for row in now.reasons.filter(withdrawn_at=None)]
    if others:
        now.due_on = min(others)
        now.save(update_fields=["due_on"])
        words = f"{by.get_full_name()} takes back asking for {now.code}; it stays asked for other reasons"
        write(
            council=by.council_id, by=by, at=at, verb="take_back", obj=now, about=now.person_id, words=words
        )
    else:
        close_asks(
            council_id=by.council_id,
            ids=[now.pk],
            verb="withdraw",
            on=timezone.localdate(at),
            words=f"Taken back by {by.get_full_name()}",
            at=at,
            by=by,
        )
        now.refresh_from_db()
    return now
