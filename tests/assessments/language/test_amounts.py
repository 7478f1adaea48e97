"""Numbers, amounts, periods and dates as people write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.language.derivations import Amounts, dropped
from assessments.language.periods import quantities_of
from assessments.language.quantity import DATE, GROUP, LABEL, MINUTE, SPAN, TIMES
from assessments.language.text import Text


def of_kind(text: str, kind: str) -> list[tuple[float, float, str]]:
    return [(q.low, q.high, q.unit) for q in quantities_of(text) if q.kind == kind]


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("25 minutes", 25),
        ("25-minute", 25),
        ("25 mins", 25),
        ("25min", 25),
        ("twenty-five minutes", 25),
        ("half an hour", 30),
        ("a half-hour session", 30),
        ("a quarter of an hour", 15),
        ("three quarters of an hour", 45),
        ("an hour", 60),
        ("1 h", 60),
        ("one hour", 60),
        ("an hour and a half", 90),
        ("one and a half hours", 90),
        ("1½ hours", 90),
        ("1.5 hours", 90),
        ("1 hour 30 minutes", 90),
        ("an hour and ten minutes", 70),
        ("a couple of hours", 120),
        ("a hundred and twenty minutes", 120),
        ("15 hours' support", 900),
    ],
)
def test_amounts_of_time(text: str, minutes: float) -> None:
    assert [low for low, _, _ in of_kind(text, MINUTE)] == [minutes]


@pytest.mark.parametrize(
    "text", ["15-20 minutes", "15 to 20 minutes", "15–20 minutes", "fifteen or twenty minutes"]
)
def test_a_range_is_one_amount(text: str) -> None:
    assert of_kind(text, MINUTE) == [(15, 20, "minutes")]


@pytest.mark.parametrize(
    ("text", "times", "period"),
    [
        ("three times a week", 3, "week"),
        ("3x weekly", 3, "week"),
        ("3 x 25 min a week", 3, "week"),
        ("three 25-minute sessions per week", 3, "week"),
        ("25 minutes, three times weekly", 3, "week"),
        ("every week, three sessions of 25 minutes", 3, "week"),
        ("twice weekly", 2, "week"),
        ("twice-weekly", 2, "week"),
        ("2/week", 2, "week"),
        ("once a fortnight", 1, "fortnight"),
        ("fortnightly", 1, "fortnight"),
        ("every other week", 0.5, "week"),
        ("on alternate Mondays", 0.5, "week"),
        ("every six weeks", 1 / 6, "week"),
        ("on Mondays and Thursdays", 2, "week"),
        ("Monday to Friday", 5, "week"),
        ("five days a week", 5, "week"),
        ("daily", 1, "day"),
        ("every school day", 1, "day"),
        ("each morning", 1, "day"),
        ("each term-time week", 1, "week"),
        ("each term", 1, "term"),
        ("half-termly", 1, "half-term"),
        ("every half term", 1, "half-term"),
        ("38 a year", 38, "year"),
        ("12 sessions a year", 12, "year"),
        ("in every lesson", 1, "lesson"),
        ("each hour", 1, "hour"),
        ("every half hour", 2, "hour"),
    ],
)
def test_how_often(text: str, times: float, period: str) -> None:
    assert of_kind(text, TIMES) == [(times, times, period)]


@pytest.mark.parametrize(
    ("text", "size"),
    [
        ("one-to-one", 1),
        ("1:1", 1),
        ("1-1", 1),
        ("1 to 1", 1),
        ("1:3", 3),
        ("a ratio of one to three", 3),
        ("one adult to three pupils", 3),
        ("one adult for every four pupils", 4),
        ("a group of four", 4),
        ("a group of up to six", 6),
        ("no more than four pupils", 4),
        ("up to three other pupils", 4),
        ("Dev and two friends", 3),
        ("a class of ten", 10),
        ("a group (maximum 4)", 4),
    ],
)
def test_sizes_of_groups(text: str, size: float) -> None:
    assert [high for _, high, _ in of_kind(text, GROUP)] == [size]


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("by 4 December 2026", (2026, 12, 4)),
        ("on Friday 4th of December", (0, 12, 4)),
        ("December 4, 2026", (2026, 12, 4)),
        ("04/12/2026", (2026, 12, 4)),
        ("2026-12-04", (2026, 12, 4)),
        ("by July 2028", (2028, 7, 0)),
        ("in May", (0, 5, 0)),
        ("the summer term 2027", (2027, 0, 0)),
        ("3 Sept", (0, 9, 3)),
    ],
)
def test_dates(text: str, date: tuple[int, int, int]) -> None:
    assert [q.date[:3] for q in quantities_of(text) if q.kind == DATE and q.date] == [date]


@pytest.mark.parametrize("text", ["31/02/2026", "He may go", "march on", "in a second", "no more", "once"])
def test_what_is_no_date(text: str) -> None:
    assert of_kind(text, DATE) == []


def test_names_clocks_and_telephones_are_no_amounts() -> None:
    assert of_kind("Year 9 and Key Stage 2", LABEL) == [(9, 9, "year"), (2, 2, "stage")]
    assert quantities_of("Ring 01632 960 123") == []
    assert [q.kind for q in quantities_of("at 9.30am and at 10:15")] == ["clock", "clock"]
    assert of_kind("38 weeks a year", TIMES) == [] and of_kind("38 weeks a year", SPAN) == [(38, 38, "week")]


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("up to four", "most"),
        ("no more than 4", "most"),
        ("at least four", "least"),
        ("4 or more", "least"),
        ("four", ""),
    ],
)
def test_limits(text: str, bound: str) -> None:
    assert [q.bound for q in quantities_of(f"{text} pupils" if "or" not in text else text)] == [bound]


@pytest.mark.parametrize(
    ("source", "other"),
    [
        ("once a week for 38 weeks", "38 a year"),
        ("38 sessions a year, weekly", "38 weeks"),
        ("daily", "five times a week"),
        ("termly", "three times a year"),
        ("three 25-minute sessions a week", "75 minutes"),
        ("9 hours, 12 hours and 4 hours", "25 hours"),
        ("one hour", "60 minutes"),
        ("15-20 minutes", "18 minutes"),
        ("4 December 2026", "Friday 4 December"),
        ("twice a week for 24 weeks", "48 lessons"),
    ],
)
def test_what_follows_is_not_new(source: str, other: str) -> None:
    held = Amounts(quantities_of(source))
    assert held.unfounded(quantities_of(other)) == []


@pytest.mark.parametrize(
    ("source", "other"),
    [
        ("once a week", "daily"),
        ("25 minutes", "30 minutes"),
        ("38 weeks", "36 weeks"),
        ("4 December 2026", "5 December"),
        ("July 2027", "4 July 2027"),
        ("a group of four", "one-to-one"),
        ("£40", "£50"),
    ],
)
def test_what_does_not_follow_is_new(source: str, other: str) -> None:
    assert len(Amounts(quantities_of(source)).unfounded(quantities_of(other))) == 1


def test_everything_of_a_text_follows_from_itself() -> None:
    text = "3 x 25 minutes a week, 1:3, by 4 May 2027, £30, 80%, Year 9, at 9.30am, for 12 weeks, two roles"
    held = quantities_of(text)
    assert len(held) == 10 and Amounts(held).unfounded(held) == [] and dropped(Amounts(held), held) == []


@given(st.text(max_size=300))
def test_any_text_can_be_read(text: str) -> None:
    for quantity in quantities_of(text):
        assert 0 <= quantity.first < quantity.until <= len(Text(text).tokens)


@given(st.integers(1, 400), st.sampled_from(["minutes", "weeks", "pupils", "times a week", "sessions"]))
def test_an_amount_in_digits_is_read_as_it_is(number: int, unit: str) -> None:
    assert [q.low for q in quantities_of(f"{number} {unit}")] == [number]
