"""Counting: what holds for every date, and the hard ones by hand."""

import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from academy.law import dates
from academy.law.dates import Before, Count
from academy.law.pack import current_pack

D = datetime.date
TABLE = current_pack().calendar
DAYS = st.dates(D(2024, 3, 1), D(2029, 9, 30))
COUNTS = st.one_of(
    st.builds(Count, st.integers(1, 60), st.just("weeks"), st.booleans()),
    st.builds(Count, st.integers(1, 120), st.just("days"), st.booleans()),
    st.builds(Count, st.integers(1, 24), st.just("months"), st.booleans()),
    st.builds(Count, st.integers(1, 12), st.just("weeks"), st.just(False), st.just(True)),
    st.builds(Count, st.integers(1, 12), st.just("months"), st.just(False), st.just(True)),
)


def easter(year: int) -> D:
    """Easter Sunday by the Gregorian computus, which the table does not use."""
    a, b, c = year % 19, year // 100, year % 100
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    rest = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    m = (a + 11 * h + 22 * rest) // 451
    month, day = divmod(h + rest - 7 * m + 114, 31)
    return D(year, month, day + 1)


@given(DAYS, DAYS, COUNTS)
def test_a_later_start_never_gives_an_earlier_end(one: D, two: D, count: Count) -> None:
    early, late = sorted((one, two))
    assert dates.end_of(early, count, TABLE) <= dates.end_of(late, count, TABLE)


@given(DAYS, DAYS, st.integers(1, 40))
def test_working_days_are_monotone_and_end_on_a_working_day(one: D, two: D, n: int) -> None:
    early, late = sorted((min(one, D(2029, 6, 1)), min(two, D(2029, 6, 1))))
    ends = [dates.add_working_days(day, n, TABLE) for day in (early, late)]
    assert ends[0] <= ends[1]
    assert all(TABLE.is_working(end) for end in ends)
    between = [dates.add_days(early, at) for at in range(1, (ends[0] - early).days + 1)]
    assert sum(TABLE.is_working(day) for day in between) == n


@given(DAYS)
def test_safe_day_is_the_last_working_day_and_safe_twice(day: D) -> None:
    safe = dates.safe_day(day, TABLE)
    assert safe <= day and TABLE.is_working(safe)
    assert dates.safe_day(safe, TABLE) == safe
    assert not any(TABLE.is_working(dates.add_days(safe, at)) for at in range(1, (day - safe).days + 1))


@given(DAYS, DAYS)
def test_the_tribunal_moves_only_resting_days_and_only_forward(one: D, two: D) -> None:
    early, late = sorted((one, two))
    rolled = dates.roll_for_tribunal(early, TABLE)
    assert rolled >= early and not dates.is_resting(rolled)
    assert dates.roll_for_tribunal(rolled, TABLE) == rolled
    assert rolled <= dates.roll_for_tribunal(late, TABLE)
    assert (rolled == early) == (not dates.is_resting(early))
    if rolled != early:
        assert TABLE.is_working(rolled)


@given(DAYS, st.integers(1, 24))
def test_months_keep_the_day_or_take_the_last_day_of_a_shorter_month(day: D, n: int) -> None:
    end = dates.add_months(day, n)
    assert (end.year * 12 + end.month) - (day.year * 12 + day.month) == n
    assert end.day == day.day or (end.day < day.day and dates.add_days(end, 1).month != end.month)


@given(DAYS, st.integers(1, 60))
def test_weeks_keep_the_day_of_the_week_across_the_change_of_clocks(day: D, n: int) -> None:
    end = dates.end_of(day, Count(n, "weeks"), TABLE)
    assert end.weekday() == day.weekday() and (end - day).days == 7 * n
    assert dates.end_of(end, Count(n, "weeks", back=True), TABLE) == day


