"""Young experts: an adult brings them, and they need no account."""

from __future__ import annotations

import datetime
import uuid
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from academy.kit.refusals import Refused
from academy.partners.actions.forgetting import plan_to_forget_young_expert
from academy.partners.models import Sponsorship
from academy.partners.rules.roles import SPONSORS
from academy.people.access import can, standing_of
from academy.people.models import User
from academy.people.roles import Right
from academy.record.actions import write
from academy.work.actions import post_message
from academy.work.registry import Letter, composes

TEMPLATE = "sponsoring"
LONGEST = datetime.timedelta(days=366)


@dataclass(frozen=True)
class YoungExpert:
    """What a young person agreed to: how they want to be called, when they said yes, and until when."""

    name: str
    consent_on: datetime.date
    until: datetime.date


def check_sponsor(*, sponsor: User, by: User) -> None:
    """Refuses whoever may not write this down, and a sponsor who is no adult of the staff, of the forum or of
    the advice service."""
    if not can(by, "manage_people", sponsor):
        raise Refused("Only people who keep the list of people may do this.", code="not_allowed")
    standing = standing_of(sponsor)
    if Right.LEARN not in standing.rights and not SPONSORS & set(standing.roles):
        raise Refused(
            "A sponsor is a forum representative, an adviser of the advice service or somebody on the "
            "council’s staff.",
            code="sponsor",
        )


@transaction.atomic
def record_sponsorship(
    *, sponsor: User, expert: YoungExpert, key: uuid.UUID, by: User, at: datetime.datetime
) -> Sponsorship:
    """Write down that an adult brings a young expert. The same `key` again is the same row.

    The name is kept for a month after the last day. Raises Refused.
    """
    check_sponsor(sponsor=sponsor, by=by)
    User.objects.select_for_update().get(pk=sponsor.pk)
    if (same := Sponsorship.objects.filter(key=key).first()) is not None:
        return same
    today = timezone.localdate(at)
    if expert.consent_on > today:
        raise Refused("The young person’s agreement cannot be in the future.", code="consent")
    if not today <= expert.until <= today + LONGEST:
        raise Refused("The last day must be within a year from today. Ask again then.", code="until")
    if Sponsorship.objects.filter(sponsor=sponsor, name=expert.name.strip()).exists():
        raise Refused("This sponsor brings a young person of this name already.", code="twice")
    row = Sponsorship.objects.create(
        sponsor=sponsor,
        name=expert.name.strip(),
        consent_on=expert.consent_on,
        until=expert.until,
        key=key,
        made_by=by,
        made_at=at,
    )
    words = "Brings a young expert"
    write(council=sponsor.council_id, by=by, at=at, verb="sponsor", obj=row, about=sponsor, words=words)
    plan_to_forget_young_expert(sponsorship=row, at=at)
    context = {"sponsorship_id": row.pk}
    post_message(person=sponsor, template=TEMPLATE, about=f"sponsorship:{row.pk}", context=context, at=at)
    return row


@composes(TEMPLATE)
def write_sponsoring(*, person_id: int, context: dict[str, Any]) -> Letter | None:
    """The sponsor hears what was written down; the name does not stand in the letter."""
    row = Sponsorship.objects.filter(pk=context["sponsorship_id"], sponsor=person_id).first()
    if row is None:
        return None
    link = f"{settings.BASE_URL}{reverse('my_young_experts')}"
    facts = {"person": row.sponsor, "until": row.until, "link": link}
    return Letter("You bring a young expert", render_to_string("emails/sponsoring.txt", facts))


@transaction.atomic
def end_sponsorship(*, sponsorship: Sponsorship, by: User, at: datetime.datetime) -> None:
    """The young person or the sponsor does not want it any more: the name is deleted with the row."""
    sponsor = sponsorship.sponsor
    if by.pk != sponsor.pk and not can(by, "manage_people", sponsor):
        raise Refused("Only the sponsor and the academy may do this.", code="not_allowed")
    if Sponsorship.objects.filter(pk=sponsorship.pk).delete()[0]:
        words = "No longer brings a young expert; the name was deleted"
        council, verb = sponsor.council_id, "end sponsoring"
        write(council=council, by=by, at=at, verb=verb, obj=sponsor, about=sponsor, words=words)
