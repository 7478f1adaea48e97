"""The letter that somebody asked for: at most once a week, on their day, and only if something is due."""

from __future__ import annotations

import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from academy.kit.refusals import Refused
from academy.kit.words import plural
from academy.people.models import User
from academy.work.actions import announce, post_message
from academy.work.registry import Letter, composes
from courses.retrieval.models import Nudge
from courses.retrieval.queries import due_counts, people_away, token_of
from courses.retrieval.rules import may_nudge

TOPIC, TEMPLATE = "keep_day", "keep_nudge"
HOUR = datetime.time(7, 0)
"""Local time at which letters go."""


def plan_keep_day(*, council_id: int, at: datetime.datetime) -> None:
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
def set_nudge(*, day: int | None, by: User, at: datetime.datetime) -> Nudge | None:
    """Ask for the letter on a working day, or for none. Saying the same again changes nothing."""
    if day is None:
        Nudge.objects.filter(person=by, wanted=True).update(wanted=False, changed_at=at)
        return Nudge.objects.filter(person=by).first()
    if day not in Nudge.Day.values:
        raise Refused("Choose a day from Monday to Friday.", code="day")
    nudge, _ = Nudge.objects.update_or_create(
        person=by, defaults={"day": day, "wanted": True, "changed_at": at}
    )
    plan_keep_day(council_id=by.council_id, at=at)
    return nudge


@transaction.atomic
def stop_nudge(*, nudge: Nudge, at: datetime.datetime) -> None:
    """End the letter by the link in it. Whoever holds the link may; ended twice is ended."""
    Nudge.objects.filter(pk=nudge.pk, wanted=True).update(wanted=False, changed_at=at)


@transaction.atomic
def tend_keeping(*, council_id: int, at: datetime.datetime) -> int:
    """Once a day: write the letters of this day. Returns how many. The next day is planned while anybody
    wants one."""
    today = timezone.localdate(at)
    wishes = Nudge.objects.filter(person__council_id=council_id, wanted=True)
    rows = list(wishes.filter(day=today.weekday()).select_for_update(of=("self",)).select_related("person"))
    people = [row.person_id for row in rows]
    due, away = due_counts(people=people, at=at), people_away(people=people, today=today)
    sent = 0
    for row in rows:
        if may_nudge(
            wanted=row.wanted, day=row.day, today=today, last=row.last_sent_on,
            away=row.person_id in away, due=due.get(row.person_id, 0),
        ):  # fmt: skip
            post_message(
                person=row.person,
                template=TEMPLATE,
                about=f"keep:{today.isoformat()}",
                context={"nudge_id": row.pk, "at": at.isoformat()},
                at=at,
            )
            row.last_sent_on = today
            row.save(update_fields=["last_sent_on"])
            sent += 1
    if wishes.exists():
        plan_keep_day(council_id=council_id, at=at)
    return sent


@composes(TEMPLATE)
def write_nudge(*, person_id: int, context: dict[str, Any]) -> Letter | None:
    """The words of the letter; None when it is not wanted any more or nothing is due."""
    nudge = Nudge.objects.filter(pk=context["nudge_id"], person_id=person_id, wanted=True)
    row = nudge.select_related("person").first()
    at = max(timezone.now(), datetime.datetime.fromisoformat(context["at"]))
    due = due_counts(people=[person_id], at=at).get(person_id, 0)
    if row is None or not due:
        return None
    home = f"{settings.BASE_URL}{reverse('keep')}"
    stop = f"{settings.BASE_URL}{reverse('keep_stop', args=[token_of(row)])}"
    many = plural(due, "question")
    body = "\n\n".join(
        [
            f"Dear {row.person.given_name},",
            f"If you have five minutes: {many} would be good to look at again, so that it stays.",
            home,
            "If not, that is fine. Nothing is lost, nobody counts, and only you see it.",
            f"You asked for this letter on {row.get_day_display()}s. To end it, without signing in:\n{stop}",
            "SEND Academy",
        ]
    )
    headers = {"List-Unsubscribe": f"<{stop}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
    return Letter(subject="Five questions, if you have five minutes", body=body, headers=headers)
