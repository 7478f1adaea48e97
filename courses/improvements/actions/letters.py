"""What owners and services read: worded when it is sent."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse

from academy.kit.words import weekday_date
from academy.people.models import User
from academy.work.registry import Letter, composes
from courses.improvements.models import Improvement, ServiceOffer
from courses.improvements.queries.words import STEPS, say_wide
from courses.improvements.states import CARRIED


@composes("improvement")
def write_reminder(*, person_id: int, context: dict[str, int]) -> Letter | None:
    """To the owner, as things stand now; None when nothing is theirs to do any more."""
    rows = Improvement.objects.select_related("criterion", "team", "service", "owner")
    one = rows.filter(pk=context["improvement_id"], owner_id=person_id, state__in=CARRIED).first()
    if one is None or one.owner is None or one.due_on is None:
        return None
    body = "\n\n".join(
        [
            f"Dear {one.owner.given_name},",
            f"You own a shared step: {STEPS[Improvement.Step(one.step)]}, by {weekday_date(one.due_on)}.",
            say_wide(one),
            f"{settings.BASE_URL}{reverse('improvement', args=[one.pk])}",
            "While it runs, nobody it reaches is asked alone. Please say on the page above when it has begun "
            "and when it is done.",
            "SEND Academy",
        ]
    )
    return Letter(subject="A shared step that you own", body=body)


@composes("advice_offer")
def write_offer(*, person_id: int, context: dict[str, int]) -> Letter | None:
    """To a person of a service: an invitation, with nothing internal in it and no date."""
    offer = ServiceOffer.objects.filter(improvement_id=context["improvement_id"], person_id=person_id)
    found = offer.select_related("improvement__council").first()
    person = User.objects.filter(pk=person_id).first()
    if found is None or person is None:
        return None
    body = "\n\n".join(
        [
            f"Dear {person.given_name},",
            f"{found.improvement.council.name} would like to offer your service a short module about advice "
            f"for education, health and care plans ({found.module_code}), and a session with us about it.",
            "This is an invitation. Nothing is due, and nobody keeps count. If you would like to come, "
            "answer this message.",
            "SEND Academy",
        ]
    )
    return Letter(subject="An offer: advice that helps to write a good plan", body=body)
