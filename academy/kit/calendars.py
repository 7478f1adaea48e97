"""Calendar files that Outlook, Google and Apple read alike (RFC 5545, RFC 5546). Pure: what is in them is
decided elsewhere.

A file either publishes entries for somebody to take in (`write_calendar`), or carries one invitation in an
e-mail (`write_invitation`), which the reader's program enters, moves and strikes out by itself.
"""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from email.utils import parseaddr
from typing import Literal
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, Timezone, vCalAddress, vText

PRODUCT = "-//SEND Academy//Calendar//EN"
Method = Literal["REQUEST", "CANCEL"]
ZONE = "Europe/London"
LONDON = b"""BEGIN:VTIMEZONE
TZID:Europe/London
X-LIC-LOCATION:Europe/London
BEGIN:DAYLIGHT
DTSTART:19960331T010000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
TZNAME:BST
TZOFFSETFROM:+0000
TZOFFSETTO:+0100
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:19961027T020000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
TZNAME:GMT
TZOFFSETFROM:+0100
TZOFFSETTO:+0000
END:STANDARD
END:VTIMEZONE
""".replace(b"\n", b"\r\n")
"""The clocks of the United Kingdom since 1996, as the two yearly rules that Outlook knows how to read: of the
lists of single dates that are made from a time zone database it takes the first alone."""


@dataclass(frozen=True)
class Party:
    """Somebody who organises or comes, with the address that their calendar program knows them by."""

    name: str
    email: str


@dataclass(frozen=True)
class Entry:
    """One thing in a calendar. `uid` stays the same when it moves, and `changes` grows: so a calendar program
    moves what it has instead of showing it twice. Days without times are whole days, the last included.
    `tentative`: not settled yet."""

    uid: str
    title: str
    starts: datetime.datetime | datetime.date
    ends: datetime.datetime | datetime.date
    place: str = ""
    link: str = ""
    changes: int = 0
    cancelled: bool = False
    blocks: bool = True
    words: str = ""
    tentative: bool = False


def party_of(address: str) -> Party:
    """The party that an address such as `SEND Academy <academy@council.example>` names."""
    name, email = parseaddr(address)
    return Party(name or email, email)


def site_of(address: str) -> str:
    """The name of the site with which identifiers end, from its whole address."""
    return urlsplit(address).hostname or "localhost"


def mark_of(entries: Sequence[Entry]) -> str:
    """A word that changes when the entries do: with it a program asks whether there is anything new."""
    return hashlib.sha256(repr(list(entries)).encode()).hexdigest()[:32]


def write_calendar(
    entries: Iterable[Entry], *, name: str, organiser: Party, site: str, at: datetime.datetime
) -> bytes:
    """The bytes of an .ics file that publishes entries: it names no guests (RFC 5546, 3.2.1)."""
    file = _file("PUBLISH")
    file.add("x-wr-calname", name)
    file.add("x-wr-timezone", ZONE)
    file.add("refresh-interval", datetime.timedelta(hours=1), parameters={"VALUE": "DURATION"})
    file.add("x-published-ttl", "PT1H")
    for one in entries:
        event = _event(one, site, at)
        event["organizer"] = _address(organiser)
        file.add_component(event)
    return bytes(file.to_ical())


def write_invitation(
    entry: Entry, *, method: Method, organiser: Party, guest: Party, site: str, at: datetime.datetime
) -> bytes:
    """The bytes of one invitation, or of its withdrawal.

    Programs enter it only for a guest whom it names, and strike out only what the same organiser sent under
    the same identifier with a number no higher (RFC 5546, 3.2.2 and 3.2.5). The guest booked already, so no
    answer is asked for.
    """
    file = _file(method)
    event = _event(entry, site, at)
    event["organizer"] = _address(organiser)
    event["attendee"] = _address(
        guest,
        CUTYPE="INDIVIDUAL",
        ROLE="REQ-PARTICIPANT",
        PARTSTAT="ACCEPTED" if method == "REQUEST" else "DECLINED",
        RSVP="FALSE",
    )
    file.add_component(event)
    return bytes(file.to_ical())


def _file(method: str) -> Calendar:
    file = Calendar()
    file.add("prodid", PRODUCT)
    file.add("version", "2.0")
    file.add("calscale", "GREGORIAN")
    file.add("method", method)
    file.add_component(Timezone.from_ical(LONDON))
    return file


def _address(party: Party, **parameters: str) -> vCalAddress:
    """Quotation marks are left out of names: Outlook does not know how they are written in a parameter."""
    found = vCalAddress(f"mailto:{party.email}")
    found.params["CN"] = vText(party.name.replace('"', "").replace("\n", " "))
    for name, value in parameters.items():
        found.params[name] = vText(value)
    return found


def _event(one: Entry, site: str, at: datetime.datetime) -> Event:
    event = Event()
    event.add("uid", f"{one.uid}@{site}")
    event.add("dtstamp", at.astimezone(datetime.UTC))
    event.add("summary", one.title)
    whole_days = not isinstance(one.ends, datetime.datetime)
    event.add("dtstart", _here(one.starts))
    event.add("dtend", one.ends + datetime.timedelta(days=1) if whole_days else _here(one.ends))
    event.add("sequence", one.changes)
    event.add("transp", "OPAQUE" if one.blocks else "TRANSPARENT")
    event.add("status", "CANCELLED" if one.cancelled else "TENTATIVE" if one.tentative else "CONFIRMED")
    for name, value in (("location", one.place), ("url", one.link), ("description", one.words)):
        if value:
            event.add(name, value)
    return event


def _here(when: datetime.datetime | datetime.date) -> datetime.datetime | datetime.date:
    """A moment on the clocks of the United Kingdom; a day as it is."""
    return when.astimezone(ZoneInfo(ZONE)) if isinstance(when, datetime.datetime) else when
