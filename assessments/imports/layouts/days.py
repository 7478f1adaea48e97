"""Dates as councils write them: ISO, day first, months in words, and serial numbers of a workbook."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

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


@dataclass(frozen=True)
class DayOrder:
    """Which way the dates of a file are written, as its dates themselves show.

    `day_first`, `month_first`: dates that can be read only one way, or that fit the months of the others only
    so. `either`: the others that are written in
    figures, as pairs of the first and the second figure. `months`: months that the certain dates lie in, as
    year and month, those of at least a twentieth of them.
    """

    day_first: int = 0
    month_first: int = 0
    either: frozenset[tuple[int, int]] = frozenset()
    months: frozenset[tuple[int, int]] = frozenset()

    @property
    def mixed(self) -> bool:
        """Whether both ways occur, so that no order holds for all."""
        return bool(self.day_first and self.month_first)

    @property
    def known(self) -> bool:
        """Whether the file itself shows the order (or has no date that could be read two ways)."""
        return bool(self.day_first or self.month_first) or not self.either

    @property
    def likely_day_first(self) -> bool:
        """Our guess: as the certain dates are; without one, the figure that stays the same is the month."""
        if self.day_first or self.month_first:
            return self.day_first >= self.month_first
        firsts, seconds = {one for one, _ in self.either}, {two for _, two in self.either}
        return not (len(firsts) < len(seconds) and len(firsts) <= 2 and len(seconds) >= 3)

    @property
    def doubtful(self) -> bool:
        """Whether several dates could be read two ways and nothing speaks for one: a person must say."""
        firsts, seconds = {one for one, _ in self.either}, {two for _, two in self.either}
        steady = len(seconds) < len(firsts) and len(seconds) <= 2
        return not self.known and len(self.either) >= 3 and not steady


def weigh_dates(texts: Iterable[str], *, last_year: int) -> DayOrder:
    """What the dates of a file show about the order of day and month."""
    day_first = month_first = 0
    either: set[tuple[int, int, int]] = set()
    months: Counter[tuple[int, int]] = Counter()
    for text in texts:
        match = DAY_FIRST.match(text.strip())
        if match is None:
            moment = read_moment(text, last_year=last_year)
            months.update([(moment.year, moment.month)] if moment else [])
            continue
        one, two = int(match["day"]), int(match["month"])
        ways = [way for way in (True, False) if read_moment(text, last_year=last_year, day_first=way)]
        if one == two or not ways:
            continue
        if len(ways) == 2:
            either.add((one, two, int(match["year"][-2:]) + 2000))
            continue
        day_first += ways[0]
        month_first += not ways[0]
        moment = read_moment(text, last_year=last_year, day_first=ways[0])
        months.update([(moment.year, moment.month)] if moment else [])
    least = sum(months.values()) / 20
    main = frozenset(month for month, count in months.items() if count >= least)
    if not (day_first or month_first):
        fits = [((year, two) in main, (year, one) in main) for one, two, year in either]
        day_first = len(fits) if fits and set(fits) == {(True, False)} else 0
        month_first = len(fits) if fits and set(fits) == {(False, True)} else 0
    return DayOrder(day_first, month_first, frozenset((one, two) for one, two, _ in either), main)


def read_ordered(text: str, order: DayOrder, told: bool | None, *, last_year: int) -> dt.datetime | None:
    """The moment a cell says in a file with this order. `told`: what a person said of it.

    Where both orders occur, a date that can be read two ways is read so that it lies in the months of the
    certain ones, day first if both readings do or neither.
    """
    if told is None and not order.mixed:
        return read_moment(text, last_year=last_year, day_first=order.likely_day_first)
    first = read_moment(text, last_year=last_year, day_first=told is not False)
    second = read_moment(text, last_year=last_year, day_first=told is False)
    if told is not None:
        return first or (second if order.mixed else None)
    if first is None or second is None:
        return first or second
    fits = [(one.year, one.month) in order.months for one in (first, second)]
    return second if fits == [False, True] else first


def read_moment(text: str, *, last_year: int, day_first: bool = True) -> dt.datetime | None:
    """The moment a cell says; None when there is no such day or its year cannot be."""
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
        day = int(parts["day"])
        if match.re is DAY_FIRST and not day_first:
            day, month = month, day
        year = int(parts["year"]) + (2000 if len(parts["year"]) == 2 else 0)
        try:
            moment = dt.datetime(year, month, day, int(parts["hour"] or 0), int(parts["minute"] or 0))
        except ValueError:
            return None
    return moment if FIRST_YEAR <= moment.year <= last_year else None
