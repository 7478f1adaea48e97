"""Review dates chase their owners: one letter a week to each of them, while anything is due."""

from __future__ import annotations

import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from academy.kit.words import day_month_year, plural
from academy.people.models import User
from academy.work.actions import announce, post_message
from academy.work.registry import Letter, composes
from courses.currency.queries.reviews import owners_of

TOPIC, TEMPLATE = "review_day", "review_due"
HOUR = datetime.time(7, 30)
"""Local time at which letters go."""
SHOWN = 20
"""Things named in one letter; the page lists them all."""


def plan_review_day(*, council_id: int, at: datetime.datetime) -> None:
    """Put tomorrow's turn into the ledger. Asked twice, it stands there once."""
    day = timezone.localdate(at) + datetime.timedelta(days=1)
    announce(
        topic=TOPIC,
        key=f"{council_id}:{day.isoformat()}",
        payload={"council_id": council_id},
        council=council_id,
        at=at,
        due_at=timezone.make_aware(datetime.datetime.combine(day, HOUR)),
    )


@transaction.atomic
def chase_reviews(*, council_id: int, at: datetime.datetime) -> int:
    """Once a day: write to each owner of something due, once a calendar week. Returns how many owners."""
    today = timezone.localdate(at)
    year, week, _ = today.isocalendar()
    owners = owners_of(council_id=council_id, today=today)
    for person in owners:
        post_message(person=person, template=TEMPLATE, about=f"review:{year}-W{week:02}", context={}, at=at)
    plan_review_day(council_id=council_id, at=at)
    return len(owners)


@composes(TEMPLATE)
def write_review_letter(*, person_id: int, context: dict[str, Any]) -> Letter | None:
    """What this person is to look at again, as things stand now; None when nothing is left."""
    person = User.objects.get(pk=person_id)
    owners = owners_of(council_id=person.council_id, today=timezone.localdate())
    due = next((things for owner, things in owners.items() if owner.pk == person_id), [])
    if not due:
        return None
    lines = [
        f"{one.kind}: {one.title}, {'was due' if one.is_past else 'due'} {day_month_year(one.review_due)}\n"
        f"{settings.BASE_URL}{one.path}"
        for one in due[:SHOWN]
    ]
    more = [f"And {len(due) - SHOWN} more."] if len(due) > SHOWN else []
    body = "\n\n".join(
        [
            f"Dear {person.given_name},",
            f"{plural(len(due), 'thing')} that you look after should be looked at again: is it still true, "
            "and is the law still the law? When it is, set the next date.",
            *lines,
            *more,
            f"All of them: {settings.BASE_URL}{reverse('law_changes')}",
            "SEND Academy",
        ]
    )
    return Letter(subject=f"{plural(len(due), 'thing')} to look at again", body=body)
