"""What a chart shows, in words: first the answer, then what is sure and what is not."""

from __future__ import annotations

from dataclasses import dataclass

from academy.kit.components.series import Step
from academy.kit.words import day_month_year, listed, plural, signed
from assessments.statistics.figures import newcombe
from home.practice.charting import (
    FEWEST_POINTS,
    IN_A_ROW,
    LEAST,
    Chart,
    Plotted,
    Stretch,
    chance_of_signal,
)
from home.practice.queries.losses import Loss, Losses

BEYOND, RUN = "beyond its limits", "one of eight in a row"


@dataclass(frozen=True)
class Reading:
    """A chart in words: the sentence of the head, and the sentences beside the chart."""

    lead: str
    more: tuple[str, ...] = ()


def read_chart(chart: Chart, *, about: str, hit: str, by: str) -> Reading:
    """`about`: "F3, Team North"; `hit`: "good or better"; `by`: quarter or month."""
    last = chart.last
    if last is None or last.share is None:
        return Reading(f"{about}: too few to say anything. A point needs {LEAST} marks of 5 people.")
    stretch = next(one for one in reversed(chart.stretches) if last in one.points)
    where = f"in the last {by}" if last is chart.points[-1] else f"in {last.count.label}"
    lead = f"{about}: {last.share:.0%} {hit} {where} (n = {last.count.n}), {_verdict(stretch)}."
    more = [
        _since(one, before, hit) for before, one in zip(chart.stretches, chart.stretches[1:], strict=False)
    ]
    return Reading(lead, tuple(words for words in (*more, _runs(chart), _wolf(chart)) if words))


def _verdict(stretch: Stretch) -> str:
    if stretch.centre is None:
        since = f" since {day_month_year(stretch.change.on)}" if stretch.change else ""
        points = sum(one.share is not None for one in stretch.points)
        return f"too few points{since} to tell whether it changed ({points}, and we need {FEWEST_POINTS})"
    if not stretch.signals:
        return "no change that chance would not explain"
    newest = stretch.signals[-1]
    side = "above" if (newest.share or 0) > stretch.centre else "below"
    if newest.run:
        run = _run_of(stretch, newest)
        return (
            f"a change that chance would hardly explain: {plural(run, 'point')} in a row {side} the usual "
            f"{stretch.centre:.0%}, up to {newest.count.label}"
        )
    return f"a change that chance would hardly explain: {newest.count.label} lies {side} its limits"


def _run_of(stretch: Stretch, newest: Plotted) -> int:
    """How many points in a row end with this one."""
    n = 0
    for point in reversed(stretch.points[: stretch.points.index(newest) + 1]):
        if point.share is None:
            continue
        if not point.run or (point.share > (point.centre or 0)) != (
            (newest.share or 0) > (newest.centre or 0)
        ):
            break
        n += 1
    return max(n, IN_A_ROW)


def _since(stretch: Stretch, before: Stretch, hit: str) -> str:
    """What the stretch after a marked change says against the one before it."""
    change = stretch.change
    if change is None or min(stretch.n, before.n) < LEAST:
        return ""
    apart, low, high = newcombe((stretch.hits, stretch.n), (before.hits, before.n))
    clear = "" if low > 0 or high < 0 else " Chance alone could do that."
    return (
        f"Since {day_month_year(change.on)} ({change.words}): {stretch.hits / stretch.n:.0%} {hit} "
        f"(n = {stretch.n:,}) against {before.hits / before.n:.0%} before (n = {before.n:,}), "
        f"{signed(100 * apart, 0)} points (95%: {signed(100 * low, 0)} to {signed(100 * high, 0)}).{clear} "
        "Other things may have changed too."
    )


def _runs(chart: Chart) -> str:
    runs = chart.runs
    if runs.n < IN_A_ROW:
        return ""
    said = (
        f"Around the middle of all points, the longest run on one side is {runs.longest} (chance gives up to "
        f"{runs.longest_by_chance}) and the line crosses {plural(runs.crossings, 'time')} (chance gives at "
        f"least {runs.crossings_by_chance})"
    )
    return f"{said}: {'it has moved' if runs.signal else 'no sign that it has moved'}."


