"""What meeting tools say of who was there, in the layouts and encodings in which they send it."""

from __future__ import annotations

import datetime

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from academy.kit.cells import read_cells
from academy.kit.refusals import Refused
from courses.registers.reading import Present, lasted, minutes_in, plain_name, read_report, when

DAY = datetime.date(2026, 3, 4)


def clock(hour: int, minute: int = 0) -> datetime.datetime:
    return timezone.make_aware(datetime.datetime(2026, 3, 4, hour, minute))


START, END = clock(16), clock(17, 30)
TEAMS = """1. Summary
Meeting title\tAnnual reviews
Attended participants\t3
Start time\t3/4/26, 3:58:12 PM

2. Participants
Name\tFirst Join\tLast Leave\tIn-Meeting Duration\tEmail\tParticipant ID (UPN)\tRole
Lindsay Grove\t3/4/26, 3:58:40 PM\t3/4/26, 5:31:02 PM\t1h 20m 2s\tLindsay@Oakfield.example\t\tAttendee
Robin (Guest)\t3/4/26, 4:30:00 PM\t3/4/26, 5:30:00 PM\t1h\t\t\tAttendee

3. In-Meeting Activities
Name\tJoin Time\tLeave Time\tDuration\tEmail\tRole
Lindsay Grove\t3/4/26, 3:58:40 PM\t3/4/26, 4:40:40 PM\t42m\tlindsay@oakfield.example\tAttendee
Lindsay Grove\t3/4/26, 4:50:40 PM\t3/4/26, 5:31:02 PM\t40m 22s\tlindsay@oakfield.example\tAttendee
Robin (Guest)\t3/4/26, 4:30:00 PM\t3/4/26, 5:30:00 PM\t1h\t\tAttendee
"""
ZOOM = """Meeting ID,Topic,Start Time
123,Annual reviews,04/03/2026 15:58:00

Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes),Guest,In Waiting Room
"Grove, Lindsay",lindsay@oakfield.example,04/03/2026 16:05:00,04/03/2026 17:30:00,85,Yes,No
Sam,,04/03/2026 16:00:00,04/03/2026 16:20:00,20,Yes,No
"""


def people(raw: bytes) -> list[Present]:
    rows = [row for sheet in read_cells(raw).sheets for row in sheet.rows]
    return read_report(rows, starts_at=START, ends_at=END)


def test_teams_sends_utf_16_with_tabs_and_two_joins_are_summed() -> None:
    first, second = people(TEAMS.encode("utf-16"))
    assert (first.email, first.name, second.email) == ("lindsay@oakfield.example", "Lindsay Grove", "")
    assert (first.first, first.last) == (
        clock(15, 58) + datetime.timedelta(seconds=40),
        clock(17, 31) + datetime.timedelta(seconds=2),
    )
    assert minutes_in(first, START, END) == 80
    assert minutes_in(second, START, END) == 60


def test_the_table_of_people_does_where_there_is_no_table_of_joins() -> None:
    first, second = people(TEAMS.split("\n3.")[0].encode("utf-16-le"))
    assert minutes_in(first, START, END) == 80
    assert minutes_in(second, START, END) == 60


def test_zoom_sends_commas_below_a_few_lines_about_the_meeting() -> None:
    first, second = people(ZOOM.encode())
    assert minutes_in(first, START, END) == 85 and minutes_in(second, START, END) == 20
    assert plain_name(first.name) == "lindsay grove"


def test_other_columns_are_never_read() -> None:
    raw = "Full Name,Email,Duration,Comment\nA,a@b.example,30,a child called Kim\n"
    assert "Kim" not in repr(people(raw.encode()))


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("1h 2m 3s", 62), ("62", 62), ("01:02:03", 62), ("1:02", 62), ("62 min", 62), ("45m 31s", 46),
        ("1 hour 2 minutes", 62), ("1 hr 2 min", 62), ("", 0), ("n/a", 0), ("29 s", 0), ("61.6", 62),
    ],
)  # fmt: skip
def test_lengths_as_they_are_written(text: str, minutes: int) -> None:
    assert lasted(text) == minutes


@pytest.mark.parametrize(
    "text",
    [
        "3/4/26, 4:05:00 PM", "04/03/2026 16:05:00", "4/3/2026, 16:05", "3/4/2026 4:05 PM",
        "2026-03-04T16:05:00.000Z", "2026-03-04 16:05:00", "3/4/26, 4:05:00\u202fPM", "Mar 04, 2026 16:05:00",
    ],
)  # fmt: skip
def test_times_as_they_are_written_on_the_day_of_the_session(text: str) -> None:
    assert when(text, DAY) == clock(16, 5)
    assert when(text, DAY + datetime.timedelta(days=40)) is None


@pytest.mark.parametrize("raw", [b"a,b\n1,2\n", b"Name,Comment\nA,B\n", b"Name,Duration\n"])
def test_a_file_without_such_a_table_is_refused_in_words(raw: bytes) -> None:
    with pytest.raises(Refused, match="cannot find a table"):
        people(raw)


def test_the_file_of_another_day_is_refused_in_words() -> None:
    with pytest.raises(Refused, match="not on the day"):
        people(ZOOM.replace("04/03", "11/03").encode())


@given(
    st.lists(
        st.tuples(st.integers(-60, 150), st.integers(0, 120)).map(
            lambda pair: (
                START + datetime.timedelta(minutes=pair[0]),
                START + datetime.timedelta(minutes=pair[0] + pair[1]),
            )
        ),
        max_size=6,
    )
)
def test_minutes_are_those_of_the_session_in_which_they_were_there(
    stays: list[tuple[datetime.datetime, datetime.datetime]],
) -> None:
    """Against counting minute by minute: two devices at once count once."""
    there = sum(any(a <= START + datetime.timedelta(minutes=n) < b for a, b in stays) for n in range(90))
    assert minutes_in(Present("A", "", stays), START, END) == there
