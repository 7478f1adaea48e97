"""Where people stand against the matrix, and how reasons become one list: pure rules."""

from __future__ import annotations

import datetime

import pytest

from courses.requirements.rules.audiences import GROUP_OF, roles_in
from courses.requirements.rules.merging import LAW, MATRIX, PERSON, RULE, Because, Thing, merge
from courses.requirements.rules.standing import (
    Cell,
    Facts,
    Holder,
    Line,
    add_months,
    forecast,
    stand,
)

TODAY = datetime.date(2026, 11, 20)
STARTED = datetime.date(2026, 11, 2)
EARLIER = datetime.date(2026, 1, 24)


def day(count: int) -> datetime.date:
    return TODAY + datetime.timedelta(days=count)


def cell(**more: object) -> Cell:
    given: dict[str, object] = {
        "pk": 1, "training": "Letters", "group": "S", "roles": (), "things": ("PM-18",), "first_days": 28,
        "refresh_months": None, "active_from": datetime.date(2020, 1, 1), "active_to": None, "reason": "All.",
    }  # fmt: skip
    return Cell(**{**given, **more})  # type: ignore[arg-type]


def one(
    facts: Facts | None = None, since: datetime.date = STARTED, role: str = "R02", **more: object
) -> Line:
    (line,) = stand(
        cells=[cell(**more)], holders=[Holder(7, role, since)], facts=facts or Facts(), today=TODAY
    )
    return line


def test_a_new_person_has_time_and_is_late_after_it() -> None:
    line = one()
    assert (line.state, line.due_on) == ("due", datetime.date(2026, 11, 30))
    assert one(since=day(-28)).state == "due"
    assert one(since=day(-29)).state == "overdue"


def test_nobody_is_late_on_the_day_on_which_a_requirement_is_written() -> None:
    line = one(since=datetime.date(2020, 1, 1), active_from=TODAY)
    assert (line.state, line.due_on) == ("due", day(28))


@pytest.mark.parametrize(
    ("role", "more"),
    [
        ("R12", {}),
        ("R02", {"roles": ("R05",)}),
        ("R02", {"active_from": day(1)}),
        ("R02", {"active_to": day(-1)}),
        ("P05", {"group": "O"}),
    ],
)
def test_others_inactive_cells_and_guests_are_left_out(role: str, more: dict[str, object]) -> None:
    holders = [Holder(7, role, STARTED)]
    assert stand(cells=[cell(**more)], holders=holders, facts=Facts(), today=TODAY) == []


def test_done_stays_done_without_a_refresh() -> None:
    line = one(Facts(done={(7, "PM-18"): datetime.date(2019, 1, 1)}))
    assert (line.state, line.due_on) == ("done", None)


@pytest.mark.parametrize(
    ("done", "state"), [(day(-300), "done"), (day(-340), "due"), (day(-365), "due"), (day(-367), "overdue")]
)
def test_a_refresh_is_asked_a_month_before(done: datetime.date, state: str) -> None:
    line = one(Facts(done={(7, "PM-18"): done}), refresh_months=12)
    assert (line.state, line.due_on) == (state, add_months(done, 12))


def test_an_exemption_holds_and_says_why() -> None:
    line = one(Facts(exempt={7: {"PM-18": "Recognised prior learning: taught it."}}), since=day(-90))
    assert (line.state, line.due_on, line.reason) == (
        "exempt", None, "Recognised prior learning: taught it.",
    )  # fmt: skip


def test_a_page_that_changed_gives_two_weeks_from_the_change() -> None:
    facts = Facts(out={"HB-01": day(-3)}, earlier=frozenset({(7, "HB-01")}))
    line = one(facts, since=day(-400), things=("HB-01",))
    assert (line.state, line.due_on) == ("due", day(11))
    never_read = one(Facts(out={"HB-01": day(-3)}), since=day(-400), things=("HB-01",))
    assert never_read.state == "overdue"


def test_what_two_cells_ask_is_one_line_with_the_earlier_date() -> None:
    cells = [cell(pk=1, first_days=60), cell(pk=2, training="Calls", roles=("R02",), first_days=30)]
    (line,) = stand(cells=cells, holders=[Holder(7, "R02", STARTED)], facts=Facts(), today=TODAY)
    assert (line.requirement, line.due_on) == (2, STARTED + datetime.timedelta(days=30))


def test_every_role_has_its_group_and_a_cell_may_name_some() -> None:
    assert (GROUP_OF["R12"], GROUP_OF["R15"], GROUP_OF["R13"], GROUP_OF["P07"]) == ("L", "M", "S", "O")
    assert "P01" not in GROUP_OF
    assert roles_in("M", ("R10", "R02")) == ("R10",)


def test_months_end_where_the_month_ends() -> None:
    assert add_months(datetime.date(2025, 12, 31), 2) == datetime.date(2026, 2, 28)
    assert add_months(datetime.date(2026, 1, 15), 36) == datetime.date(2029, 1, 15)


def test_the_forecast_counts_what_lapses_by_month() -> None:
    def line(person: int, code: str, due: datetime.date, done: datetime.date | None = EARLIER) -> Line:
        return Line(person, code, 1, "Letters", "done", due, done, "")

    lines = [
        line(1, "PM-18", datetime.date(2026, 11, 30)),
        line(1, "PM-20", datetime.date(2027, 1, 3)),
        line(2, "PM-18", datetime.date(2027, 1, 31)),
        line(3, "PM-18", datetime.date(2026, 11, 1)),
        line(4, "PM-18", datetime.date(2027, 1, 1), done=None),
        line(5, "PM-18", datetime.date(2027, 3, 1)),
    ]
    found = forecast(lines, today=TODAY)
    assert [(one.month.month, one.count, one.people) for one in found] == [
        (11, 1, 1), (12, 0, 0), (1, 2, 2), (2, 0, 0),
    ]  # fmt: skip
    assert found[2].things == {"PM-20": 1, "PM-18": 1}


def test_a_thing_that_two_ask_for_is_one_row_with_both_reasons_and_the_earliest_date() -> None:
    things = {"PM-18": Thing("Letters", "/learn/x/", 50), "HB-01": Thing("Handbook", "/handbook/h/")}
    rows = merge(
        [
            Because("PM-18", MATRIX, "Everybody needs it.", day(20)),
            Because("PM-18", RULE, "Below good twice.", day(5)),
            Because("HB-01", PERSON, "Before you start.", day(9), "Ana Reed"),
            Because("PM-18", RULE, "Below good twice.", day(5)),
            Because("PM-99", LAW, "Gone.", day(1)),
        ],
        things=things,
        today=TODAY,
    )
    assert [(row.code, row.days, [why.source for why in row.reasons]) for row in rows] == [
        ("PM-18", 5, ["rule", "matrix"]), ("HB-01", 9, ["person"]),
    ]  # fmt: skip
    assert rows[1].reasons[0].from_whom == "Ana Reed"
    assert rows[0].sources == {"rule", "matrix"}
