"""What a cell says, who may be relied on, cover, the opening sentence, months and quarters: all pure."""

from __future__ import annotations

import datetime

import pytest
from django.http import QueryDict

from competencies.entrustment.queries import Held
from home.team.rules.cells import BELOW, LAPSING, READY, Cell, lapse_words, time_words
from home.team.rules.cover import gap_without, gaps_by_person
from home.team.rules.narrowing import USUAL_TASKS, Narrow, past_months
from home.team.rules.periods import quarters_before
from home.team.rules.shortening import column_title
from home.team.rules.trusted import AUDIT, BUDDY, FINALISE, is_trusted, what_lacks
from home.team.rules.words import Lapse, say_opening

DAY = datetime.date(2026, 11, 18)
Date = datetime.date
LATER = Date(2028, 1, 1)


def held(level: int, *, until: Date = LATER, lapsed: Date | None = None) -> Held:
    since = Date(2026, 1, 1)
    return Held(
        person_id=1, task_id=1, level=level, counts=lapsed is None, since=since, valid_until=until,
        lapsed_on=lapsed, why="The law changed." if lapsed else "", entrustment_id=1, level_since=since,
    )  # fmt: skip


def cell(
    level: int | None, *, expected: int | None = None, trend: str = "", ready: int = 0, **more: Date
) -> Cell:
    return Cell(held(level, **more) if level is not None else None, expected, trend, ready, DAY)


def test_a_cell_says_the_most_pressing_first() -> None:
    assert cell(4).notes == ()
    assert cell(3, expected=4).notes == ("below expected",)
    assert cell(4, until=Date(2026, 12, 2)).notes == ("lapses 2 Dec",)
    assert cell(3, lapsed=Date(2026, 11, 9), expected=4).notes == ("lapsed 9 Nov",)
    assert cell(3, expected=4, ready=4, trend="raised").notes == ("below expected", "ready for 4", "raised")
    assert cell(4, lapsed=Date(2025, 3, 9)).notes == ("lapsed 9 Mar 2025",)


def test_a_lapse_stands_out_before_what_is_below_expected() -> None:
    assert [cell(4).edge, cell(3, expected=4).edge] == ["", "below"]
    assert cell(3, lapsed=Date(2026, 11, 9), expected=4).edge == "lapse"
    assert cell(4, until=Date(2026, 12, 2)).edge == "lapse"
    assert cell(4, until=Date(2027, 3, 2)).edge == "", "a lapse in three months is not soon"


def test_what_lapsed_counts_for_nothing_and_keeps_its_level_in_sight() -> None:
    lapsed = cell(4, lapsed=Date(2026, 11, 9), expected=4)
    assert (lapsed.level, lapsed.standing, lapsed.below_expected) == (4, 0, True)
    assert lapse_words(lapsed) == "lapsed 9 November"
    assert cell(None).level == 0 and not cell(None).below_expected
    assert cell(None, expected=1).below_expected
    assert cell(0, lapsed=Date(2026, 11, 9)).lapsed_on is None, "nobody loses a level 0"


def test_readiness_looks_for_one_kind_of_cell() -> None:
    ready, lapsing, below = cell(3, ready=4), cell(4, until=Date(2026, 12, 2)), cell(3, expected=4)
    assert [one.fits(READY) for one in (ready, lapsing, below)] == [True, False, False]
    assert [one.fits(LAPSING) for one in (ready, lapsing, below)] == [False, True, False]
    assert [one.fits(BELOW) for one in (ready, lapsing, below)] == [False, False, True]
    assert all(one.fits("") for one in (ready, lapsing, below))


@pytest.mark.parametrize(
    ("level", "licences", "expected"),
    [(4, {"auditor"}, True), (3, {"auditor"}, True), (2, {"auditor"}, False), (4, {"buddy"}, False)],
)
def test_auditing_takes_the_licence_and_the_level(level: int, licences: set[str], expected: bool) -> None:
    assert is_trusted(AUDIT, {"ET20": cell(level)}, licences) is expected


def test_finalising_takes_level_four_that_counts_and_buddying_its_own_licence() -> None:
    assert is_trusted(FINALISE, {"ET10": cell(4)}, ()) and is_trusted(FINALISE, {"ET10": cell(5)}, ())
    assert not is_trusted(FINALISE, {"ET10": cell(3)}, ())
    assert not is_trusted(FINALISE, {"ET10": cell(4, lapsed=Date(2026, 11, 9))}, ())
    assert not is_trusted(FINALISE, {}, ())
    assert is_trusted(BUDDY, {"ET21": cell(3)}, {"buddy"})
    assert not is_trusted(BUDDY, {"ET21": cell(3)}, {"auditor"})


def test_what_lacks_is_said_where_one_of_two_is_there() -> None:
    assert what_lacks(AUDIT, {"ET20": cell(2)}, {"auditor"}) == "has the licence; ET20 is at level 2"
    assert what_lacks(AUDIT, {"ET20": cell(3)}, ()) == "ET20 at level 3; no auditor’s licence"
    assert what_lacks(AUDIT, {"ET20": cell(1)}, ()) == ""
    assert what_lacks(AUDIT, {"ET20": cell(4)}, {"auditor"}) == ""
    assert what_lacks(FINALISE, {"ET10": cell(3)}, ()) == ""


