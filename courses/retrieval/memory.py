"""When something should be asked again: the FSRS memory model (py-fsrs, FSRS-6), used without haste. Pure.

The scheduler has no steps of minutes: whoever has five minutes has them once a day, so the shortest wait is a
day. It aims at remembering nine times in ten, asks at least once a year, and has no random part, so the same
answers give the same days. An answer rates itself: right is good, half right is hard, the rest is again.
Somebody who was right may say that it was easy, or that it was hard or a guess; nobody has to.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any

from fsrs import Card, Rating, Scheduler

RETENTION, LONGEST_DAYS = 0.9, 365
HALF = 0.5
SCHEDULER = Scheduler(
    desired_retention=RETENTION,
    learning_steps=(),
    relearning_steps=(),
    maximum_interval=LONGEST_DAYS,
    enable_fuzzing=False,
)
AGAIN, HARD, GOOD, EASY = (int(one) for one in (Rating.Again, Rating.Hard, Rating.Good, Rating.Easy))
FELT = (HARD, GOOD, EASY)
"""What somebody may say of a right answer."""


def new_memory(*, number: int, at: datetime.datetime) -> dict[str, Any]:
    """The memory of a card that was never asked; due at once."""
    return dict(Card(card_id=number, due=_utc(at)).to_dict())


def rating_of(*, right: bool, share: float) -> int:
    """How well it was remembered, from the answer alone."""
    if right:
        return GOOD
    return HARD if share >= HALF else AGAIN


def after(
    memory: Mapping[str, Any], *, rating: int, at: datetime.datetime
) -> tuple[dict[str, Any], datetime.datetime]:
    """The memory after an answer, and when to ask again."""
    card, _ = SCHEDULER.review_card(Card.from_dict(dict(memory)), Rating(rating), _utc(at))  # type: ignore[arg-type]
    return dict(card.to_dict()), card.due


def chance(memory: Mapping[str, Any], *, at: datetime.datetime) -> float:
    """The chance that it would be remembered at a moment; nought for what was never asked."""
    return float(SCHEDULER.get_card_retrievability(Card.from_dict(dict(memory)), _utc(at)))  # type: ignore[arg-type]


def _utc(at: datetime.datetime) -> datetime.datetime:
    return at.astimezone(datetime.UTC)
