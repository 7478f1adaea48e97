"""Papers as those who set them see them; results as managers see them; extra time."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from academy.kit.words import date_and_time, minutes, plural
from academy.people.access import people_led_by, visible
from academy.people.models import Council, User
from academy.people.roles import ROLES
from assessments.sittings.marking import counting_words, pass_words, worth_words
from assessments.sittings.models import ExtraTime, Paper, PaperLine, PaperResult
from assessments.sittings.queries.bank import candidates_for, missing_for, wanted_of
from assessments.sittings.rules import can_change
from competencies.framework.queries import competencies_in_force


@dataclass(frozen=True)
class LineView:
    """One line of a blueprint and how many items, or answers, of the bank fit it."""

    line: PaperLine
    words: str
    has: int

    @property
    def worth(self) -> str:
        """What one of its items counts."""
        return worth_words(self.line.worth)


@dataclass(frozen=True)
class PaperPage:
    """One paper with its lines, and whether the bank can fill them."""

    paper: Paper
    lines: tuple[LineView, ...]
    missing: tuple[str, ...]
    sittings: int
    can_change: bool

    @property
    def items(self) -> int:
        """How many items it has."""
        return sum(one.line.count for one in self.lines)

    @property
    def audience(self) -> str:
        """Whom it is for."""
        codes = self.paper.audience
        return ", ".join(ROLES[code].title for code in codes if code in ROLES) or "All council staff"

    @property
    def _counts(self) -> str:
        if self.paper.diagnostic:
            return "No, it shows where somebody stands"
        return "Yes, it is assessed" if self.paper.assessed else "No, it is for practice"

    @property
    def terms(self) -> list[tuple[str, str]]:
        """The terms in words."""
        paper = self.paper
        return [
            ("Counts", self._counts),
            ("Pass mark", pass_words(paper.pass_per_cent, near=paper.near)),
            ("What items count", counting_words([one.line.worth for one in self.lines])),
            ("Time", minutes(paper.minutes) if paper.minutes else "No limit"),
            ("Sit again", f"After {plural(paper.wait_days, 'day')}" if paper.wait_days else "At once"),
            ("Most sittings", str(paper.most_sittings) if paper.most_sittings else "No limit"),
            ("People see what was right", paper.get_feedback_display()),
            ("Order of the items", "Mixed" if paper.shuffle else "As the lines stand"),
            ("The law beside each item", "Yes" if paper.open_law else "No"),
            ("Opens", date_and_time(paper.opens_at) if paper.opens_at else "When you open it"),
            ("Closes", date_and_time(paper.closes_at) if paper.closes_at else "When you close it"),
            ("Passing shows", ", ".join(paper.competencies) or "Nothing"),
            ("For", self.audience),
        ]


def papers_set(*, actor: User) -> QuerySet[Paper]:
    """All papers of the council with how many items, sittings and passes they have, without names."""
    lines = PaperLine.objects.filter(paper=OuterRef("pk")).order_by().values("paper")
    return (
        visible(actor, Paper)
        .annotate(
            items=Coalesce(Subquery(lines.annotate(all=Sum("count")).values("all")), 0),
            sat=Count("results"),
            passes=Count("results", filter=Q(results__passed=True)),
        )
        .order_by("code")
    )


def paper_of(*, actor: User, pk: int) -> Paper | None:
    """One paper of the council."""
    return visible(actor, Paper).filter(pk=pk).first()


def paper_page(*, actor: User, pk: int) -> PaperPage | None:
    """One paper as its maker sees it."""
    paper = visible(actor, Paper).filter(pk=pk).prefetch_related("lines").first()
    if paper is None:
        return None
    stock = candidates_for(paper)
    sittings = paper.sittings.count()
    lines = tuple(
        LineView(
            line,
            wanted.words,
            sum(one.size if line.answers else 1 for one in stock if wanted.takes(one)),
        )
        for line, wanted in zip(paper.lines.all(), wanted_of(paper), strict=True)
    )
    missing = tuple(missing_for(paper))
    return PaperPage(paper, lines, missing, sittings, can_change(paper, sittings))


def team_results(*, actor: User) -> QuerySet[PaperResult]:
    """Passed or not yet, of the people whom the actor leads. Never more than that."""
    rows = visible(actor, PaperResult).filter(person__in=people_led_by(actor)).exclude(person=actor)
    return rows.select_related("person", "paper").order_by(
        "paper__code", "passed", "person__family_name", "person__given_name"
    )


def arrangements(*, actor: User) -> QuerySet[ExtraTime]:
    """Extra time of the council's people, the newest first."""
    rows = visible(actor, ExtraTime).select_related("person")
    return rows.order_by("-starts_on", "-pk")


def arrangement_of(*, actor: User, pk: int) -> ExtraTime | None:
    """One arrangement."""
    return visible(actor, ExtraTime).filter(pk=pk).first()


def person_by_email(*, actor: User, email: str) -> User | None:
    """A colleague whom the actor may see, by work e-mail."""
    return visible(actor, User).filter(email__iexact=email.strip(), is_active=True).first()


def competency_choices(council: Council) -> list[tuple[str, str]]:
    """The competencies of the framework in force."""
    rows = competencies_in_force(council_id=council.pk)
    return [(row.code, f"{row.code} {row.text}") for row in rows]
