"""From the cells of a list of plans to rows in codes and ids, or to words that say row and column. Pure.

Every column is a closed vocabulary, so nothing of a child can come in by a known column; columns that are
not known are looked through and then left behind. What stood in a cell is never said.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from academy.gate.scan import KIND_WORDS, Scanner
from academy.kit.cells import Book, Sheet
from academy.kit.refusals import Refused
from assessments.auditing.reading.words import FIELD_OF, LABELS, NEEDED, YEARS, code_of, plain
from assessments.imports.layouts.days import read_moment

REF = re.compile(r"[A-Za-z0-9][A-Za-z0-9 ./_-]{0,39}")
MOST_ROWS = 10_000
HEADER_WITHIN = 10


@dataclass(frozen=True)
class Known:
    """What the council knows: `writer(text)` and `place(text)` give an id or None; teams by plain name."""

    writer: Callable[[str], int | None]
    teams: Mapping[str, int]
    places: Mapping[str, int]
    scanner: Scanner
    today: datetime.date


@dataclass(frozen=True)
class Row:
    """One plan, in codes and ids."""

    plan_ref: str
    plan_type: str
    issued_on: datetime.date
    writer: int
    team: int | None = None
    key_stage: str = ""
    need: str = ""
    setting: str = ""
    organisation: int | None = None

    @property
    def month(self) -> datetime.date:
        """First day of the month in which it was issued."""
        return self.issued_on.replace(day=1)


@dataclass(frozen=True)
class Problem:
    """Why a row cannot come in. `row` counts as the spreadsheet does."""

    row: int
    column: str
    words: str


@dataclass
class Found:
    """What a file says. `unknown`: columns that are not known and hold something."""

    rows: list[Row] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    empty: list[str] = field(default_factory=list)


class _Bad(Exception):
    def __init__(self, column: str, words: str) -> None:
        super().__init__(column)
        self.column, self.words = column, words


def read_list(book: Book, known: Known) -> Found:
    """The rows of a list of plans. Raises Refused for a file as a whole."""
    sheet = _sheet(book, known)
    top, columns, others = _header(sheet)
    found = Found()
    _look_through(sheet, top, others, known, found)
    years = "key_stage" in columns and plain(_cell(sheet.rows[top], columns["key_stage"])) in YEARS
    seen: dict[tuple[datetime.date, str], Row] = {}
    for number, cells in enumerate(sheet.rows[top + 1 :], start=top + 2):
        if not any(cells):
            continue
        if len(found.rows) + len(found.problems) >= MOST_ROWS:
            raise Refused(f"This list has more than {MOST_ROWS:,} rows. Send it month by month.", code="rows")
        try:
            row = _row({name: _cell(cells, place) for name, place in columns.items()}, years, known)
            before = seen.setdefault((row.month, row.plan_ref), row)
            if before is row:
                found.rows.append(row)
            elif before != row:
                raise _Bad("plan_ref", "This plan is in the list more than once, with something different.")
        except _Bad as bad:
            found.problems.append(Problem(number, LABELS[bad.column], bad.words))
    return found


def _cell(cells: list[str], place: int) -> str:
    return cells[place].strip() if place < len(cells) else ""


def _sheet(book: Book, known: Known) -> Sheet:
    filled = [sheet for sheet in book.sheets if any(any(row) for row in sheet.rows)]
    if len(filled) > 1:
        raise Refused(
            "This workbook has more than one sheet. Delete those that are not the list of plans, and "
            "send it again.",
            code="sheets",
        )
    if filled[0].name and known.scanner.kinds(filled[0].name):
        raise Refused(
            "The name of the sheet looks as if it points to a person. Rename it and send it again.",
            code="personal",
        )
    return filled[0]


def _header(sheet: Sheet) -> tuple[int, dict[str, int], list[int]]:
    """The row of the column names, each known column's place, and the places of all others."""
    rows = sheet.rows[:HEADER_WITHIN]
    known = [{FIELD_OF.get(plain(cell)) for cell in row} - {None} for row in rows]
    top = max(range(len(rows)), key=lambda at: (len(known[at]), -at))
    columns: dict[str, int] = {}
    width = max(len(row) for row in sheet.rows)
    for place in range(width):
        name = FIELD_OF.get(plain(_cell(rows[top], place)))
        if name is None:
            continue
        if name in columns and _holds(sheet, top, place):
            if _holds(sheet, top, columns[name]):
                raise Refused(
                    f"Two columns look like “{LABELS[name]}”: {_letter(columns[name])} and {_letter(place)}. "
                    "Delete or rename one and send it again.",
                    code="twice",
                )
            columns[name] = place
        columns.setdefault(name, place)
    missing = [LABELS[name] for name in NEEDED if name not in columns]
    if missing:
        raise Refused(
            f"We cannot find these columns: {', '.join(missing)}. Give each column a name in one "
            "row at the top.",
            code="missing_columns",
        )
    return top, columns, [place for place in range(width) if place not in columns.values()]