ALONE = {"ET01": [1, 2, 3], "ET07": [1, 2], "ET10": [1], "ET12": []}


def test_cover_names_what_is_left_with_nobody_and_with_one() -> None:
    gap = gap_without([], ALONE)
    assert (gap.nobody, gap.one) == (("ET12",), ("ET10",))
    gap = gap_without({1}, ALONE)
    assert (gap.nobody, gap.one) == (("ET10", "ET12"), ("ET07",))
    touched = gap_without({1}, ALONE, only_touched=True)
    assert (touched.nobody, touched.one) == (("ET10",), ("ET07",)), "ET12 had nobody before"
    assert not gap_without({9}, ALONE, only_touched=True)


def test_cover_counts_those_who_are_away_already() -> None:
    gaps = gaps_by_person([1, 2, 3], ALONE, away={2})
    assert 2 not in gaps, "who is away cannot go on leave"
    assert (gaps[1].nobody, gaps[1].one) == (("ET07", "ET10"), ("ET01",))
    assert (gaps[3].nobody, gaps[3].one) == ((), ("ET01",))
    assert gaps_by_person([1, 2, 3], {"ET01": [1, 2, 3, 4]}, away=()) == {}


def test_the_opening_says_it_in_words() -> None:
    lapses = [Lapse(Date(2026, 11, 9), over=True), Lapse(Date(2026, 12, 2), over=False)]
    friday = Date(2026, 11, 20)
    said = say_opening(finalise=4, gates=[(2, friday), (2, friday), (1, None)], lapses=lapses, today=DAY)
    assert said == (
        "Four people can finalise plans alone. Two starters reach gate 2 on Friday. "
        "One level has lapsed and one lapses on 2 December."
    )
    assert say_opening(finalise=0, gates=[], lapses=[], today=DAY) == "Nobody here can finalise plans alone."
    said = say_opening(finalise=1, gates=[(3, DAY)], lapses=lapses[1:], today=DAY)
    assert said == (
        "One person can finalise plans alone. One starter reaches gate 3 today. "
        "One level lapses on 2 December."
    )
    many = [Lapse(Date(2026, 12, day), over=False) for day in (2, 5, 9)]
    said = say_opening(finalise=12, gates=[(1, Date(2026, 11, 1))], lapses=many, today=DAY)
    assert said == (
        "12 people can finalise plans alone. One starter is past a gate’s date. "
        "Three levels lapse soon, the first on 2 December."
    )


def test_the_address_narrows_and_what_is_no_choice_is_left_out() -> None:
    asked = QueryDict("role=R02&show=below&month=2026-10&task=ET10&task=ET01&task=%3Cb%3E&dates=1&away=7")
    narrow = Narrow.read(asked, today=DAY)
    assert (narrow.role, narrow.readiness, narrow.dates, narrow.away) == ("R02", "below", True, 7)
    assert narrow.day(DAY) == Date(2026, 10, 31)
    assert narrow.chosen([f"ET{n:02}" for n in range(1, 25)]) == ("ET01", "ET10")
    assert narrow.address == "role=R02&show=below&month=2026-10&dates=1&task=ET10&task=ET01&away=7"
    assert Narrow.read(QueryDict(narrow.address), today=DAY) == narrow
    for bad in ("month=2026-11", "month=2027-01", "month=nonsense", "month=1066-01"):
        assert Narrow.read(QueryDict(bad), today=DAY).month is None, "only months that are over"
    assert Narrow.read(QueryDict("role=R99&show=all&away=x"), today=DAY) == Narrow()


def test_nine_tasks_are_shown_until_somebody_chooses() -> None:
    codes = [f"ET{n:02}" for n in range(1, 25)]
    assert Narrow().chosen(codes) == USUAL_TASKS and len(USUAL_TASKS) == 9
    assert Narrow(tasks=("ET99",)).chosen(codes) == USUAL_TASKS, "an unknown task chooses nothing"
    assert Narrow().chosen(["X1", "X2"]) == ("X1", "X2"), "another framework shows its first ones"


def test_months_and_quarters() -> None:
    months = past_months(DAY)
    assert months[:2] == [Date(2026, 10, 1), Date(2026, 9, 1)] and len(months) == 24
    last, before = quarters_before(DAY)
    assert (last.first, last.last, last.words) == (Date(2026, 8, 1), Date(2026, 10, 31), "August to October")
    assert (before.first, before.last) == (Date(2026, 5, 1), Date(2026, 7, 31))
    assert quarters_before(Date(2026, 10, 31))[0] == last, "on its last day a month is over"
    turn = quarters_before(Date(2026, 1, 15))[0]
    assert (turn.first, turn.words) == (Date(2025, 10, 1), "October to December")
    assert quarters_before(Date(2026, 2, 15))[0].words == "November 2025 to January 2026"


def test_words_for_time_and_for_columns() -> None:
    assert [time_words(weeks) for weeks in (0, 3, 30, 61, 208, 312)] == [
        "week 1", "week 4", "6 months", "14 months", "4 years", "6 years",
    ]  # fmt: skip
    assert column_title("Triage a request and recommend whether to assess") == "Triage a request"
    assert column_title("Set and run the timeline of a case, warning of delay") == (
        "Set and run the timeline of a case"
    )
    assert len(column_title("Handle a safeguarding thing " * 4)) <= 36
