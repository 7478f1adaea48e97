"""Letters about audits done here, worded when they are sent."""

from __future__ import annotations

import datetime

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from academy.kit.words import full_date
from academy.people.models import Post, User
from academy.people.roles import ROLES, Right
from academy.record.actions import write
from academy.work.actions import post_message
from academy.work.registry import Letter, composes
from assessments.auditing.models import Allocation, PanelMember

INCIDENT = "other_child_found"
"""The letter to whoever keeps the sample: a plan holds another child's information."""
SEAT = "panel_seat"
"""The letter to a member of a panel who has an account."""


@transaction.atomic
def tell_of_incident(*, allocation_id: int, at: datetime.datetime) -> None:
    """Tell everybody who keeps the sample that a plan holds another child's information. Never what it is."""
    allocation = Allocation.objects.select_related("plan").get(pk=allocation_id)
    keepers = [code for code, role in ROLES.items() if Right.KEEP_SAMPLE in role.rights]
    people = (
        User.objects.filter(council_id=allocation.council_id, is_active=True)
        .filter(posts__in=Post.objects.open_on(timezone.localdate(at)).filter(role__in=keepers))
        .distinct()
    )
    for person in people:
        post_message(
            person=person,
            template=INCIDENT,
            about=f"incident:{allocation_id}",
            context={"allocation_id": allocation_id},
            at=at,
        )
    write(
        council=allocation.council_id,
        by=None,
        at=at,
        verb="tell",
        obj=allocation,
        words=f"Whoever keeps the sample was told of another child's information in plan "
        f"{allocation.plan.plan_ref}",
    )


@composes(INCIDENT)
def write_incident(*, person_id: int, context: dict[str, int]) -> Letter | None:
    """The words of the letter; None when the plan is gone."""
    allocation = Allocation.objects.select_related("plan").filter(pk=context["allocation_id"]).first()
    if allocation is None:
        return None
    parts = [
        "Hello,",
        f"An auditor found another child's information in plan {allocation.plan.plan_ref}. What it is is not "
        "kept here.",
        "This is a data incident. Report it on the council's data incident route today, stop the plan from "
        "being shared, and have it put right before it goes out again.",
        f"The sample: {settings.BASE_URL}/audits/",
        "SEND Academy",
    ]
    return Letter(subject="A data incident in a plan", body="\n\n".join(parts))


@composes(SEAT)
def write_seat(*, person_id: int, context: dict[str, int]) -> Letter | None:
    """To a member of a panel: grade alone first. No plan: mailboxes are read by others."""
    rows = PanelMember.objects.select_related("panel", "person")
    seat = rows.filter(
        pk=context["member_id"], person_id=person_id, graded_at=None, panel__state="grading"
    ).first()
    if seat is None or seat.person is None:
        return None
    parts = [
        f"Dear {seat.person.given_name},",
        f"You are asked to sit on a panel on {full_date(seat.panel.held_on)}. Several agencies look at one "
        "plan. Each grades alone first, then you talk and agree.",
        f"Give your own grades before that day: {settings.BASE_URL}{reverse('panel', args=[seat.panel_id])}",
        "SEND Academy",
    ]
    return Letter(subject="A panel asks for your grades", body="\n\n".join(parts))
