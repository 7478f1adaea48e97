"""Opens one spreadsheet in a process of its own, with limits, and prints its cells as JSON.

Started as a script by the package it lies in (``python -I child.py < file``), so it imports nothing of the
project. Once its modules are loaded it gives up the right to open any file or socket (no descriptor is
left to hand out), to use more than 512 MB or more than 60 seconds of processor. Whatever a hostile file
does to the libraries, it does here, and the parent reads a refusal.

Prints ``{"refused": code, "where": text}`` or
``{"kind", "encoding", "delimiter", "sheets": [{"name", "rows": [[text, ...], ...]}]}``.
"""

from __future__ import annotations

import csv
import datetime as dt
import encodings.cp437
import encodings.cp1252
import encodings.utf_8_sig
import encodings.utf_16
import encodings.utf_16_be
import encodings.utf_16_le  # noqa: F401  (loaded now: no file can be opened later)
import io
import json
import re
import resource
import sys
import zipfile
from typing import Any, NoReturn

from defusedxml import ElementTree
from python_calamine import CalamineWorkbook

MEMORY_BYTES = 512 * 1024 * 1024
SECONDS = 60
MOST_BYTES_UNPACKED = 150 * 1024 * 1024
MOST_RATIO = 100
MOST_ROWS = 200_000
MOST_COLUMNS = 200
DELIMITERS = ",;\t|"


class Stop(Exception):
    """The file is refused: a code the parent turns into words, and where it was found."""

    def __init__(self, code: str, where: str = "") -> None:
        super().__init__(code)
        self.code, self.where = code, where


