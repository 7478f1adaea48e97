"""Lists of those who want to hear when a topic has a date: each is told once, and then the wish is closed."""

from __future__ import annotations

import datetime

from django.db import transaction

from academy.kit.refusals import Refused
from academy.people.access import can
from academy.people.models import User
from academy.work.actions import announce, post_message
from courses.sessions.models import Interest, Session, Topic

TOPIC = "topic_has_date"


@transaction.atomic
def follow_topic(*, topic: Topic, by: User, at: datetime.datetime) -> Interest:
    """Tell me when there is a date. Asked twice, it is one wish."""
    if not can(by, "book") or by.council_id != topic.council_id:
        raise Refused("Only people who can book may ask for this.", code="not_allowed")
    if topic.state != "published":
        raise Refused("This topic is not offered now.", code="state")
    row, _ = Interest.objects.get_or_create(topic=topic, person=by, closed_at=None, defaults={"since": at})
    return row


@transaction.atomic
def unfollow_topic(*, topic: Topic, by: User, at: datetime.datetime) -> None:
    """I do not need to hear of it any more."""
    Interest.objects.filter(topic=topic, person=by, closed_at=None).update(closed_at=at)


def tell_later(*, session: Session, at: datetime.datetime) -> None:
    """Those who wait for a date of the topic hear of this one, in a job of its own."""
    if not Interest.objects.filter(topic_id=session.topic_id, closed_at=None).exists():
        return
    announce(
        topic=TOPIC,
        key=str(session.pk),
        payload={"session_id": session.pk},
        council=session.council_id,
        at=at,
        due_at=max(session.opens_at or at, at),
    )


@transaction.atomic
def tell_followers(*, session_id: int, at: datetime.datetime) -> int:
    """One message to each who waits for a date of the topic; the wish is closed with it. Gives how many.

    A date that was cancelled meanwhile tells nobody: the wishes stay for the next one.
    """
    session = Session.objects.filter(pk=session_id, state="open", starts_at__gt=at).first()
    if session is None:
        return 0
    wishes = Interest.objects.select_for_update(of=("self",)).filter(
        topic_id=session.topic_id, closed_at=None, person__is_active=True
    )
    found = list(wishes.select_related("person").order_by("pk"))
    for wish in found:
        post_message(
            person=wish.person,
            template="topic_has_date",
            about=f"interest:{wish.pk}",
            context={"session_id": session.pk, "interest_id": wish.pk},
            at=at,
        )
    Interest.objects.filter(pk__in=[wish.pk for wish in found]).update(closed_at=at)
    return len(found)
