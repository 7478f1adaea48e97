"""Figures about few people, and those from which one could be worked out, are hidden."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from academy.kit.hiding import FEWEST, hide_small


def people(*sizes: int) -> dict[int, set[object]]:
    return {at: {(at, n) for n in range(size)} for at, size in enumerate(sizes)}


def test_five_people_are_enough_and_four_are_not() -> None:
    assert hide_small(people(5, 6)) == set()
    assert hide_small(people(4, 6, 9)) == {0, 1}


def test_two_small_parts_hide_each_other_where_together_they_are_five() -> None:
    assert hide_small(people(3, 2, 9)) == {0, 1}
    assert hide_small(people(2, 2, 9, 20)) == {0, 1, 2}


def test_the_same_people_in_two_parts_are_counted_once() -> None:
    same: dict[str, set[object]] = {"a": {1, 2, 3}, "b": {1, 2, 4}, "c": set(range(10))}
    assert hide_small(same) == {"a", "b", "c"}


def test_a_part_with_nobody_needs_no_hiding() -> None:
    assert hide_small(people(0, 7)) == set()


@given(st.lists(st.sets(st.integers(0, 12)), max_size=8))
def test_what_is_hidden_is_about_five_people_or_everything_is(parts: list[set[object]]) -> None:
    cells = dict(enumerate(parts))
    hidden = hide_small(cells)
    behind: set[object] = set().union(*(cells[part] for part in hidden)) if hidden else set()
    shown = [part for part in cells if part not in hidden and cells[part]]
    assert all(len(cells[part]) >= FEWEST for part in shown)
    assert not hidden or len(behind) >= FEWEST or not shown
