"""The effect of training, ready to be shown: both sides, the difference, its interval, and words. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .cases import LEAST, Call
from .fitting import Design, Fit

FEWEST = 5
"""Figures that rest on fewer people than this are hidden."""


@dataclass(frozen=True, slots=True)
class Side:
    """One side: how many pairs of writer and point, of how many people, and how they moved as they are."""

    n: int = 0
    mean: float = 0.0
    people: int = 0


@dataclass(frozen=True, slots=True)
class Effect:
    """The comparison. Ask `shown` first: else there is nothing to say. `clusters`: writers behind it."""

    trained: Side = Side()
    untrained: Side = Side()
    difference: float = 0.0
    low: float = 0.0
    high: float = 0.0
    error: float = 0.0
    clusters: int = 0

    @property
    def too_few(self) -> bool:
        """Whether either side is under the smallest number."""
        return min(self.trained.n, self.untrained.n) < LEAST

    @property
    def hidden(self) -> bool:
        """Whether so few people stand behind a side that a figure could be about one of them."""
        return any(0 < side.people < FEWEST for side in (self.trained, self.untrained))

    @property
    def shown(self) -> bool:
        """Whether there is a figure to show."""
        return not (self.too_few or self.hidden)

    @property
    def clear(self) -> bool:
        """Whether chance alone would hardly show this."""
        return self.shown and not self.low <= 0 <= self.high

    @property
    def words(self) -> str:
        """The result in a sentence a reader cannot take too far."""
        if self.hidden:
            return "Fewer than five people stand behind it."
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
        if not self.clear:
            found = "No clear change. " + found
        naive = f"Before and after alone would say {self.trained.mean:+.2f}: regression to the mean likely."
        return f"{found} {naive}"


def _side(calls: Sequence[Call], *, trained: bool, good: bool) -> Side:
    """Pairs of writer and point; of a pair that called more than once the first call counts for the mean."""
    first: dict[tuple[str, str], Call] = {}
    for call in calls:
        if call.trained is trained:
            first.setdefault((call.who, call.criterion), call)
    n = len(first)
    gains = [call.gain_good if good else call.gain for call in first.values()]
    return Side(n, sum(gains) / n if n else 0.0, len({call.who for call in first.values()}))


def _sides(calls: Sequence[Call], good: bool = False) -> tuple[Side, Side]:
    return _side(calls, trained=True, good=good), _side(calls, trained=False, good=good)


def _effect(calls: Sequence[Call], fit: Fit | None, kind: str, *, good: bool) -> Effect:
    one, two = _sides(calls, good)
    if fit is None:
        return Effect(one, two)
    value, low, high, error = fit.interval(kind)
    return Effect(one, two, value, low, high, error, fit.clusters[fit.kinds.index(kind)])


def _enough(calls: Sequence[Call]) -> bool:
    return min(side.n for side in _sides(calls)) >= LEAST


def measure_effect(calls: Sequence[Call], *, good: bool = False, design: Design | None = None) -> Effect:
    """The effect over all calls, in grades or in shares of good or better."""
    if not _enough(calls):
        return _effect(calls, None, "", good=good)
    return _effect(calls, (design or Design(calls)).fit(good=good), "", good=good)


def measure_kinds(
    calls: Sequence[Call], kinds: Sequence[str], *, good: bool = False, design: Design | None = None
) -> tuple[dict[str, Effect], Fit | None]:
    """The effect of each kind, fitted together; `kinds` names the kind of each call. Kinds with too few
    calls on either side get no figure, but what they say of writers and criteria still counts."""
    by_kind: dict[str, list[Call]] = {kind: [] for kind in sorted(set(kinds))}
    for call, kind in zip(calls, kinds, strict=True):
        by_kind[kind].append(call)
    enough = {kind for kind, some in by_kind.items() if _enough(some)}
    fit = None
    if enough:
        named = [kind if kind in enough else "" for kind in kinds]
        fit = (design or Design(calls)).fit(named, good=good)
    effects = {
        kind: _effect(some, fit if kind in enough else None, kind, good=good)
        for kind, some in by_kind.items()
    }
    return effects, fit
