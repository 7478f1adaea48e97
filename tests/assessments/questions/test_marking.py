"""All or nothing, with a word for every answer."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.questions.marking import (
    MULTIPLE,
    SINGLE,
    MarkedPaper,
    Option,
    Question,
    mark_paper,
    mark_question,
    needed_of,
    per_cent_of,
    restore,
    unanswered,
)


def question(id: str = "q1", kind: str = SINGLE, right: str = "a", of: str = "abc") -> Question:
    options = tuple(Option(one, f"Answer {one}", one in right, f"About {one}") for one in of)
    return Question(id, kind, "What is the first thing to fix?", options, "Remember this")


@pytest.mark.parametrize(
    ("kind", "right", "chosen", "counts"),
    [
        (SINGLE, "a", "a", True),
        (SINGLE, "a", "b", False),
        (SINGLE, "a", "", False),
        (SINGLE, "a", "ab", False),
        (MULTIPLE, "ab", "ab", True),
        (MULTIPLE, "ab", "a", False),
        (MULTIPLE, "ab", "abc", False),
        (MULTIPLE, "ab", "abz", False),
    ],
)
def test_a_question_counts_whole_or_not_at_all(kind: str, right: str, chosen: str, counts: bool) -> None:
    assert mark_question(question(kind=kind, right=right), set(chosen)).right is counts


def test_one_right_answer_is_not_given_away() -> None:
    told = mark_question(question(right="a"), {"b"}).told
    assert [(option.id, option.stands, option.lead) for option in told] == [("b", False, "You chose:")]


def test_with_several_right_answers_the_missing_ones_are_named() -> None:
    told = mark_question(question(kind=MULTIPLE, right="ab"), {"a", "c"}).told
    assert [(option.id, option.stands, option.lead) for option in told] == [
        ("a", True, "You chose:"),
        ("b", False, "You left out:"),
        ("c", False, "You chose:"),
    ]


def test_two_of_three_reaches_67_per_cent() -> None:
    questions = [question(f"q{n}") for n in range(3)]
    paper = mark_paper(questions, {"q0": ["a"], "q1": ["a"], "q2": ["b"]}, pass_mark=67)
    assert (paper.right, paper.per_cent, paper.passed) == (2, 67, True)
    assert not mark_paper(questions, {"q0": ["a"]}, pass_mark=67).passed


def test_an_empty_paper_is_never_passed() -> None:
    assert not MarkedPaper((), 0).passed


def test_unanswered_questions_are_found_in_order() -> None:
    questions = [question(f"q{n}") for n in range(3)]
    assert [one.id for one in unanswered(questions, {"q1": ["a"], "q2": []})] == ["q0", "q2"]


def test_what_was_kept_can_be_read_again() -> None:
    paper = mark_paper([question(), question("q2", MULTIPLE, "ab")], {"q1": ["b"]}, pass_mark=80)
    assert restore(json.loads(json.dumps(paper.as_rows()))) == paper.questions


@given(st.integers(1, 60), st.integers(1, 100))
def test_the_number_needed_is_the_smallest_that_passes(total: int, pass_mark: int) -> None:
    needed = needed_of(total, pass_mark)
    assert per_cent_of(needed, total) >= pass_mark
    assert needed == 0 or per_cent_of(needed - 1, total) < pass_mark
