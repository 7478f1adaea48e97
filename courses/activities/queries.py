"""What somebody has done of the things in a lesson, and what people chose to show to whoever leads them."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet

from academy.people.access import visible
from academy.people.models import User
from assessments.practice.queries.lessons import Asking, askings, last_tries
from assessments.practice.queries.shelves import ItemLine
from assessments.tasks.queries.mine import Card, tasks_for
from courses.activities.models import Reflection, ShadowingRecord, SharedReflection
from courses.pages.models import LessonPage
from courses.pages.queries import Activity, Bank, Reflecting, Shadow, TaskAsk


@dataclass(frozen=True)
class Doing:
    """Where somebody stands with everything in one lesson, by the id of its block or the code of its item."""

    reflections: dict[str, Reflection]
    shadowing: dict[str, ShadowingRecord]
    lines: dict[str, ItemLine]
    askings: dict[str, Asking]
    cards: dict[str, Card]


def doing_of(
    *,
    actor: User,
    lesson: LessonPage,
    activities: Iterable[Activity],
    since: datetime.datetime | None,
) -> Doing:
    """What the actor has done in a lesson. A constant number of queries, none for what the lesson lacks.

    Answers to questions count from `since`: taking a module again begins with a clean sheet.
    """
    held = list(activities)
    own = {"person": actor, "lesson": lesson}
    reflections: Iterable[Reflection] = ()
    if any(isinstance(one, Reflecting) for one in held):
        reflections = visible(actor, Reflection).filter(**own).select_related("shared", "for_buddy")
    records: Iterable[ShadowingRecord] = ()
    if any(isinstance(one, Shadow) for one in held):
        records = visible(actor, ShadowingRecord).filter(**own)
    return Doing(
        reflections={row.block: row for row in reflections},
        shadowing={row.block: row for row in records},
        lines=last_tries(actor=actor, codes=_codes(held, "exercise")),
        askings=askings(actor=actor, codes=_codes(held, "practice_question"), since=since),
        cards=(
            {card.edition.task.code: card for card in tasks_for(actor=actor)}
            if any(isinstance(one, TaskAsk) for one in held)
            else {}
        ),
    )


def _codes(activities: Iterable[Activity], form: str) -> list[str]:
    banks = (one for one in activities if isinstance(one, Bank) and one.form == form)
    return list(dict.fromkeys(code for bank in banks for code in bank.codes))


def shared_with(*, actor: User) -> QuerySet[SharedReflection]:
    """Reflections that the people the actor leads chose to share."""
    return visible(actor, SharedReflection).exclude(person=actor).select_related("person")


def shadowing_seen_by(*, actor: User) -> QuerySet[ShadowingRecord]:
    """Records of shadowing of the people the actor leads."""
    return visible(actor, ShadowingRecord).exclude(person=actor).select_related("person")
