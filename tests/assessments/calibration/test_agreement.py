"""Agreement of two people over the same grades, against published figures and arithmetic by hand."""

from __future__ import annotations

import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.calibration.agreement import (
    Agreement,
    Estimate,
    agreement_of,
    confusion,
    gwet_ac2,
    linear_weights,
    mean_difference,
    quadratic_weights,
    share,
    t_quantile,
    weighted_kappa,
)

ABSTRACTORS = np.array([[13, 0, 0], [0, 20, 7], [0, 4, 56]])
"""Two abstractors of 100 records: the table that Gwet's books and his R package irrCAC use throughout."""
SKIN = np.array([[10, 4, 1, 0], [5, 10, 12, 2], [2, 4, 12, 5], [0, 2, 6, 13]])
"""Two dermatologists grading 88 patients on four grades: the worked example of the SAS manual (PROC FREQ)."""
LEAST_AC2 = -13 / 5
"""Four grades used alike: T / 12 = 26 / 27, sum pi (1 - pi) = 3 / 4, so pe = 13 / 18 and -pe / (1 - pe)."""
BY_HAND = [(1, 1)] * 3 + [(2, 2)] * 3 + [(3, 3)] * 2 + [(1, 2), (3, 1)]

pairs = st.lists(st.tuples(st.integers(1, 4), st.integers(1, 4)), max_size=60)


def near(estimate: Estimate | None, value: float, low: float, high: float, within: float = 0.0006) -> None:
    assert estimate is not None
    assert [estimate.value, estimate.low, estimate.high] == pytest.approx([value, low, high], abs=within)


def test_published_kappa_and_its_interval() -> None:
    near(weighted_kappa(SKIN, np.eye(4)), 0.3449, 0.2030, 0.4868, 0.00006)
    near(weighted_kappa(SKIN, linear_weights(4)), 0.5082, 0.3798, 0.6366, 0.00006)


def test_published_quadratic_kappa() -> None:
    found = weighted_kappa(ABSTRACTORS)
    assert found is not None and found.value == pytest.approx(0.8921569, abs=1e-7)


def test_published_ac1() -> None:
    near(gwet_ac2(ABSTRACTORS, np.eye(3)), 0.8493305, 0.764, 0.935, 0.001)


def test_by_hand_on_three_grades() -> None:
    """pa = (8 + 0.75) / 10. Kappa: pe = 0.34 + 0.75 x 0.46. AC2: pi 0.4, 0.35, 0.25; T / (q (q - 1)) 1."""
    table = confusion(BY_HAND, scale=(1, 2, 3))
    kappa, ac2 = weighted_kappa(table), gwet_ac2(table)
    assert kappa is not None and kappa.value == pytest.approx((0.875 - 0.685) / 0.315)
    assert ac2 is not None and ac2.value == pytest.approx((0.875 - 0.655) / 0.345)


def test_ac2_interval_by_hand() -> None:
    """Ten subjects one at a time, as the formula of the docstring says it."""
    w = quadratic_weights(3)
    pi, pe = np.array([0.4, 0.35, 0.25]), 0.655
    ac2 = (0.875 - pe) / (1 - pe)
    each = [
        (w[a - 1, b - 1] - pe) / (1 - pe)
        - 2 * (1 - ac2) * (((1 - pi[a - 1]) + (1 - pi[b - 1])) / 2 - pe) / (1 - pe)
        for a, b in BY_HAND
    ]
    error = (sum((one - ac2) ** 2 for one in each) / 90) ** 0.5
    found = gwet_ac2(confusion(BY_HAND, scale=(1, 2, 3)))
    assert found is not None
    assert found.low == pytest.approx(ac2 - 2.262157 * error, abs=1e-4)


def test_kappa_misleads_where_most_get_one_grade_and_ac2_does_not() -> None:
    table = np.array([[0, 1, 0, 0], [1, 36, 1, 0], [0, 0, 0, 0], [0, 0, 0, 0]])
    kappa, ac2 = weighted_kappa(table), gwet_ac2(table)
    assert kappa is not None and ac2 is not None
    assert kappa.value < 0 < 0.95 < ac2.value


