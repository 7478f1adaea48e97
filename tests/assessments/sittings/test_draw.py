"""Draws: filled whenever they can be, nothing twice, fresh items first, the same for the same seed."""

from __future__ import annotations

from collections import Counter
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessments.sittings.draw import Candidate, CannotFill, Wanted, draw, shortfalls

CODES = ("C1.1", "C1.2")
LINES = st.lists(
    st.builds(
        Wanted,
        count=st.integers(1, 2),
        competency=st.sampled_from(("", *CODES)),
        difficulty=st.sampled_from((None, 1, 3)),
        kind=st.sampled_from(("", "single")),
        never=st.booleans(),
    ),
    min_size=1,
    max_size=3,
)


@st.composite
def banks(draw_from: st.DrawFn) -> list[Candidate]:
    return [
        Candidate(
            item=n,
            version=100 + n,
            competencies=tuple(draw_from(st.sets(st.sampled_from(CODES)))),
            difficulty=draw_from(st.sampled_from((1, 3))),
            kind=draw_from(st.sampled_from(("single", "X1"))),
            never=draw_from(st.booleans()),
            varies=draw_from(st.integers(0, 4)) == 0,
        )
        for n in range(draw_from(st.integers(0, 6)))
    ]


def could(lines: list[Wanted], bank: list[Candidate]) -> bool:
    """Whether somebody who tries every way can fill the lines."""
    places = [line for line in lines for _ in range(line.count)]
    fixed = [p for p in places if not any(one.varies and p.takes(one) for one in bank)]
    plain = [one for one in bank if not one.varies]
    return len(fixed) <= len(plain) and any(
        all(place.takes(one) for place, one in zip(fixed, way, strict=True))
        for way in permutations(plain, len(fixed))
    )


def fits(lines: list[Wanted], drawn: list[Candidate]) -> bool:
    """Whether the drawn items, in some order, serve the lines."""
    places = [line for line in lines for _ in range(line.count)]
    return any(
        all(place.takes(one) for place, one in zip(places, way, strict=True)) for way in permutations(drawn)
    )


@settings(max_examples=300, deadline=None)
@given(LINES, banks(), st.integers(0, 10_000), st.sets(st.integers(0, 5)))
def test_a_draw_fills_the_lines_whenever_that_can_be_done(
    lines: list[Wanted], bank: list[Candidate], seed: int, seen: set[int]
) -> None:
    if not could(lines, bank):
        assert shortfalls(lines, bank)
        with pytest.raises(CannotFill) as refused:
            draw(lines, bank, seed=seed, seen=seen)
        assert all(words.endswith(".") for words in refused.value.words)
        return
    drawn = draw(lines, bank, seed=seed, seen=seen)
    assert shortfalls(lines, bank) == []
    assert fits(lines, [one.candidate for one in drawn])
    times = Counter(one.candidate.item for one in drawn if not one.candidate.varies)
    assert max(times.values(), default=1) == 1
    pairs = [(one.candidate.item, one.seed) for one in drawn]
    assert len(set(pairs)) == len(pairs)
    assert drawn == draw(lines, bank, seed=seed, seen=seen)


@settings(max_examples=200, deadline=None)
@given(st.integers(1, 5), st.integers(1, 8), st.sets(st.integers(0, 7)), st.integers(0, 999))
def test_items_met_before_come_only_when_fresh_ones_are_used_up(
    count: int, size: int, seen: set[int], seed: int
) -> None:
    bank = [Candidate(item=n, version=n) for n in range(size)]
    if count > size:
        return
    drawn = draw([Wanted(count)], bank, seed=seed, seen=seen)
    fresh = [n for n in range(size) if n not in seen]
    again = [one for one in drawn if one.candidate.item in seen]
    assert len(again) == max(0, count - len(fresh))


