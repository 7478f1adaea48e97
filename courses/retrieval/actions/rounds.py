"""Drawing five, answering one, and saying how it felt.

Nothing here goes into the record: what somebody keeps fresh, gets wrong or leaves is their own.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any

from django.db import transaction

from academy.kit.refusals import Refused
from academy.people.models import User
from assessments.questions.kinds import kind_of
from courses.retrieval import memory
from courses.retrieval.models import Card, Review, Round, Turn
from courses.retrieval.queries import current_turn, open_round_of, plan_round
from courses.retrieval.rules import ROUND_DAYS, check_felt

SEEDS = 2**31


@transaction.atomic
def start_round(*, by: User, at: datetime.datetime) -> Turn | None:
    """The next question of the open round, or of a new one; None when there is nothing to ask.

    Asked twice at once, one round is drawn: the person's row is locked. A round that was left for a week, or
    in which nothing can be asked any more, is put aside.
    """
    User.objects.select_for_update().filter(pk=by.pk).values_list("pk", flat=True).first()
    old = open_round_of(actor=by)
    if old is not None:
        turn = current_turn(actor=by)
        if turn is not None and at - old.started_at < datetime.timedelta(days=ROUND_DAYS):
            return turn
        Round.objects.filter(pk=old.pk).update(ended_at=at)
    plans = plan_round(actor=by, at=at)
    if not plans:
        return None
    new = Round.objects.create(person=by, started_at=at)
    turns = [
        Turn(
            round=new,
            position=position,
            card=plan.card or _new_card(by, plan.item, plan.source, at),
            version_id=plan.version,
            seed=(new.pk * 7919 + position * 104_729) % SEEDS,
            reason=plan.reason,
        )
        for position, plan in enumerate(plans, 1)
    ]
    return Turn.objects.bulk_create(turns)[0]


def _new_card(by: User, item: int, source: str, at: datetime.datetime) -> Card:
    """The card of an item, made the first time it is drawn."""
    card, made = Card.objects.get_or_create(
        person=by, item_id=item, defaults={"source": source, "due_at": at, "added_at": at}
    )
    if made:
        card.memory = memory.new_memory(number=card.pk, at=at)
        card.save(update_fields=["memory"])
    return card


@transaction.atomic
def answer_turn(*, turn: Turn, answer: Mapping[str, Any], by: User, at: datetime.datetime) -> Review:
    """Mark one answer, keep it whole and reckon when to ask again. A turn is answered once."""
    if turn.round.person_id != by.pk:
        raise Refused("This question is somebody else's.", code="not_yours")
    card = Card.objects.select_for_update().get(pk=turn.card_id)
    given = Review.objects.filter(turn=turn).first()
    if given is not None:
        return given
    kind = kind_of(turn.version.item.kind)
    marked = kind.mark(kind.draw(turn.version.content, turn.seed), answer)
    rating = memory.rating_of(right=marked.right, share=marked.share)
    review = Review.objects.create(
        turn=turn, card=card, answer=dict(answer), marked=marked.as_row(), points=marked.points, of=marked.of,
        right=marked.right, rating=rating, before=card.memory, at=at,
    )  # fmt: skip
    _remember(card, review.before, rating, at)
    if not Turn.objects.filter(round=turn.round_id, review__isnull=True).exists():
        Round.objects.filter(pk=turn.round_id, ended_at__isnull=True).update(ended_at=at)
    return review


@transaction.atomic
def say_felt(*, review: Review, felt: int | None, by: User, at: datetime.datetime) -> Review:
    """Somebody who was right says how it felt; the card is reckoned anew from before the answer.

    Said twice, the first word counts.
    """
    card = Card.objects.select_for_update().get(pk=review.card_id)
    now = Review.objects.select_related("turn__round").get(pk=review.pk)
    if now.turn.round.person_id != by.pk:
        raise Refused("This answer is somebody else's.", code="not_yours")
    if now.felt is not None and now.felt == felt:
        return now
    latest = not Review.objects.filter(card=card, at__gt=now.at).exists()
    check_felt(right=now.right, felt=felt, already=now.felt is not None, latest=latest, allowed=memory.FELT)
    now.felt = felt
    now.save(update_fields=["felt"])
    _remember(card, now.before, felt or now.rating, now.at)
    return now


def _remember(card: Card, before: Mapping[str, Any], rating: int, at: datetime.datetime) -> None:
    card.memory, card.due_at = memory.after(before, rating=rating, at=at)
    card.last_at = at
    card.save(update_fields=["memory", "due_at", "last_at"])
