"""The stretches of time that people ask their record for. Pure."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from academy.kit.words import day_month_year

APPRAISAL_MONTH = 4
"""The appraisal year begins on 1 April."""


@dataclass(frozen=True)
class Period:
    """From and until, both included; None is open. `words` begin a sentence."""

    words: str
    starts_on: datetime.date | None = None
    ends_on: datetime.date | None = None

    def holds(self, day: datetime.date) -> bool:
        """Whether a day lies in it."""
        return (self.starts_on is None or day >= self.starts_on) and (
            self.ends_on is None or day <= self.ends_on
        )


def appraisal_year(today: datetime.date) -> datetime.date:
    """The 1 April on which the appraisal year of a day began."""
    year = today.year if today.month >= APPRAISAL_MONTH else today.year - 1
    return datetime.date(year, APPRAISAL_MONTH, 1)


def presets(today: datetime.date) -> dict[str, Period]:
    """The stretches that are asked for by name, the usual one first."""
    april = appraisal_year(today)
    before = april.replace(year=april.year - 1)
    eve = april - datetime.timedelta(days=1)
    return {
        "april": Period(f"Since {day_month_year(april)}", april),
        "year": Period(f"In {today.year}", datetime.date(today.year, 1, 1)),
        "before": Period(f"From {day_month_year(before)} to {day_month_year(eve)}", before, eve),
        "all": Period("In all"),
    }


def between(starts_on: datetime.date | None, ends_on: datetime.date | None) -> Period:
    """A stretch that somebody chose themselves."""
    if starts_on and ends_on:
        words = f"From {day_month_year(starts_on)} to {day_month_year(ends_on)}"
    elif starts_on:
        words = f"Since {day_month_year(starts_on)}"
    elif ends_on:
        words = f"Until {day_month_year(ends_on)}"
    else:
        words = "In all"
    return Period(words, starts_on, ends_on)
