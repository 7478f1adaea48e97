"""Cells of every sheet of a workbook (XLSX or ODS) that passed its checks."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from typing import Any

from python_calamine import CalamineWorkbook

from . import excel, opendocument
from .margins import Text, texts_beside
from .stop import MOST_BYTES_UNPACKED, MOST_COLUMNS, MOST_RATIO, MOST_ROWS, Stop


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
    """Every sheet with its cells and what was found out about it. Stops on everything that may hide
    something."""
    kind, about, beside = _look_into(raw)
    sheets = []
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(raw))
        for name in workbook.sheet_names:
            sheet = workbook.get_sheet_by_name(name)
            if sheet.height > MOST_ROWS or sheet.width > MOST_COLUMNS:
                raise Stop("too_many_rows")
            cells = sheet.to_python(skip_empty_area=False)
            rows = [[cell_text(value) for value in row] for row in cells]
            sheets.append({"name": name, "rows": rows, **about.get(name, {})})
    except Stop:
        raise
    except Exception as fault:  # the library has one exception a format; none of its words may reach a person
        code = "encrypted" if "password" in type(fault).__name__.lower() else "damaged"
        raise Stop(code) from None
    return {"kind": kind, "encoding": None, "delimiter": None, "sheets": sheets, "beside": beside}


def _look_into(raw: bytes) -> tuple[str, dict[str, dict[str, Any]], list[Text]]:
    """The kind of the archive and, for each sheet, its formulas, fills and whether it is
    hidden; and the texts beside the cells."""
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            members = archive.infolist()
            if any(member.flag_bits & 1 for member in members):
                raise Stop("encrypted")
            unpacked = sum(member.file_size for member in members)
            if unpacked > MOST_BYTES_UNPACKED or unpacked > MOST_RATIO * max(1, len(raw)):
                raise Stop("unpacks_too_big")
            names = {member.filename for member in members}
            if opendocument.is_one(archive, names):
                return "ods", opendocument.check(archive, names), texts_beside(archive, names)
            return "xlsx", excel.check(archive, names), texts_beside(archive, names)
    except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, KeyError):
        raise Stop("damaged") from None
