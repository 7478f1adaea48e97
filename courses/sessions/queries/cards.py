"""The frozen rows that public pages of topics and sessions are drawn from."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from courses.sessions.rules.wording import say_audiences, say_hours, say_leaders, say_modes, say_when


@dataclass(frozen=True)
class Leader:
    """Somebody who leads a session, as the public reads it."""

    name: str
    words: str


@dataclass(frozen=True)
class Part:
    """One way to take part. `free` is what is open to everybody: what is kept for a group is taken off."""

    mode: str
    words: str
    places: int
    free: int


@dataclass(frozen=True)
class SessionCard:
    """One date of a topic in a public list. `bookable`: it is open and booking has opened and not closed."""

    id: int
    topic_code: str
    topic_title: str
    summary: str
    starts_at: datetime.datetime
    ends_at: datetime.datetime
    state: str
    why_cancelled: str
    parts: tuple[Part, ...]
    venue_name: str
    venue_address: str
    venue_access: str
    area: str
    room: str
    leaders: tuple[Leader, ...]
    waiting: int
    price_words: str
    absence_words: str
    audiences: tuple[str, ...]
    internal: bool
    series_id: int | None
    series_title: str
    opens_at: datetime.datetime | None
    closes_at: datetime.datetime | None
    bookable: bool

    @property
    def modes(self) -> tuple[str, ...]:
        """Codes of the ways to take part."""
        return tuple(part.mode for part in self.parts)

    @property
    def mode_words(self) -> str:
        """In person, online, or both."""
        return say_modes(self.modes)

    @property
    def where(self) -> str:
        """Millbrook Centre, and online."""
        venue = f"{self.venue_name}, {self.room}" if self.venue_name and self.room else self.venue_name
        if "room" in self.modes and venue:
            return f"{venue}, and online" if "online" in self.modes else venue
        return self.mode_words

    @property
    def when(self) -> str:
        """Thursday 3 December, 4pm to 5:30pm."""
        return say_when(self.starts_at, self.ends_at)

    @property
    def hours(self) -> str:
        """4pm to 5:30pm."""
        return say_hours(self.starts_at, self.ends_at)

    @property
    def led_by(self) -> str:
        """Dawn Achebe, SENCO, and Tom Hale, coordinator."""
        return say_leaders([(one.name, one.words) for one in self.leaders])

    @property
    def places(self) -> int:
        """All places, whatever the way to take part."""
        return sum(part.places for part in self.parts)

    @property
    def free(self) -> int:
        """Places that anybody can book."""
        return sum(part.free for part in self.parts)

    @property
    def is_full(self) -> bool:
        """Nobody in general can book now; one can wait."""
        return self.free == 0

    @property
    def audience_words(self) -> tuple[str, ...]:
        """For whom it is; empty means for everybody."""
        return say_audiences(self.audiences)


@dataclass(frozen=True)
class VenueAccess:
    """How to get into a place and take part there."""

    name: str
    address: str
    access: str


@dataclass(frozen=True)
class TopicCard:
    """A topic in a list. `next_at` is its next date, if it has one."""

    code: str
    title: str
    summary: str
    audiences: tuple[str, ...]
    minutes: int
    internal: bool
    next_at: datetime.datetime | None

    @property
    def audience_words(self) -> tuple[str, ...]:
        """For whom it is; empty means for everybody."""
        return say_audiences(self.audiences)


@dataclass(frozen=True)
class TopicPage:
    """A topic with its coming dates. `followed`: the reader asked to hear of its next date."""

    id: int
    code: str
    title: str
    summary: str
    outcomes: tuple[str, ...]
    audiences: tuple[str, ...]
    minutes: int
    before: str
    needs_modules: tuple[str, ...]
    made_with: str
    needs_approval: bool
    price_words: str
    absence_words: str
    internal: bool
    access: tuple[VenueAccess, ...]
    dates: tuple[SessionCard, ...]
    followed: bool

    @property
    def audience_words(self) -> tuple[str, ...]:
        """For whom it is; empty means for everybody."""
        return say_audiences(self.audiences)