def limit() -> None:
    """Take the limits: memory, processor time, no new descriptors, no new processes, no files written."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NPROC, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (3, 3))


# --- text files -------------------------------------------------------------------------------------


def decode(raw: bytes) -> tuple[str, str]:
    """The text of a CSV file and the name of its encoding; stops when it is not text at all."""
    marked = raw.startswith(b"\xef\xbb\xbf")
    raw = raw[3:] if marked else raw
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return _decoded(raw, "utf-16"), "utf-16"
    sample = raw[:4000]
    if b"\x00" in sample:
        odd, even = sample[1::2].count(0), sample[0::2].count(0)
        if odd > len(sample) * 0.3 and even == 0:
            return _decoded(raw, "utf-16-le"), "utf-16"
        if even > len(sample) * 0.3 and odd == 0:
            return _decoded(raw, "utf-16-be"), "utf-16"
        raise Stop("wrong_type")
    try:
        return raw.decode("utf-8"), "utf-8-sig" if marked else "utf-8"
    except UnicodeDecodeError:  # some tools put the mark of one encoding before the text of another
        return raw.decode("cp1252", errors="replace"), "cp1252"


def _decoded(raw: bytes, encoding: str) -> str:
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError:
        raise Stop("damaged") from None


def read_csv(raw: bytes) -> dict[str, Any]:
    """Cells of a CSV file in any of the encodings and delimiters councils send."""
    text, encoding = decode(raw)
    if "\x00" in text or len(re.findall(r"[\x01-\x08\x0e-\x1f\ufffd]", text[:20000])) > 20:
        raise Stop("wrong_type")
    if re.match(r"\s*(<!doctype|<html|<\?xml|<table|\{\s*\"|\[\s*\{)", text[:500], re.IGNORECASE):
        raise Stop("wrong_type")
    first = next((line for line in text.splitlines() if line.strip()), "")
    if not first:
        raise Stop("empty")
    told = re.match(r"sep=(.)\s*$", first)
    delimiter = (
        told.group(1)
        if told
        else max(DELIMITERS, key=lambda mark: len(next(csv.reader([first], delimiter=mark))))
    )
    rows: list[list[str]] = []
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
            rows.append([cell.strip() for cell in row])
            if len(rows) > MOST_ROWS:
                raise Stop("too_many_rows")
    except csv.Error:
        raise Stop("damaged") from None
    return {
        "kind": "csv",
        "encoding": encoding,
        "delimiter": delimiter,
        "sheets": [{"name": None, "rows": rows}],
    }


# --- workbooks --------------------------------------------------------------------------------------

MEMBER_FAULTS = (
    (re.compile(r"vbaproject|vbadata|/macrosheets/|/dialogsheets/", re.IGNORECASE), "macros"),
    (
        re.compile(r"(^|/)externallinks/|(^|/)connections\.xml$|(^|/)querytables/", re.IGNORECASE),
        "external_links",
    ),
    (re.compile(r"(^|/)(embeddings|activex|ctrlprops|media)/|oleobject", re.IGNORECASE), "embedded"),
    (re.compile(r"(^|/)(comments\d*\.xml|comments/|threadedcomments/)", re.IGNORECASE), "notes"),
)


def check_workbook(raw: bytes) -> None:
    """Stop on everything a workbook may hide, by what it contains and not by its name."""
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            members = archive.infolist()
            if any(member.flag_bits & 1 for member in members):
                raise Stop("encrypted")
            unpacked = sum(member.file_size for member in members)
            if unpacked > MOST_BYTES_UNPACKED or unpacked > MOST_RATIO * max(1, len(raw)):
                raise Stop("unpacks_too_big")
            names = {member.filename for member in members}
            if "xl/workbook.xml" not in names or "[Content_Types].xml" not in names:
                raise Stop("wrong_type")
            for name in sorted(names):
                for pattern, code in MEMBER_FAULTS:
                    if pattern.search(name):
                        raise Stop(code)
            if b"macroenabled" in archive.read("[Content_Types].xml").lower():
                raise Stop("macros")
            _check_links(archive, sorted(names))
            for sheet, member in _sheets(archive):
                if member in names:
                    _check_hidden(archive, sheet, member)
    except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, KeyError):
        raise Stop("damaged") from None


def _check_links(archive: zipfile.ZipFile, names: list[str]) -> None:
    for name in names:
        if not name.endswith(".rels"):
            continue
        for link in ElementTree.fromstring(archive.read(name)):
            if link.get("TargetMode") == "External" and not (link.get("Type") or "").endswith("/hyperlink"):
                raise Stop("external_links")


def _sheets(archive: zipfile.ZipFile) -> list[tuple[str, str]]:
    """(name of the sheet, member of the archive) in the order of the workbook; hidden ones stop the file."""
    relations = {}
    if "xl/_rels/workbook.xml.rels" in archive.namelist():
        for link in ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels")):
            target = (link.get("Target") or "").lstrip("/")
            relations[link.get("Id")] = target if target.startswith("xl/") else f"xl/{target}"
    found = []
    for element in ElementTree.fromstring(archive.read("xl/workbook.xml")).iter():
        if element.tag.rsplit("}", 1)[-1] != "sheet":
            continue
        if element.get("state", "visible") != "visible":
            raise Stop("hidden_sheet")
        key = next((value for name, value in element.attrib.items() if name.endswith("}id")), None)
        found.append((element.get("name") or "", relations.get(key, "")))
    return found


def _check_hidden(archive: zipfile.ZipFile, sheet: str, member: str) -> None:
    """Stop on a hidden row or column: filters left on, or rows somebody did not want to be seen."""
    with archive.open(member) as stream:
        for event, element in ElementTree.iterparse(stream, events=("start", "end")):
            tag = element.tag.rsplit("}", 1)[-1]
            if event == "start" and tag == "sheetFormatPr" and element.get("zeroHeight") in ("1", "true"):
                raise Stop("hidden_rows")
            if (
                event == "start"
                and tag == "row"
                and (element.get("hidden") in ("1", "true") or element.get("ht") in ("0", "0.0"))
            ):
                raise Stop("hidden_rows", element.get("r") or "")
            if (
                event == "start"
                and tag == "col"
                and (element.get("hidden") in ("1", "true") or element.get("width") in ("0", "0.0"))
            ):
                raise Stop("hidden_columns", element.get("min") or "")
            if event == "end" and tag == "row":
                element.clear()


def cell_text(value: Any) -> str:
    """One text for a cell: dates as ISO, whole numbers without a point."""
    if value is None or value == "":
        return ""
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return str(int(value)) if value == int(value) else repr(value)
    if isinstance(value, dt.datetime):
        return value.isoformat(sep=" ", timespec="minutes")
    return str(value.isoformat()) if isinstance(value, (dt.date, dt.time)) else str(value)


def read_workbook(raw: bytes) -> dict[str, Any]:
    """Cells of every sheet of a workbook that passed its checks."""
    check_workbook(raw)
    sheets = []
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(raw))
        for name in workbook.sheet_names:
            sheet = workbook.get_sheet_by_name(name)
            if sheet.height > MOST_ROWS or sheet.width > MOST_COLUMNS:
                raise Stop("too_many_rows")
            cells = sheet.to_python(skip_empty_area=False)
            sheets.append({"name": name, "rows": [[cell_text(value) for value in row] for row in cells]})
    except Stop:
        raise
    except Exception as fault:  # the library has one exception a format; none of its words may reach a person
        code = "encrypted" if "password" in type(fault).__name__.lower() else "damaged"
        raise Stop(code) from None
    return {"kind": "xlsx", "encoding": None, "delimiter": None, "sheets": sheets}


def read(raw: bytes) -> dict[str, Any]:
    """Decide by content what the file is, and read it."""
    if not raw.strip():
        raise Stop("empty")
    if raw.startswith(b"PK\x05\x06"):
        raise Stop("empty")
    if raw.startswith(b"PK"):
        return _filled(read_workbook(raw))
    if raw.startswith(b"\xd0\xcf\x11\xe0"):
        raise Stop("encrypted" if "EncryptedPackage".encode("utf-16-le") in raw else "wrong_type")
    if raw.startswith(
        (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\x1f\x8b", b"{\\rtf", b"7z\xbc\xaf", b"Rar!")
    ):
        raise Stop("wrong_type")
    return _filled(read_csv(raw))


def _filled(book: dict[str, Any]) -> dict[str, Any]:
    """The same without blank rows at the end; stops when nothing is left."""
    for sheet in book["sheets"]:
        rows = sheet["rows"]
        while rows and not any(rows[-1]):
            rows.pop()
        if any(len(row) > MOST_COLUMNS for row in rows[:50]):
            raise Stop("too_many_columns")
    if not any(sheet["rows"] for sheet in book["sheets"]):
        raise Stop("empty")
    return book


def main() -> NoReturn:
    """Read standard input, print JSON, leave."""
    raw = sys.stdin.buffer.read()
    limit()
    try:
        answer = read(raw)
    except Stop as stop:
        answer = {"refused": stop.code, "where": stop.where}
    except MemoryError:
        answer = {"refused": "unpacks_too_big", "where": ""}
    except Exception:  # nothing of a stranger's file may travel in a trace
        answer = {"refused": "damaged", "where": ""}
    sys.stdout.write(json.dumps(answer, separators=(",", ":")))
    sys.stdout.flush()
    sys.exit(0)


if __name__ == "__main__":
    main()
