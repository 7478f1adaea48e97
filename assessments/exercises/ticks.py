"""Marking a list to tick, for every exercise that has one: what is right, what it costs to guess. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from assessments.questions.kinds import Line

NONE = "none"
"""The value of the box that says that none of the others applies."""
WRONG_COSTS = "A wrong tick takes a point away again, never more than your right ticks have got."
"""What every exercise with ticks says beside them: one rule for all."""


@dataclass(frozen=True)
class Tick:
    """One box. `right`: it should be ticked. `reason` is shown if it was, or should have been, ticked."""

    value: str
    words: str
    right: bool
    reason: str
    law: tuple[str, ...] = ()


@dataclass(frozen=True)
class Heads:
    """What is said over a line, by what happened."""

    found: str = "You found it."
    missed: str = "You missed this."
    wrong: str = "You ticked this, and it is not so."


HEADS = Heads()


def taken_back(got: float) -> float:
    """What one wrong tick costs of the points that the ticks have got so far: one point, while there is one.

    Ticking everything gets nothing, and the rest of the answer is not touched.
    """
    return min(1.0, got)


def read_ticks(said: Any, ticks: Iterable[Tick]) -> frozenset[str]:
    """What was ticked of what there is; a single text counts as one tick, junk as none."""
    values = {tick.value for tick in ticks} | {NONE}
    many = said if isinstance(said, list | tuple) else [said]
    return frozenset(one for one in many if isinstance(one, str) and one in values)


def mark_ticks(ask: str, ticks: Sequence[Tick], said: Any, heads: Heads = HEADS) -> list[Line]:
    """A line for each box that was, or should have been, ticked.

    A right tick gets a point, a wrong one takes one away again (`taken_back`). Where nothing is to be ticked,
    saying so gets the one point there is.
    """
    chosen = read_ticks(said, ticks)
    if not any(tick.right for tick in ticks):
        return [_nothing_to_find(ask, chosen), *_wrong(ask, ticks, chosen, 0.0, heads)]
    right = [tick for tick in ticks if tick.right]
    lines = [
        Line(
            label=tick.words,
            said="Ticked" if tick.value in chosen else "Not ticked",
            right=tick.value in chosen,
            reason=f"{heads.found if tick.value in chosen else heads.missed} {tick.reason}",
            points=float(tick.value in chosen),
            of=1.0,
            law=tick.law,
            ask=ask,
        )
        for tick in right
    ]
    got = sum(line.points for line in lines)
    return [*lines, *_wrong(ask, ticks, chosen, got, heads)]


def _wrong(ask: str, ticks: Sequence[Tick], chosen: frozenset[str], got: float, heads: Heads) -> list[Line]:
    lines = []
    for tick in ticks:
        if tick.right or tick.value not in chosen:
            continue
        cost = taken_back(got)
        got -= cost
        lines.append(
            Line(tick.words, "Ticked", False, f"{heads.wrong} {tick.reason}", "", -cost, 0.0, tick.law, ask)
        )
    return lines


def _nothing_to_find(ask: str, chosen: frozenset[str]) -> Line:
    right = chosen == {NONE}
    said = "None of these" if NONE in chosen else "Ticked" if chosen else "Not answered"
    reason = "Nothing of this kind is to be found here."
    return Line("None of these", said, right, reason, points=float(right), of=1.0, ask=ask)


def model_ticks(ticks: Sequence[Tick]) -> list[str]:
    """The ticks that get every point."""
    return [tick.value for tick in ticks if tick.right] or [NONE]


def facts_of(ticks: Sequence[Tick], said: Any) -> dict[str, list[str]]:
    """What was missed and what was ticked for nothing, in words: for statistics."""
    chosen = read_ticks(said, ticks)
    return {
        "missed": [tick.words for tick in ticks if tick.right and tick.value not in chosen],
        "wrongly": [tick.words for tick in ticks if not tick.right and tick.value in chosen],
    }
