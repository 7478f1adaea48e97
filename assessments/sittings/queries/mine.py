"""Papers as the person who sits them sees them: the list, and the page before the first item."""

from __future__ import annotations

import datetime
from collections import defaultdict
from dataclasses import dataclass, field, replace

from django.db.models import Count, Q, Sum
from django.urls import reverse

from academy.kit.refusals import Refused
from academy.kit.words import date_and_time, day_month_year, minutes, plural
from academy.people.access import standing_of, visible
from academy.people.models import User
from assessments.sittings.marking import counting_words, pass_words
from assessments.sittings.models import Paper, Sitting
from assessments.sittings.queries.past import extra_per_cent, past_from
from assessments.sittings.rules import GRACE, resit_from, why_not_start

FEEDBACK = {
    "each": "after each answer",
    "end": "after you hand in",
    "closed": "when the paper has closed",
    "result": "you see the result only",
}


@dataclass(frozen=True)
class Over:
    """One sitting that is over, as a row."""

    pk: int
    title: str
    state: str
    words: str


@dataclass(frozen=True)
class PaperView:
    """One paper for one person: where they stand with it and what they can do."""

    paper: Paper
    items: int
    answers: bool = field(default=False, kw_only=True)
    sittings: tuple[Sitting, ...]
    refusal: Refused | None
    resit_on: datetime.date | None
    extra: int = 0

    @property
    def open_sitting(self) -> Sitting | None:
        """The sitting that is being sat."""
        return next((one for one in self.sittings if one.state == "open"), None)

    @property
    def last(self) -> Sitting | None:
        """The last sitting that is over."""
        return next((one for one in self.sittings if one.state != "open"), None)

    @property
    def passed(self) -> bool:
        """Whether it was ever passed."""
        return any(one.passed for one in self.sittings)

    @property
    def state(self) -> str:
        """The mark of its row: done, half or todo."""
        if self.passed or self.placed:
            return "done"
        return "half" if self.sittings else "todo"

    @property
    def placed(self) -> bool:
        """Whether a diagnostic has been taken to its end."""
        return self.paper.diagnostic and self.last is not None and self.last.state == "marked"

    @property
    def state_word(self) -> str:
        """The mark in words: a paper that was sat and not passed is not merely begun."""
        if self.paper.diagnostic:
            return "taken" if self.placed else "begun" if self.sittings else "not taken yet"
        if self.passed or not self.sittings:
            return "passed" if self.passed else "not sat yet"
        return "begun" if self.open_sitting is not None else "not passed yet"

    @property
    def words(self) -> str:
        """Where the person stands, in one sentence."""
        if self.open_sitting is not None:
            return "You have begun. Go on where you were."
        if self.last is None:
            return self.refusal.words if self.refusal else "Not sat yet."
        if self.last.state == "handed_in":
            return "Handed in. A person is marking it."
        when = day_month_year(self.last.handed_in_at) if self.last.handed_in_at else ""
        if self.paper.diagnostic:
            return f"Taken on {when}."
        if self.passed:
            return f"Passed on {self.passed_on}."
        again = f" {self.resit_words}" if self.resit_words else ""
        return f"Not yet passed on {when}.{again}"

    @property
    def passed_on(self) -> str:
        """The day of the first pass."""
        days = [one.handed_in_at for one in self.sittings if one.passed and one.handed_in_at]
        return day_month_year(min(days)) if days else ""

    @property
    def resit_words(self) -> str:
        """When it can be sat again."""
        if self.refusal is not None:
            return self.refusal.words
        return "You can sit it again today." if self.last is not None else ""

    @property
    def url(self) -> str:
        """Where the row leads."""
        return reverse("sit_paper", args=[self.paper.pk])

    @property
    def counts_words(self) -> str:
        """Whether it counts."""
        if self.paper.diagnostic:
            return "shows where you stand"
        return "counts" if self.paper.assessed else "practice, does not count"

    @property
    def meta(self) -> list[str]:
        """What it is, in short."""
        marks = f"{self.paper.pass_per_cent}% to pass" if self.paper.assessed else ""
        return [self.items_words, marks, self.counts_words, self.words]

    @property
    def items_words(self) -> str:
        """How much is asked: in items, or in answers where its lines count those."""
        return plural(self.items, "answer" if self.answers else "item")

    @property
    def due(self) -> str:
        """One word for the end of its row."""
        if self.open_sitting is not None:
            return "Go on"
        if self.paper.diagnostic:
            return "Taken" if self.placed else ""
        return "Passed" if self.passed else ("Not yet" if self.last and self.last.state == "marked" else "")

    @property
    def facts(self) -> list[tuple[str, str]]:
        """What somebody wants to know before they begin."""
        paper = self.paper
        time = minutes(paper.minutes) if paper.minutes else "no time limit"
        if paper.minutes and self.extra:
            time = (
                f"{minutes(paper.minutes * (100 + self.extra) // 100)}, with your extra time of {self.extra}%"
            )
        found = [
            ("Items", self.items_words),
            ("Time", time),
            ("To pass", pass_words(paper.pass_per_cent, near=paper.near)),
            ("What items count", counting_words([line.worth for line in paper.lines.all()])),
            ("What was right", FEEDBACK[paper.feedback]),
            ("If you do not pass", self._again()),
        ]
        if paper.diagnostic:
            found[2:] = [("To pass", "nobody passes or fails this"), found[3], ("Again", self._again())]
        if paper.closes_at:
            found.append(("Closes", date_and_time(paper.closes_at)))
        return found

    def _again(self) -> str:
        paper = self.paper
        wait = f"after {plural(paper.wait_days, 'day')}" if paper.wait_days else "at once"
        most = f", {plural(paper.most_sittings, 'sitting')} in all" if paper.most_sittings else ""
        return f"sit it again {wait}, with fresh items{most}"

    @property
    def over(self) -> list[Over]:
        """The sittings that are over, the newest first."""
        found = []
        for one in self.sittings:
            if one.state == "open" or one.handed_in_at is None:
                continue
            state, words = ("done", "Passed") if one.passed else ("half", "Not yet")
            if self.paper.diagnostic:
                state, words = "done", "Taken"
            if one.state == "handed_in":
                state, words = "todo", "A person is marking it"
            found.append(Over(one.pk, date_and_time(one.handed_in_at), state, words))
        return found


