"""The words of letters about audits to do, as things stand when they are sent."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse

from academy.kit.words import full_date, plural
from academy.people.access import standing_of
from academy.people.models import User
from academy.work.registry import Letter, composes
from assessments.auditing.actions.sampling import TO_DO
from assessments.auditing.models import Allocation
from assessments.auditing.states import ALLOCATION

ONE_MORE = "audit_to_do"


@composes(TO_DO)
def write_to_do(*, person_id: int, context: dict[str, Any]) -> Letter | None:
    """To an auditor: how many plans of a sample wait. None when nothing waits any more."""
    return _letter(person_id, Allocation.objects.filter(sample_id=context["sample_id"]))


@composes(ONE_MORE)
def write_one_more(*, person_id: int, context: dict[str, Any]) -> Letter | None:
    """To an auditor: a plan that was given to them alone."""
    return _letter(person_id, Allocation.objects.filter(pk=context["allocation_id"]))


def _letter(person_id: int, rows: QuerySet[Allocation]) -> Letter | None:
    """How many, and by when. No plan, no writer and no reason: mailboxes are read by others."""
    waiting = rows.filter(auditor_id=person_id, state__in=ALLOCATION.starts("return")).order_by("due_on")
    first, count = waiting.first(), waiting.count()
    if first is None:
        return None
    to = User.objects.get(pk=person_id)
    path = reverse("guest_audits" if standing_of(to).is_partner else "my_audits")
    parts = (
        f"Dear {to.given_name},",
        f"You are asked to audit {plural(count, 'plan')}. The first is due on {full_date(first.due_on)}.",
        "If you know the family, had a hand in the plan or will be away, give it back there and say why.",
        f"{settings.BASE_URL}{path}",
        "SEND Academy",
    )
    return Letter(subject=f"{plural(count, 'plan')} to audit", body="\n\n".join(parts))
