"""The cells of a stranger's spreadsheet, read by a process that can do nothing else.

Every cell is text: dates of a workbook as ISO text, whole numbers without a point, without space around.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from academy.kit.apart import Unreadable, read_apart

SECONDS = 60
CHILD = Path(__file__).with_name("child.py")


@dataclass(frozen=True)
class Sheet:
    """One sheet: its name (None for CSV) and its rows of texts; row 1 of the spreadsheet is ``rows[0]``.

    `formulas` are the first cells whose value is worked out and not typed; `unworked` all those whose value
    nobody ever worked out, so that the cell reads as empty. `fills`: colour (RRGGBB, white apart) to the
    cells that have it, as row and column from 0. `painted`: ranges, ``D2:H13``, in which a rule of the
    workbook paints the cells (conditional formatting): the file does not say in what colour. `hidden`: a
    sheet that only holds the words of a list to choose from.
    """

    name: str | None
    rows: list[list[str]]
    formulas: tuple[str, ...] = ()
    unworked: tuple[str, ...] = ()
    fills: Mapping[str, list[list[int]]] = field(default_factory=dict)
    painted: tuple[str, ...] = ()
    hidden: bool = False


@dataclass(frozen=True)
class Book:
    """What was in the file. `beside`: texts of a workbook outside its cells, with a code of the place."""

    kind: str
    encoding: str | None
    delimiter: str | None
    sheets: tuple[Sheet, ...]
    beside: tuple[tuple[str, str], ...] = ()


def read_cells(raw: bytes, *, may_hide: Callable[[str], bool] | None = None) -> Book:
    """The cells of a CSV file or workbook. Raises Unreadable, whose code the caller has words for.

    A hidden sheet refuses the file, unless `may_hide` lets every one of its cells through: the words of a
    list to choose from are often kept on one.
    """
    answer = read_apart(CHILD, raw, seconds=SECONDS)
    sheets = tuple(
        Sheet(
            name=sheet["name"],
            rows=sheet["rows"],
            formulas=tuple(sheet.get("formulas", ())),
            unworked=tuple(sheet.get("unworked", ())),
            fills=sheet.get("fills", {}),
            painted=tuple(sheet.get("painted", ())),
            hidden=sheet.get("hidden", False),
        )
        for sheet in answer["sheets"]
    )
    for sheet in sheets:
        cells = [cell for row in sheet.rows for cell in row if cell]
        if sheet.hidden and not (may_hide and all(may_hide(cell) for cell in cells)):
            raise Unreadable("hidden_sheet")
    return Book(
        kind=answer["kind"],
        encoding=answer["encoding"],
        delimiter=answer["delimiter"],
        sheets=sheets,
        beside=tuple((place, text) for place, text in answer.get("beside", ())),
    )
