"""The matrix as rows of a file, and as the document that the command line gives."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from typing import Any

from academy.kit.sheets import Cell as SheetCell
from academy.people.models import Absence, Team
from home.team.queries.beside import AHEAD
from home.team.queries.matrix import Matrix, Row, Task, matrix_of
from home.team.queries.people import people_in_post
from home.team.rules.cells import Cell
from home.team.rules.cover import gap_without, gaps_by_person
from home.team.rules.trusted import TRUSTS

HEADS = (
    ("Team", 22), ("Name", 24), ("Role", 22), ("Weeks in post", 10), ("Task", 8), ("What", 38), ("Level", 8),
    ("Counts", 8), ("Decided on", 12), ("Valid until", 12), ("Lapsed on", 12), ("Expected by now", 10),
    ("Below expected", 10), ("Trend", 10), ("Ready for level", 10),
)  # fmt: skip


def grid_heads(tasks: Iterable[Task]) -> list[tuple[str, int]]:
    """The heads of the sheet that looks like the page."""
    return [("Name", 24), ("Role", 22), *((f"{task.code} {task.title}", 12) for task in tasks)]


def grid_rows(rows: Iterable[Row], tasks: Iterable[Task]) -> Iterator[list[SheetCell]]:
    """One row a person, the level of each task with its notes in words."""
    shown = list(tasks)
    for row in rows:
        yield [row.staff.name, row.staff.about, *(_grid_cell(row.cells[task.code]) for task in shown)]


def _grid_cell(cell: Cell) -> str:
    return ", ".join([str(cell.level), *cell.notes])


def file_rows(rows: Iterable[Row], tasks: Iterable[Task]) -> Iterator[list[SheetCell]]:
    """One row a person and task, with every date."""
    shown = list(tasks)
    for row in rows:
        staff = row.staff
        for task in shown:
            cell = row.cells[task.code]
            held = cell.held
            yield [
                staff.team,
                staff.name,
                staff.role_words,
                staff.weeks,
                task.code,
                task.title,
                cell.level,
                "yes" if cell.standing or (held and held.counts) else "no",
                held.since if held else None,
                held.valid_until if held else None,
                cell.lapsed_on,
                cell.expected,
                "yes" if cell.below_expected else "no",
                cell.trend,
                cell.ready or None,
            ]


def team_status(*, team: Team, on: datetime.date, today: datetime.date) -> dict[str, Any]:
    """A team on a day, for the command line. A constant number of queries.

    `cover.now`: tasks with nobody, and with one person, at level 4 and above while those on leave are away.
    `cover.without`: what each one's leave would add to that.
    """
    people = people_in_post(council_id=team.council_id, team=team, on=on)
    matrix = matrix_of(council_id=team.council_id, people=people, on=on, today=today)
    return {
        "team": team.name,
        "on": on.isoformat(),
        "tasks": [{"code": task.code, "title": task.title} for task in matrix.tasks],
        "people": [_person(row) for row in matrix.rows],
        **{trust.key: [row.staff.ref for row in matrix.trusted.get(trust.key, ())] for trust in TRUSTS},
        "cover": _cover(matrix, on),
    }


def _person(row: Row) -> dict[str, Any]:
    staff = row.staff
    return {
        "ref": staff.ref,
        "name": staff.name,
        "role": staff.role,
        "weeks_in_post": staff.weeks,
        "levels": {code: _level(cell) for code, cell in row.cells.items()},
    }


def _level(cell: Cell) -> dict[str, Any]:
    held = cell.held
    return {
        "level": cell.level,
        "counts": bool(held and held.counts),
        "since": _day(held.since if held else None),
        "valid_until": _day(held.valid_until if held else None),
        "lapsed_on": _day(held.lapsed_on if held else None),
        "expected": cell.expected,
        "below_expected": cell.below_expected,
        "trend": cell.trend or None,
        "ready": bool(cell.ready),
    }


def _cover(matrix: Matrix, on: datetime.date) -> dict[str, Any]:
    refs = {row.staff.pk: row.staff.ref for row in matrix.rows}
    leave = list(
        Absence.objects.filter(person_id__in=refs, starts_on__lte=on + AHEAD)
        .exclude(ends_on__lt=on)
        .order_by("starts_on", "pk")
    )
    away = {row.person_id for row in leave if row.starts_on <= on}
    now = gap_without(away, matrix.alone)
    without = gaps_by_person(list(refs), matrix.alone, away=away)
    return {
        "away": [
            {"ref": refs[row.person_id], "from": _day(row.starts_on), "until": _day(row.ends_on)}
            for row in leave
        ],
        "now": {"nobody": list(now.nobody), "one": list(now.one)},
        "without": [
            {"ref": refs[person], "nobody": list(gap.nobody), "one": list(gap.one)}
            for person, gap in without.items()
        ],
    }


def _day(day: datetime.date | None) -> str | None:
    return day.isoformat() if day else None
