"""Run charts and p-charts of shares over time: points, limits, and what is a signal. Pure.

The p-chart draws the usual share of a stretch and limits three standard errors away, sqrt(p (1 - p) / n)
(W. A. Shewhart, 1931; worked example: D. C. Montgomery, Introduction to Statistical Quality Control, 7.1).
Limits are computed afresh only at a marked change, never because the points look different.

Two signals are named, by the Western Electric Statistical Quality Control Handbook (1956): one point beyond
three standard errors, and eight in a row on one side of the usual share. Used together they give a false
alarm once in 153 points (C. W. Champ and W. H. Woodall, 1987, Technometrics 29, 393-399, table 1).

The run chart needs no limits: a shift shows as a longer run on one side of the middle, or fewer crossings of
it, than chance gives 19 times in 20 (J. Anhoj and A. V. Olesen, 2014, PLoS ONE 9(11): e113825).
"""

from __future__ import annotations

import datetime
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from statistics import NormalDist, median

from assessments.statistics.figures import wilson

LEAST = 8
"""Fewer marks than this in a month or quarter and no point is drawn."""
SIGMAS = 3
IN_A_ROW = 8
FEWEST_POINTS = 4
"""From fewer points than this no limits are drawn."""


@dataclass(frozen=True, slots=True)
class Count:
    """One month or quarter: its first day, marks good or better of `n`. `hidden`: about too few people."""

    since: datetime.date
    label: str
    hits: int
    n: int
    hidden: bool = False

    @property
    def shown(self) -> bool:
        """Whether a point is drawn."""
        return not self.hidden and self.n >= LEAST


@dataclass(frozen=True, slots=True)
class Change:
    """A marked change: from its day on the limits are computed afresh. `kind` says what marked it."""

    on: datetime.date
    words: str
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Plotted:
    """A count with its share, Wilson's interval, and where it lies in its stretch. Shares are 0 to 1.

    `share` is None where nothing is drawn. `beyond`: outside its limits. `run`: one of eight in a row.
    """

    count: Count
    share: float | None = None
    low: float = 0.0
    high: float = 1.0
    centre: float | None = None
    lower: float | None = None
    upper: float | None = None
    beyond: bool = False
    run: bool = False

    @property
    def signal(self) -> bool:
        """Whether chance alone would hardly show this."""
        return self.beyond or self.run


@dataclass(frozen=True)
class Stretch:
    """The points between two marked changes. `centre` is None where there are too few for limits."""

    change: Change | None
    points: tuple[Plotted, ...]
    centre: float | None
    hits: int
    n: int

    @property
    def signals(self) -> tuple[Plotted, ...]:
        """Points that chance would hardly show."""
        return tuple(point for point in self.points if point.signal)


@dataclass(frozen=True)
class RunRule:
    """The run chart in figures: points used, the longest run and crossings, and what chance gives of both."""

    n: int
    longest: int
    longest_by_chance: int
    crossings: int
    crossings_by_chance: int

    @property
    def signal(self) -> bool:
        """Whether the points have shifted, as far as runs tell."""
        return self.n >= IN_A_ROW and (
            self.longest > self.longest_by_chance or self.crossings < self.crossings_by_chance
        )


@dataclass(frozen=True)
class Chart:
    """A series with its stretches; `middle` is the median share of all points, the line of the run chart."""

    stretches: tuple[Stretch, ...] = ()
    middle: float | None = None
    runs: RunRule = field(default_factory=lambda: RunRule(0, 0, 0, 0, 0))

    @property
    def points(self) -> tuple[Plotted, ...]:
        """All points, oldest first."""
        return tuple(point for stretch in self.stretches for point in stretch.points)

    @property
    def shown(self) -> tuple[Plotted, ...]:
        """The points that are drawn."""
        return tuple(point for point in self.points if point.share is not None)

    @property
    def last(self) -> Plotted | None:
        """The newest point that is drawn."""
        return self.shown[-1] if self.shown else None

    @property
    def changes(self) -> tuple[Change, ...]:
        """The marked changes between the stretches."""
        return tuple(stretch.change for stretch in self.stretches if stretch.change)


def make_chart(counts: Sequence[Count], changes: Iterable[Change] = ()) -> Chart:
    """The chart of these counts, oldest first, with limits computed afresh from each change on.

    A stretch begins with the first month or quarter that lies mostly after its change. Several changes that
    begin in the same one begin one stretch together.
    """
    starts = _starts(counts, changes)
    stretches = []
    for at, (begin, change) in enumerate(starts):
        end = starts[at + 1][0] if at + 1 < len(starts) else len(counts)
        stretches.append(_stretch(change, counts[begin:end]))
    shares = [point.share for one in stretches for point in one.points if point.share is not None]
    middle = median(shares) if shares else None
    return Chart(tuple(stretches), middle, run_rule(shares))


