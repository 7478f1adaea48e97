"""Texts of a workbook beside its cells, where a name can hide: ranges, headers, properties, boxes, hints.

The parent looks at them and keeps none. Who made and who last saved the file is not told: it is a member of
staff in every file, and nothing of it is kept.
"""

from __future__ import annotations

import html
import re
import zipfile
from collections.abc import Callable, Iterator

MOST_TEXTS = 5000
MOST_LENGTH = 1000
CHUNK = 1024 * 1024

Text = tuple[str, str]
"""Where it stands (a code the parent has words for) and what it says."""

TAGS = re.compile(r"<[^>]*>")
CODES = re.compile(r'&"[^"]*"|&K[0-9A-Fa-f]{6}|&\d+|&[A-Za-z]')
"""What a header of Excel holds besides its text: font, colour, size, page, date."""


def texts_beside(archive: zipfile.ZipFile, names: set[str]) -> list[Text]:
    """Every text outside the cells of a workbook, XLSX or ODS; at most 5,000."""
    found: list[Text] = []
    seen: set[Text] = set()
    for place, text in _texts(archive, names):
        said = " ".join(html.unescape(TAGS.sub(" ", text)).split())[:MOST_LENGTH]
        if said and (place, said) not in seen:
            seen.add((place, said))
            found.append((place, said))
        if len(found) >= MOST_TEXTS:
            break
    return found


def _texts(archive: zipfile.ZipFile, names: set[str]) -> Iterator[Text]:
    for name in sorted(names):
        for pattern, read in READERS:
            if pattern.fullmatch(name):
                yield from read(archive, name)


def _all(place: str, *patterns: str) -> Callable[[zipfile.ZipFile, str], Iterator[Text]]:
    """A reader that gives the first group of every match of some patterns."""
    compiled = [re.compile(pattern, re.DOTALL) for pattern in patterns]

    def read(archive: zipfile.ZipFile, name: str) -> Iterator[Text]:
        text = archive.read(name).decode("utf-8", errors="replace")
        for pattern in compiled:
            for match in pattern.finditer(text):
                yield place, match.group(1)

    return read


def _ranges(archive: zipfile.ZipFile, name: str) -> Iterator[Text]:
    """Names of ranges and their notes; those that Excel makes itself are left out."""
    text = archive.read(name).decode("utf-8", errors="replace")
    for match in re.finditer(r"<(?:\w+:)?definedName\s([^>]*)>", text):
        attributes = dict(re.findall(r'(\w+)="([^"]*)"', match.group(1)))
        if not attributes.get("name", "").startswith("_xl"):
            yield "range", apart(attributes.get("name", ""))
            yield "range", attributes.get("comment", "")


def apart(name: str) -> str:
    """The words of a name in which no blank may stand: ``BethanyB_plan`` is "Bethany B plan"."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])|[_.\\]+", " ", name)


def _below_cells(archive: zipfile.ZipFile, name: str) -> Iterator[Text]:
    """What follows the cells of a sheet of Excel: its headers, footers and the hints of its cells."""
    text = _tail(archive, name)
    for match in re.finditer(r"<(?:\w+:)?(?:odd|even|first)(?:Header|Footer)>(.*?)</", text, re.DOTALL):
        parted = re.sub("&[LCR]", ". ", html.unescape(match.group(1)))
        yield "header", CODES.sub(" ", parted)
    for match in re.finditer(r'\s(?:prompt|promptTitle|error|errorTitle)="([^"]*)"', text):
        yield "hint", match.group(1)
    for match in re.finditer(r"<(?:\w+:)?formula1>&quot;(.*?)&quot;</|<(?:\w+:)?formula1>\"(.*?)\"</", text):
        for word in (match.group(1) or match.group(2) or "").split(","):
            yield "hint", word


def _tail(archive: zipfile.ZipFile, name: str) -> str:
    """The part of a sheet after its cells, without holding the cells."""
    mark, kept = b"sheetData>", b""
    with archive.open(name) as stream:
        while chunk := stream.read(CHUNK):
            kept += chunk
            place = kept.rfind(mark)
            kept = kept[place:] if place >= 0 else kept[-len(mark) :]
            if len(kept) > 8 * CHUNK:
                kept = kept[: 8 * CHUNK]
    return kept.decode("utf-8", errors="replace")


def _beside_tables(archive: zipfile.ZipFile, name: str) -> Iterator[Text]:
    """Named ranges, boxes and hints of an OpenDocument sheet."""
    text = archive.read(name).decode("utf-8", errors="replace")
    for match in re.finditer(
        r'<table:(?:named-range|named-expression|database-range)\s[^>]*?table:name="([^"]*)"', text
    ):
        if not match.group(1).startswith("__"):
            yield "range", apart(match.group(1))
    for tag, place in (("draw:text-box", "box"), ("draw:custom-shape", "box"), ("table:help-message", "hint"),
                       ("table:error-message", "hint")):  # fmt: skip
        for match in re.finditer(rf"<{tag}[\s>].*?</{tag}>", text, re.DOTALL):
            yield place, match.group(0)


READERS = (
    (re.compile(r"xl/workbook\.xml"), _ranges),
    (re.compile(r"xl/(?:worksheets|chartsheets)/[^/]*\.xml"), _below_cells),
    (
        re.compile(r"xl/(?:drawings|charts)/[^/]*\.xml"),
        _all("box", r"<a:t>(.*?)</a:t>", r'\sdescr="([^"]*)"'),
    ),
    (re.compile(r"xl/pivotCache/[^/]*\.xml"), _all("pivot", r'<s\s[^>]*?v="([^"]*)"')),
    (re.compile(r"xl/tables/[^/]*\.xml"), _all("range", r'\sdisplayName="([^"]*)"')),
    (
        re.compile(r"docProps/core\.xml"),
        _all("property", r"<(?:dc:title|dc:subject|dc:description|cp:keywords|cp:category)[^>]*>(.*?)</"),
    ),
    (re.compile(r"docProps/custom\.xml"), _all("property", r"<vt:lpw?str>(.*?)</", r'\sname="([^"]*)"')),
    (
        re.compile(r"meta\.xml"),
        _all(
            "property", r"<(?:dc:title|dc:subject|dc:description|meta:keyword|meta:user-defined)[^>]*>(.*?)</"
        ),
    ),
    (
        re.compile(r"styles\.xml"),
        _all("header", r"<style:(?:header|footer)[\w-]*[^>]*>(.*?)</style:(?:header|footer)"),
    ),
    (re.compile(r"content\.xml"), _beside_tables),
)
