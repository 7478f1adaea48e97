"""Demand, fill and change worked out by hand."""

from __future__ import annotations

import datetime
import random

import pytest

from assessments.statistics.figures import wilson
from home.outreach.rules.advice import Look, compare, look_at
from home.outreach.rules.demand import count_sources, demand_of, ranked
from home.outreach.rules.filling import Held, Place, by_month, by_topic, total_of
from home.outreach.rules.reaching import say_people

MAY, JUNE = datetime.date(2026, 5, 1), datetime.date(2026, 6, 1)


def people(first: int, count: int) -> set[int]:
    return set(range(first, first + count))


def test_demand_by_hand() -> None:
    # 7 wait; 6 of 9 others want to hear (3 wait already): 7 + 6/2 + 10/4 + 8/4 = 14.5, so 15.
    found = demand_of(
        code="t",
        title="T",
        people={
            "waiting": people(1, 7),
            "interest": people(5, 9),
            "findings": people(100, 10),
            "lapses": people(200, 8),
        },
        free=2,
        size=6,
    )
    assert [(one.name, one.people) for one in found.sources] == [
        ("waiting", 7),
        ("interest", 6),
        ("findings", 10),
        ("lapses", 8),
    ]
    assert found.expected == 15
    assert found.left == 13
    assert found.sessions == 2  # two of six, and one person more is too few for a third


@pytest.mark.parametrize(
    ("waiting", "free", "size", "sessions"),
    [
        (0, 0, 10, 0),
        (10, 0, 10, 1),
        (12, 0, 10, 1),
        (13, 0, 10, 2),
        (13, 1, 10, 1),
        (5, 9, 10, 0),
        (4, 0, None, 0),
        (5, 0, None, 1),
    ],
)
def test_sessions_to_plan(waiting: int, free: int, size: int | None, sessions: int) -> None:
    found = demand_of(code="t", title="T", people={"waiting": people(1, waiting)}, free=free, size=size)
    assert found.sessions == sessions
    assert found.size == (size or 20)
    assert found.too_few == (waiting == 4)


def test_who_stands_on_every_list_counts_once() -> None:
    everywhere = {name: people(1, 8) for name in ("waiting", "interest", "findings", "lapses")}
    assert [one.people for one in count_sources(everywhere)] == [8, 0, 0, 0]


def test_few_whom_audits_or_lapses_name_are_neither_shown_nor_counted() -> None:
    found = demand_of(
        code="t", title="T", people={"waiting": people(1, 1), "findings": people(10, 4)}, free=0, size=10
    )
    waiting, _, findings, lapses = found.sources
    assert (waiting.words, findings.words, lapses.words) == ("1", "fewer than 5", "0")
    assert found.expected == 1
    more = demand_of(code="t", title="T", people={"findings": people(10, 5)}, free=0, size=10)
    assert (more.sources[2].words, more.expected) == ("5", 2)


def test_topics_stand_by_people_without_a_place_and_those_nobody_wants_are_left_out() -> None:
    def topic(title: str, waiting: int, free: int) -> object:
        return demand_of(code=title, title=title, people={"waiting": people(1, waiting)}, free=free, size=10)

    rows = [topic("B", 3, 0), topic("A", 9, 8), topic("C", 3, 0), topic("D", 0, 0)]
    assert [row.title for row in ranked(rows)] == ["B", "C", "A"]  # type: ignore[arg-type]


def place(topic: str, person: int, came: bool | None = True, waited: bool = False) -> Place:
    return Place(topic, MAY, person, waited, came)


def test_fill_and_no_show_by_hand() -> None:
    held = [Held("A", MAY, 10), Held("A", JUNE, 10)]
    places = [place("A", person, came=person > 2) for person in range(1, 9)]
    places += [place("A", 20, None), place("A", 21, None, waited=True)]
    line = by_topic(held, places)["A"]
    assert (line.sessions, line.places, line.booked, line.marked, line.absent, line.waited) == (
        2, 20, 9, 8, 2, 1,
    )  # fmt: skip
    assert line.fill == 9 / 20
    assert line.no_show == 2 / 8
    assert total_of(held, places).fill == 9 / 20
    assert list(by_month(held, places)) == [MAY, JUNE]