def _wolf(chart: Chart) -> str:
    n = len(chart.shown)
    if not n:
        return ""
    return (
        f"With {plural(n, 'point')}, about {round(100 * chance_of_signal(n))} charts in 100 show a signal "
        "though nothing has changed."
    )


def control_steps(chart: Chart) -> list[Step]:
    """The points with their limits."""
    return [
        Step(
            label=point.count.label,
            value=_cent(point.share),
            n=0 if point.share is None else point.count.n,
            low=_cent(point.lower),
            high=_cent(point.upper),
            line=_cent(point.centre),
            signal=BEYOND if point.beyond else RUN if point.run else "",
            begins=stretch.change.words if stretch.change and at == 0 else "",
        )
        for stretch in chart.stretches
        for at, point in enumerate(stretch.points)
    ]


def run_steps(chart: Chart) -> list[Step]:
    """The points with their intervals, around the middle."""
    return [
        Step(
            label=point.count.label,
            value=_cent(point.share),
            n=0 if point.share is None else point.count.n,
            low=None if point.share is None else 100 * point.low,
            high=None if point.share is None else 100 * point.high,
            line=_cent(chart.middle),
        )
        for point in chart.points
    ]


def _cent(share: float | None) -> float | None:
    return None if share is None else 100 * share


def trend_words(loss: Loss) -> str:
    """Where a criterion is heading: the newest quarter against the three before it."""
    trend = loss.trend
    if trend is None:
        return "Too few to tell"
    apart, low, high = trend
    size = f"{signed(100 * apart, 0)} points ({signed(100 * low, 0)} to {signed(100 * high, 0)})"
    if low > 0:
        return f"Better: {size}"
    if high < 0:
        return f"Worse: {size}"
    return f"No clear change: {size}"


def cause_words(loss: Loss) -> str:
    """What people say is behind the marks below good."""
    whole = sum(n for _, n in loss.causes)
    if not whole:
        return f"Mostly {loss.mostly[0].lower()}{loss.mostly[1:]}" if loss.mostly else "Too few to tell"
    return ", ".join(f"{words} {n / whole:.0%}" for words, n in loss.causes[:3]) + f" (n = {whole:,})"


@dataclass(frozen=True)
class LossRow:
    """One line of the table of criteria."""

    code: str
    text: str
    few: bool
    loss: str = ""
    year: str = ""
    quarter: str = ""
    trend: str = ""
    causes: str = ""


def loss_rows(losses: Losses) -> list[LossRow]:
    """Every criterion in words and figures, the one that loses most first."""
    return [
        LossRow(row.code, row.text, True)
        if row.few
        else LossRow(
            row.code,
            row.text,
            False,
            loss=f"{row.loss:.1%}",
            year=f"{row.year.share:.0%} (n = {row.year.n:,})",
            quarter=f"{row.now.share:.0%} (n = {row.now.n:,})" if row.now.n >= LEAST else "Too few",
            trend=trend_words(row),
            causes=cause_words(row),
        )
        for row in losses.rows
    ]


def lead_of_losses(losses: Losses, about: str) -> str:
    """The answer of the page in a sentence or two."""
    shown = [row for row in losses.rows if not row.few]
    if not shown:
        return f"{about}: too few audits to say anything yet."
    worse = [row.code for row in shown if row.trend and row.trend[2] < 0]
    better = [row.code for row in shown if row.trend and row.trend[1] > 0]
    first = listed([f"{row.text} ({row.code})" for row in shown[:3]])
    said = f"{about}: most is lost on {first}."
    if worse:
        return f"{said} Worse than before in the last quarter: {listed(worse[:5])}."
    if better:
        return f"{said} None is clearly worse; better than before: {listed(better[:5])}."
    return f"{said} None has clearly changed in the last quarter."
