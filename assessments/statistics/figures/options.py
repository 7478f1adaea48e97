"""Who chose what: the choices of an item by the upper, middle and lower third of those who sat it. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from assessments.questions.kinds import Ask, Kind

LOWER, MIDDLE, UPPER = 0, 1, 2
NO_ANSWER = "No answer"
MOST_TRIALS = 80
"""An item that can be answered in more ways than this has no score for guessing."""


@dataclass(frozen=True)
class OptionFigures:
    """One choice of one ask: how many took it, and how many of each third. `right` None: not said."""

    label: str
    option: str
    n: int
    share: float
    lower: int
    middle: int
    upper: int
    right: bool | None = None

    @property
    def misleads(self) -> bool:
        """A wrong choice that the best take more than the weakest do: look at it."""
        return self.right is False and self.upper > self.lower and self.upper >= 3


def thirds(rows: pd.DataFrame) -> NDArray[np.intp]:
    """For each response the third of its sitting among those who had the item: 0 lower, 1 middle, 2 upper.

    Equal totals fall into one third together, so the thirds need not be of one size.
    """
    rank = rows["total"].round(9).groupby(rows["version"]).rank(method="average", pct=True).to_numpy()
    n = rows.groupby("version")["total"].transform("size").to_numpy()
    middle = rank - 0.5 / n
    return np.where(middle < 1 / 3, LOWER, np.where(middle > 2 / 3, UPPER, MIDDLE)).astype(np.intp)


def option_figures(
    chosen: Iterable[tuple[str, str, int, int]],
    choices: Mapping[str, Mapping[str, bool | None]],
    answers: int,
) -> list[OptionFigures]:
    """The choices of one item of which there are so many `answers`. `chosen` is label, option, third and how
    many; `choices` names every choice that could be made and whether it is right, so that one that nobody
    took is there."""
    counted: Counter[tuple[str, str, int]] = Counter()
    for label, option, third, n in chosen:
        counted[label, option, third] += n
    found = []
    for label, options in choices.items():
        for option, right in options.items():
            lower, middle, upper = (counted[label, option, third] for third in (LOWER, MIDDLE, UPPER))
            n = lower + middle + upper
            if n or option != NO_ANSWER:
                share = n / answers if answers else 0.0
                found.append(OptionFigures(label, option, n, share, lower, middle, upper, right))
    return found


def said_of(ask: Ask, answer: Mapping[str, Any]) -> list[str]:
    """What an answer chose of one ask, in the words of the choices."""
    said = answer.get(ask.name)
    values = said if isinstance(said, list) else [said] if said else []
    words = dict(ask.choices)
    return [words.get(str(one), str(one)) for one in values] or [NO_ANSWER]


def can_be_chosen(ask: Ask) -> bool:
    """Whether the ask is answered by choosing."""
    return ask.form in ("choice", "choices", "list") and bool(ask.choices)


def guess_score(kind: Kind, shown: dict[str, Any]) -> float | None:
    """The share that somebody who chooses blindly may expect: for each ask the mean over its choices, as
    Moodle's quiz statistics reckon it. None where something is written or several may be ticked."""
    asks = kind.asks(shown)
    if not asks or any(ask.form not in ("choice", "list") or not ask.choices for ask in asks):
        return None
    if sum(len(ask.choices) for ask in asks) > MOST_TRIALS:
        return None
    full = kind.mark(shown, kind.model(shown)).of
    if not full:
        return None
    gained = sum(
        sum(kind.mark(shown, {ask.name: value}).points for value, _ in ask.choices) / len(ask.choices)
        for ask in asks
    )
    return min(1.0, gained / full)
