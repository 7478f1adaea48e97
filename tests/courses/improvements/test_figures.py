"""What fails widely: found where it is, and said about nothing in no more than about 5 of 100 runs."""

from __future__ import annotations

import random

import pytest

from courses.assignments.rules.shares import Look, stand_out, tail
from courses.improvements.figures import Limits, Plan, find_wide

TEAMS, CRITERIA, PLANS = 17, 42, 20
LIMITS = {"team": Limits()}


def plans(rng: random.Random, *, rate: float, odd: float = 0.0, ease: bool = False) -> list[Plan]:
    """A quarter of audits: `rate` below good everywhere, `odd` in team 0 on criterion 0. `ease`: each
    criterion has a rate of its own, as real ones have."""
    rates = [rng.uniform(0.05, 0.5) if ease else rate for _ in range(CRITERIA)]
    return [
        Plan(
            writer=team * 10 + number % 5,
            groups={"team": f"T{team}"},
            marks=bytes(
                2 if rng.random() < (odd if odd and (team, place) == (0, 0) else rates[place]) else 3
                for place in range(CRITERIA)
            ),
        )
        for team in range(TEAMS)
        for number in range(PLANS)
    ]


def test_the_exact_chance_is_fishers() -> None:
    # Fisher's tea: 4 of 4 right by chance is 1 in 70, 3 or more 17 in 70.
    assert tail(Look(4, 4, 0, 4)) == pytest.approx(1 / 70)
    assert tail(Look(3, 4, 1, 4)) == pytest.approx(17 / 70)
    assert tail(Look(0, 12, 5, 100)) == pytest.approx(1.0)
    assert tail(Look(5, 12, 0, 0)) == 1.0


def test_the_false_ones_are_held_down_as_a_whole() -> None:
    even = [Look(6, 20, 60, 200)] * 100
    assert stand_out(even) == [False] * 100
    assert stand_out([*even, Look(18, 20, 60, 200)]) == [False] * 100 + [True]
    assert stand_out([]) == []


@pytest.mark.parametrize("ease", [False, True])
def test_where_nothing_is_different_something_is_said_in_about_five_of_a_hundred_runs(ease: bool) -> None:
    rng = random.Random(20261127)
    places = range(CRITERIA)
    runs = 40
    wrong = sum(
        bool(find_wide(plans(rng, rate=0.3, ease=ease), limits=LIMITS, places=places)) for _ in range(runs)
    )
    # 5% of 40 is 2; up to 5 is within chance (binomial, 98.6%), and the exact test is careful by itself.
    assert wrong <= 5


def test_what_is_different_is_found() -> None:
    rng = random.Random(1)
    found = [
        find_wide(plans(rng, rate=0.25, odd=0.9), limits=LIMITS, places=range(CRITERIA)) for _ in range(10)
    ]
    hits = [one for wide in found for one in wide if (one.group, one.place) == ("T0", 0)]
    assert len(hits) >= 9
    assert hits[0].writers == 5 and hits[0].look.n == PLANS


def test_too_few_marks_and_low_shares_say_nothing() -> None:
    group = {"team": "A"}
    few = [Plan(1, group, bytes([1]))] * 11 + [Plan(2, {"team": "B"}, bytes([4]))] * 200
    assert find_wide(few, limits=LIMITS, places=[0]) == []
    rare = [Plan(1, group, bytes([1 if one < 10 else 4])) for one in range(50)]
    rare += [Plan(2, {"team": "B"}, bytes([4]))] * 400
    assert find_wide(rare, limits=LIMITS, places=[0]) == []
    assert len(find_wide(rare, limits={"team": Limits(share=0.2)}, places=[0])) == 1
