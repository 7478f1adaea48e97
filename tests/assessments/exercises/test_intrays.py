"""X12: any order that keeps the constraints scores the same; contact without long gaps; what it did."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from academy.law.pack import current_pack
from assessments.exercises.intrays.kind import X12
from assessments.exercises.intrays.week import (
    LONGEST_GAP,
    contacts_for,
    gaps_of,
    long_gaps,
    needed_contacts,
)
from assessments.questions.kinds import Line, Marked, content_faults
from tests.assessments.exercises.items import content_of

KIND = X12()
Day = datetime.date
days = st.dates(Day(2026, 1, 1), Day(2028, 6, 30))


def marked(code: str, **said: str) -> Marked:
    shown = KIND.draw(content_of(code), 0)
    return KIND.mark(
        shown, {**KIND.model(shown), **{key.replace("_", "-"): one for key, one in said.items()}}
    )


def line(found: Marked, ask: str) -> Line:
    return next(line for line in found.lines if line.ask == ask)


def test_seed_keys() -> None:
    """Safeguarding first, then the holding reply, the check of the plan, the requests, the panel."""
    places = {row["text"][:12]: row["model"] for row in content_of("X12-1")["tasks"]}
    assert places["Read the e-m"] == "mon-1" and places["Send a holdi"] == "mon-2"
    assert places["Check Carys'"] == "mon-3" and places["Write the pa"] == "tue-3"
    assert content_of("X12-4")["tasks"][0]["by"].startswith("mon")
    assert len(content_of("X12-10")["tasks"]) == 40


def test_other_orders_that_keep_everything_score_the_same() -> None:
    right = marked("X12-1")
    assert right.right
    for other in ({"t2": "mon-1"}, {"t7": "wed-1"}, {"t3": "tue-1", "t4": "wed-1"}, {"t5": "tue-3"}):
        assert marked("X12-1", **other).points == right.points, other


def test_a_task_after_its_day_loses_and_says_by_when() -> None:
    found = marked("X12-1", t2="tue-1")
    said = line(found, "t2")
    assert said.points == 0 and said.key == "By Mon 30 Nov, afternoon"
    assert "It has to be done by Mon 30 Nov, afternoon." in said.reason
    assert found.nevers == (), "a complaint late is bad, and no never"


def test_before_what_it_needs_is_half_right() -> None:
    found = marked("X12-1", t4="mon-2", t3="tue-1")
    said = line(found, "t4")
    assert said.points == 0.5 and "needs something else first: Check Carys" in said.reason


def test_not_before_it_can_be_done() -> None:
    said = line(marked("X12-3", t2="mon-2"), "t2")
    assert "cannot be done before Tue 1 Dec, afternoon" in said.reason


@pytest.mark.parametrize(
    ("task", "place", "words"),
    [
        ("t1", "mon-2", "A safeguarding task was left"),
        ("t1", "later", "A safeguarding task was left"),
        ("t4", "thu-1", "A statutory date was let go by"),
        ("t4", "", "A statutory date was let go by"),
    ],
)
def test_what_must_never_happen(task: str, place: str, words: str) -> None:
    found = marked("X12-1", **{task: place})
    assert any(never.startswith(words) for never in found.nevers) and not found.right


def test_an_empty_answer_gets_nothing_and_no_sermon() -> None:
    shown = KIND.draw(content_of("X12-1"), 0)
    found = KIND.mark(shown, {})
    assert (found.points, found.nevers) == (0, ())
    assert all(one.right is not None for one in found.lines), "no debrief of a week that nobody planned"


def test_a_day_holds_only_so_much() -> None:
    tasks = {f"t{number}": "mon-1" for number in range(1, 41)}
    found = marked("X12-10", **tasks)
    said = next(line for line in found.lines if line.label == "Your days")
    assert not said.right and "Monday has" in said.reason and said.points == 0.8


def test_a_task_without_constraints_may_stand_anywhere() -> None:
    right = marked("X12-4")
    assert marked("X12-4", t6="fri-3").points == right.points
    assert not any(one.ask == "t6" for one in right.lines)


def test_the_debrief_says_what_the_week_did_to_each_family() -> None:
    good = {one.label: one.reason for one in marked("X12-1").lines if one.right is None}
    assert "Asha was safe the same morning" in good["What your week did: Asha's family"]
    bad = [one for one in marked("X12-1", t4="fri-1").lines if one.right is None]
    assert bad[0].label == "What your week did: Carys's family", "who was harmed comes first"
    assert "Her help begins later" in bad[0].reason and bad[0].of == 0


def test_contact_gaps() -> None:
    """From 30 November to 18 January are 49 days: two contacts are needed."""
    assert line(marked("X12-2"), "f1-1").points == 1
    one = line(marked("X12-2", f1_1="2026-12-21", f1_2="", f1_3=""), "f1-1")
    assert one.points == 0.5 and "they hear nothing for 28 days" in one.reason
    none = line(marked("X12-2", f1_1="", f1_2=""), "f1-1")
    assert none.points == 0 and "49 days" in none.reason
    outside = line(marked("X12-2", f1_1="2026-12-21", f1_2="2027-01-07", f1_3="2027-03-01"), "f1-1")
    assert outside.points == 1 and "Outside the time between" in outside.reason


def test_a_contact_when_nobody_works_is_advice() -> None:
    found = marked("X12-2", f1_1="2026-12-19", f1_2="2027-01-05")
    assert "is a Saturday" in found.advice[0] and line(found, "f1-1").points == 1


@given(days, st.integers(1, 300), st.lists(days, max_size=6))
def test_gaps_cover_the_whole_time(start: Day, length: int, contacts: list[Day]) -> None:
    end = start + datetime.timedelta(days=length)
    gaps = gaps_of(start, end, contacts)
    assert sum((b - a).days for a, b in gaps) == length
    missing = sum(needed_contacts(*gap) for gap in long_gaps(gaps))
    assert 0 <= missing <= needed_contacts(start, end)
    planned = contacts_for(start, end, current_pack().calendar)
    assert not long_gaps(gaps_of(start, end, planned))
    assert all(current_pack().calendar.is_working(day) for day in planned)
    assert LONGEST_GAP == 21


@pytest.mark.parametrize(
    ("change", "path"),
    [
        ({"week_of": "2026-12-01"}, "week_of"),
        ({"capacity": 60}, "tasks"),
    ],
)
def test_a_week_that_cannot_be_done_is_a_fault(change: dict[str, object], path: str) -> None:
    assert path in {fault.path for fault in content_faults(KIND, {**content_of("X12-1"), **change})}


def test_an_author_s_own_order_must_keep_the_constraints() -> None:
    content = content_of("X12-1")
    content["tasks"][1]["model"] = "fri-1"
    content["tasks"][3]["after"] = 9
    assert "tasks/3/after" in {fault.path for fault in content_faults(KIND, content)}
    content["tasks"][3]["after"] = 3
    assert "tasks/1/model" in {fault.path for fault in content_faults(KIND, content)}
