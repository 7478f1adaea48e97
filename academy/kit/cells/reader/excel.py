"""An Excel workbook from the inside: what it hides, which cells are worked out, which colour they have."""

from __future__ import annotations

import re
import zipfile
from collections import defaultdict
from typing import Any
from xml.etree.ElementTree import Element

from defusedxml import ElementTree

from .excel_fills import fills_of_styles
from .stop import MOST_FORMULAS, MOST_MARKED, Stop

MEMBER_FAULTS = (
    (re.compile(r"vbaproject|vbadata|/macrosheets/|/dialogsheets/", re.IGNORECASE), "macros"),
    (
        re.compile(r"(^|/)externallinks/|(^|/)connections\.xml$|(^|/)querytables/", re.IGNORECASE),
        "external_links",
    ),
    (re.compile(r"(^|/)(embeddings|activex|ctrlprops|media)/|oleobject", re.IGNORECASE), "embedded"),
    (re.compile(r"(^|/)(comments\d*\.xml|comments/|threadedcomments/)", re.IGNORECASE), "notes"),
)
SHUT = {"row": ("hidden_rows", "ht", "r"), "col": ("hidden_columns", "width", "min")}
PLACE = re.compile(r"([A-Z]{1,3})(\d{1,7})")


def check(archive: zipfile.ZipFile, names: set[str]) -> dict[str, dict[str, Any]]:
    """Stop on everything a workbook may hide, by what it contains. Answers with what is known of each
    sheet."""
    if "xl/workbook.xml" not in names or "[Content_Types].xml" not in names:
        raise Stop("wrong_type")
    for name in sorted(names):
        for pattern, code in MEMBER_FAULTS:
            if pattern.search(name):
                raise Stop(code)
    if b"macroenabled" in archive.read("[Content_Types].xml").lower():
        raise Stop("macros")
    _check_links(archive, sorted(names))
    colours = fills_of_styles(archive, names)
    about = {}
    for sheet, member, hidden in _sheets(archive):
        if member in names:
            about[sheet] = _look_through(archive, member, colours) | {"hidden": hidden}
    return about


def _check_links(archive: zipfile.ZipFile, names: list[str]) -> None:
    for name in names:
        if not name.endswith(".rels"):
            continue
        for link in ElementTree.fromstring(archive.read(name)):
            if link.get("TargetMode") == "External" and not (link.get("Type") or "").endswith("/hyperlink"):
                raise Stop("external_links")


def _sheets(archive: zipfile.ZipFile) -> list[tuple[str, str, bool]]:
    """(name of the sheet, member of the archive, whether it is hidden) in the order of the workbook."""
    relations = {}
    if "xl/_rels/workbook.xml.rels" in archive.namelist():
        for link in ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels")):
            target = (link.get("Target") or "").lstrip("/")
            relations[link.get("Id")] = target if target.startswith("xl/") else f"xl/{target}"
    found = []
    for element in ElementTree.fromstring(archive.read("xl/workbook.xml")).iter():
        if element.tag.rsplit("}", 1)[-1] != "sheet":
            continue
        hidden = element.get("state", "visible") != "visible"
        key = next((value for name, value in element.attrib.items() if name.endswith("}id")), None)
        found.append((element.get("name") or "", relations.get(key, ""), hidden))
    return found


def _look_through(archive: zipfile.ZipFile, member: str, colours: list[str]) -> dict[str, Any]:
    """Stop on a hidden row or column: a filter left on, or what nobody should see. Tells formulas, fills, and
    where a rule paints the cells: 18.3.1.18 (conditional formatting)."""
    formulas: list[str] = []
    unworked: list[str] = []
    fills: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
    painted: list[str] = []
    marked = 0
    with archive.open(member) as stream:
        for event, element in ElementTree.iterparse(stream, events=("start", "end")):
            tag = element.tag.rsplit("}", 1)[-1]
            if event == "start":
                _check_shut(tag, element)
            elif tag == "row":
                for cell in element:
                    if cell.find("{*}f") is not None:
                        formulas += [cell.get("r") or ""] if len(formulas) < MOST_FORMULAS else []
                        if not (cell.findtext("{*}v") or ""):
                            unworked.append(cell.get("r") or "")
                    colour = colours[int(cell.get("s") or 0)] if colours else ""
                    if colour and marked < MOST_MARKED:
                        marked += 1
                        fills[colour].append(place_of(cell.get("r") or "A1"))
                element.clear()
            elif tag == "conditionalFormatting":
                painted += (element.get("sqref") or "").split()[: MOST_FORMULAS - len(painted)]
    return {
        "formulas": formulas, "unworked": unworked[:MOST_MARKED], "fills": fills, "painted": painted,
    }  # fmt: skip


def _check_shut(tag: str, element: Element) -> None:
    if tag == "sheetFormatPr" and element.get("zeroHeight") in ("1", "true"):
        raise Stop("hidden_rows")
    if tag in SHUT:
        code, size, place = SHUT[tag]
        if element.get("hidden") in ("1", "true") or element.get(size) in ("0", "0.0"):
            raise Stop(code, element.get(place) or "")


def place_of(ref: str) -> tuple[int, int]:
    """Row and column from 0 of a reference such as ``C7``."""
    match = PLACE.fullmatch(ref)
    if match is None:
        raise Stop("damaged")
    column = 0
    for letter in match.group(1):
        column = column * 26 + ord(letter) - 64
    return int(match.group(2)) - 1, column - 1
