"""Putting an audit before a panel, and asking people to sit."""

from __future__ import annotations

import datetime
from collections.abc import Collection

from django.db import transaction

from academy.kit.refusals import Refused
from academy.kit.words import plural
from academy.people.models import User
from academy.record.actions import write
from academy.work.actions import post_message
from assessments.audits.models import Audit
from assessments.moderation.actions.letters import SEAT
from assessments.moderation.models import Case
from assessments.moderation.queries.panels import check_sits


def open_case(*, audit: Audit, why: str, at: datetime.datetime) -> tuple[Case, bool]:
    """The case of an audit that waits for a panel, and whether it was made now."""
    return Case.objects.get_or_create(
        audit=audit,
        state="waiting",
        defaults={"council_id": audit.council_id, "plan_ref": audit.plan_ref, "why": why, "opened_at": at},
    )


@transaction.atomic
def ask_to_sit(*, case: Case, people: Collection[User], by: User, at: datetime.datetime) -> int:
    """Ask others to sit on a case that waits. Each gets one letter; asked again, nothing more. Returns how
    many were asked now."""
    row = Case.objects.select_for_update(of=("self",)).select_related("audit").get(pk=case.pk)
    check_sits(person=by, case=row)
    if row.state != "waiting":
        raise Refused("This case is concluded, so nobody is asked any more.", code="state")
    if not people:
        raise Refused("Tick whom you ask to sit.", code="nobody")
    for one in people:
        check_sits(person=one, case=row)
    before = set(row.asked.values_list("pk", flat=True))
    new = [one for one in people if one.pk not in before]
    row.asked.add(*new)
    for one in new:
        post_message(person=one, template=SEAT, about=f"case:{row.pk}", context={"case_id": row.pk}, at=at)
    if new:
        words = f"Asked {plural(len(new), 'person', 'people')} to sit"
        detail = {"asked": sorted(one.pk for one in new)}
        write(council=row.council_id, by=by, at=at, verb="ask", obj=row, words=words, detail=detail)
    return len(new)