@given(DAYS, st.integers(1, 60))
def test_a_first_day_that_counts_ends_one_day_sooner(day: D, n: int) -> None:
    for unit in ("days", "weeks"):
        plain, first = (dates.end_of(day, Count(n, unit, counts), TABLE) for counts in (False, True))
        assert (plain - first).days == 1


@given(DAYS, COUNTS)
def test_the_words_end_with_the_date(day: D, count: Count) -> None:
    counted = dates.count(day, count, TABLE)
    assert counted.date == dates.end_of(day, count, TABLE)
    assert f"{counted.date.day} {counted.date:%B} {counted.date.year}" in counted.steps[0]


@pytest.mark.parametrize(
    ("start", "n", "end"),
    [
        (D(2026, 12, 31), 2, D(2027, 2, 28)),
        (D(2027, 12, 31), 2, D(2028, 2, 29)),
        (D(2028, 2, 29), 12, D(2029, 2, 28)),
        (D(2027, 2, 28), 1, D(2027, 3, 28)),
        (D(2027, 7, 31), -5, D(2027, 2, 28)),
        (D(2026, 1, 15), -1, D(2025, 12, 15)),
    ],
)
def test_months_at_their_ends(start: D, n: int, end: D) -> None:
    assert dates.add_months(start, n) == end


@pytest.mark.parametrize(
    ("start", "end"),
    [
        (D(2026, 11, 10), D(2027, 11, 9)),
        (D(2028, 2, 29), D(2029, 2, 28)),
        (D(2027, 3, 1), D(2028, 2, 29)),
        (D(2026, 1, 1), D(2026, 12, 31)),
    ],
)
def test_twelve_months_starting_with_a_day(start: D, end: D) -> None:
    assert dates.end_of(start, Count(12, "months", first_day_counts=True), TABLE) == end


@pytest.mark.parametrize(
    ("day", "rolled"),
    [
        (D(2026, 7, 31), D(2026, 7, 31)),
        (D(2026, 8, 1), D(2026, 9, 1)),
        (D(2024, 8, 31), D(2024, 9, 2)),
        (D(2026, 12, 24), D(2026, 12, 24)),
        (D(2026, 12, 25), D(2027, 1, 4)),
        (D(2028, 1, 1), D(2028, 1, 4)),
        (D(2025, 1, 1), D(2025, 1, 2)),
        (D(2025, 1, 4), D(2025, 1, 4)),
    ],
)
def test_the_tribunals_summer_and_christmas(day: D, rolled: D) -> None:
    assert dates.roll_for_tribunal(day, TABLE) == rolled


def test_words_of_each_way_of_counting() -> None:
    say = lambda start, limit: dates.count(start, limit, TABLE).steps  # noqa: E731
    assert say(D(2026, 9, 7), Count(6, "weeks")) == ("7 September + 6 weeks = 19 October 2026.",)
    assert say(D(2026, 11, 11), Count(2, "weeks", back=True)) == ("11 November - 2 weeks = 28 October 2026.",)
    assert say(D(2026, 12, 31), Count(2, "months"))[1].startswith("February 2027 has no day 31")
    assert say(D(2026, 12, 18), Count(3, "working_days")) == (
        "18 December + 3 working days = 23 December 2026.",
        "Saturdays and Sundays are not counted.",
    )
    assert (
        "bank holidays 25 December, 28 December and 1 January"
        in say(D(2026, 12, 18), Count(12, "working_days"))[1]
    )
    assert "before 15 February 2027, not by it" in say(D(2027, 9, 1), Before(2, 15))[0]


def test_before_the_first_of_march_in_a_leap_year() -> None:
    assert dates.last_day_before(Before(3, 1), 2028) == D(2028, 2, 29)


