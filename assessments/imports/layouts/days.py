"""Dates as councils write them: ISO, day first, months in words, and serial numbers of a workbook."""

from __future__ import annotations

import datetime as dt
import re

MONTHS = {
    name: place
    for place, name in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), start=1)
}
TIME = r"(?:[ T]+(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::\d{2}(?:\.\d+)?)?)?"
ISO = re.compile(rf"^(?P<year>\d{{4}})[-/](?P<month>\d{{1,2}})[-/](?P<day>\d{{1,2}}){TIME}$")
DAY_FIRST = re.compile(
    rf"^(?P<day>\d{{1,2}})\s?[./-]\s?(?P<month>\d{{1,2}})\s?[./-]\s?(?P<year>\d{{4}}|\d{{2}}){TIME}$"
)
IN_WORDS = re.compile(
    rf"^(?:\w+day,?\s+)?(?P<day>\d{{1,2}})(?:st|nd|rd|th)?[\s-]+(?:of\s+)?(?P<word>[A-Za-z]{{3,9}})\.?,?[\s-]+(?P<year>\d{{4}}|\d{{2}}){TIME}$"
)
SERIAL = re.compile(r"^\d{5}(?:\.\d+)?$")
EPOCH = dt.datetime(1899, 12, 30)
FIRST_YEAR = 2014
"""Education, health and care plans began in September 2014."""


def read_moment(text: str, *, last_year: int) -> dt.datetime | None:
    """The moment a cell says, day first; None when there is no such day or its year cannot be."""
    text = text.strip()
    if SERIAL.match(text):
        moment = EPOCH + dt.timedelta(days=float(text))
        moment = (moment + dt.timedelta(seconds=30)).replace(second=0, microsecond=0)
    else:
        match = ISO.match(text) or DAY_FIRST.match(text) or IN_WORDS.match(text)
        if match is None:
            return None
        parts = match.groupdict()
        month = MONTHS.get(parts["word"][:3].lower(), 0) if "word" in parts else int(parts["month"])
        year = int(parts["year"]) + (2000 if len(parts["year"]) == 2 else 0)
        try:
            moment = dt.datetime(
                year, month, int(parts["day"]), int(parts["hour"] or 0), int(parts["minute"] or 0)
            )
        except ValueError:
            return None
    return moment if FIRST_YEAR <= moment.year <= last_year else None
