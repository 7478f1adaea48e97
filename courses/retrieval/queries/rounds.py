"""A round as its pages show it."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Count, Min, Q
from django.urls import reverse
from django.utils import timezone

from academy.kit.words import plural, weekday_date
from academy.people.access import visible
from academy.people.models import User
from assessments.questions.kinds import Ask, Kind, Marked, kind_of
from assessments.questions.queries.showing import MarkedView, marked_view
from assessments.questions.states import LIVE
from courses.retrieval.memory import FELT
from courses.retrieval.models import Card, Nudge, Review, Round, Turn
from courses.retrieval.queries.drawing import plan_round

FELT_WORDS = {2: "Hard, or I guessed", 3: "About right", 4: "Easy"}


@dataclass(frozen=True)
class TurnView:
    """One question of mine: open, or answered with what came of it."""

    turn: Turn
    total: int
    review: Review | None

    @cached_property
    def kind(self) -> Kind:
        """The kind of the question."""
        return kind_of(self.turn.version.item.kind)

    @cached_property
    def shown(self) -> dict[str, Any]:
        """What is shown: the same each time it is opened."""
        return self.kind.draw(self.turn.version.content, self.turn.seed)

    @property
    def asks(self) -> tuple[Ask, ...]:
        """What has to be said."""
        return self.kind.asks(self.shown)

    @property
    def place_words(self) -> str:
        """Question 2 of 5."""
        return f"Question {self.turn.position} of {self.total}"

    @property
    def url(self) -> str:
        """Its page."""
        return reverse("keep_turn", args=[self.turn.pk])

    @cached_property
    def result(self) -> MarkedView | None:
        """What came of it, with the reasons."""
        return None if self.review is None else marked_view(Marked.from_row(self.review.marked))

    @property
    def back_words(self) -> str:
        """When it comes back."""
        return f"It comes back on {weekday_date(self.turn.card.due_at)} or when you next look in after that."

    @property
    def felt_choices(self) -> list[tuple[int, str]]:
        """What may be said of it; nothing once it was said, or when it was not right."""
        if self.review is None or not self.review.right or self.review.felt:
            return []
        return [(value, FELT_WORDS[value]) for value in FELT]

    @property
    def felt_words(self) -> str:
        """What was said of it."""
        return FELT_WORDS.get(self.review.felt or 0, "") if self.review else ""


def turn_view(*, actor: User, pk: int) -> TurnView | None:
    """One question of the actor's own; None for anybody else's, or one that was retired unanswered."""
    rows = visible(actor, Turn).filter(round__person=actor)
    turn = rows.select_related("version__item", "card", "round", "review").filter(pk=pk).first()
    if turn is None:
        return None
    review = getattr(turn, "review", None)
    if review is None and turn.version.state not in LIVE:
        return None
    return TurnView(turn, turn.round.turns.count(), review)


def open_round_of(*, actor: User) -> Round | None:
    """The actor's open round."""
    return visible(actor, Round).filter(person=actor, ended_at__isnull=True).first()


def current_turn(*, actor: User) -> Turn | None:
    """The next question of the open round that can still be asked."""
    rows = visible(actor, Turn).filter(round__person=actor, round__ended_at__isnull=True)
    return rows.filter(review__isnull=True, version__state__in=LIVE).order_by("position").first()


@dataclass(frozen=True)
class Home:
    """My page of what I keep fresh, in words."""

    next_turn: Turn | None
    answered_in_round: int
    ready: int
    kept: int
    due: int
    next_due: datetime.datetime | None
    today: int
    right_today: int
    nudge: Nudge | None

    @property
    def lead(self) -> str:
        """Where I stand: what there is, never what was missed."""
        if self.next_turn is not None:
            return (
                f"You have begun. {plural(self.answered_in_round, 'question')} answered; go on when you like."
            )
        if self.ready:
            ready = plural(self.ready, "question is", "questions are")
            return f"{ready} ready for you. Leave whenever you like."
        if self.kept and self.next_due:
            return f"Nothing to do now. The next question comes back on {weekday_date(self.next_due)}."
        return "There is nothing to ask you yet."

    @property
    def words(self) -> str:
        """What I keep, and today."""
        kept = f"You keep {plural(self.kept, 'question')} fresh." if self.kept else ""
        right = f", {self.right_today} right" if self.right_today else ""
        done = f" Today: {plural(self.today, 'answer')}{right}." if self.today else ""
        return f"{kept}{done}".strip()


def keeping_home(*, actor: User, at: datetime.datetime) -> Home:
    """The actor's page. A constant number of queries."""
    cards = visible(actor, Card).filter(person=actor, last_at__isnull=False)
    counted = cards.aggregate(kept=Count("pk"), due=Count("pk", filter=Q(due_at__lte=at)), next=Min("due_at"))
    start = timezone.localtime(at).replace(hour=0, minute=0, second=0, microsecond=0)
    answered = visible(actor, Review).filter(turn__round__person=actor, at__gte=start)
    today = answered.aggregate(n=Count("pk"), right=Count("pk", filter=Q(right=True)))
    turn = current_turn(actor=actor)
    in_round = visible(actor, Review).filter(turn__round=turn.round_id).count() if turn is not None else 0
    return Home(
        next_turn=turn,
        answered_in_round=in_round,
        ready=0 if turn is not None else len(plan_round(actor=actor, at=at)),
        kept=counted["kept"],
        due=counted["due"],
        next_due=counted["next"],
        today=today["n"],
        right_today=today["right"],
        nudge=visible(actor, Nudge).filter(person=actor).first(),
    )
