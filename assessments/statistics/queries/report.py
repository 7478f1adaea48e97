"""Everything that a paper's sittings say, put together, and the same as plain data."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

import pandas as pd

from assessments.audits.models import Grade
from assessments.questions.models import ItemVersion
from assessments.sittings.models import Paper
from assessments.statistics.figures import (
    CohortFigures,
    ItemFigures,
    LineCover,
    OptionFigures,
    PaperFigures,
    Prediction,
    cohort_figures,
    guess_score,
    paper_figures,
    predict,
)
from assessments.statistics.queries.choosing import UNREADABLE, choices_of, known_kind
from assessments.statistics.queries.cover import paper_cover
from assessments.statistics.queries.responses import Responses, responses_of

DIGITS = 4


@dataclass(frozen=True)
class ItemReport:
    """One version with its figures, its choices and what a blind guess would get."""

    version: ItemVersion
    figures: ItemFigures
    options: tuple[OptionFigures, ...]
    guess: float | None

    @property
    def code(self) -> str:
        """The item's code."""
        return self.version.item.code

    @property
    def version_words(self) -> str:
        """Which version."""
        return f"version {self.version.number}"

    @property
    def warnings(self) -> tuple[str, ...]:
        """Warnings of the figures and of the choices."""
        said = list(self.figures.warnings)
        if self.guess is not None and self.figures.facility < self.guess:
            said.append("People do worse than blind guessing would.")
        said += [
            f"The best take the wrong answer “{one.option}” more often than the weakest."
            for one in self.options
            if one.misleads
        ]
        return tuple(said)


@dataclass(frozen=True)
class PaperReport:
    """A paper with everything about it."""

    responses: Responses
    figures: PaperFigures
    items: tuple[ItemReport, ...]
    cohorts: tuple[CohortFigures, ...]
    cover: tuple[LineCover, ...]
    predicts: tuple[Prediction, ...]

    @property
    def paper(self) -> Paper:
        """The paper."""
        return self.responses.paper

    @property
    def everyone_fails(self) -> tuple[ItemReport, ...]:
        """The items that most people do not get, hardest first."""
        return tuple(one for one in self.items if one.figures.failed_by_most)


def paper_called(*, name: str, council_id: int | None = None) -> list[Paper]:
    """The papers with this code, or else with this title, whatever their case."""
    rows = Paper.objects.select_related("council").order_by("pk")
    if council_id is not None:
        rows = rows.filter(council_id=council_id)
    return list(rows.filter(code__iexact=name)) or list(rows.filter(title__iexact=name))


def report_of(
    *, paper: Paper, first_only: bool = True, cohort_of: Mapping[int, str] | None = None
) -> PaperReport:
    """The whole report, in a constant number of queries."""
    responses = responses_of(paper=paper, first_only=first_only, cohort_of=cohort_of)
    rows = responses.rows
    figures = paper_figures(rows)
    versions = versions_of(ids=[one.version for one in figures.items])
    options = choices_of(rows=rows, versions=versions.values())
    items = tuple(
        ItemReport(
            versions[one.version], one, tuple(options.get(one.version, ())), guess_of(versions[one.version])
        )
        for one in figures.items
    )
    return PaperReport(
        responses=responses,
        figures=figures,
        items=items,
        cohorts=cohort_figures(rows),
        cover=paper_cover(paper=paper),
        predicts=predictions_of(rows=rows, versions=versions.values(), council_id=paper.council_id),
    )


def versions_of(*, ids: Iterable[int]) -> dict[int, ItemVersion]:
    """Versions with their items, by key."""
    return {row.pk: row for row in ItemVersion.objects.filter(pk__in=list(ids)).select_related("item")}


def guess_of(version: ItemVersion) -> float | None:
    """What blind guessing gets. None too where a kind cannot draw this content any more."""
    kind = known_kind(version.item.kind)
    try:
        return None if kind is None else guess_score(kind, kind.draw(version.content, 0))
    except UNREADABLE:
        return None