def test_weights() -> None:
    assert quadratic_weights(4)[0].tolist() == pytest.approx([1, 8 / 9, 5 / 9, 0])
    assert linear_weights(4)[0].tolist() == pytest.approx([1, 2 / 3, 1 / 3, 0])


def test_wilson_interval() -> None:
    near(share(8, 10), 0.8, 0.4902, 0.9433, 0.0001)
    near(share(0, 10), 0, 0, 0.2775, 0.0001)
    near(share(10, 10), 1, 0.7225, 1, 0.0001)


@pytest.mark.parametrize(
    ("degrees", "value", "within"),
    [
        (1, 12.7062, 1e-4),
        (2, 4.3027, 1e-4),
        (3, 3.1824, 0.01),
        (5, 2.5706, 1e-3),
        (9, 2.2622, 2e-4),
        (30, 2.0423, 1e-4),
    ],
)
def test_t_as_printed_tables_have_it(degrees: int, value: float, within: float) -> None:
    assert t_quantile(degrees) == pytest.approx(value, abs=within)


def test_direction() -> None:
    """Ten differences: six of -1 and four of 0: mean -0.6, sd 0.5164, half 2.2622 x 0.5164 / root 10."""
    found = agreement_of([(3, 2)] * 6 + [(2, 2)] * 4)
    near(found.lean, -0.6, -0.9694, -0.2306)
    assert found.direction == "harsh"
    assert agreement_of([(2, 3)] * 6 + [(2, 2)] * 4).direction == "lenient"
    assert agreement_of([(2, 3), (3, 2)] * 5).direction == "even"


def test_all_of_it() -> None:
    found = agreement_of([(1, 1)] * 6 + [(1, 2)] * 2 + [(4, 2)] * 2)
    assert found.n == 10 and found.enough
    assert found.table == ((6, 2, 0, 0), (0, 0, 0, 0), (0, 0, 0, 0), (0, 2, 0, 0))
    assert found.exact is not None and found.exact.value == 0.6
    assert found.within_one is not None and found.within_one.value == 0.8
    assert json.loads(json.dumps(found.as_row()))["kappa"]["value"] == pytest.approx(found.kappa.value)


def test_nothing_is_said_of_too_few() -> None:
    found = agreement_of([(1, 1)] * 9)
    assert (found.n, found.exact, found.kappa, found.ac2, found.lean, found.direction) == (9, *[None] * 4, "")
    assert not found.enough
    assert agreement_of([(1, 1)] * 9, least=5).exact == share(9, 9)
    assert agreement_of([], least=0).exact is None


def test_everything_alike_has_no_kappa_but_ac2() -> None:
    found = agreement_of([(2, 2)] * 12)
    assert found.kappa is None
    assert found.ac2 is not None and found.ac2.value == 1


def test_grades_off_the_scale_are_left_out() -> None:
    assert agreement_of([(1, 9), (0, 2), (2, 2)], least=1).n == 1


def test_hopeless_tables() -> None:
    nothing = np.zeros((4, 4))
    assert weighted_kappa(nothing) is gwet_ac2(nothing) is mean_difference(nothing) is None
    one = confusion([(1, 2)])
    assert gwet_ac2(one) is not None and gwet_ac2(one).low is None
    assert mean_difference(one) == Estimate(1)


@given(pairs)
def test_bounds_and_turning_round(said: list[tuple[int, int]]) -> None:
    there = agreement_of(said, least=1)
    back = agreement_of([(b, a) for a, b in said], least=1)
    for name in ("exact", "within_one", "kappa", "ac2"):
        one, other = getattr(there, name), getattr(back, name)
        assert (one is None) == (other is None)
        if one is not None:
            assert one.value == pytest.approx(other.value)
            assert one.value <= 1.0000001
            assert one.value >= (LEAST_AC2 if name == "ac2" else -1.0000001)
            assert one.low is None or one.low <= one.value + 1e-9 <= one.high + 2e-9
    if there.lean is not None and back.lean is not None:
        assert there.lean.value == pytest.approx(-back.lean.value)
    assert isinstance(there, Agreement) and sum(map(sum, there.table)) == len(said)