def _starts(counts: Sequence[Count], changes: Iterable[Change]) -> list[tuple[int, Change | None]]:
    found: dict[int, list[Change]] = {0: []}
    for change in sorted(changes, key=lambda one: (one.on, one.words)):
        at = _place(counts, change.on)
        if 0 < at < len(counts):
            found.setdefault(at, []).append(change)
    return [(at, _joined(found[at])) for at in sorted(found)]


def _place(counts: Sequence[Count], on: datetime.date) -> int:
    """The first month or quarter that lies mostly after a day; -1 where all do."""
    at = max((place for place, count in enumerate(counts) if count.since <= on), default=-1)
    if at < 1:
        return at
    length = counts[at].since - counts[at - 1].since
    return at + (on - counts[at].since > length / 2)


def _joined(changes: Sequence[Change]) -> Change | None:
    if not changes:
        return None
    words = "; ".join(dict.fromkeys(change.words for change in changes))
    return Change(changes[0].on, words, changes[0].kind)


def _stretch(change: Change | None, counts: Sequence[Count]) -> Stretch:
    shown = [count for count in counts if count.shown]
    hits, n = sum(count.hits for count in shown), sum(count.n for count in shown)
    centre = hits / n if len(shown) >= FEWEST_POINTS else None
    points = [_point(count, centre) for count in counts]
    return Stretch(change, tuple(_mark_runs(points, centre)), centre, hits, n)


def _point(count: Count, centre: float | None) -> Plotted:
    if not count.shown:
        return Plotted(count)
    share, (low, high) = count.hits / count.n, wilson(count.hits, count.n)
    if centre is None:
        return Plotted(count, share, low, high)
    half = SIGMAS * math.sqrt(centre * (1 - centre) / count.n)
    lower, upper = max(0.0, centre - half), min(1.0, centre + half)
    return Plotted(count, share, low, high, centre, lower, upper, beyond=not lower <= share <= upper)


def _mark_runs(points: Sequence[Plotted], centre: float | None) -> list[Plotted]:
    """Points in a run of eight or more on one side. One on the line neither breaks nor adds to it."""
    if centre is None:
        return list(points)
    in_run: set[int] = set()
    run: list[int] = []
    side = 0
    for at, point in enumerate(points):
        if point.share is None or point.share == centre:
            continue
        here = 1 if point.share > centre else -1
        run = [*run, at] if here == side else [at]
        side = here
        if len(run) >= IN_A_ROW:
            in_run |= set(run)
    return [
        Plotted(
            point.count, point.share, point.low, point.high, point.centre, point.lower, point.upper,
            point.beyond, at in in_run,
        )
        for at, point in enumerate(points)
    ]  # fmt: skip


def run_rule(shares: Sequence[float]) -> RunRule:
    """Runs and crossings around the median, points on it left out. Longest by chance: round(log2(n)) + 3;
    crossings by chance: the 5% point of the binomial distribution with n - 1 trials of one half."""
    middle = median(shares) if shares else 0.0
    sides = [share > middle for share in shares if share != middle]
    n = len(sides)
    if n < 2:
        return RunRule(n, n, 0, 0, 0)
    crossings = sum(one != two for one, two in zip(sides, sides[1:], strict=False))
    longest = run = 1
    for one, two in zip(sides, sides[1:], strict=False):
        run = run + 1 if one == two else 1
        longest = max(longest, run)
    return RunRule(n, longest, round(math.log2(n)) + 3, crossings, _fewest_crossings(n - 1))


def _fewest_crossings(trials: int) -> int:
    total = 0.0
    for k in range(trials + 1):
        total += math.comb(trials, k) / 2**trials
        if total >= 0.05:
            return k
    return trials


def chance_of_signal(points: int) -> float:
    """How likely a chart of that many points shows a signal though nothing changed (normal points, both rules
    together): the chain of how long the newest run is, followed point by point."""
    beyond = 2 * NormalDist().cdf(-SIGMAS)
    side = (1 - beyond) / 2
    runs = [1.0] + [0.0] * (
        IN_A_ROW - 1
    )  # how likely no signal yet and a newest run of that length; 0 at first
    for _ in range(points):
        stays = [0.0] * IN_A_ROW
        stays[1] = 2 * side * runs[0] + side * sum(runs[1:])
        for length in range(1, IN_A_ROW - 1):
            stays[length + 1] += side * runs[length]
        runs = stays
    return 1 - sum(runs)


def months_between(first: datetime.date, last: datetime.date) -> list[datetime.date]:
    """The first days of all months from the one of `first` to the one of `last`."""
    count = (last.year - first.year) * 12 + last.month - first.month + 1
    at = first.year * 12 + first.month - 1
    return [datetime.date((at + step) // 12, (at + step) % 12 + 1, 1) for step in range(count)]


def quarter_start(day: datetime.date) -> datetime.date:
    """The first day of the audit quarter: from December, March, June or September on."""
    back = day.month % 3
    month = day.month - back
    return datetime.date(day.year, month, 1) if month else datetime.date(day.year - 1, 12, 1)
