"""The figures in words, facts, bars and rows, as the pages lay them out."""

from __future__ import annotations

from typing import Any

from academy.kit.charts import Bar
from academy.kit.components.differences import Difference
from academy.kit.words import plural
from assessments.statistics.figures import LEAST_TO_JUDGE, LEAST_TO_SHOW
from assessments.statistics.queries.pages import ItemPage, PaperPage
from assessments.statistics.queries.report import ItemReport

FEW = f"Fewer than {LEAST_TO_SHOW} people"
GOOD_ALPHA, FAIR_ALPHA = 0.75, 0.64
"""As Moodle's pages on quiz statistics advise: above is satisfactory, below needs work."""
MOST_BARS = 12


def per_cent(share: float | None) -> str:
    """74%, or a dash in words."""
    return "not known" if share is None else f"{100 * share:.0f}%"


def index(value: float | None) -> str:
    """0.42 with its sign, or that it cannot be said."""
    return "cannot be said" if value is None else f"{value:+.2f}"


def seconds(value: float | None) -> str:
    """45 s, 2 min 5 s."""
    if value is None:
        return "not known"
    minutes, rest = divmod(round(value), 60)
    return f"{minutes} min {rest} s" if minutes else f"{rest} s"


def paper_words(page: PaperPage) -> dict[str, Any]:
    """What the page of a paper says."""
    return {
        "lead": _lead(page),
        "facts": _facts(page),
        "bars": _bars(page),
        "rows": [item_row(one) for one in page.items],
        "reliability": reliability_words(page),
        "warnings": _warnings(page),
        "predicts": _predicts(page),
        "chart": _differences(page),
        "least": LEAST_TO_SHOW,
        "judge": LEAST_TO_JUDGE,
    }


def _lead(page: PaperPage) -> str:
    if not page.shown:
        return f"{FEW} have sat this paper. Figures would be about somebody, so there are none yet."
    hard = len(page.everyone_fails)
    odd = len([one for one in page.to_look_at if one not in page.everyone_fails])
    said = (
        f"{plural(hard, 'item is', 'items are')} failed by most people"
        if hard
        else "No item is failed by most"
    )
    more = f"; {plural(odd, 'more item')} should be looked at." if odd else "."
    return f"{said}{more}"


def _facts(page: PaperPage) -> list[tuple[str, str]]:
    figures = page.report.figures
    alpha = "none" if figures.alpha is None else f"{figures.alpha:.2f}"
    error = "" if figures.error is None else f", standard error {100 * figures.error:.0f} points of 100"
    return [
        (f"{figures.people:,}", f"people, in {plural(figures.sittings, 'sitting')}"),
        (per_cent(figures.mean_share), "of the points, on average"),
        (alpha, f"reliability (Cronbach's alpha){error}"),
    ]


def reliability_words(page: PaperPage) -> str:
    """What alpha means for this paper."""
    figures = page.report.figures
    if figures.alpha is None:
        return "There is too little to say how far the items agree with one another."
    if figures.sittings < LEAST_TO_JUDGE:
        return f"With fewer than {LEAST_TO_JUDGE} sittings this moves a good deal by chance."
    if figures.alpha >= GOOD_ALPHA:
        return "The items agree with one another well enough to tell people apart."
    if figures.alpha >= FAIR_ALPHA:
        return "The items agree with one another fairly. More items, or clearer ones, would help."
    return (
        "The items agree with one another little. A result near the pass mark could easily have been "
        "another. Short papers and papers on several subjects have low values too."
    )


def _warnings(page: PaperPage) -> list[str]:
    said = list(page.report.responses.warnings)
    if page.shown and page.report.figures.people < LEAST_TO_JUDGE:
        said.append(
            f"Only {plural(page.report.figures.people, 'person', 'people')}. "
            f"Below {LEAST_TO_JUDGE} these figures move a good deal by chance."
        )
    if page.unseen:
        said.append(f"{plural(page.unseen, 'item')} left out: {FEW.lower()} had each.")
    return said


def _bars(page: PaperPage) -> list[Bar]:
    return [
        Bar(
            f"{one.code} {one.version.title}"[:46],
            100 * one.figures.facility,
            f"{per_cent(one.figures.facility)}, n {one.figures.n}",
            quiet=not one.figures.failed_by_most,
        )
        for one in page.items[:MOST_BARS]
    ]


def item_row(one: ItemReport) -> dict[str, Any]:
    """One item in the table."""
    figures = one.figures
    return {
        "pk": one.version.pk,
        "code": one.code,
        "title": one.version.title,
        "version": one.version.number,
        "n": figures.n,
        "facility": per_cent(figures.facility),
        "discrimination": index(figures.discrimination),
        "upper_lower": index(figures.upper_lower),
        "seconds": seconds(figures.median_seconds),
        "warnings": one.warnings,
    }


def _codes(page: PaperPage) -> dict[int, str]:
    return {one.version.pk: one.code for one in page.items}


def _predicts(page: PaperPage) -> list[dict[str, Any]]:
    codes = _codes(page)
    return [
        {
            "label": f"{codes[one.version]} and {one.criterion}",
            "gap": "" if (gap := one.difference) is None else f"{100 * gap[0]:+.0f} points",
            "between": "" if gap is None else f"{100 * gap[1]:+.0f} to {100 * gap[2]:+.0f}",
            "right": "" if gap is None else f"{one.right_n} people, {per_cent(one.right_good / one.right_n)}",
            "wrong": "" if gap is None else f"{one.wrong_n} people, {per_cent(one.wrong_good / one.wrong_n)}",
            "words": one.words,
        }
        for one in page.report.predicts
        if one.version in codes
    ]


def _differences(page: PaperPage) -> list[Difference]:
    codes = _codes(page)
    return [
        Difference(f"{codes[one.version]} and {one.criterion}", *gap)
        for one in page.report.predicts
        if one.version in codes and (gap := one.difference) is not None
    ]


def item_words(found: ItemPage) -> dict[str, Any]:
    """What the page of an item says."""
    one = found.item
    figures = one.figures
    labels = list(dict.fromkeys(option.label for option in one.options))
    return {
        "facts": [
            (per_cent(figures.facility), f"of the points on average, {plural(figures.n, 'answer')}"),
            (index(figures.discrimination), "with the rest of the paper (discrimination)"),
            (index(figures.upper_lower), "best 27% less weakest 27%"),
            (seconds(figures.median_seconds), "half of them took longer"),
        ],
        "more": [
            ("A blind guess would get", per_cent(one.guess) if one.guess is not None else "does not apply"),
            ("Effective weight in the paper", _weight(figures.weight)),
            ("Every point", f"{figures.right} of {figures.n}"),
            ("No point", f"{figures.wrong} of {figures.n}"),
        ],
        "asked": [(label, [option for option in one.options if option.label == label]) for label in labels],
        "predicts": [row for row in _predicts(found.page) if row["label"].startswith(f"{one.code} and ")],
    }


def _weight(value: float | None) -> str:
    return "cannot be said: people had different items" if value is None else f"{value:.0f}%"