def predictions_of(
    *, rows: pd.DataFrame, versions: Iterable[ItemVersion], council_id: int
) -> tuple[Prediction, ...]:
    """Answers against later marks of the same person and criterion. One query."""
    tags = pd.DataFrame(
        [(version.pk, code) for version in versions for code in version.criteria],
        columns=["version", "criterion"],
    )
    if rows.empty or tags.empty:
        return ()
    answers = rows.assign(right=rows["share"] >= 1 - 1e-9)[["version", "person", "on", "right"]]
    marks = Grade.objects.filter(
        audit__council_id=council_id,
        audit__is_current=True,
        audit__audited_on__gt=rows["on"].min(),
        criterion__code__in=sorted(set(tags["criterion"])),
        standing__isnull=False,
    ).order_by("audit__audited_on", "pk")
    grades = pd.DataFrame.from_records(
        list(marks.values_list("audit__writer_id", "criterion__code", "audit__audited_on", "standing")),
        columns=["person", "criterion", "on", "grade"],
    )
    return predict(answers, tags, grades)


def report_as_json(report: PaperReport) -> dict[str, Any]:
    """The report as plain data, every figure to four places. Nobody is named in it."""
    figures = report.figures
    codes = {one.figures.version: one for one in report.items}
    found = {
        "paper": report.paper.code,
        "title": report.paper.title,
        "n_sittings": figures.sittings,
        "n_people": figures.people,
        "n_responses": figures.responses,
        "first_only": report.responses.first_only,
        "repeated_sittings": report.responses.repeats,
        "same_items_for_all": figures.fixed,
        "mean_share": figures.mean_share,
        "alpha": figures.alpha,
        "standard_error": figures.error,
        "warnings": list(report.responses.warnings),
        "items": [_item(one) for one in report.items],
        "everyone_fails": [one.code for one in report.everyone_fails],
        "by_cohort": [_cohort(one, codes) for one in report.cohorts],
        "coverage": [
            {
                **asdict(one.wanted),
                "has": one.has,
                "shortfall": one.shortfall,
                "fresh_for_resit": one.fresh_for_resit,
            }
            for one in report.cover
        ],
        "predicts": [_prediction(one, codes[one.version].code) for one in report.predicts],
    }
    rounded: dict[str, Any] = _rounded(found)
    return rounded


def _cohort(one: CohortFigures, codes: Mapping[int, ItemReport]) -> dict[str, Any]:
    return {
        "cohort": one.cohort,
        "n": one.people,
        "sittings": one.sittings,
        "mean_share": one.mean_share,
        "passed_share": one.passed_share,
        "facility": {codes[v].code: share for v, share in one.facility.items() if v in codes},
    }


def _item(one: ItemReport) -> dict[str, Any]:
    figures = one.figures
    return {
        "code": one.code,
        "version": one.version.number,
        "title": one.version.title,
        "kind": one.version.item.kind,
        "n": figures.n,
        "n_people": figures.people,
        "facility": figures.facility,
        "discrimination": figures.discrimination,
        "upper_lower": figures.upper_lower,
        "random_guess": one.guess,
        "effective_weight": figures.weight,
        "median_seconds": figures.median_seconds,
        "all_right": figures.right == figures.n,
        "all_wrong": figures.wrong == figures.n,
        "options": [asdict(option) for option in one.options],
        "warnings": list(one.warnings),
    }


def _prediction(one: Prediction, code: str) -> dict[str, Any]:
    gap = one.difference
    shares = None if gap is None else (one.right_good / one.right_n, one.wrong_good / one.wrong_n)
    return {
        "code": code,
        "criterion": one.criterion,
        "n_right": one.right_n,
        "n_wrong": one.wrong_n,
        "good_if_right": shares and shares[0],
        "good_if_wrong": shares and shares[1],
        "difference": gap and gap[0],
        "interval": gap and list(gap[1:]),
        "words": one.words,
    }


def _rounded(value: Any) -> Any:
    if isinstance(value, float):
        return round(value, DIGITS)
    if isinstance(value, dict):
        return {key: _rounded(one) for key, one in value.items()}
    return [_rounded(one) for one in value] if isinstance(value, list) else value
