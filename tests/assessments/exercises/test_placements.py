"""X10: the ground, words that are no reason, sums, and what can be found in two sentences."""

from __future__ import annotations

import pytest

from assessments.exercises.placements.kind import X10
from assessments.exercises.placements.marking import sentences, traps_in
from assessments.questions.kinds import Line, Marked, content_faults
from tests.assessments.exercises.items import content_of

KIND = X10()


def marked(code: str, **changes: object) -> Marked:
    shown = KIND.draw(content_of(code), 0)
    return KIND.mark(shown, {**KIND.model(shown), **changes})


def line(found: Marked, label: str) -> Line:
    return next(line for line in found.lines if line.label.startswith(label))


def test_seed_keys() -> None:
    grounds = [content_of(f"X10-{number}")["ground"] for number in range(1, 6)]
    assert grounds == ["none", "s33", "s39-resources", "s9", "s61"]


def test_a_wrong_ground_says_why_not_and_where_the_right_one_stands() -> None:
    found = line(marked("X10-1", ground="s39-others"), "The ground")
    assert (found.points, found.of, found.right) == (0, 2, False)
    assert "nothing says how the education of others would suffer" in found.reason
    assert "Being full is not in the law" in found.reason and found.law == ("cfa-2014-s39",)
    assert line(marked("X10-1", ground="?"), "The ground").reason.startswith("You chose no ground.")


def test_an_accepted_ground_gets_the_points_and_both_reasons() -> None:
    found = line(marked("X10-2", ground="none"), "The ground")
    assert found.points == 2 and found.key.startswith("Section 33")
    assert "But it is the test" in found.reason


def test_traps_have_to_be_found_and_false_ones_cost() -> None:
    right = marked("X10-1")
    assert marked("X10-1", traps=["full"]).points == right.points - 1
    assert marked("X10-1", traps=["full", "waiting", "catchment"]).points == right.points - 1
    assert marked("X10-1", traps=["nonsense"]).points == right.points - 2


@pytest.mark.parametrize(
    ("said", "points"),
    [("12500", 1), ("£12,500", 1), ("12,500 a year", 1), ("-12500", 0.5), ("18000", 0), ("lots", 0)],
)
def test_the_whole_cost_of_both(said: str, points: float) -> None:
    assert line(marked("X10-3", extra=said), "The extra cost").points == points


def test_one_cost_alone_is_said_to_be_one_cost_alone() -> None:
    assert "one cost alone" in line(marked("X10-3", extra="18000"), "The extra cost").reason


def test_both_sides_are_weighed_with_facts() -> None:
    found = marked("X10-1", reason="Brookside has a specialist teacher. So we name it.")
    assert line(found, "Evidence for").right and not line(found, "Evidence against").right
    assert found.facts["sides"] == ["for"] and found.for_person


@pytest.mark.parametrize(
    ("reason", "traps"),
    [
        ("The school is full.", ["full"]),
        ("There are no places and a waiting list.", ["full", "waiting"]),
        ("They live outside the Catchment.", ["catchment"]),
        ("It is too expensive.", ["cost"]),
        ("It costs more.", ["cost"]),
        ("It costs more: 29,000 against 16,500 pounds.", []),
        ("A full-time assistant works with him on a full timetable.", []),
        ("She is full time at college.", []),
    ],
)
def test_words_that_are_no_reason_by_themselves(reason: str, traps: list[str]) -> None:
    assert traps_in(reason) == traps


def test_trap_words_as_reasons_are_advice_and_never_points() -> None:
    found = marked("X10-1", reason=f"{content_of('X10-1')['model_reason']} The school is full.")
    assert found.right
    assert "your reason leans on this" in found.advice[0] and "you wrote" not in found.advice[0]


def test_sentences() -> None:
    assert sentences("One. Two.") == 2
    assert sentences("Under s. 39 it is named. It costs 2.5 per cent more!") == 2
    assert sentences("") == 0


def test_an_author_s_own_reason_must_pass() -> None:
    content = content_of("X10-1")
    content["model_reason"] = "The school is full."
    words = " ".join(fault.words for fault in content_faults(KIND, content))
    assert "evidence for naming it" in words and "evidence against" in words and "leans on" in words


def test_costs_of_one_place_alone_are_a_fault() -> None:
    content = content_of("X10-3")
    content["costs"] = content["costs"][:2]
    assert "costs" in {fault.path for fault in content_faults(KIND, content)}
