"""What is deleted when nobody needs it any more: names of guests who left, requests, young experts."""

from __future__ import annotations

import datetime
from typing import Any

from allauth.account.models import EmailAddress
from django.utils import timezone

from academy.partners.models import AccessRequest, Sponsorship
from academy.people.models import Affiliation, User
from academy.record.actions import write
from academy.work.actions import announce
from academy.work.registry import answers

GUEST_KEPT = datetime.timedelta(days=730)
"""Two years after the last place ended: certificates can be asked for until then."""
UNANSWERED_KEPT = datetime.timedelta(days=60)
ANSWERED_KEPT = datetime.timedelta(days=30)
YOUNG_EXPERT_KEPT = datetime.timedelta(days=30)
NOBODY = "gone.invalid"


def plan_to_forget_guest(*, person: User, council_id: int, at: datetime.datetime) -> None:
    """Put into the ledger that the name is forgotten in two years, unless they have come back by then."""
    announce(
        topic="forget_guest",
        key=f"{person.pk}:{timezone.localdate(at).isoformat()}",
        payload={"person_id": person.pk},
        council=council_id,
        at=at,
        due_at=at + GUEST_KEPT,
    )


@answers("forget_guest")
def forget_guest(*, payload: dict[str, Any], at: datetime.datetime) -> None:
    """Take name, address and password from a guest whose last place ended two years ago.

    What they came to stays as a count. Whoever holds or held a post, or has been a guest since, stays as they
    are: for the first the council's own rules hold, the second has a later turn in the ledger.
    """
    since = timezone.localdate(at) - GUEST_KEPT
    person = User.objects.filter(pk=payload["person_id"], posts__isnull=True).first()
    later = Affiliation.objects.filter(person=payload["person_id"]).exclude(ends_on__lte=since)
    if person is None or later.exists():
        return
    EmailAddress.objects.filter(user=person).delete()
    Sponsorship.objects.filter(sponsor=person).delete()
    person.given_name, person.family_name, person.ref = "Former", "guest", ""
    person.email, person.is_active = f"guest-{person.pk}@{NOBODY}", False
    person.set_unusable_password()
    person.save()
    words = "Name and address were deleted, two years after leaving"
    council = person.council_id
    write(council=council, by=None, at=at, verb="forget", obj=person, about=person, words=words)


def plan_to_forget_request(*, request: AccessRequest, at: datetime.datetime) -> None:
    """Put into the ledger when a request is deleted: sooner once it is answered."""
    kept = UNANSWERED_KEPT if request.state == "waiting" else ANSWERED_KEPT
    announce(
        topic="forget_request",
        key=f"{request.pk}:{request.state}",
        payload={"request_id": request.pk},
        council=request.organisation.council_id,
        at=at,
        due_at=at + kept,
    )


@answers("forget_request")
def forget_request(*, payload: dict[str, Any], at: datetime.datetime) -> None:
    """Delete a request, answered or not."""
    AccessRequest.objects.filter(pk=payload["request_id"]).delete()


def plan_to_forget_young_expert(*, sponsorship: Sponsorship, at: datetime.datetime) -> None:
    """Put into the ledger that the name is deleted a month after the last day."""
    last = datetime.datetime.combine(sponsorship.until, datetime.time(3))
    announce(
        topic="forget_young_expert",
        key=str(sponsorship.pk),
        payload={"sponsorship_id": sponsorship.pk},
        council=sponsorship.sponsor.council_id,
        at=at,
        due_at=timezone.make_aware(last) + YOUNG_EXPERT_KEPT,
    )


@answers("forget_young_expert")
def forget_young_expert(*, payload: dict[str, Any], at: datetime.datetime) -> None:
    """Delete the name of a young expert whose time with a sponsor is over."""
    over = timezone.localdate(at) - YOUNG_EXPERT_KEPT
    Sponsorship.objects.filter(pk=payload["sponsorship_id"], until__lte=over).delete()
