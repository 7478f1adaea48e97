"""An OpenDocument spreadsheet (ODS) from the inside: the same questions as for an Excel workbook.

OpenDocument 1.3 part 3: 9.1 (tables, rows, columns, visibility), 14.1 (annotations), 16 (styles).
"""

from __future__ import annotations

import re
import zipfile
from collections import defaultdict
from typing import Any
from xml.etree.ElementTree import Element

from defusedxml import ElementTree

from .stop import MOST_FORMULAS, MOST_MARKED, Stop

KIND = b"application/vnd.oasis.opendocument.spreadsheet"
MEMBER_FAULTS = (
    (re.compile(r"^(basic|scripts|dialogs)/", re.IGNORECASE), "macros"),
    (re.compile(r"^(object|pictures|media|objectreplacements)[ /\d]", re.IGNORECASE), "embedded"),
)
ELEMENT_FAULTS = {
    "annotation": "notes",
    "table-source": "external_links",
    "dde-source": "external_links",
    "cell-range-source": "external_links",
    "image": "embedded",
    "object": "embedded",
    "object-ole": "embedded",
    "script": "macros",
    "event-listener": "macros",
}
AREA = re.compile(r"\.\$?([A-Z]{1,3}\$?\d{1,7})(?::[^.\s]*\.\$?([A-Z]{1,3}\$?\d{1,7}))?")
"""A range of cells as OpenDocument says it: Sheet.D2:Sheet.H13."""
MOST_REPEATS = 1000
"""A cell repeated more often is the empty rest of a sheet."""


def is_one(archive: zipfile.ZipFile, names: set[str]) -> bool:
    """Whether the archive says it is an OpenDocument spreadsheet."""
    return "mimetype" in names and archive.read("mimetype").strip().startswith(KIND)


def check(archive: zipfile.ZipFile, names: set[str]) -> dict[str, dict[str, Any]]:
    """Stop on everything the file may hide. Answers with what is known of each sheet."""
    for name in sorted(names):
        for pattern, code in MEMBER_FAULTS:
            if pattern.search(name):
                raise Stop(code)
    if "META-INF/manifest.xml" in names and b"encryption-data" in archive.read("META-INF/manifest.xml"):
        raise Stop("encrypted")
    styles = _Styles()
    if "styles.xml" in names:
        for element in ElementTree.fromstring(archive.read("styles.xml")).iter():
            if _tag(element) == "style":
                styles.add(element)
    return _look_through(archive, styles)


def _tag(element: Element) -> str:
    return str(element.tag).rsplit("}", 1)[-1]


def _get(element: Element, name: str) -> str:
    """An attribute, whatever its namespace."""
    return next((value for key, value in element.attrib.items() if key.rsplit("}", 1)[-1] == name), "")


class _Styles:
    """Fill colours and hidden tables by the name of the style; a style has what its parent has."""

    def __init__(self) -> None:
        self.parents: dict[str, str] = {}
        self.colours: dict[str, str] = {}
        self.hidden: set[str] = set()

    def add(self, style: Element) -> None:
        name = _get(style, "name")
        self.parents[name] = _get(style, "parent-style-name")
        for part in style:
            if _tag(part) == "table-cell-properties":
                colour = _get(part, "background-color").lstrip("#").upper()
                if re.fullmatch(r"[0-9A-F]{6}", colour) or colour == "TRANSPARENT":
                    self.colours[name] = "" if colour in ("FFFFFF", "TRANSPARENT") else colour
            if _tag(part) == "table-properties" and _get(part, "display") == "false":
                self.hidden.add(name)

    def colour(self, name: str) -> str:
        """The fill of a style, or of the nearest style above it that has one."""
        for _ in range(10):
            if name in self.colours:
                return self.colours[name]
            name = self.parents.get(name, "")
        return ""


class _Table:
    """One sheet on its way: where we are in it and what was seen."""

    def __init__(self) -> None:
        self.row = 0
        self.formulas: list[str] = []
        self.unworked: list[str] = []
        self.painted: list[str] = []
        self.fills: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)

    def take(self, line: Element, styles: _Styles) -> None:
        """A row of the table, as often as it is repeated."""
        times = _times(line, "number-rows-repeated")
        column = 0
        for cell in line:
            if _tag(cell) not in ("table-cell", "covered-table-cell"):
                continue
            width = _times(cell, "number-columns-repeated")
            self._formula(cell, column)
            colour = styles.colour(_get(cell, "style-name"))
            if colour and times <= MOST_REPEATS and width <= MOST_REPEATS:
                places = [
                    (row, at)
                    for row in range(self.row, self.row + times)
                    for at in range(column, column + width)
                ]
                self.fills[colour] += places[: MOST_MARKED - sum(map(len, self.fills.values()))]
            column += width
        self.row += times

    def _formula(self, cell: Element, column: int) -> None:
        formula = _get(cell, "formula")
        if not formula:
            return
        if "file:" in formula.lower() or "http" in formula.lower():
            raise Stop("external_links")
        place = f"{_letters(column)}{self.row + 1}"
        self.formulas += [place] if len(self.formulas) < MOST_FORMULAS else []
        said = _get(cell, "value") or _get(cell, "date-value") or _get(cell, "string-value")
        if not said and not "".join(cell.itertext()):
            self.unworked.append(place)

    def told(self, hidden: bool) -> dict[str, Any]:
        """For the parent."""
        return {
            "formulas": self.formulas, "unworked": self.unworked, "fills": self.fills,
            "painted": self.painted, "hidden": hidden,
        }  # fmt: skip


def _look_through(archive: zipfile.ZipFile, styles: _Styles) -> dict[str, dict[str, Any]]:
    about: dict[str, dict[str, Any]] = {}
    table, name, hidden, column = _Table(), "", False, 1
    with archive.open("content.xml") as stream:
        for event, element in ElementTree.iterparse(stream, events=("start", "end")):
            tag = _tag(element)
            if tag in ELEMENT_FAULTS and event == "start":
                raise Stop(ELEMENT_FAULTS[tag])
            if tag == "style" and event == "end":
                styles.add(element)
            elif tag == "table" and event == "start":
                table, name, column = _Table(), _get(element, "name"), 1
                hidden = _get(element, "style-name") in styles.hidden
            elif tag == "table" and event == "end":
                about[name] = table.told(hidden)
                element.clear()
            elif tag == "conditional-format" and event == "start":
                areas = AREA.findall(_get(element, "target-range-address"))
                refs = [f"{first}:{last or first}".replace("$", "") for first, last in areas]
                table.painted += refs[: MOST_FORMULAS - len(table.painted)]
            elif tag == "table-column" and event == "start":
                if _get(element, "visibility") in ("collapse", "filter"):
                    raise Stop("hidden_columns", str(column))
                column += _times(element, "number-columns-repeated")
            elif tag == "table-row" and event == "start":
                if _get(element, "visibility") in ("collapse", "filter"):
                    raise Stop("hidden_rows", str(table.row + 1))
            elif tag == "table-row":
                table.take(element, styles)
                element.clear()
    return about


def _times(element: Element, name: str) -> int:
    return int(_get(element, name) or 1)


def _letters(place: int) -> str:
    letters = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
