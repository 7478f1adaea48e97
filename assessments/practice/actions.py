"""Trying an item on one's own."""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Mapping
from typing import Any

from django.db import transaction

from academy.people.models import User
from assessments.calibration.actions.judging import count_item
from assessments.practice.models import Attempt
from assessments.practice.rules import check_practise
from assessments.questions.kinds import kind_of
from assessments.questions.models import ItemVersion

CALIBRATION = "X5"
"""The exercise that counts as a calibration item: only that it was graded, never how."""


@transaction.atomic
def mark_attempt(
    *,
    version: ItemVersion,
    key: uuid.UUID,
    seed: int,
    answer: Mapping[str, Any],
    by: User,
    at: datetime.datetime,
) -> Attempt:
    """Mark one try at what `seed` drew and keep it whole; the same `key` twice is one try.

    Nothing goes into the record: what somebody practised and got wrong is their own.
    """
    check_practise(version=version)
    kind = kind_of(version.item.kind)
    shown = kind.draw(version.content, seed)
    marked = kind.mark(shown, answer)
    attempt, made = Attempt.objects.get_or_create(
        person=by,
        key=key,
        defaults={
            "version": version,
            "seed": seed,
            "shown": shown,
            "answer": dict(answer),
            "marked": marked.as_row(),
            "points": marked.points,
            "of": marked.of,
            "at": at,
        },
    )
    if made and version.item.kind == CALIBRATION:
        count_item(person=by, at=at)
    return attempt
