"""When a question comes back: the memory model behaves as people do."""

from __future__ import annotations

import datetime
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.retrieval import memory
from tests.factories.retrieval import NOON

DAY = datetime.timedelta(days=1)


def run(*ratings: int) -> list[int]:
    """Days between the answers, each given on the day on which it was due."""
    card, at, waits = memory.new_memory(number=1, at=NOON), NOON, []
    for rating in ratings:
        card, due = memory.after(card, rating=rating, at=at)
        waits.append((due - at).days)
        at = due
    return waits


def test_what_is_known_comes_back_later_and_later() -> None:
    waits = run(*[memory.GOOD] * 6)
    assert waits == sorted(waits)
    assert waits[0] >= 1
    assert waits[-1] > 60


def test_what_is_not_known_comes_back_tomorrow_even_after_a_long_while() -> None:
    assert run(memory.AGAIN) == [1]
    waits = run(memory.GOOD, memory.GOOD, memory.GOOD, memory.AGAIN)
    assert waits[3] < waits[2] / 3


def test_easy_waits_longest_and_hard_shortest() -> None:
    assert run(memory.HARD)[0] <= run(memory.GOOD)[0] <= run(memory.EASY)[0]
    assert (
        run(memory.GOOD, memory.HARD)[1] < run(memory.GOOD, memory.GOOD)[1] < run(memory.GOOD, memory.EASY)[1]
    )


def test_no_wait_is_longer_than_a_year() -> None:
    assert max(run(*[memory.EASY] * 12)) == memory.LONGEST_DAYS


def test_the_aim_is_nine_in_ten() -> None:
    card, due = memory.after(memory.new_memory(number=1, at=NOON), rating=memory.GOOD, at=NOON)
    assert memory.chance(card, at=due) == pytest.approx(0.9, abs=0.03)
    assert memory.chance(card, at=NOON) > 0.99


@given(st.lists(st.tuples(st.integers(1, 4), st.integers(0, 400)), min_size=1, max_size=12))
def test_any_history_gives_a_day_after_the_answer_and_survives_being_kept(
    history: list[tuple[int, int]],
) -> None:
    card, at = memory.new_memory(number=9, at=NOON), NOON
    for rating, days in history:
        at += days * DAY
        before = json.loads(json.dumps(card))
        card, due = memory.after(before, rating=rating, at=at)
        assert DAY <= due - at <= (memory.LONGEST_DAYS + 1) * DAY
        assert memory.after(before, rating=rating, at=at) == (card, due)
        assert 0 <= memory.chance(card, at=due) <= 1


def test_local_times_are_taken_too() -> None:
    summer = datetime.datetime(2026, 7, 1, 12, tzinfo=datetime.timezone(datetime.timedelta(hours=1)))
    _, due = memory.after(memory.new_memory(number=1, at=summer), rating=memory.GOOD, at=summer)
    assert due > summer


@pytest.mark.parametrize(
    ("right", "share", "rating"),
    [(True, 1.0, 3), (False, 0.5, 2), (False, 0.75, 2), (False, 0.49, 1), (False, 0.0, 1), (False, 1.0, 2)],
)
def test_an_answer_rates_itself(right: bool, share: float, rating: int) -> None:
    assert memory.rating_of(right=right, share=share) == rating
