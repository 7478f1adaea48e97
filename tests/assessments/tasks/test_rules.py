"""Pure rules: what passes, when two agree, who is in the sample, what is a passage, what is personal."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from academy.gate.checking import FoundPersonal, check_clean, find_personal, invented_words
from academy.gate.scan import Scanner
from assessments.tasks.rules.passages import Passage, find_quote, passages_of
from assessments.tasks.rules.rubric import Line, agree, far_apart, judge
from assessments.tasks.rules.sample import is_sampled

LINES = [Line(1, True, 2), Line(2, True, 2), Line(3, False, 2)]
INVENTED = invented_words(["Torvin Bellamore", "Ms Bellamore", "Saltmarsh Primary School"])


def test_every_must_line_has_to_reach_its_least_level() -> None:
    assert judge(LINES, {1: 2, 2: 2, 3: 0}, least_points=0).passes
    short = judge(LINES, {1: 3, 2: 1, 3: 3}, least_points=0)
    assert not short.passes and short.short == (2,)
    assert not judge(LINES, {1: 3, 3: 3}, least_points=0).passes, "a line without a level counts as nought"


def test_points_are_asked_for_besides() -> None:
    assert not judge(LINES, {1: 2, 2: 2, 3: 0}, least_points=5).passes
    assert judge(LINES, {1: 2, 2: 2, 3: 1}, least_points=5).passes


@pytest.mark.parametrize(
    ("first", "second", "results", "same"),
    [
        ({1: 2, 2: 2}, {1: 3, 2: 1}, (True, True), True),
        ({1: 2, 2: 2}, {1: 2, 2: 2}, (True, False), False),
        ({1: 3, 2: 2}, {1: 1, 2: 2}, (True, True), False),
        ({1: 0, 2: 1}, {1: 1, 2: 0}, (False, False), True),
    ],
)
def test_two_agree_on_the_result_and_within_one_level(first, second, results, same) -> None:
    assert agree(first, second, first_passes=results[0], second_passes=results[1]) is same


def test_lines_that_are_far_apart_are_named() -> None:
    assert far_apart({1: 3, 2: 2}, {1: 1, 2: 3}) == (1,)


@given(task_id=st.integers(1, 10**6), runs=st.integers(1, 30), key=st.text(min_size=1, max_size=40))
def test_exactly_one_pass_in_five_is_drawn(task_id: int, runs: int, key: str) -> None:
    drawn = [is_sampled(task_id=task_id, place=place, key=key) for place in range(5 * runs)]
    assert all(sum(drawn[start : start + 5]) == 1 for start in range(0, len(drawn), 5))


def test_the_draw_differs_between_tasks_and_keys_and_has_no_favourite_place() -> None:
    def places(task_id: int, key: str) -> list[int]:
        return [p for p in range(500) if is_sampled(task_id=task_id, place=p, key=key)]

    assert places(1, "a") == places(1, "a")
    assert places(1, "a") != places(2, "a") != places(2, "b")
    within = Counter(place % 5 for place in places(7, "some key"))
    assert len(within) == 5 and max(within.values()) < 40, "out of 100 draws, about 20 a place"


def test_passages_run_through_words_and_files() -> None:
    found = passages_of("One.\r\n\r\nTwo.", [("File 1, PDF", "Three.\n\n\nFour.")])
    assert [(one.number, one.source, one.text) for one in found] == [
        (1, "", "One."), (2, "", "Two."), (3, "File 1, PDF", "Three."), (4, "File 1, PDF", "Four."),
    ]  # fmt: skip


def test_a_quote_is_found_or_the_whole_passage_is_meant() -> None:
    passage = Passage(1, "", "We should assess now.")
    assert find_quote(passage, "assess  now") == (10, 20)
    assert find_quote(passage, "") == find_quote(passage, "never said") == (0, 21)


@pytest.mark.parametrize(
    "text",
    [
        "Torvin needs a quiet place.",
        "Dear Ms Bellamore, thank you.",
        "Torvin Bellamore is 7. Bellamore's letter says so.",
        "Section B. Torvin reads well.",
        "He is in Year 4 at Saltmarsh Primary School.",
        "The SENCO says that the parent agrees.",
    ],
)
def test_the_names_of_the_bundle_may_be_used(text: str) -> None:
    assert find_personal(text, where="x", scanner=Scanner([]), invented=INVENTED) == []


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Torvin and Kayleigh sit together.", "A person’s name"),
        ("Torvin Smithson needs help.", "A person’s name"),
        ("Ring 07700 900123 tomorrow.", "A phone number"),
        ("Write to parent@example.org today.", "An email address"),
        ("Born on 3 May 2016.", "A date of birth"),
    ],
)
def test_everything_else_is_found_with_its_place(text: str, kind: str) -> None:
    found = find_personal(f"Clean.\n\n{text}", where="File 2", scanner=Scanner([]), invented=INVENTED)
    assert [(one.where, one.paragraph, one.kind) for one in found] == [("File 2", 2, kind)]


def test_a_refusal_says_where_and_never_what() -> None:
    parts = [("What you wrote", "Fine.\nKayleigh Ormerod rang."), ("File 1", "Write to a.b@example.org")]
    with pytest.raises(FoundPersonal) as caught:
        check_clean(parts, scanner=Scanner([]), invented=INVENTED)
    assert "What you wrote, paragraph 2: a person’s name" in caught.value.words
    assert "File 1, paragraph 1: an email address" in caught.value.words
    for secret in ("Kayleigh", "Ormerod", "a.b@"):
        assert secret not in caught.value.words and secret not in repr(caught.value.places)


def test_people_who_work_here_are_found_too() -> None:
    found = find_personal("Signed: Quenby", where="x", scanner=Scanner(["Quenby"]), invented=INVENTED)
    assert [one.kind for one in found] == ["A person’s name"]
