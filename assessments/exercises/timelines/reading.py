"""Reading a date or a number as people type them. Pure; what cannot be read is nothing."""

from __future__ import annotations

import datetime
import re
from typing import Any

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
YEAR_FIRST = re.compile(r"(\d{1,4})-([0-9a-z]{1,9})-(\d{1,2})")
DAY_FIRST = re.compile(
    r"(?:[a-z]+day,?\s+)?(\d{1,2})(?:st|nd|rd|th)?[\s./-]+(?:of\s+)?([0-9a-z]{1,9})[\s.,/-]+(\d{2,4})"
)


def read_date(said: Any) -> datetime.date | None:
    """2026-09-07, 7 September 2026, 07/09/26 and the like; None for anything else."""
    text = str(said or "").strip().lower()[:60]
    if found := YEAR_FIRST.fullmatch(text):
        year, month, day = found.groups()
    elif found := DAY_FIRST.fullmatch(text):
        day, month, year = found.groups()
    else:
        return None
    number = int(month) if month.isdigit() else _month(month)
    try:
        return datetime.date(int(year) + (2000 if int(year) < 100 else 0), number, int(day))
    except ValueError:
        return None


def _month(name: str) -> int:
    return MONTHS.index(name[:3]) + 1 if name[:3] in MONTHS else 0


def read_number(said: Any) -> str:
    """A whole number out of what was typed, as text: 43 out of 43 days. Empty if there is none or several."""
    found = re.findall(r"\d+", str(said or "")[:60].replace(",", ""))
    return str(int(found[0])) if len(found) == 1 else ""