@pytest.mark.parametrize("year", range(2024, 2030))
def test_the_bank_holidays_are_those_of_the_act(year: int) -> None:
    held = {day for day in TABLE.holidays if day.year == year}
    monday = lambda day, step: next(  # noqa: E731
        d for d in (dates.add_days(day, step * at) for at in range(7)) if d.weekday() == 0
    )
    sunday = easter(year)
    fixed = [dates.add_days(sunday, -2), dates.add_days(sunday, 1)]
    fixed += [monday(D(year, 5, 1), 1), monday(D(year, 5, 31), -1), monday(D(year, 8, 31), -1)]
    for asked in (D(year, 1, 1), D(year, 12, 25), D(year, 12, 26)):
        while asked.weekday() > 4 or asked in fixed:
            asked = dates.add_days(asked, 1)
        fixed.append(asked)
    assert held == set(fixed) and len(held) == 8


def test_a_year_without_a_table_is_refused_in_words() -> None:
    with pytest.raises(ValueError, match="known here from 2024 to 2029, so working days in 2030"):
        TABLE.is_working(D(2030, 1, 2))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2027-02-30", "There is no 30 February 2027: that month has 28 days"),
        ("2027-02-29", "that month has 28 days"),
        ("2026-13-01", "There is no month 13"),
        ("2026-04-00", "There is no 0 April 2026"),
        ("0026-04-01", "The year 26 cannot be right"),
        ("7/9/2026", "Write it as 2026-09-07"),
        ("٢٠٢٦-٠٩-٠٧", "Write it as 2026-09-07"),
        ("", "Write it as 2026-09-07"),
    ],
)
def test_impossible_dates_are_refused_in_words(text: str, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        dates.read_day(text)


@given(st.dates(dates.FIRST, dates.LAST))
def test_every_possible_date_is_read(day: D) -> None:
    assert dates.read_day(f" {day.isoformat()} ") == day


CLOSURE = {"shut": D(2026, 7, 22), "reopens": D(2026, 9, 3), "weeks": 4, "lead_weeks": 1}


@pytest.mark.parametrize(
    ("asked", "fits"),
    [
        (D(2026, 7, 14), False),
        (D(2026, 7, 15), True),
        (D(2026, 8, 27), True),
        (D(2026, 8, 28), False),
    ],
)
def test_the_window_of_a_closure_includes_both_its_ends(asked: D, fits: bool) -> None:
    assert dates.closure_fits(asked=asked, **CLOSURE).fits is fits


@pytest.mark.parametrize(("reopens", "fits"), [(D(2026, 8, 18), False), (D(2026, 8, 19), True)])
def test_a_closure_needs_28_whole_days(reopens: D, fits: bool) -> None:
    asked = D(2026, 7, 22)
    assert dates.closure_fits(asked=asked, **{**CLOSURE, "reopens": reopens}).fits is fits


@pytest.mark.parametrize(
    ("away", "back", "fits"),
    [
        (D(2026, 10, 1), D(2026, 10, 29), True),
        (D(2026, 10, 1), D(2026, 10, 28), False),
        (D(2026, 8, 1), D(2026, 10, 4), False),
        (D(2026, 8, 1), D(2026, 10, 5), True),
        (D(2026, 12, 10), D(2027, 3, 1), False),
    ],
)
def test_absence_counts_only_within_the_period(away: D, back: D, fits: bool) -> None:
    tested = dates.absence_fits(away=away, back=back, start=D(2026, 9, 7), end=D(2026, 12, 28), weeks=4)
    assert tested.fits is fits


def test_nobody_else_counts_days() -> None:
    """Statutory time is counted in dates.py alone: no other part of law adds or takes away days."""
    folder = Path(dates.__file__).parent
    guilty = [
        path.name
        for path in folder.rglob("*.py")
        if path.name != "dates.py"
        and any(w in path.read_text() for w in ("timedelta", "monthrange(20", ".days "))
    ]
    assert [name for name in guilty if name != "reading.py"] == []
    assert "timedelta" not in (folder / "reading.py").read_text()


def test_the_window_of_a_closure_opens_and_ends_the_lead_time_before() -> None:
    assert dates.closure_window(D(2026, 7, 22), D(2026, 9, 3), 1) == (D(2026, 7, 15), D(2026, 8, 27))
