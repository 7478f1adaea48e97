"""Marks of one criterion, or calls of one rule, counted by month or quarter, small numbers hidden."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from academy.kit.hiding import hide_small
from academy.kit.words import month_year
from home.practice.charting import Count, months_between, quarter_start
from home.practice.queries.narrowing import Narrow


class Seen(NamedTuple):
    """One audit as a chart sees it: its day, team and kind of plan, whose work it was, and whether it was
    good or better (or, for a rule, whether the rule called)."""

    on: datetime.date
    team: int | None
    plan: str
    who: object
    hit: bool


def count_by_step(seen: Sequence[Seen], narrow: Narrow) -> list[Count]:
    """A count for each month or quarter from the first to the last, without gaps, narrowed.

    Everything is looked at and not only what is asked for: what is hidden follows from what stands beside it.
    """
    if not seen:
        return []
    first, last = min(one.on for one in seen), max(one.on for one in seen)
    months = months_between(quarter_start(first), last)
    hidden = _hidden(seen, narrow)
    by_step: dict[datetime.date, list[Seen]] = defaultdict(list)
    for one in seen:
        if _fits(one, narrow):
            by_step[_month(one.on)].append(one)
    if narrow.by == "month":
        return [
            Count(day, month_year(day), *_tally(by_step[day]), hidden=day in hidden)
            for day in months
            if day >= _month(first)
        ]
    quarters = sorted({quarter_start(day) for day in months})
    return [
        Count(day, quarter_words(day), *_tally(_of_quarter(by_step, day)), hidden=day in hidden)
        for day in quarters
    ]


def quarter_words(since: datetime.date) -> str:
    """A quarter in words: "Dec 2025 to Feb 2026"."""
    end = months_between(since, since + datetime.timedelta(days=75))[-1]
    return f"{since:%b %Y} to {end:%b %Y}"


def _month(day: datetime.date) -> datetime.date:
    return day.replace(day=1)


def _of_quarter(by_month: dict[datetime.date, list[Seen]], since: datetime.date) -> list[Seen]:
    return [one for month, some in by_month.items() if quarter_start(month) == since for one in some]


def _tally(seen: Sequence[Seen]) -> tuple[int, int]:
    return sum(one.hit for one in seen), len(seen)


def _fits(one: Seen, narrow: Narrow) -> bool:
    return (narrow.team is None or one.team == narrow.team) and (not narrow.plan or one.plan == narrow.plan)


def _hidden(seen: Sequence[Seen], narrow: Narrow) -> set[datetime.date]:
    """The months or quarters to hide: about fewer than five people, or giving away another that is.

    A figure lies in up to three wholes that somebody may see beside it: the same for all teams, for all
    plans, and, for a month, its quarter. In each the small parts hide the next.
    """
    step: Callable[[datetime.date], datetime.date] = _month if narrow.by == "month" else quarter_start
    hidden: set[datetime.date] = set()
    groups: dict[datetime.date, list[Seen]] = defaultdict(list)
    for one in seen:
        groups[step(one.on)].append(one)
    for day, some in groups.items():
        if narrow.team is not None and narrow.team in _small(some, lambda one: one.team, plan=narrow.plan):
            hidden.add(day)
        if narrow.plan and narrow.plan in _small(some, lambda one: one.plan, team=narrow.team):
            hidden.add(day)
    hidden |= _small([one for one in seen if _fits(one, narrow)], lambda one: step(one.on), alone=True)
    if narrow.by == "month":
        hidden |= set(_small_months(one for one in seen if _fits(one, narrow)))
    return hidden


def _small(
    seen: Iterable[Seen],
    part: Callable[[Seen], object],
    *,
    plan: str = "",
    team: int | None = None,
    alone: bool = False,
) -> set[Any]:
    """Parts to hide; `alone`: those about too few people and no others."""
    people: dict[Any, set[object]] = defaultdict(set)
    for one in seen:
        if (not plan or one.plan == plan) and (team is None or one.team == team):
            people[part(one)].add(one.who)
    if alone:
        return {name for name, some in people.items() if name in hide_small({name: some})}
    return hide_small(people)


def _small_months(seen: Iterable[Seen]) -> Iterator[datetime.date]:
    by_quarter: dict[datetime.date, dict[datetime.date, set[object]]] = defaultdict(lambda: defaultdict(set))
    for one in seen:
        by_quarter[quarter_start(one.on)][_month(one.on)].add(one.who)
    for months in by_quarter.values():
        yield from hide_small(months)
