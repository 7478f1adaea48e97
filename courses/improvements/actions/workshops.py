"""A team workshop becomes a session: the team is invited, and both pages name each other."""

from __future__ import annotations

import datetime
import uuid

from django.db import transaction
from django.utils import timezone

from academy.people.models import User
from courses.assignments.rules.words import name_criterion
from courses.bookings.actions import invite_people
from courses.improvements.actions.moves import lock_improvement, move
from courses.improvements.models import Improvement, Workshop
from courses.improvements.queries.workshops import people_of_team
from courses.improvements.rules import check_plan
from courses.sessions.actions import open_session, plan_sessions
from courses.sessions.models import Session, Topic
from courses.sessions.rules.planning import Plan, Where


@transaction.atomic
def plan_workshop(
    *,
    improvement: Improvement,
    starts_at: datetime.datetime,
    ends_at: datetime.datetime,
    where: Where,
    mode: str,
    places: int,
    key: uuid.UUID,
    by: User,
    at: datetime.datetime,
) -> Session:
    """An internal session of the team, opened at once, with a place offered to each of its people.

    The shared step is under way from then on. Sent twice, it is planned once.
    """
    now = lock_improvement(improvement.pk)
    known = Session.objects.filter(workshop__improvement=now, key=uuid.uuid5(key, "0")).first()
    if known is not None:
        return known
    check_plan(now)
    topic = _topic_of(now, at)
    (drafted,) = plan_sessions(
        plan=Plan(topic=topic, places={mode: places}, where=where), dates=[(starts_at, ends_at)],
        team=now.team, key=key, by=by, at=at,
    )  # fmt: skip
    (session,) = open_session(session=drafted, by=by, at=at)
    Workshop.objects.create(improvement=now, session=session, planned_at=at)
    people = people_of_team(now, on=timezone.localdate(at))
    invite_people(session=session, people=people, by=None, at=at)
    if now.state == "decided":
        move(now, "start", by=by, at=at, words=f"Begun: the workshop on {now.criterion.code} is planned")
    return session


def _topic_of(improvement: Improvement, at: datetime.datetime) -> Topic:
    """The topic of workshops on this criterion, for staff alone: made with the first of them."""
    criterion = improvement.criterion
    topic, _ = Topic.objects.get_or_create(
        council_id=improvement.council_id,
        code=f"team-workshop-{criterion.code.lower()}",
        defaults={
            "title": f"Team workshop: {name_criterion(criterion.text, criterion.code)}"[:160],
            "summary": "Your team looks at plans of its own together, with the words of the criterion beside "
            "them, and agrees what to write from now on.",
            "outcomes": [
                "Read three of our own plans against the criterion",
                "Rewrite one passage together",
                "Agree one thing that everybody does from tomorrow",
            ],
            "audiences": ["staff"],
            "internal": True,
            "minutes": 120,
            "module_code": improvement.module_code,
            "criteria": [criterion.code],
            "state": "published",
            "made_at": at,
        },
    )
    return topic
