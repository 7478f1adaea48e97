"""The pages of figures: no names, and nothing about fewer than five people."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

import pandas as pd
from django.db.models import Count, Max, Q

from academy.people.access import visible
from academy.people.models import User
from assessments.sittings.models import Paper
from assessments.statistics.figures import LEAST_TO_SHOW, CohortFigures
from assessments.statistics.queries.choosing import Part, parts_of
from assessments.statistics.queries.report import ItemReport, PaperReport, report_of
from assessments.statistics.queries.responses import DONE


@dataclass(frozen=True)
class PaperLine:
    """A paper in the list. Figures are None where fewer than five people have sat it."""

    paper: Paper
    people: int
    sittings: int | None
    passed: int | None
    last: datetime.datetime | None

    @property
    def shown(self) -> bool:
        """Whether there are figures to look at."""
        return self.people >= LEAST_TO_SHOW

    @property
    def passed_share(self) -> float | None:
        """The share of people who have passed."""
        return None if self.passed is None else self.passed / self.people


def papers_with_figures(*, actor: User) -> list[PaperLine]:
    """Every paper of the council with how many sat it, in one query."""
    done = Q(sittings__state=DONE)
    rows = visible(actor, Paper).annotate(
        people=Count("sittings__person", filter=done, distinct=True),
        sat=Count("sittings", filter=done),
        passed=Count("sittings__person", filter=done & Q(sittings__passed=True), distinct=True),
        last=Max("sittings__handed_in_at", filter=done),
    )
    return [
        PaperLine(row, row.people, row.sat, row.passed, row.last)
        if row.people >= LEAST_TO_SHOW
        else PaperLine(row, row.people, None, None, None)
        for row in rows.order_by("code", "pk")
    ]


@dataclass(frozen=True)
class PaperPage:
    """A paper's figures as its page shows them."""

    report: PaperReport

    @property
    def paper(self) -> Paper:
        """The paper."""
        return self.report.paper

    @property
    def shown(self) -> bool:
        """Whether enough people have sat it."""
        return self.report.figures.people >= LEAST_TO_SHOW

    @property
    def items(self) -> list[ItemReport]:
        """The items that enough people had, hardest first."""
        return [one for one in self.report.items if one.figures.people >= LEAST_TO_SHOW]

    @property
    def unseen(self) -> int:
        """How many items are left out, because too few people had them."""
        return len(self.report.items) - len(self.items)

    @property
    def everyone_fails(self) -> list[ItemReport]:
        """What most people do not get."""
        return [one for one in self.items if one.figures.failed_by_most]

    @property
    def to_look_at(self) -> list[ItemReport]:
        """Items with a warning besides the one about small numbers."""
        return [one for one in self.items if any(not words.startswith("Only ") for words in one.warnings)]

    @property
    def cohorts(self) -> list[CohortFigures]:
        """Cohorts that may be shown."""
        return [one for one in self.report.cohorts if not one.hidden]

    @property
    def unseen_cohorts(self) -> int:
        """How many cohorts are left out."""
        return len(self.report.cohorts) - len(self.cohorts)


def paper_page(*, actor: User, pk: int, first_only: bool = True) -> PaperPage | None:
    """A paper's figures; None when the actor's council has no such paper."""
    paper = visible(actor, Paper).filter(pk=pk).first()
    return None if paper is None else PaperPage(report_of(paper=paper, first_only=first_only))


@dataclass(frozen=True)
class ItemPage:
    """One item of a paper with its choices, its parts and what its kind keeps."""

    page: PaperPage
    item: ItemReport
    parts: tuple[Part, ...]
    facts: tuple[Part, ...]
    by_cohort: tuple[tuple[str, float, int], ...]


def item_page(*, actor: User, pk: int, version: int) -> ItemPage | None:
    """One item of a paper; None when it is not there or fewer than five people had it."""
    page = paper_page(actor=actor, pk=pk)
    if page is None:
        return None
    item = next((one for one in page.items if one.version.pk == version), None)
    if item is None:
        return None
    rows = page.report.responses.rows
    rows = rows[rows["version"] == version]
    parts, facts = parts_of(version_id=version, slots=rows["slot"].tolist())
    return ItemPage(page, item, tuple(parts), tuple(facts), _by_cohort(rows))


def _by_cohort(rows: pd.DataFrame) -> tuple[tuple[str, float, int], ...]:
    """Facility and people of each cohort of whom enough had the item; none if that would give one away."""
    sizes = rows.groupby("cohort")["person"].nunique()
    few = sizes[sizes < LEAST_TO_SHOW]
    if len(few) and few.sum() < LEAST_TO_SHOW:
        return ()
    shares = rows.groupby("cohort")["share"].mean().to_dict()
    return tuple((str(name), shares[name], int(n)) for name, n in sizes.items() if n >= LEAST_TO_SHOW)
