"""What moves somebody to the next level, worked out from evidence. Pure: rows in, words out.

A reading proposes and says what is missing; it never is a level. The conditions are those of the level in
the framework, never below what a decision must rest on.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from academy.kit.words import day_month_year, plural
from academy.law.dates import add_months

HIGHEST = 5
AUDIT = "AUD"
NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
SAID = {
    "KC": "a knowledge check",
    "SIM": "a simulation",
    "WP": "a piece of work such as a plan",
    "OBS": "an observation",
    "AUD": "an audit",
    "CBD": "a case discussion",
    "MSF": "feedback from families or partners",
    "REF": "a reflection",
    "DATA": "a fact from the case system",
    "CAL": "a calibration",
    "EXT": "an award",
    "RPL": "recognised prior learning",
}
"""Kinds of evidence as somebody would ask for one."""


@dataclass(frozen=True)
class Lack:
    """One thing that is missing. `code` tells them apart; the same lack keeps its code as it shrinks."""

    code: str
    words: str


@dataclass(frozen=True, slots=True)
class Piece:
    """One showing, however many competencies it showed. `rows`: (competency in force, id of the evidence)."""

    kind: str
    shown_on: datetime.date
    live: bool
    recommends: bool
    valid_until: datetime.date | None
    rows: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Conditions:
    """What one level asks for, on a day: `fresh_from` is the first day on which evidence for it was shown."""

    level: int
    least_kinds: int
    least_live: int
    least_audits: int
    least_recommendations: int
    every_competency: bool
    fresh_months: int
    fresh_from: datetime.date
    months_below: int


@dataclass(frozen=True)
class Built:
    """What a task is built on: its competencies by id, each as “C5.3 (Writes outcomes)”, and the kinds of
    evidence that they name, in the order of the framework."""

    competencies: Mapping[int, str]
    kinds: tuple[str, ...]
    live_kinds: frozenset[str]

    @property
    def is_audited(self) -> bool:
        """Whether audits look at this task."""
        return AUDIT in self.kinds


@dataclass(frozen=True)
class Before:
    """Where somebody stands: the level that counts, since when without a break; what lapsed, if it did.

    `renews` is the level that lapsed, `new_from` the first day that something must have been shown on, and
    `new_words` why.
    """

    level: int = 0
    since: datetime.date | None = None
    renews: int = 0
    new_from: datetime.date | None = None
    new_words: str = ""


@dataclass(frozen=True)
class Reading:
    """The next level, what is missing for it, and ids of evidence that a decision on it could cite."""

    level: int
    missing: tuple[Lack, ...]
    cites: tuple[int, ...] = ()


def read(
    *,
    task: Built,
    pieces: Iterable[Piece],
    before: Before,
    conditions: Mapping[int, Conditions],
    on: datetime.date,
) -> Reading:
    """The highest level that the evidence meets, or the next one and what is missing for it.

    What lapsed is renewed at its own level first.
    """
    shown = [piece for piece in pieces if counts(piece, task, on)]
    if before.renews:
        return _at(before.renews, task, shown, before, conditions, on)
    found = _at(min(before.level + 1, HIGHEST), task, shown, before, conditions, on)
    while before.level < found.level < HIGHEST and not found.missing:
        higher = _at(found.level + 1, task, shown, before, conditions, on)
        if higher.missing:
            break
        found = higher
    return found if before.level < HIGHEST else Reading(HIGHEST, ())


def counts(piece: Piece, task: Built, on: datetime.date) -> bool:
    """Whether a piece counts for the task on this day, as a decision would look at it."""
    if piece.shown_on > on or (piece.valid_until is not None and piece.valid_until < on):
        return False
    return any(competency in task.competencies for competency, _ in piece.rows)


def _at(
    level: int,
    task: Built,
    shown: Sequence[Piece],
    before: Before,
    conditions: Mapping[int, Conditions],
    on: datetime.date,
) -> Reading:
    """The reading for one level."""
    asks = conditions[level]
    fresh = [piece for piece in shown if piece.shown_on >= asks.fresh_from]
    missing = (
        *_new(before, fresh),
        *_competencies(asks, task, fresh),
        *_kinds(asks, task, fresh),
        *_live(asks, task, fresh),
        *_audits(asks, task, fresh),
        *_recommendations(asks, fresh),
        *_months(asks, before, on),
    )
    return Reading(level, missing, () if missing else choose(asks, task, fresh))


def _new(before: Before, fresh: Sequence[Piece]) -> Iterable[Lack]:
    first = before.new_from
    if first is not None and not any(piece.shown_on >= first for piece in fresh):
        yield Lack("new", before.new_words)


def _competencies(asks: Conditions, task: Built, fresh: Sequence[Piece]) -> Iterable[Lack]:
    if not asks.every_competency:
        return
    seen = {competency for piece in fresh for competency, _ in piece.rows}
    for competency, words in task.competencies.items():
        if competency not in seen:
            within = f"within the last {plural(asks.fresh_months, 'month')}"
            yield Lack(f"competency:{words.split(' ', 1)[0]}", f"Evidence for {words} {within}")


def _kinds(asks: Conditions, task: Built, fresh: Sequence[Piece]) -> Iterable[Lack]:
    have = {piece.kind for piece in fresh}
    wanting = asks.least_kinds - len(have)
    if wanting > 0:
        named = [kind for kind in task.kinds if kind not in have] or [k for k in SAID if k not in have]
        kinds = f"Evidence of {_number(wanting)} more kind{'s' if wanting > 1 else ''}"
        yield Lack("kinds", f"{kinds}: {_any_of(named)}")


def _live(asks: Conditions, task: Built, fresh: Sequence[Piece]) -> Iterable[Lack]:
    wanting = asks.least_live - sum(piece.live for piece in fresh)
    if wanting > 0:
        live = [kind for kind in SAID if kind in task.live_kinds]
        named = [kind for kind in live if kind in task.kinds] or live
        yield Lack("live", f"{_pieces(wanting, 'piece')} from live work: {_any_of(named)}")


def _audits(asks: Conditions, task: Built, fresh: Sequence[Piece]) -> Iterable[Lack]:
    wanting = asks.least_audits - sum(piece.kind == AUDIT for piece in fresh)
    if task.is_audited and wanting > 0:
        yield Lack("audits", _pieces(wanting, "good audit"))


def _recommendations(asks: Conditions, fresh: Sequence[Piece]) -> Iterable[Lack]:
    have = sum(piece.recommends for piece in fresh)
    wanting = asks.least_recommendations - have
    if wanting > 0:
        one = "A recommendation" if not have else "One more recommendation"
        many = f"{_number(wanting).capitalize()} {'more ' if have else ''}recommendations"
        yield Lack("recommendations", f"{one if wanting == 1 else many} by somebody who assessed the work")


def _months(asks: Conditions, before: Before, on: datetime.date) -> Iterable[Lack]:
    below = asks.level - 1
    if not asks.months_below or before.renews == asks.level or before.level > below:
        return
    length = f"{_number(asks.months_below).capitalize()} month{'s' if asks.months_below > 1 else ''}"
    if before.level < below or before.since is None:
        yield Lack("months", f"{length} at level {below} first")
    elif (day := add_months(before.since, asks.months_below)) > on:
        yield Lack("months", f"{length} at level {below}: from {day_month_year(day)}")


def choose(asks: Conditions, task: Built, fresh: Sequence[Piece]) -> tuple[int, ...]:
    """Evidence that carries the level, newest first and no more than it takes, as ids in that order."""
    open_ones = set(task.competencies) if asks.every_competency else set()
    kinds: set[str] = set()
    live, audits = asks.least_live, asks.least_audits if task.is_audited else 0
    recommendations = asks.least_recommendations
    chosen: list[int] = []
    for piece in sorted(fresh, key=lambda one: (one.shown_on, one.rows), reverse=True):
        new_kind = piece.kind not in kinds and len(kinds) < asks.least_kinds
        helps = (
            (piece.live and live > 0)
            or (piece.kind == AUDIT and audits > 0)
            or (piece.recommends and recommendations > 0)
        )
        if not (new_kind or helps or any(one in open_ones for one, _ in piece.rows)):
            continue
        chosen += [pk for one, pk in piece.rows if one in task.competencies]
        open_ones -= {one for one, _ in piece.rows}
        kinds.add(piece.kind)
        live, audits = live - piece.live, audits - (piece.kind == AUDIT)
        recommendations -= piece.recommends
    return tuple(dict.fromkeys(chosen))


def _number(count: int) -> str:
    return NUMBERS[count] if count < len(NUMBERS) else str(count)


def _pieces(count: int, noun: str) -> str:
    return f"{_number(count).capitalize()} more {noun}{'s' if count > 1 else ''}"


def _any_of(kinds: Sequence[str]) -> str:
    said = [SAID[kind] for kind in kinds if kind in SAID]
    return said[0] if len(said) == 1 else f"{', '.join(said[:-1])} or {said[-1]}" if said else "of any sort"
