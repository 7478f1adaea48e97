from __future__ import annotations

import datetime
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from academy.law.pack import current_pack
from courses.cohorts.calendar import (
    FULL_TIME,
    MemberCalendar,
    Span,
    hours_of,
    lay_out,
    works_on,
    worth_of,
)

Day = datetime.date
TABLE = current_pack().calendar
FIRST = st.dates(Day(2024, 1, 1), Day(2028, 6, 1))
PATTERNS = (
    ("Mon Tue Wed Thu Fri", "1"), ("Mon Tue Wed Thu", "0.8"), ("Wed Thu Fri", "0.6"),
    ("Mon Tue Wed(am)", "0.5"), ("Mon Tue Wed Thu", "1"), ("", "0.5"), ("Tue", "0.2"),
)  # fmt: skip
HOURS = st.sampled_from(
    [(hours_of(starts_on=Day.min, working_days=w, share=Decimal(s)),) for w, s in PATTERNS]
)


@st.composite
def absences(draw: st.DrawFn, first: Day) -> list[Span]:
    spans = draw(st.lists(st.tuples(st.integers(-10, 120), st.integers(0, 30)), max_size=4))
    return [
        Span(first + datetime.timedelta(days=a), first + datetime.timedelta(days=a + length))
        for a, length in spans
    ]


@st.composite
def cases(draw: st.DrawFn) -> tuple[Day, tuple, list[Span]]:
    first = draw(FIRST)
    return first, draw(HOURS), draw(absences(first))


def laid(first: Day, hours: tuple = (FULL_TIME,), away: list[Span] | None = None) -> MemberCalendar:
    return lay_out(starts_on=first, hours=hours, away=away or [], table=TABLE)


def dates_of(found: MemberCalendar) -> list[Day]:
    ends = [found.protected_until, found.check_on]
    return [week.starts_on for week in found.weeks] + [week.ends_on for week in found.weeks] + ends


@given(cases())
def test_no_date_falls_on_a_bank_holiday_or_on_a_day_they_do_not_work(case):
    first, hours, away = case
    found = laid(first, hours, away)
    days = [day for week in found.weeks for day in week.days]
    assert all(works_on(day, hours, away, TABLE) for day in [*days, *dates_of(found)])
    assert not set(days) & set(TABLE.holidays)


@given(cases(), st.integers(-10, 100), st.integers(0, 20))
def test_more_absence_never_makes_anything_earlier(case, start, length):
    first, hours, away = case
    more = Span(first + datetime.timedelta(days=start), first + datetime.timedelta(days=start + length))
    before, after = dates_of(laid(first, hours, away)), dates_of(laid(first, hours, [*away, more]))
    assert all(late >= early for early, late in zip(before, after, strict=True))


@given(cases())
def test_each_week_is_five_full_days_of_work_and_the_weeks_follow_one_another(case):
    first, hours, away = case
    found = laid(first, hours, away)
    days = [day for week in found.weeks for day in week.days]
    assert days == sorted(set(days)) and days[0] >= first
    brought = [sum(worth_of(day, hours, TABLE) for day in week.days) for week in found.weeks]
    for number in range(1, 7):
        assert sum(brought[:number]) >= 50_000 * number
        last = found.weeks[number - 1].ends_on
        assert sum(brought[:number]) - worth_of(last, hours, TABLE) < 50_000 * number


@given(FIRST, st.integers(0, 25), st.integers(0, 9))
def test_days_missed_move_a_gate_by_as_many_working_days(first, start, length):
    away = [Span(first + datetime.timedelta(days=start), first + datetime.timedelta(days=start + length))]
    found = laid(first, away=away)
    own = [
        day
        for n in range((found.gates[3] - first).days + 1)
        if works_on(day := first + datetime.timedelta(days=n), (FULL_TIME,), [], TABLE)
    ]
    assert len(own) == 30 + len(found.missed)


@given(FIRST, HOURS)
def test_time_away_told_twice_moves_the_gate_once(first, hours):
    week = Span(first + datetime.timedelta(days=7), first + datetime.timedelta(days=13))
    assert laid(first, hours, [week]) == laid(first, hours, [week, week])


def test_six_weeks_without_a_bank_holiday_are_six_calendar_weeks():
    found = laid(Day(2026, 11, 2))
    assert [week.starts_on for week in found.weeks][3] == Day(2026, 11, 23)
    assert found.gates == {1: Day(2026, 11, 13), 2: Day(2026, 11, 27), 3: Day(2026, 12, 11)}
    assert found.protected_until == Day(2027, 1, 27)
    assert found.check_on == Day(2027, 3, 11)


def test_easter_moves_the_weeks_after_it_by_two_days():
    found = laid(Day(2026, 3, 23))
    assert found.weeks[1].days == (
        Day(2026, 3, 30), Day(2026, 3, 31), Day(2026, 4, 1), Day(2026, 4, 2), Day(2026, 4, 7),
    )  # fmt: skip
    assert found.gates[1] == Day(2026, 4, 7)


def test_three_days_a_week_take_ten_calendar_weeks():
    hours = (hours_of(starts_on=Day.min, working_days="Wed Thu Fri", share=Decimal("0.6")),)
    found = laid(Day(2026, 1, 7), hours)
    assert found.gates[3] == Day(2026, 3, 13)


def test_a_change_of_hours_counts_from_its_day():
    half = hours_of(starts_on=Day(2026, 11, 16), working_days="Mon Tue Wed(am)", share=Decimal("0.5"))
    found = laid(Day(2026, 11, 2), (FULL_TIME, half))
    assert (found.gates[1], found.gates[2]) == (Day(2026, 11, 13), Day(2026, 12, 9))


def test_the_week_of_a_day():
    found = laid(Day(2026, 11, 2))
    assert found.week_on(Day(2026, 11, 1)) is None
    assert [found.week_on(Day(2026, 11, day)).number for day in (2, 8, 9, 26)] == [1, 1, 2, 4]
    assert found.week_on(Day(2026, 12, 12)) is None
    assert (found.next_gate(Day(2026, 11, 13)), found.next_gate(Day(2026, 11, 14))) == (1, 2)
    assert found.released_on(3) == Day(2026, 11, 16) and found.released_on(7) is None


def test_years_that_the_table_does_not_know_still_get_weeks():
    assert laid(Day(2031, 1, 6)).gates[1] == Day(2031, 1, 17)
