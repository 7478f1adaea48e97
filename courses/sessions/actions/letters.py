"""What is written about sessions, in the council's own words: worded when it is sent."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from academy.kit.words import plural
from academy.people.access import can
from academy.people.models import User
from academy.work.registry import Letter, composes
from courses.notices.queries.letters import compose_notice
from courses.sessions.models import Interest, Session
from courses.sessions.queries.filling import taken_of
from courses.sessions.queries.public import session_card
from courses.sessions.rules.planning import needs_decision
from courses.sessions.rules.wording import say_when


@composes("topic_has_date")
def write_date(*, person_id: int, context: dict[str, Any]) -> Letter | None:
    """To somebody who wanted to hear of a date. None when it cannot be booked any more."""
    wish = Interest.objects.select_related("person__council").filter(pk=context["interest_id"]).first()
    if wish is None or wish.person_id != person_id:
        return None
    person, at = wish.person, timezone.now()
    card = session_card(actor=person, council=person.council, pk=context["session_id"], at=at)
    if card is None or card.state != "open" or card.starts_at <= at:
        return None
    values = {
        "topic": card.topic_title,
        "when": card.when,
        "where": card.where,
        "link": f"{settings.BASE_URL}/hub/topics/{card.topic_code}/",
    }
    return compose_notice(council=person.council, code="topic_has_date", values=values, person=person)


@composes("session_to_decide")
def write_decision(*, person_id: int, context: dict[str, Any]) -> Letter | None:
    """To those who run sessions: too few people booked. None when somebody has decided meanwhile."""
    row = Session.objects.select_related("topic", "venue").filter(pk=context["session_id"]).first()
    person = User.objects.select_related("council").filter(pk=person_id).first()
    if row is None or person is None or not can(person, "run_sessions", row):
        return None
    taken = taken_of(row)
    if not needs_decision(row, taken=taken, at=timezone.now()):
        return None
    values = {
        "topic": row.topic.title,
        "when": say_when(row.starts_at, row.ends_at),
        "where": row.venue.name if row.venue else "Online",
        "booked": plural(taken, "person", "people"),
        "fewest": plural(row.minimum, "person", "people"),
        "link": f"{settings.BASE_URL}{reverse('desk_session', args=[row.pk])}",
    }
    return compose_notice(council=person.council, code="session_to_decide", values=values, person=person)
