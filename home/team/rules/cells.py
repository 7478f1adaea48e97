"""One person and one task in the matrix. Pure."""

from __future__ import annotations

import datetime
from typing import NamedTuple

from academy.kit.words import day_month, day_month_year
from competencies.entrustment.queries import Held

SOON = datetime.timedelta(days=60)
"""A level that lapses within this time is renewed or talked about now."""
TREND_DAYS = 183
"""A level that was raised or lowered in these six months shows it."""
RAISED, LOWERED = "raised", "lowered"
READY, LAPSING, BELOW = "ready", "lapsing", "below"
LAPSE_EDGE, BELOW_EDGE = "lapse", "below"


def short_day(when: datetime.date, on: datetime.date) -> str:
    """9 Nov; with the year where it is more than half a year away."""
    said = f"{when.day} {when:%b}"
    return said if abs((when - on).days) < TREND_DAYS else f"{said} {when.year}"


class Cell(NamedTuple):
    """What somebody holds on a task on a day. `trend` is raised, lowered or nothing; `ready` is the level for
    which the evidence is complete, 0 for none; `expected` is what the role profile asks for by then."""

    held: Held | None
    expected: int | None
    trend: str
    ready: int
    on: datetime.date

    @property
    def level(self) -> int:
        """The level that was decided last, also where it has lapsed."""
        return self.held.level if self.held else 0

    @property
    def standing(self) -> int:
        """The level that counts."""
        return self.held.standing if self.held else 0

    @property
    def lapsed_on(self) -> datetime.date | None:
        """The day from which it counts no longer. Nobody loses anything with a lapsed 0."""
        return self.held.lapsed_on if self.held and self.held.level else None

    @property
    def lapses_on(self) -> datetime.date | None:
        """The last day on which it counts, where that is soon."""
        held = self.held
        if held is None or not held.counts or not held.level or held.valid_until - SOON > self.on:
            return None
        return held.valid_until

    @property
    def below_expected(self) -> bool:
        """Whether less counts than the role profile asks for."""
        return self.expected is not None and self.standing < self.expected

    @property
    def edge(self) -> str:
        """How the cell stands out: a lapse before what is below expected."""
        if self.lapsed_on or self.lapses_on:
            return LAPSE_EDGE
        return BELOW_EDGE if self.below_expected else ""

    @property
    def notes(self) -> tuple[str, ...]:
        """All words in the cell, the most pressing first."""
        return (*self.alerts, self.trend) if self.trend else self.alerts

    @property
    def alerts(self) -> tuple[str, ...]:
        """What to look at: a lapse, less than expected, and evidence that is complete."""
        said = []
        if self.lapsed_on:
            said.append(f"lapsed {short_day(self.lapsed_on, self.on)}")
        elif self.lapses_on:
            said.append(f"lapses {short_day(self.lapses_on, self.on)}")
        elif self.below_expected:
            said.append("below expected")
        if self.ready:
            said.append(f"ready for {self.ready}")
        return tuple(said)

    @property
    def since_words(self) -> str:
        """The day of the decision."""
        return f"since {short_day(self.held.since, self.on)}" if self.held else ""

    def fits(self, readiness: str) -> bool:
        """Whether the cell is of the kind that somebody looks for."""
        if readiness == READY:
            return bool(self.ready)
        if readiness == LAPSING:
            return self.lapsed_on is not None or self.lapses_on is not None
        return self.below_expected if readiness == BELOW else True


def lapse_words(cell: Cell) -> str:
    """lapsed 9 November; lapses 2 December; with the year where it is another."""
    day = cell.lapsed_on or cell.lapses_on
    if day is None:
        return ""
    said = day_month(day) if day.year == cell.on.year else day_month_year(day)
    return f"{'lapsed' if cell.lapsed_on else 'lapses'} {said}"


def time_words(weeks: int) -> str:
    """How long somebody is in post: week 4, 7 months, 6 years."""
    if weeks < 13:
        return f"week {weeks + 1}"
    months = weeks * 12 // 52
    if months < 24:
        return f"{months} months"
    return f"{months // 12} years"
