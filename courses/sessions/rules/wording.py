"""How prices, ways to take part and names of those who lead are said. Pure."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Sequence

from academy.kit.words import clock, listed, plural, weekday_date
from courses.sessions.audiences import AUDIENCES

MODES = {"room": "In person", "online": "Online"}
BOTH = "In person and online"
PENCE = 100


def say_money(pence: int) -> str:
    """£25, or £12.50."""
    pounds, rest = divmod(pence, PENCE)
    return f"£{pounds:,}.{rest:02d}" if rest else f"£{pounds:,}"


def say_price(pence: int) -> str:
    """What a place costs."""
    return f"{say_money(pence)} a place" if pence else "Free"


def say_absence(pence: int) -> str:
    """What not coming costs; nothing where it costs nothing."""
    if not pence:
        return ""
    return f"{say_money(pence)} if you do not come and did not cancel"


def say_modes(modes: Collection[str]) -> str:
    """In person, online, or both."""
    if len(set(modes)) > 1:
        return BOTH
    return MODES[next(iter(modes))] if modes else ""


def say_audiences(codes: Sequence[str]) -> tuple[str, ...]:
    """The groups by the names they call themselves; none named is for everybody."""
    return tuple(AUDIENCES[code].words for code in codes if code in AUDIENCES)


def say_leaders(leaders: Sequence[tuple[str, str]]) -> str:
    """Dawn Achebe, SENCO, and Tom Hale, coordinator."""
    said = [f"{name}, {words}" if words else name for name, words in leaders]
    if len(said) > 1 and any("," in one for one in said):
        return f"{', '.join(said[:-1])}, and {said[-1]}"
    return listed(said)


def say_hours(starts_at: datetime.datetime, ends_at: datetime.datetime) -> str:
    """4pm to 5:30pm."""
    return f"{clock(starts_at)} to {clock(ends_at)}"


def say_told(n: int) -> str:
    """Who hears of a change that somebody is about to make."""
    if not n:
        return "Nobody has booked, so nobody is told."
    who = plural(n, "person who booked or waits", "people who booked or wait")
    return f"{who} will be told once."


def say_when(starts_at: datetime.datetime, ends_at: datetime.datetime) -> str:
    """Thursday 3 December, 4pm to 5:30pm."""
    return f"{weekday_date(starts_at)}, {say_hours(starts_at, ends_at)}"
