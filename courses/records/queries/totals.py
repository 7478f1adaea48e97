"""What a log comes to, in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from academy.kit.words import minutes, plural
from courses.records.periods import Period
from courses.records.queries.log import LogRow
from courses.records.queries.units import Unit

OFTEN = "One thing may count for several competencies, so these do not add up."


@dataclass(frozen=True)
class Total:
    """One line of a sum: what, how many things and how long."""

    what: str
    things: int
    minutes: int

    @property
    def words(self) -> str:
        """How much, in words."""
        if not self.things:
            return "nothing yet"
        time = minutes(self.minutes) if self.minutes else "no time noted"
        return f"{plural(self.things, 'thing')}, {time}"


@dataclass(frozen=True)
class Sums:
    """What a log comes to: `said` to the person, `line` to whoever reads the paper. `awards`: each award with
    its source and a sum for every unit."""

    said: str
    line: str
    kinds: tuple[Total, ...]
    competencies: tuple[Total, ...]
    awards: tuple[tuple[str, str, tuple[Total, ...]], ...]
    often: str = OFTEN


def sums_of(
    rows: Sequence[LogRow],
    *,
    period: Period,
    about: frozenset[str] | None,
    words: Mapping[str, str],
    units: Sequence[Unit],
) -> Sums:
    """Every sum of a log; of competencies and units only those that were asked `about`."""
    wanted = {code: label for code, label in words.items() if about is None or code in about}
    asked = [unit for unit in units if about is None or not unit.competencies.isdisjoint(about)]
    awards = {unit.award: unit.source for unit in asked}
    return Sums(
        said=said(period, rows),
        line=f"{period.words}: {total('', rows).words}.",
        kinds=by_kind(rows),
        competencies=by_competency(rows, wanted),
        awards=tuple(
            (award, source, by_unit(rows, (unit for unit in asked if unit.award == award)))
            for award, source in awards.items()
        ),
    )


def total(what: str, rows: Iterable[LogRow]) -> Total:
    """The sum of some rows."""
    held = list(rows)
    return Total(what, len(held), sum(row.minutes or 0 for row in held))


def by_kind(rows: Sequence[LogRow]) -> tuple[Total, ...]:
    """One sum for each kind of thing, the longest first."""
    kinds = dict.fromkeys(row.kind for row in rows)
    found = [total(kind, (row for row in rows if row.kind == kind)) for kind in kinds]
    return tuple(sorted(found, key=lambda one: -one.minutes))


def by_competency(rows: Sequence[LogRow], words: Mapping[str, str]) -> tuple[Total, ...]:
    """One sum for each competency that anything was about, in the order of the framework."""
    return tuple(
        total(label, about)
        for code, label in words.items()
        if (about := [r for r in rows if code in r.competencies])
    )


def by_unit(rows: Sequence[LogRow], units: Iterable[Unit]) -> tuple[Total, ...]:
    """One sum for each unit of an award, those without anything as well: that is what is still missing."""
    return tuple(
        total(unit.label, (row for row in rows if not unit.competencies.isdisjoint(row.competencies)))
        for unit in units
    )


def said(period: Period, rows: Sequence[LogRow]) -> str:
    """The whole in one sentence or two."""
    if not rows:
        return f"{period.words} there is nothing in your record."
    untimed = sum(row.minutes is None for row in rows)
    time = sum(row.minutes or 0 for row in rows)
    spent = f" They took {minutes(time)}" if time else ""
    but = f", without {plural(untimed, 'thing')} whose time nobody noted" if untimed and time else ""
    return f"{period.words} you did {plural(len(rows), 'thing')}.{spent}{but}{'.' if spent else ''}"
