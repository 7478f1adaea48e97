"""L3: the traffic-light sheet: the grade of a section is the fill colour of its cell.

A legend may say what the colours mean, beside the table or on another tab; without one the usual colours are
known by their hue (domain E.8: dark green 4, green 3, amber 2, red 1), and a person is asked about the rest.
"""

from __future__ import annotations

import colorsys
import re
from collections import Counter
from collections.abc import Mapping, Sequence

import pandas as pd

from assessments.imports.reading import Book, Sheet

from .answers import Answers
from .fields import AUDIT_FIELDS, COMMENT_FIELDS, OVERALL, needing, section_fields
from .grades import GRADE_WORDS, LETTERS, NOT_APPLICABLE, word_key
from .layout import NOT_IT, SECTION_PREFIX, Layout, Recognition
from .wide import SECTION_PATTERN

FILLED = 0.5
"""The least share of the section cells that must be filled and say nothing."""
COLOUR_WORDS = frozenset(
    {"red", "amber", "yellow", "orange", "green", "dark green", "light green", "grey", "blue"}
)
STRANGE = "colour {0}"
"""What stands for a colour nobody explained: no grade word, so the row stops and the colour is asked
about."""


def fill_of(sheet: Sheet) -> dict[tuple[int, int], str]:
    """Colour by row and column from 0."""
    return {(row, column): colour for colour, cells in sheet.fills.items() for row, column in cells}


def hue_grade(colour: str) -> int | None:
    """The grade that a colour means to anybody: green, dark green, amber or yellow, red; grey is none."""
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4))
    hue, light, full = colorsys.rgb_to_hls(red, green, blue)
    if full < 0.15 or light > 0.97:
        return NOT_APPLICABLE if full < 0.15 else None
    degrees = hue * 360
    if degrees < 15 or degrees >= 340:
        return 1
    if degrees < 68:
        return 2
    if degrees < 165:
        return 4 if light < 0.26 else 3
    return None


def legend_of(book: Book, tables: Mapping[int, Recognition]) -> dict[str, int]:
    """What colours mean, where a cell with one says a grade word or has it to its right (or left).

    `tables`: the sheets that hold audits, by place; of these only what lies outside the table is looked at,
    so that an audit is never taken for a legend. A colour that is said to mean two things means nothing.
    """
    votes: dict[str, set[int]] = {}
    for number, sheet in enumerate(book.sheets):
        table = tables.get(number)
        for (row, column), colour in fill_of(sheet).items():
            if table is not None and row >= table.header_row - 1 and column in table.columns:
                continue
            texts = (_cell(sheet, row, column), _cell(sheet, row, column + 1), _cell(sheet, row, column - 1))
            grades = [grade for grade in map(_legend_grade, texts) if grade is not None]
            if grades:
                votes.setdefault(colour, set()).add(grades[0])
    return {colour: grades.pop() for colour, grades in votes.items() if len(grades) == 1}


def legend_of_sheet(sheet: Sheet) -> dict[str, int]:
    """What colours mean on a sheet that is only a legend."""
    return legend_of(Book("", None, None, (sheet,)), {})


def _legend_grade(text: str) -> int | None:
    """The grade that a legend names: "Green = Good", "Good (met)"; a colour alone names none."""
    for part in reversed(re.split(r"[=:–]| - ", text.partition("(")[0])):
        key = word_key(part)
        if len(key) > 1 and key not in COLOUR_WORDS and key in GRADE_WORDS:
            return GRADE_WORDS[key]
    return None


def _cell(sheet: Sheet, row: int, column: int) -> str:
    if row >= len(sheet.rows) or column < 0 or column >= len(sheet.rows[row]):
        return ""
    return sheet.rows[row][column]


def colours_used(sheet: Sheet, recognition: Recognition) -> Counter[str]:
    """How often each colour fills a section cell that has no text."""
    places = {place for place, code in recognition.columns.items() if _graded(code)}
    rows = [row for row in range(recognition.header_row, len(sheet.rows)) if any(sheet.rows[row])]
    wanted = set(rows)
    return Counter(
        colour
        for (row, column), colour in fill_of(sheet).items()
        if row in wanted and column in places and not _cell(sheet, row, column)
    )


def painted_blanks(sheet: Sheet, recognition: Recognition) -> int:
    """How many grades are empty where a rule of the workbook paints the cell, in a colour nobody can read."""
    areas = [area for area in map(_area, sheet.painted) if area is not None]
    if not areas:
        return 0
    fills = fill_of(sheet)
    places = [place for place, code in recognition.columns.items() if _graded(code)]
    rows = [row for row in range(recognition.header_row, len(sheet.rows)) if any(sheet.rows[row])]
    return sum(
        not _cell(sheet, row, place) and (row, place) not in fills and _within(row, place, areas)
        for row in rows
        for place in places
    )


Area = tuple[int, int, int, int]


def _area(ref: str) -> Area | None:
    """First and last row and column from 0 of D2:H13 or D2; None for whole columns."""
    ends = [re.fullmatch(r"\$?([A-Z]{1,3})\$?(\d{1,7})", end) for end in ref.split(":")]
    spots = [(int(end.group(2)) - 1, _place(end.group(1))) for end in ends if end is not None]
    if len(spots) != len(ends):
        return None
    return (*spots[0], *spots[-1])


def _place(letters: str) -> int:
    place = 0
    for letter in letters:
        place = place * 26 + ord(letter) - 64
    return place - 1


def _within(row: int, place: int, areas: Sequence[Area]) -> bool:
    return any(top <= row <= low and left <= place <= right for top, left, low, right in areas)


def _graded(code: str) -> bool:
    return code.startswith(SECTION_PREFIX) or code == "overall"


def fits(sheet: Sheet, recognition: Recognition) -> float:
    """Whether the section cells are filled and empty of words."""
    rows = sum(any(row) for row in sheet.rows[recognition.header_row :])
    cells = rows * len(recognition.sections)
    if not cells or len(recognition.sections) < 3:
        return NOT_IT
    return 0.5 if sum(colours_used(sheet, recognition).values()) >= FILLED * cells else NOT_IT


def meanings(sheet: Sheet, answers: Answers, legend: Mapping[str, int]) -> dict[str, int]:
    """What each colour of a sheet means: as a person said, as a legend says, or by its hue."""
    found: dict[str, int] = {}
    for colour in sheet.fills:
        grade = answers.colours.get(colour, legend.get(colour))
        grade = hue_grade(colour) if grade is None else grade
        if grade is not None:
            found[colour] = grade
    return found


def tidy(frame: pd.DataFrame, sheet: Sheet, recognition: Recognition, answers: Answers) -> None:
    """Write the grade of the colour into every section cell that has none in words."""
    fills = fill_of(sheet)
    means = meanings(sheet, answers, recognition.legend)
    for place, code in recognition.columns.items():
        if not _graded(code):
            continue
        texts = []
        for row, text in zip(frame["row"], frame[code], strict=True):
            colour = fills.get((row - 1, place), "")
            if not text and colour:
                text = LETTERS[means[colour]] if colour in means else STRANGE.format(colour)
            texts.append(text)
        frame[code] = texts


TRAFFIC_LIGHTS = Layout(
    code="L3",
    name="Traffic-light sheet",
    sentence="One row an audit; the grade of a section is the colour of its cell.",
    fields=(
        *needing(AUDIT_FIELDS, "audited_on", "plan_ref", "writer"),
        *section_fields("BF", pattern=SECTION_PATTERN),
        *needing((OVERALL,)),
        *COMMENT_FIELDS,
    ),
    fits=fits,
    tidy=tidy,
)