ASKED = {
    "items": Sum("lines__count"),
    "by_answers": Count("lines", filter=Q(lines__answers=True)),
}
"""How much a paper asks."""


def my_papers(*, actor: User, at: datetime.datetime) -> list[PaperView]:
    """The papers that are open to me and those that I have sat. A constant number of queries."""
    sittings = visible(actor, Sitting).filter(person=actor)
    rows = visible(actor, Paper).filter(
        Q(state="open") | Q(pk__in=sittings.values("paper_id")),
    )
    mine: dict[int, list[Sitting]] = defaultdict(list)
    for sitting in sittings:
        mine[sitting.paper_id].append(sitting)
    roles = set(standing_of(actor).roles)
    papers = rows.annotate(**ASKED).order_by("code")
    found = [_view(paper, mine[paper.pk], actor, at) for paper in papers]
    return [one for one in found if one.sittings or not one.paper.audience or roles & set(one.paper.audience)]


def my_paper(*, actor: User, pk: int, at: datetime.datetime) -> PaperView | None:
    """One paper before it is sat; None for a paper that is not there or for other roles."""
    paper = visible(actor, Paper).filter(pk=pk).annotate(**ASKED).first()
    if paper is None:
        return None
    sittings = list(visible(actor, Sitting).filter(person=actor, paper=paper))
    view = replace(_view(paper, sittings, actor, at), extra=extra_per_cent(person_id=actor.pk, at=at))
    hidden = paper.state == "draft" or (view.refusal is not None and view.refusal.code == "audience")
    return None if hidden and not sittings else view


def overdue_ids(*, actor: User, at: datetime.datetime) -> list[int]:
    """My sittings whose time and grace are over and that nobody has closed yet."""
    rows = visible(actor, Sitting).filter(person=actor, state="open", due_at__lt=at - GRACE)
    return list(rows.values_list("pk", flat=True))


def _view(paper: Paper, sittings: list[Sitting], actor: User, at: datetime.datetime) -> PaperView:
    past = past_from(sittings)
    return PaperView(
        paper=paper,
        items=getattr(paper, "items", 0) or 0,
        answers=bool(getattr(paper, "by_answers", 0)),
        sittings=tuple(sorted(sittings, key=lambda one: -one.number)),
        refusal=why_not_start(paper, past, roles=standing_of(actor).roles, at=at),
        resit_on=resit_from(paper, past),
    )
