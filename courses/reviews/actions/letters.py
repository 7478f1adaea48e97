"""Letters to whoever reads next, and to the author when somebody asks for a change."""

from __future__ import annotations

import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse

from academy.people.models import User
from academy.work.actions import post_message
from academy.work.registry import Letter, composes
from courses.reviews.models import ModuleReview, Verdict
from courses.reviews.queries.people import law_checkers
from courses.reviews.rules.steps import StepState

TURN, ASKED = "review_turn", "review_change"


def tell_next(
    *, review: ModuleReview, steps: tuple[StepState, ...], verdict: Verdict, at: datetime.datetime
) -> None:
    """Write to those whose turn it is now; to whoever sent the module when a change is asked for."""
    key = f"{review.pk}:{verdict.mark[:16]}"
    context = {"review_id": review.pk}
    if verdict.says == Verdict.Says.CHANGE:
        post_message(
            person=review.opened_by, template=ASKED, about=f"{key}:{verdict.number}", context=context, at=at
        )
        return
    turn = next((one.step for one in steps if one.turn), None)
    for person in _readers(review, turn, at):
        if person.pk != review.opened_by_id:
            post_message(person=person, template=TURN, about=f"{key}:{turn}", context=context, at=at)


def _readers(review: ModuleReview, turn: str | None, at: datetime.datetime) -> list[User]:
    council_id = review.module.council_id
    if turn == Verdict.Step.FAMILY and review.coauthor is not None:
        return [review.coauthor]
    if turn == Verdict.Step.LAW and council_id is not None:
        return law_checkers(council_id=council_id, at=at)
    return []


@composes(TURN)
def write_turn(*, person_id: int, context: dict[str, Any]) -> Letter | None:
    """Whose turn it is; None when the review is over."""
    return _letter(
        person_id, context, "A module to read before people learn from it",
        "Would you read a module before people learn from it? Say yes, or say what you would change.",
    )  # fmt: skip


@composes(ASKED)
def write_asked(*, person_id: int, context: dict[str, Any]) -> Letter | None:
    """That somebody asks for a change; None when the review is over."""
    return _letter(
        person_id, context, "Somebody would like a change in your module",
        "Somebody who read your module would like a change. Their words stand beside it.",
    )  # fmt: skip


def _letter(person_id: int, context: dict[str, Any], subject: str, words: str) -> Letter | None:
    review = ModuleReview.objects.select_related("module").filter(pk=context["review_id"]).first()
    person = User.objects.filter(pk=person_id).first()
    if review is None or person is None or review.state != "open":
        return None
    way = f"{settings.BASE_URL}{reverse('review', args=[review.pk])}"
    return Letter(
        subject=subject,
        body="\n\n".join([f"Dear {person.given_name},", words, way, "SEND Academy"]),
    )
