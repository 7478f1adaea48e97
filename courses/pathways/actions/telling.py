"""The letter that comes before a licence lapses."""

from __future__ import annotations

import datetime

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from academy.kit.words import weekday_date
from academy.work.actions import post_message
from academy.work.registry import Letter, composes
from courses.pathways.models import Licence

TEMPLATE = "licence_renewal"
NEXT = {
    Licence.Kind.BUDDY: "Talk to a practice development lead about how it goes with your starter.",
    Licence.Kind.AUDITOR: "Grade a few extracts again, and look how near you are to the panel: {standing}",
}


@transaction.atomic
def remind_of_renewal(*, licence_id: int, at: datetime.datetime) -> bool:
    """Write one letter about a licence that lapses soon. Whether there was anything to say."""
    row = _lapsing(licence_id)
    if row is None:
        return False
    post_message(
        person=row.person,
        template=TEMPLATE,
        about=f"licence:{row.pk}",
        context={"licence_id": row.pk},
        at=at,
    )
    return True


def _lapsing(licence_id: int) -> Licence | None:
    """The licence, unless it was withdrawn or renewed meanwhile."""
    row = Licence.objects.select_related("person").filter(pk=licence_id, state="granted").first()
    if row is None:
        return None
    later = Licence.objects.filter(person=row.person, kind=row.kind, state="granted", ends_on__gt=row.ends_on)
    return None if later.exists() else row


@composes(TEMPLATE)
def write_letter(*, person_id: int, context: dict[str, int]) -> Letter | None:
    """The words of the letter as things stand when it is sent."""
    row = _lapsing(context["licence_id"])
    if row is None or row.person_id != person_id:
        return None
    name = f"{row.get_kind_display().lower()} licence"
    standing = f"{settings.BASE_URL}{reverse('standing')}"
    body = "\n\n".join(
        [
            f"Dear {row.person.given_name},",
            f"Your {name} lasts until {weekday_date(row.ends_on)}. It is renewed for a year at a time.",
            NEXT[Licence.Kind(row.kind)].format(standing=standing),
            f"How you stand: {settings.BASE_URL}{reverse('my_pathway')}",
            "SEND Academy",
        ]
    )
    return Letter(subject=f"Your {name} can be renewed now", body=body)