def test_a_topic_with_few_people_is_hidden_and_the_next_smallest_with_it() -> None:
    held = [Held(name, MAY, 20) for name in ("Big", "Middle", "Small")]
    places = [place("Big", person) for person in range(100, 112)]
    places += [place("Middle", person) for person in range(200, 206)]
    places += [place("Small", person) for person in range(300, 303)]
    lines = by_topic(held, places)
    assert {name for name, line in lines.items() if line.hidden} == {"Small", "Middle"}
    assert lines["Small"].fill is None
    assert lines["Small"].no_show is None
    assert lines["Big"].fill == 12 / 20


def test_no_show_needs_five_on_a_register() -> None:
    places = [place("A", person, came=None if person > 4 else False) for person in range(1, 9)]
    line = by_topic([Held("A", MAY, 10)], places)["A"]
    assert line.no_show is None
    assert line.fill == 8 / 10


def test_nothing_held_is_a_line_of_noughts() -> None:
    assert total_of([], []).fill is None


def test_few_people_are_not_counted_out() -> None:
    assert say_people([1, 2, 3, 3]) == "fewer than 5 people"
    assert say_people([1, 2, 3, 4, 5]) == "5 people"


def look(*goods: int, marks: int = 4) -> Look:
    """Audits with so many good marks each."""
    return Look(tuple((marks, good) for good in goods))


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        (look(*[2] * 8), look(*[3, 4] * 4), "Better than before."),
        (look(*[3, 4] * 4), look(*[2] * 8), "Worse than before."),
        (look(2, 2, 2, 2, 2), look(3, 3, 2, 3, 2), "Not enough to tell better from worse."),
        (look(*[30] * 20, marks=40), look(*[31] * 20, marks=40), "About the same as before."),
        (look(1, 0, 0, 0), look(*[4] * 9), "Too few audits to compare."),
        (look(*[0] * 9), Look(), "Too few audits to compare."),
    ],
)
def test_what_is_said_about_advice(before: Look, after: Look, words: str) -> None:
    assert compare(before, after).words == words


def test_better_is_said_only_when_the_interval_leaves_nought_out() -> None:
    found = compare(look(*[2] * 8), look(*[3, 4] * 4))
    assert found.gap is not None and found.gap[1] > 0
    # 28 of 32 (72% to 95%) less 16 of 32 (34% to 66%), squared up by hand as Newcombe does.
    assert found.figures == "+38 (+15 to +56)"
    assert compare(look(2, 2, 2, 2, 2), look(2, 2, 2, 2, 2)).figures.startswith("0 (\u2212")
    assert compare(Look(), look(*[4] * 9)).figures == ""


def test_few_audits_show_no_share() -> None:
    assert look(*[4] * 4).words == "fewer than 5 audits" and look(*[4] * 4).interval is None
    assert Look().words == "no audits"
    # 30 of 40 in five equal audits: Wilson's interval of 30 in 40.
    assert look(*[6] * 5, marks=8).words == "75% of 40 marks in 5 audits (95% interval 60% to 86%)"


def test_marks_of_one_audit_go_together() -> None:
    """By hand: share 1/2, apart (6 x 5 x 5) x 6/5 = 180, by chance 60 x 1/4 = 15: 60 marks are worth 5."""
    assert look(10, 0, 10, 0, 10, 0, marks=10).weighs == (2.5, 5.0)
    assert look(5, 5, 5, 5, 5, 5, marks=10).weighs == (30.0, 60.0)
    assert look(*[10] * 6, marks=10).weighs == (6.0, 6)
    apart, even = look(10, 0, 10, 0, 10, 0, marks=10), look(5, 5, 5, 5, 5, 5, marks=10)
    assert apart.share == even.share == 0.5
    assert apart.interval and even.interval and apart.interval[0] < 0.18 < 0.37 < even.interval[0]


def test_the_interval_holds_the_truth_where_that_of_the_marks_alone_does_not() -> None:
    """Made-up services of eight audits, marks of one audit alike (correlation 0.3), true share 3/4."""
    chance = random.Random(20261127)
    whole, held, alone = 600, 0, 0
    for _ in range(whole):
        rows = []
        for _ in range(8):
            here = chance.betavariate(0.75 * 7 / 3, 0.25 * 7 / 3)
            rows.append((6, sum(chance.random() < here for _ in range(6))))
        one = Look(tuple(rows))
        assert one.interval is not None
        low, high = wilson(one.good, one.marks)
        held += one.interval[0] <= 0.75 <= one.interval[1]
        alone += low <= 0.75 <= high
    assert held / whole > 0.9 and alone / whole < 0.82


def test_marks_are_gathered_by_audit() -> None:
    assert look_at([(9, True), (3, False), (9, False), (9, True)]) == Look(((1, 0), (3, 2)))