def _holds(sheet: Sheet, top: int, place: int) -> bool:
    return any(_cell(cells, place) for cells in sheet.rows[top + 1 :])


def _look_through(sheet: Sheet, top: int, others: list[int], known: Known, found: Found) -> None:
    """Names what is not known; refuses a file that has personal data in it, at row and column."""
    places = [
        f"column {_letter(place)}, row {number}: {KIND_WORDS[kinds[0]].lower()}"
        for number, cells in enumerate(sheet.rows, start=1)
        for place in (range(len(cells)) if number <= top else others)
        if (kinds := known.scanner.kinds(_cell(cells, place)))
    ]
    if places:
        more = f"; and {len(places) - 5} more places" if len(places) > 5 else ""
        raise Refused(
            f"This list has personal data in it: {'; '.join(places[:5])}{more}. A plan goes by its reference "
            "alone. Delete these columns in your file and send it again. Nothing was kept.",
            code="personal",
        )
    for place in others:
        heading = _cell(sheet.rows[top], place)
        if _holds(sheet, top, place):
            found.unknown.append(f"{_letter(place)}: {heading[:40]}" if heading else _letter(place))
        elif heading:
            found.empty.append(f"{_letter(place)}: {heading[:40]}")


def _letter(place: int) -> str:
    """A, B … Z, AA: how a spreadsheet calls the column."""
    letters = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _row(cells: dict[str, str], years: bool, known: Known) -> Row:
    ref = cells["plan_ref"]
    if not ref:
        raise _Bad("plan_ref", "There is no plan reference.")
    if known.scanner.kinds(ref):
        raise _Bad("plan_ref", "This looks like personal data. Use the local reference of the plan.")
    if not REF.fullmatch(ref) or not any(sign.isdigit() for sign in ref):
        raise _Bad(
            "plan_ref", "A reference has a number in it, and up to 40 letters, numbers, dots and hyphens."
        )
    moment = read_moment(cells["issued_on"], last_year=known.today.year)
    if moment is None:
        raise _Bad("issued_on", "This is not a date. Write it like 2026-11-09 or 09/11/2026.")
    if moment.date() > known.today:
        raise _Bad("issued_on", "This day has not come yet.")
    writer = known.writer(cells["writer"]) if cells["writer"] else None
    if writer is None:
        raise _Bad("writer", "Nobody here has this staff number or e-mail address.")
    coded = dict(_coded(cells, years))
    return Row(
        plan_ref=ref,
        plan_type=coded["plan_type"],
        issued_on=moment.date(),
        writer=writer,
        team=_id(cells, "team", known.teams, "We know no team of this name."),
        key_stage=coded["key_stage"],
        need=coded["need"],
        setting=coded["setting"],
        organisation=_id(
            cells, "organisation", known.places, "This is not in the list of partner organisations."
        ),
    )


def _coded(cells: dict[str, str], years: bool) -> Iterator[tuple[str, str]]:
    for name in ("plan_type", "key_stage", "need", "setting"):
        text = cells.get(name, "")
        if not text and name != "plan_type":
            yield name, ""
            continue
        code = code_of(name, text, years=years)
        if code is None:
            raise _Bad(name, "We do not know this word." if text else "This is empty. Say new or existing.")
        yield name, code


def _id(cells: dict[str, str], name: str, known: Mapping[str, int], words: str) -> int | None:
    text = cells.get(name, "")
    if not text:
        return None
    if plain(text) not in known:
        raise _Bad(name, words)
    return known[plain(text)]
