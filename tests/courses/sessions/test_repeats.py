"""Dates that repeat, what is pointed out about them, and the clock on the wall across clock changes."""

from __future__ import annotations

import datetime

import pytest

from academy.kit.refusals import Refused
from academy.law.pack import current_pack
from courses.sessions.rules.planning import local_moment
from courses.sessions.rules.repeats import days_of, note_days

Day = datetime.date


def test_every_week_and_every_fortnight() -> None:
    assert days_of(Day(2026, 12, 3), every="week", times=3) == [
        Day(2026, 12, 3), Day(2026, 12, 10), Day(2026, 12, 17),
    ]  # fmt: skip
    assert days_of(Day(2026, 12, 3), every="fortnight", times=2)[-1] == Day(2026, 12, 17)


def test_every_month_keeps_the_weekday_of_the_month() -> None:
    second_tuesdays = days_of(Day(2026, 11, 10), every="month", times=4)
    assert second_tuesdays == [Day(2026, 11, 10), Day(2026, 12, 8), Day(2027, 1, 12), Day(2027, 2, 9)]


def test_a_month_without_a_fifth_one_has_its_last() -> None:
    assert days_of(Day(2026, 12, 31), every="month", times=3) == [
        Day(2026, 12, 31), Day(2027, 1, 28), Day(2027, 2, 25),
    ]  # fmt: skip


def test_days_named_besides_come_in_order_and_once() -> None:
    more = [Day(2026, 12, 1), Day(2026, 12, 10)]
    assert days_of(Day(2026, 12, 3), every="week", times=2, more=more) == [
        Day(2026, 12, 1), Day(2026, 12, 3), Day(2026, 12, 10),
    ]  # fmt: skip


def test_more_than_half_a_year_of_weeks_is_refused() -> None:
    with pytest.raises(Refused, match="between 1 and 26"):
        days_of(Day(2026, 12, 3), every="week", times=27)


def test_bank_holidays_school_holidays_and_weekends_are_pointed_out() -> None:
    days = [Day(2026, 12, 17), Day(2026, 12, 25), Day(2027, 2, 16), Day(2026, 12, 5), Day(2045, 1, 3)]
    notes = {one.day: " ".join(one.notes) for one in note_days(days, current_pack().calendar)}
    assert notes[Day(2026, 12, 17)] == ""
    assert "Christmas Day" in notes[Day(2026, 12, 25)]
    assert "Spring half term 2027" in notes[Day(2027, 2, 16)]
    assert notes[Day(2026, 12, 5)] == "a Saturday"
    assert notes[Day(2045, 1, 3)] == ""


def test_the_time_on_the_wall_stays_when_the_clocks_change() -> None:
    before, after = (local_moment(Day(2027, 3, day), datetime.time(16)) for day in (25, 29))
    assert (before.astimezone(datetime.UTC).hour, after.astimezone(datetime.UTC).hour) == (16, 15)


def test_an_hour_that_does_not_exist_is_refused() -> None:
    with pytest.raises(Refused, match="does not exist"):
        local_moment(Day(2027, 3, 28), datetime.time(1, 30))
