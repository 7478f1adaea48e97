"""One lesson as a line of its module."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from academy.kit.words import day_month, minutes


@dataclass(frozen=True)
class LessonLine:
    """One lesson in the contents of a module. `state` is a state mark: done, half or todo."""

    number: int
    title: str
    summary: str
    minutes: int
    path: str
    state: str
    opened: bool
    finished_at: datetime.datetime | None
    opened_at: datetime.datetime | None = None

    @property
    def done_words(self) -> str:
        """When it was finished."""
        return f"Done {day_month(self.finished_at)}" if self.finished_at else ""

    @property
    def meta(self) -> str:
        """What stands under its title in a short list."""
        return (
            f"{minutes(self.minutes)}, done {day_month(self.finished_at)}"
            if self.finished_at
            else (minutes(self.minutes))
        )

    @property
    def here_state(self) -> str:
        """Its mark on its own page: looking at it is a beginning."""
        return "half" if self.state == "todo" else self.state

    @property
    def here(self) -> str:
        """The same on its own page."""
        return f"{minutes(self.minutes)}, you are here"
