"""All teams of a council side by side, in numbers: how many people each may rely on for what."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from home.team.queries.matrix import Matrix, Row, Task, matrix_of
from home.team.queries.people import people_in_post
from home.team.rules.narrowing import Narrow
from home.team.rules.trusted import ALONE, TRUSTS, is_trusted

FEWEST = 8
"""Without names, nothing is said about fewer people than this."""
TOGETHER = "Smaller teams together"


@dataclass(frozen=True)
class TeamLine:
    """One team in numbers. `alone`: by task, how many do it without a check; `trusted`: by rule."""

    pk: int | None
    name: str
    people: int
    alone: Mapping[str, int]
    trusted: Mapping[str, int]
    lapsed: int
    below: int


@dataclass(frozen=True)
class Overview:
    """Every team; without names, those that are large enough, the small ones together, or not at all."""

    on: datetime.date
    named: bool
    shown: tuple[Task, ...]
    lines: tuple[TeamLine, ...]
    left_out: bool

    @property
    def people(self) -> int:
        """How many people the table is about."""
        return sum(line.people for line in self.lines)

    def total(self, key: str) -> int:
        """How many of them fit a rule."""
        return sum(line.trusted[key] for line in self.lines)

    @property
    def rules(self) -> list[tuple[str, str]]:
        """What each of the figures counts: its name and the rule behind it."""
        return [(trust.title, trust.rule) for trust in TRUSTS]

    @property
    def facts(self) -> list[tuple[str, str, str]]:
        """The figures at the top."""
        of = f"of {self.people:,} people"
        found = [(f"{self.total(trust.key):,}", f"{trust.title.lower()}, {of}", "") for trust in TRUSTS]
        lapsed = sum(line.lapsed for line in self.lines)
        return [
            *found,
            (
                f"{lapsed:,}",
                "level has lapsed" if lapsed == 1 else "levels have lapsed",
                "look" if lapsed else "settled",
            ),
        ]


def overview_of(*, council_id: int, named: bool, narrow: Narrow, today: datetime.date) -> Overview:
    """The teams of a council on a day. A constant number of queries, however many people there are."""
    on = narrow.day(today)
    people = people_in_post(council_id=council_id, on=on)
    matrix = matrix_of(council_id=council_id, people=people, on=on, today=today)
    chosen = narrow.chosen(task.code for task in matrix.tasks)
    shown = tuple(task for task in matrix.tasks if task.code in chosen)
    groups: dict[tuple[int | None, str], list[Row]] = {}
    for row in matrix.rows:
        if not narrow.role or row.staff.role == narrow.role:
            groups.setdefault((row.staff.team_id, row.staff.team), []).append(row)
    left_out = False
    if not named:
        groups, left_out = _large_enough(groups)
    lines = [_line(pk, name, rows, matrix) for (pk, name), rows in groups.items()]
    lines.sort(key=lambda line: (line.name == TOGETHER, line.name))
    return Overview(on, named, shown, tuple(lines), left_out)


Groups = dict[tuple[int | None, str], list[Row]]


def _large_enough(groups: Groups) -> tuple[Groups, bool]:
    """Small teams together, and not at all where even together they are few. Whether some are left out."""
    large: Groups = {(None, name): rows for (_, name), rows in groups.items() if len(rows) >= FEWEST}
    small = [row for rows in groups.values() if len(rows) < FEWEST for row in rows]
    if len(small) >= FEWEST:
        large[None, TOGETHER] = small
    return large, 0 < len(small) < FEWEST


def _line(pk: int | None, name: str, rows: Sequence[Row], matrix: Matrix) -> TeamLine:
    return TeamLine(
        pk=pk,
        name=name,
        people=len(rows),
        alone={
            task.code: sum(row.cells[task.code].standing >= ALONE for row in rows) for task in matrix.tasks
        },
        trusted={
            trust.key: sum(is_trusted(trust, row.cells, row.licences) for row in rows) for trust in TRUSTS
        },
        lapsed=sum(cell.lapsed_on is not None for row in rows for cell in row.cells.values()),
        below=sum(cell.below_expected for row in rows for cell in row.cells.values()),
    )
