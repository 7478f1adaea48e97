"""Dates, lengths of time and counts as people here say them. Pure; used by pages and e-mails."""

import re
from datetime import date, datetime, time

from django.utils import timezone

Day = date | datetime


def _local(when: Day) -> Day:
    """The moment in London time; a plain date stays as it is."""
    if isinstance(when, datetime) and timezone.is_aware(when):
        return timezone.localtime(when)
    return when


def day_month(when: Day) -> str:
    """4 December"""
    when = _local(when)
    return f"{when.day} {when:%B}"


def day_month_year(when: Day) -> str:
    """4 December 2026"""
    return f"{day_month(when)} {_local(when).year}"


def full_date(when: Day) -> str:
    """Friday 4 December 2026"""
    return f"{_local(when):%A} {day_month_year(when)}"


def weekday_date(when: Day) -> str:
    """Friday 4 December"""
    return f"{_local(when):%A} {day_month(when)}"


def short_date(when: Day) -> str:
    """Fri 4 Dec"""
    when = _local(when)
    return f"{when:%a} {when.day} {when:%b}"


def month_year(when: Day) -> str:
    """December 2026"""
    return f"{_local(when):%B %Y}"


def clock(when: datetime | time) -> str:
    """9am, 1:30pm, noon, midnight"""
    if isinstance(when, datetime):
        when = (timezone.localtime(when) if timezone.is_aware(when) else when).time()
    if when.minute == 0 and when.hour in (0, 12):
        return "noon" if when.hour else "midnight"
    minutes = f":{when.minute:02d}" if when.minute else ""
    return f"{when.hour % 12 or 12}{minutes}{'am' if when.hour < 12 else 'pm'}"


def date_and_time(when: datetime) -> str:
    """4 December 2026 at 1:30pm"""
    return f"{day_month_year(when)} at {clock(when)}"


def minutes(count: int) -> str:
    """35 min, 2 h, 1 h 10 min"""
    hours, rest = divmod(int(count), 60)
    if not hours:
        return f"{rest} min"
    return f"{hours} h {rest} min" if rest else f"{hours} h"


def plural(count: int, one: str, many: str = "") -> str:
    """1 module, 3 modules, 1,290 marks. Gives the number with its word."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def ordinal(count: int) -> str:
    """1st, 2nd, 3rd, 7th, 11th"""
    ending = "th" if 10 <= count % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(count % 10, "th")
    return f"{count}{ending}"


def listed(words: list[str]) -> str:
    """one, two and three"""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}" if words else ""


def signed(value: float, places: int = 2) -> str:
    """A figure with its sign; nought has none."""
    words = f"{value:+.{places}f}"
    return words[1:] if float(words) == 0 else words


def paragraphs(text: str) -> list[str]:
    """The paragraphs of a text, without empty lines."""
    lines = re.split(r"\r\n|\r|\n", text)
    return [line.strip() for line in lines if line.strip()]
