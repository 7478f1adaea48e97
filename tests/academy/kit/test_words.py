"""Dates, lengths of time and counts as people here say them."""

from datetime import UTC, date, datetime, time

import pytest

from academy.kit import words


def test_dates_are_british() -> None:
    day = date(2026, 12, 4)
    assert words.full_date(day) == "Friday 4 December 2026"
    assert words.day_month_year(day) == "4 December 2026"
    assert words.weekday_date(day) == "Friday 4 December"
    assert words.short_date(day) == "Fri 4 Dec"
    assert words.month_year(day) == "December 2026"


def test_a_moment_is_said_in_london_time() -> None:
    late = datetime(2026, 6, 30, 23, 30, tzinfo=UTC)
    assert words.date_and_time(late) == "1 July 2026 at 12:30am"


@pytest.mark.parametrize(
    ("when", "said"),
    [
        (time(9), "9am"),
        (time(13, 30), "1:30pm"),
        (time(12), "noon"),
        (time(0), "midnight"),
        (time(12, 5), "12:05pm"),
    ],
)
def test_the_clock(when: time, said: str) -> None:
    assert words.clock(when) == said


@pytest.mark.parametrize(
    ("count", "said"), [(0, "0 min"), (35, "35 min"), (60, "1 h"), (70, "1 h 10 min"), (645, "10 h 45 min")]
)
def test_minutes(count: int, said: str) -> None:
    assert words.minutes(count) == said


def test_counts_carry_their_word() -> None:
    assert words.plural(1, "module") == "1 module"
    assert words.plural(0, "module") == "0 modules"
    assert words.plural(1290, "person", "people") == "1,290 people"


@pytest.mark.parametrize(
    ("count", "said"),
    [
        (1, "1st"),
        (2, "2nd"),
        (3, "3rd"),
        (4, "4th"),
        (11, "11th"),
        (12, "12th"),
        (22, "22nd"),
        (113, "113th"),
    ],
)
def test_ordinals(count: int, said: str) -> None:
    assert words.ordinal(count) == said


def test_lists_of_words() -> None:
    assert words.listed([]) == ""
    assert words.listed(["one"]) == "one"
    assert words.listed(["one", "two", "three"]) == "one, two and three"
