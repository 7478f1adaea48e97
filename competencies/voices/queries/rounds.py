"""Rounds of feedback as far as the actor may see them: while they are open, only whether enough answered."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from academy.kit.words import day_month_year, plural
from academy.people.access import visible
from academy.people.models import User
from competencies.evidence.models import Evidence
from competencies.framework.queries import competencies_by_code
from competencies.voices.catalogue import codes_of
from competencies.voices.models import FeedbackLink, FeedbackRound, Voice
from competencies.voices.rules import enough

NOT_ENOUGH = "Not enough yet"
ENOUGH = "Enough people have answered"


@dataclass(frozen=True)
class RoundRow:
    """One round. `voices` is 0 while it is open: how many answered shows to nobody until it is closed."""

    round: FeedbackRound
    links: int
    ready: bool
    voices: int

    @property
    def mark(self) -> str:
        """The mark of the list."""
        return {"open": "half", "closed": "done", "short": "todo"}[self.round.state]

    @property
    def words(self) -> str:
        """How it stands, in words."""
        if self.round.state == "open":
            return ENOUGH if self.ready else NOT_ENOUGH
        if self.round.state == "short":
            return "Too few people answered"
        return plural(self.voices, "voice")

    @property
    def meta(self) -> list[str]:
        """The line under its title."""
        asked = self.round
        last = asked.closed_on or asked.closes_on
        until = "until" if asked.state == "open" else "closed"
        return [self.words, plural(self.links, "link"), f"{until} {day_month_year(last)}"]


def _counted(rows: QuerySet[FeedbackRound]) -> QuerySet[FeedbackRound]:
    """Every round with how many links and voices it has: one query, however many rounds."""

    def count(model: type[FeedbackLink] | type[Voice]) -> Coalesce:
        each = model._default_manager.filter(round=OuterRef("pk")).order_by().values("round")
        return Coalesce(Subquery(each.annotate(n=Count("pk")).values("n")), 0)

    return rows.select_related("person", "asked_by").annotate(
        link_count=count(FeedbackLink), voice_count=count(Voice)
    )


def _row(asked: FeedbackRound) -> RoundRow:
    voices: int = asked.voice_count  # type: ignore[attr-defined]
    shown = voices if asked.state == "closed" else 0
    return RoundRow(asked, asked.link_count, enough(voices), shown)  # type: ignore[attr-defined]


def rounds_of(*, actor: User, person_id: int) -> list[RoundRow]:
    """The rounds about one person, newest first. One query."""
    rows = visible(actor, FeedbackRound).filter(person_id=person_id)
    return [_row(asked) for asked in _counted(rows)]


def rounds_led(*, actor: User, most: int = 100) -> list[RoundRow]:
    """The newest rounds about those whom the actor leads. One query."""
    rows = visible(actor, FeedbackRound).exclude(person=actor)
    return [_row(asked) for asked in _counted(rows)[:most]]


def round_seen(*, actor: User, pk: int) -> RoundRow | None:
    """One round; None when it is not there for the actor."""
    found = _counted(visible(actor, FeedbackRound).filter(pk=pk)).first()
    return _row(found) if found is not None else None


def choices_for(*, council_id: int, audience: str) -> list[tuple[str, str]]:
    """What an audience can be asked about: the competencies of its statements that the framework in force has
    and lets feedback show."""
    known = competencies_by_code(council_id=council_id, codes=codes_of(audience))
    return [
        (code, row.text) for code, row in known.items() if Evidence.Kind.FEEDBACK.value in row.evidence_kinds
    ]
