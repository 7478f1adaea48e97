"""Cells of a CSV file in any of the encodings and delimiters councils send."""

from __future__ import annotations

import csv
import encodings.cp437
import encodings.cp1252
import encodings.utf_8_sig
import encodings.utf_16
import encodings.utf_16_be
import encodings.utf_16_le  # noqa: F401  (loaded now: no file can be opened later)
import io
import re
from typing import Any

from .stop import MOST_ROWS, Stop

DELIMITERS = ",;\t|"


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


def _delimiter(text: str) -> str:
    """What stands between cells: what cuts the first line into most, or a later one where that is a title."""
    lines = [line for line in text[:20_000].splitlines() if line.strip()][:10]
    best, most = ",", 1
    for line in lines:
        counts = {mark: len(next(csv.reader([line], delimiter=mark))) for mark in DELIMITERS}
        mark = max(DELIMITERS, key=counts.__getitem__)
        if counts[mark] > most:
            best, most = mark, counts[mark]
        if most >= 4:
            break
    return best


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
    delimiter = told.group(1) if told else _delimiter(text)
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
