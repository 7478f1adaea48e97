"""Files of questions as other systems have them: GIFT, Moodle XML and Aiken. Pure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from academy.gate.scan import Scanner
from assessments.questions.formats import aiken, gift_reading, gift_writing, xml_reading, xml_writing
from assessments.questions.formats.report import (
    LeftBehind,
    NotWritten,
    ReadItem,
    Rejected,
    Report,
    ToCheck,
    WriteItem,
    Written,
)

__all__ = [
    "FORMATS",
    "Format",
    "LeftBehind",
    "NotWritten",
    "ReadItem",
    "Rejected",
    "Report",
    "ToCheck",
    "WriteItem",
    "Written",
    "read",
    "write",
]


@dataclass(frozen=True)
class Format:
    """One format: what it is called, what its files end with, and how it is read and written."""

    code: str
    title: str
    ending: str
    media_type: str
    reader: Callable[[str | bytes, Scanner | None], Report]
    writer: Callable[[Sequence[WriteItem]], Written]


FORMATS: dict[str, Format] = {
    one.code: one
    for one in (
        Format("gift", "GIFT", ".txt", "text/plain", gift_reading.read, gift_writing.write),
        Format("moodle-xml", "Moodle XML", ".xml", "application/xml", xml_reading.read, xml_writing.write),
        Format("aiken", "Aiken", ".txt", "text/plain", aiken.read, aiken.write),
    )
}


def read(format_code: str, raw: str | bytes, scanner: Scanner | None = None) -> Report:
    """What a file holds: the questions, those that cannot come in and why, and what stays behind."""
    return FORMATS[format_code].reader(raw, scanner)


def write(format_code: str, items: Sequence[WriteItem]) -> Written:
    """Questions as a file of this format, with what it could not say."""
    return FORMATS[format_code].writer(items)
