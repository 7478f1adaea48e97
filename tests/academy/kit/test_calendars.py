"""Calendar files, read with a library that did not write them."""

from __future__ import annotations

import datetime
from dataclasses import replace
from typing import Any

import pytest
import vobject

from academy.kit.calendars import (
    Entry,
    Party,
    mark_of,
    party_of,
    site_of,
    write_calendar,
    write_invitation,
)

AT = datetime.datetime(2026, 11, 2, 9, tzinfo=datetime.UTC)
DESK = Party("Alderwick SEND Academy", "academy@alderwick.example")
GUEST = Party('Dawn "Dee" Achebe; SENCO, Oakfield', "dawn@oakfield.example")
ENTRY = Entry(
    uid="booking-7",
    title="Annual reviews: the school’s report, and the meeting",
    starts=datetime.datetime(2026, 12, 3, 16, tzinfo=datetime.UTC),
    ends=datetime.datetime(2026, 12, 3, 17, 30, tzinfo=datetime.UTC),
    place="Millbrook Centre, 1 Mill Lane",
    link="https://academy.example/hub/bookings/7/",
    changes=2,
    words="Join: https://meet.example/a\nBring a report",
)


def read(file: bytes) -> Any:
    """The file as the second library reads it."""
    return vobject.readOne(file.decode())


def invitation(method: Any = "REQUEST", **changes: Any) -> bytes:
    return write_invitation(
        replace(ENTRY, **changes), method=method, organiser=DESK, guest=GUEST, site="academy.example", at=AT
    )


def published(*entries: Entry) -> bytes:
    return write_calendar(entries, name="Me", organiser=DESK, site="academy.example", at=AT)


def test_an_invitation_names_who_organises_and_who_comes() -> None:
    file = read(invitation())
    event = file.vevent
    assert file.method.value == "REQUEST" and len(file.vevent_list) == 1
    assert event.organizer.value == "mailto:academy@alderwick.example"
    assert event.attendee.value == "mailto:dawn@oakfield.example"
    said = {name: event.attendee.params[name] for name in ("PARTSTAT", "RSVP", "ROLE")}
    assert said == {"PARTSTAT": ["ACCEPTED"], "RSVP": ["FALSE"], "ROLE": ["REQ-PARTICIPANT"]}
    assert event.attendee.params["CN"] == ["Dawn Dee Achebe; SENCO, Oakfield"]
    assert event.status.value == "CONFIRMED" and event.sequence.value == "2"
    assert event.uid.value == "booking-7@academy.example"
    assert event.description.value == "Join: https://meet.example/a\nBring a report"


def test_a_withdrawal_strikes_out_the_same_entry() -> None:
    event = read(invitation("CANCEL", cancelled=True, changes=3)).vevent
    assert read(invitation("CANCEL", cancelled=True)).method.value == "CANCEL"
    assert event.uid.value == read(invitation()).vevent.uid.value
    assert event.status.value == "CANCELLED" and int(event.sequence.value) > int(
        read(invitation()).vevent.sequence.value
    )


@pytest.mark.parametrize(
    ("starts", "clock"),
    [
        (datetime.datetime(2027, 3, 27, 16, tzinfo=datetime.UTC), "20270327T160000"),
        (datetime.datetime(2027, 3, 29, 15, tzinfo=datetime.UTC), "20270329T160000"),
        (datetime.datetime(2026, 10, 24, 15, tzinfo=datetime.UTC), "20261024T160000"),
        (datetime.datetime(2026, 10, 26, 16, tzinfo=datetime.UTC), "20261026T160000"),
    ],
)
def test_four_o_clock_is_four_o_clock_on_both_sides_of_a_change_of_clocks(
    starts: datetime.datetime, clock: str
) -> None:
    file = invitation(starts=starts, ends=starts + datetime.timedelta(hours=1))
    assert f"DTSTART;TZID=Europe/London:{clock}".encode() in file
    assert read(file).vevent.dtstart.value == starts


def test_the_time_zone_is_two_yearly_rules() -> None:
    """Outlook takes the first alone of a list of dates: hence rules."""
    file = invitation()
    assert file.count(b"BEGIN:VTIMEZONE") == 1 and file.count(b"RRULE:FREQ=YEARLY") == 2
    assert b"RDATE" not in file


def test_lines_are_folded_and_end_as_the_standard_says() -> None:
    lines = invitation(title="Ü" * 120).split(b"\r\n")
    assert all(len(line) <= 75 for line in lines) and lines[-1] == b""
    assert read(invitation(title="Ü" * 120)).vevent.summary.value == "Ü" * 120


def test_a_published_calendar_names_no_guests() -> None:
    day = datetime.date(2026, 11, 27)
    file = read(published(ENTRY, Entry("gate-1", "Gate 1", day, day, blocks=False)))
    assert file.method.value == "PUBLISH" and len(file.vevent_list) == 2
    assert all(not hasattr(one, "attendee") for one in file.vevent_list)
    gate = file.vevent_list[1]
    assert (gate.dtstart.value, gate.dtend.value) == (day, day + datetime.timedelta(days=1))
    assert gate.transp.value == "TRANSPARENT"


def test_an_empty_calendar_can_be_read() -> None:
    file = read(published())
    assert file.x_wr_calname.value == "Me" and not hasattr(file, "vevent")


def test_what_is_not_settled_is_tentative() -> None:
    assert read(published(replace(ENTRY, tentative=True))).vevent.status.value == "TENTATIVE"


def test_the_mark_changes_with_the_entries_and_only_with_them() -> None:
    assert mark_of([ENTRY]) == mark_of([replace(ENTRY)])
    assert mark_of([ENTRY]) != mark_of([replace(ENTRY, changes=3)])


def test_addresses_are_read_from_the_settings() -> None:
    assert party_of("SEND Academy <a@b.example>") == Party("SEND Academy", "a@b.example")
    assert party_of("a@b.example") == Party("a@b.example", "a@b.example")
    assert site_of("https://academy.example:8000/x/") == "academy.example"
