"""A calendar file for one person: what is in it is decided elsewhere. Pure."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from icalendar import Calendar, Event

PRODUCT = "-//SEND Academy//Induction//EN"


@dataclass(frozen=True)
class Entry:
    """One thing in a calendar. `uid` stays the same when it moves, and `changes` grows: so a calendar program
    moves what it has instead of showing it twice. Days without times are whole days, the last included."""

    uid: str
    title: str
    starts: datetime.datetime | datetime.date
    ends: datetime.datetime | datetime.date
    place: str = ""
    link: str = ""
    changes: int = 0
    cancelled: bool = False
    blocks: bool = True


def write_calendar(entries: Iterable[Entry], *, site: str, at: datetime.datetime) -> bytes:
    """The bytes of an .ics file, with the time zones that it names."""
    file = Calendar()
    file.add("prodid", PRODUCT)
    file.add("version", "2.0")
    file.add("x-wr-calname", "My induction")
    for one in entries:
        file.add_component(_event(one, site, at))
    file.add_missing_timezones()
    return bytes(file.to_ical())


def _event(one: Entry, site: str, at: datetime.datetime) -> Event:
    event = Event()
    event.add("uid", f"{one.uid}@{site}")
    event.add("dtstamp", at.astimezone(datetime.UTC))
    event.add("summary", one.title)
    event.add("dtstart", one.starts)
    whole_days = not isinstance(one.ends, datetime.datetime)
    event.add("dtend", one.ends + datetime.timedelta(days=1) if whole_days else one.ends)
    event.add("sequence", one.changes)
    event.add("transp", "OPAQUE" if one.blocks else "TRANSPARENT")
    if one.cancelled:
        event.add("status", "CANCELLED")
    if one.place:
        event.add("location", one.place)
    if one.link:
        event.add("url", one.link)
    return event
