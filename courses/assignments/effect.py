"""Did practice change where training was given? Pure arithmetic over plain rows, with an honest interval.

People picked for a low grade often do better next time anyway (regression to the mean), so a plain
before and after flatters training. The comparison is with the same kind of finding that was not answered,
because the person had no free place or had the module already: picked in the same way, not trained.

Unit: steps on the four-point grade line, or points of "good or better" when asked for.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

LEAST = 8
"""Fewer pairs than this on either side and nothing is claimed."""
WINDOW_DAYS = 180
"""How long after the training later audits count."""
WAIT_DAYS = 17
"""Where nothing was asked, the window opens this long after the finding, the usual time for a module."""
UNTRAINED = ("cap", "same_module_open", "same_module_90_days")
GOOD = 3

Marks = Mapping[tuple[str, str], Sequence[tuple[date, int]]]
"""Grades with their dates by (writer or team, criterion), in any order."""


@dataclass(frozen=True, slots=True)
class Case:
    """One finding, trained or not. `who` is a writer or a team; `before` are the grades that were picked.

    `found` is the day it was found, `trained` the day the training was finished, or None.
    """

    who: str
    criterion: str
    before: tuple[float, ...]
    found: date
    trained: date | None = None


@dataclass(frozen=True, slots=True)
class Gain:
    """How much one pair of writer and criterion moved."""

    who: str
    steps: float


@dataclass(frozen=True, slots=True)
class Side:
    """One side of the comparison: how many pairs of how many people, and how much they moved on average."""

    n: int
    mean: float
    se: float
    people: int = 0


@dataclass(frozen=True, slots=True)
class Effect:
    """The comparison, ready to be shown. Ask `too_few` first: then there is nothing else to say."""

    trained: Side
    untrained: Side
    difference: float
    low: float
    high: float

    @property
    def too_few(self) -> bool:
        """Whether either side is under the smallest number."""
        return min(self.trained.n, self.untrained.n) < LEAST

    @property
    def words(self) -> str:
        """The result in a sentence a reader cannot take too far."""
        if self.too_few:
            return (
                f"Too few to tell: {self.trained.n} trained and {self.untrained.n} to compare with; "
                f"we need {LEAST} of each."
            )
        found = (
            f"{self.difference:+.2f} of a grade more than the same kind of finding without training "
            f"(likely between {self.low:+.2f} and {self.high:+.2f}; "
            f"n = {self.trained.n} trained, {self.untrained.n} not)."
        )
        if self.low <= 0 <= self.high:
            found = "No clear change. " + found
        naive = f"Before and after alone would say {self.trained.mean:+.2f}: regression to the mean likely."
        return f"{found} {naive}"


def _after(marks: Marks, case: Case, opens: date, *, good_only: bool) -> float | None:
    closes = opens + timedelta(days=WINDOW_DAYS)
    found = [grade for on, grade in marks.get((case.who, case.criterion), ()) if opens < on <= closes]
    if not found:
        return None
    return sum((grade >= GOOD) if good_only else grade for grade in found) / len(found)


def _before(case: Case, *, good_only: bool) -> float:
    return sum((grade >= GOOD) if good_only else grade for grade in case.before) / len(case.before)


def grades_before(
    marks: Marks, who: str, criterion: str, until: date, *, days: int = WINDOW_DAYS
) -> tuple[float, ...]:
    """Grades in the `days` before `until`, that day left out.

    For workshops this is the baseline, taken before the quarter that picked the team: that quarter was
    picked for being low, so what follows it would look better without any workshop.
    """
    since = until - timedelta(days=days)
    return tuple(grade for on, grade in marks.get((who, criterion), ()) if since <= on < until)


def measure_gains(
    cases: Iterable[Case], marks: Marks, *, good_only: bool = False, wait_days: int = WAIT_DAYS
) -> tuple[list[Gain], list[Gain]]:
    """Gains of trained and of untrained pairs. Of each pair of writer and criterion the first counts.

    An untrained finding counts only if the pair was not trained before its window ended. Its window opens
    `wait_days` after it was found. A case without grades before it cannot be compared and is left out.
    """
    first: dict[tuple[str, str], date] = {}
    taught: list[tuple[Case, date]] = []
    waiting: list[Case] = []
    for case in sorted((one for one in cases if one.before), key=lambda one: one.found):
        if case.trained is None:
            waiting.append(case)
        elif (case.who, case.criterion) not in first:
            first[case.who, case.criterion] = case.trained
            taught.append((case, case.trained))
    trained = []
    for case, opens in taught:
        after = _after(marks, case, opens, good_only=good_only)
        if after is not None:
            trained.append(Gain(case.who, after - _before(case, good_only=good_only)))
    untrained, seen = [], set()
    for case in waiting:
        pair = (case.who, case.criterion)
        opens = case.found + timedelta(days=wait_days)
        done = first.get(pair)
        if pair in seen or (done is not None and done < opens + timedelta(days=WINDOW_DAYS)):
            continue
        seen.add(pair)
        after = _after(marks, case, opens, good_only=good_only)
        if after is not None:
            untrained.append(Gain(case.who, after - _before(case, good_only=good_only)))
    return trained, untrained


def _side(gains: Sequence[Gain]) -> Side:
    """Mean and standard error; a writer's own findings move together, so errors are summed by writer."""
    n = len(gains)
    if n == 0:
        return Side(0, 0.0, 0.0)
    mean = math.fsum(gain.steps for gain in gains) / n
    by_who: dict[str, float] = defaultdict(float)
    for gain in gains:
        by_who[gain.who] += gain.steps - mean
    groups = len(by_who)
    if groups < 2:
        return Side(n, mean, 0.0, groups)
    spread = math.fsum(part * part for part in by_who.values()) * groups / (groups - 1)
    return Side(n, mean, math.sqrt(spread) / n, groups)


def compare_gains(trained: Sequence[Gain], untrained: Sequence[Gain]) -> Effect:
    """The difference of the two sides with a 95% interval."""
    one, two = _side(trained), _side(untrained)
    difference = one.mean - two.mean
    half = 1.96 * math.hypot(one.se, two.se)
    return Effect(one, two, difference, difference - half, difference + half)


def measure_effect(
    cases: Iterable[Case], marks: Marks, *, good_only: bool = False, wait_days: int = WAIT_DAYS
) -> Effect:
    """Gains, compared: the one call a page needs."""
    return compare_gains(*measure_gains(cases, marks, good_only=good_only, wait_days=wait_days))
