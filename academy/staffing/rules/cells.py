"""Reading single cells: dates, numbers, addresses, codes. Each raises BadRow with its reason. Pure."""

from __future__ import annotations

import datetime
import re
from decimal import Decimal, InvalidOperation

from academy.people.roles import ROLES
from academy.staffing.rules.problems import BadRow

EMAIL = re.compile(r"[^@\s,;<>\"]{1,64}@[a-z0-9](?:[a-z0-9-]*\.)+[a-z]{2,63}")
ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
BRITISH = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")
FIRST_YEAR, LAST_YEAR = 1950, 2100

Cells = dict[str, str]


def text(cells: Cells, column: str, most: int, missing: str = "") -> str:
    """The words of a cell with single spaces. With `missing` an empty cell is that problem."""
    value = " ".join(cells[column].split())
    if not value and missing:
        raise BadRow(missing, column)
    if len(value) > most:
        raise BadRow("too_long", column)
    return value


def date(cells: Cells, column: str, *, needed: bool = False) -> datetime.date | None:
    """A date as 2026-11-09 or, day first, 09/11/2026. Empty is None unless needed."""
    value = cells[column].strip()
    if not value:
        if needed:
            raise BadRow("missing_date", column)
        return None
    if iso := ISO.fullmatch(value):
        year, month, day = (int(part) for part in iso.groups())
    elif british := BRITISH.fullmatch(value):
        day, month, year = (int(part) for part in british.groups())
    else:
        raise BadRow("bad_date", column)
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise BadRow("bad_date", column)
    try:
        return datetime.date(year, month, day)
    except ValueError:
        raise BadRow("bad_date", column) from None


def needed_date(cells: Cells, column: str) -> datetime.date:
    """A date that must be there."""
    day = date(cells, column, needed=True)
    if day is None:
        raise BadRow("missing_date", column)
    return day


def share(cells: Cells, column: str = "fte") -> Decimal:
    """The share of full time, above 0 and up to 1, in hundredths."""
    try:
        value = Decimal(cells[column].strip() or "1")
    except InvalidOperation:
        raise BadRow("bad_number", column) from None
    if not value.is_finite() or not 0 < value <= 1 or value != value.quantize(Decimal("0.01")):
        raise BadRow("bad_number", column)
    return value.quantize(Decimal("0.01"))


def whole(cells: Cells, column: str, most: int) -> int | None:
    """A whole number from nought to `most`; None for an empty cell or a column that the file does without."""
    value = cells.get(column, "").strip()
    if not value:
        return None
    if not value.isascii() or not value.isdigit() or int(value[:9]) > most:
        raise BadRow("bad_count", column)
    return int(value[:9])


def email(cells: Cells, column: str = "email") -> str:
    """An e-mail address in small letters."""
    value = cells[column].strip().lower()
    if len(value) > 254 or not EMAIL.fullmatch(value):
        raise BadRow("bad_email", column)
    return value


def role(cells: Cells, first_letter: str, column: str = "role_code") -> str:
    """A role code of staff (R) or of partners (P)."""
    value = cells[column].strip().upper()
    if value not in ROLES or not value.startswith(first_letter):
        raise BadRow("unknown_role", column)
    return value


def one_of(cells: Cells, column: str, allowed: tuple[str, ...], reason: str) -> str:
    """One of a few words, in small letters."""
    value = cells[column].strip().lower()
    if value not in allowed:
        raise BadRow(reason, column)
    return value