def test_an_early_line_does_not_take_what_only_a_later_one_can_use() -> None:
    bank = [Candidate(1, 1, ("C1.2",), 3), Candidate(2, 2, (), 1)]
    for seed in range(20):
        assert len(draw([Wanted(1), Wanted(1, "C1.2", 3)], bank, seed=seed)) == 2


def test_a_varying_item_comes_again_with_another_seed() -> None:
    drawn = draw([Wanted(6, kind="X1")], [Candidate(1, 1, kind="X1", varies=True)], seed=3)
    assert len({one.seed for one in drawn}) == 6


def test_a_line_may_ask_for_any_question_or_any_exercise() -> None:
    bank = [Candidate(1, 1, kind="single"), Candidate(2, 2, kind="X1", group="exercise")]
    for seed in range(10):
        assert draw([Wanted(1, kind="exercise")], bank, seed=seed)[0].candidate.item == 2
        assert draw([Wanted(1, kind="question")], bank, seed=seed)[0].candidate.item == 1
    assert shortfalls([Wanted(2, kind="question")], bank) == [
        "It needs 2 of any question that is marked at once, and the bank has 1 reviewed."
    ]


def test_lines_in_order_unless_shuffled() -> None:
    bank = [Candidate(n, n, (CODES[n % 2],)) for n in range(10)]
    lines = [Wanted(3, "C1.1"), Wanted(3, "C1.2")]
    straight = draw(lines, bank, seed=1, shuffle=False)
    assert [one.candidate.competencies[0] for one in straight] == ["C1.1"] * 3 + ["C1.2"] * 3
    orders = {tuple(one.candidate.item for one in draw(lines, bank, seed=n)) for n in range(20)}
    assert len(orders) > 10


def test_what_is_missing_is_said() -> None:
    bank = [Candidate(n, n, ("C1.2",), 3) for n in range(3)]
    assert shortfalls([Wanted(5, "C1.2", 3)], bank) == [
        "It needs 5 of C1.2 hard, and the bank has 3 reviewed."
    ]
    assert (
        "together they need 4 different items, and only 3 fit"
        in shortfalls([Wanted(2, "C1.2"), Wanted(2)], bank)[0]
    )
    assert shortfalls([], bank) == ["The paper has no lines yet."]


SIZES = st.lists(st.integers(1, 5), max_size=8)


@given(sizes=SIZES, count=st.integers(1, 20), seed=st.integers(1, 99))
def test_a_line_of_answers_comes_to_just_the_number_whenever_some_items_do(
    sizes: list[int], count: int, seed: int
) -> None:
    bank = [Candidate(n, 100 + n, kind="X1", size=size, varies=True) for n, size in enumerate(sizes)]
    lines = [Wanted(count, kind="X1", answers=True)]
    sums = {0}
    for size in sizes:
        sums |= {one + size for one in sums}
    if count not in sums:
        assert shortfalls(lines, bank) and "cannot be put together" in shortfalls(lines, bank)[0]
        with pytest.raises(CannotFill):
            draw(lines, bank, seed=seed)
        return
    drawn = draw(lines, bank, seed=seed)
    assert sum(one.candidate.size for one in drawn) == count
    assert len({one.candidate.item for one in drawn}) == len(drawn), "no item twice"
    assert draw(lines, bank, seed=seed) == drawn


def test_a_line_of_answers_takes_items_not_met_before_and_leaves_others_their_own() -> None:
    bank = [Candidate(n, 100 + n, kind="X1", size=2, varies=True, never=n == 0) for n in range(9)]
    lines = [Wanted(1, kind="X1", never=True), Wanted(8, kind="X1", answers=True)]
    drawn = draw(lines, bank, seed=3, seen=[1, 2, 3, 4], shuffle=False)
    assert [one.candidate.item for one in drawn][0] == 0
    assert {one.candidate.item for one in drawn[1:]} == {5, 6, 7, 8}
    assert draw(lines, bank, seed=3, seen=range(9)), "met items come again when there are no others"
