"""Files of a whole version of the framework: CASE 1.1, Moodle's CSV and a workbook. Pure."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass

from academy.kit.sheets import XLSX
from competencies.framework.formats import case, case_reading, moodle_csv, moodle_reading, xlsx, xlsx_reading
from competencies.framework.formats.shape import FrameworkData, Note, ReadFile, Written

__all__ = ["FORMATS", "MOST_BYTES", "Format", "FrameworkData", "Note", "ReadFile", "Written", "read", "write"]

MOST_BYTES = 5 * 1024 * 1024
TOO_LARGE = "This file is larger than 5 MB. A framework is far smaller."


@dataclass(frozen=True)
class Format:
    """One format: what it is called, what its files end with, what it is good for."""

    code: str
    title: str
    ending: str
    media_type: str
    good_for: str
    is_text: bool
    reader: Callable[[bytes, FrameworkData | None], ReadFile]


FORMATS: dict[str, Format] = {
    one.code: one
    for one in (
        Format(
            "xlsx",
            "Spreadsheet",
            ".xlsx",
            XLSX,
            "To edit by hand and send back. Holds everything; the bridge only in the file of a draft.",
            False,
            xlsx_reading.read,
        ),
        Format(
            "case",
            "CASE 1.1",
            ".json",
            "application/json",
            "For other competency systems, and for another council’s academy. Holds everything.",
            True,
            case_reading.read,
        ),
        Format(
            "moodle-csv",
            "Moodle CSV",
            ".csv",
            "text/csv",
            "For Moodle. Holds domains, competencies, tasks and the names of levels.",
            True,
            moodle_reading.read,
        ),
    )
}


def read(format_code: str, raw: bytes, base: FrameworkData | None = None) -> ReadFile:
    """What a file says. What its format has no place for is kept from `base`, the version in force."""
    if len(raw) > MOST_BYTES:
        return ReadFile(None, (Note("the file", TOO_LARGE),))
    if not raw.strip():
        return ReadFile(None, (Note("the file", "This file is empty. Choose another."),))
    return FORMATS[format_code].reader(raw, base)


def write(format_code: str, data: FrameworkData, *, at: datetime.datetime, creator: str) -> Written:
    """A version as a file of this format, with what it could not say."""
    if format_code == "case":
        return case.write(data, at=at, creator=creator)
    return xlsx.write(data) if format_code == "xlsx" else moodle_csv.write(data)
