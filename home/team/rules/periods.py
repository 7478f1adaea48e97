"""The three full months before a day, and the three before those. Pure."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

DAY = datetime.timedelta(days=1)


@dataclass(frozen=True)
class Quarter:
    """Three full months, first and last day included."""

    first: datetime.date
    last: datetime.date

    @property
    def words(self) -> str:
        """August to October; November 2025 to January 2026"""
        if self.first.year == self.last.year:
            return f"{self.first:%B} to {self.last:%B}"
        return f"{self.first:%B} {self.first.year} to {self.last:%B} {self.last.year}"


def quarters_before(on: datetime.date) -> tuple[Quarter, Quarter]:
    """The last three months that are over on the day, and the three before. A month's last day ends it."""
    after = (on + DAY).replace(day=1)
    middle, start = _back(after, 3), _back(after, 6)
    return Quarter(middle, after - DAY), Quarter(start, middle - DAY)


def _back(first: datetime.date, months: int) -> datetime.date:
    for _ in range(months):
        first = (first - DAY).replace(day=1)
    return first
