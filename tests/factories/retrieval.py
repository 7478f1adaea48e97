"""Makes what somebody keeps fresh."""

from __future__ import annotations

import datetime
import uuid

from django.utils import timezone

from academy.people.models import User
from assessments.questions.models import ItemVersion
from courses.retrieval import memory
from courses.retrieval.actions import answer_turn
from courses.retrieval.models import Card, Nudge, Review, Round, Turn
from tests.factories.statistics import make_item

NOON = datetime.datetime(2026, 11, 26, 12, tzinfo=datetime.UTC)
"""A Thursday."""


def make_card(person: User, version: ItemVersion, *, at: datetime.datetime = NOON, days: int = 0) -> Card:
    """A card that was answered rightly a week before `at`, and is due so many days after it."""
    asked = at - datetime.timedelta(days=7)
    card: Card = Card.objects.create(
        person=person, item=version.item, source="module:PM-01", due_at=at, added_at=asked
    )
    card.memory, _ = memory.after(memory.new_memory(number=card.pk, at=asked), rating=memory.GOOD, at=asked)
    card.due_at, card.last_at = at + datetime.timedelta(days=days), asked
    card.save()
    return card


def make_turn(
    person: User, *, version: ItemVersion | None = None, at: datetime.datetime | None = None
) -> Turn:
    """An open question of a round of its own; rounds that the person had are ended."""
    at = at or timezone.now()
    version = version or make_item(person.council, f"KEEP-{uuid.uuid4().hex[:8]}")
    Round.objects.filter(person=person, ended_at__isnull=True).update(ended_at=at)
    new = Round.objects.create(person=person, started_at=at)
    card = make_card(person, version, at=at)
    turn: Turn = Turn.objects.create(
        round=new, position=1, card=card, version=version, seed=7, reason="Because you finished a module."
    )
    return turn


def make_review(person: User, *, said: str = "a") -> Review:
    """An answered question."""
    return answer_turn(turn=make_turn(person), answer={"answer": said}, by=person, at=timezone.now())


def make_nudge(person: User, *, day: int = 3) -> Nudge:
    """A letter that was asked for, on Thursdays."""
    nudge: Nudge = Nudge.objects.create(person=person, day=day, changed_at=NOON)
    return nudge
