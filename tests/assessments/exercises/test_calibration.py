"""X5: grades against the panel's, and the licence that they give."""

from __future__ import annotations

import datetime

import pytest

from assessments.exercises.calibration.kind import X5
from assessments.exercises.calibration.licence import Judged, drift_of, licence_of
from assessments.questions.kinds import content_faults
from tests.assessments.exercises.items import content_of

KIND = X5()
START = datetime.datetime(2026, 9, 1, 9, tzinfo=datetime.UTC)


def judged(
    agreed: int, given: int, n: int = 1, item: str = "X5-1", day: int = 0, critical: bool = False
) -> list[Judged]:
    """So many criteria of one item, graded on one day."""
    at = START + datetime.timedelta(days=day)
    return [Judged(item, f"F{number}", agreed, given, at, critical) for number in range(n)]


def test_seed_keys() -> None:
    agreed = {
        code: {row["code"]: row["agreed"] for row in content_of(code)["criteria"]}
        for code in ("X5-1", "X5-2", "X5-3", "X5-4", "X5-5")
    }
    assert agreed == {
        "X5-1": {"F1": "2", "F2": "2", "F3": "3"},
        "X5-2": {"A1": "2"},
        "X5-3": {"D1": "2"},
        "X5-4": {"E2": "2", "E4": "3"},
        "X5-5": {"I1": "1"},
    }


@pytest.mark.parametrize(("given", "points"), [("2", 1.0), ("1", 0.5), ("3", 0.5), ("4", 0.0), ("5", 0.0)])
def test_the_same_grade_one_off_and_two_off(given: str, points: float) -> None:
    assert KIND.mark(content_of("X5-2"), {"c0": given}).points == points


def test_reasons_day_and_key() -> None:
    (line,) = KIND.mark(content_of("X5-2"), {"c0": "4"}).lines
    assert line.said == "4, Outstanding" and line.key == "2, Requires improvement"
    assert line.reason.startswith("2 steps more lenient than the panel. One quotation is his.")
    assert line.reason.endswith("Agreed on 17 September 2026.")


def test_another_grade_that_the_panel_accepts_is_right_and_says_when() -> None:
    found = KIND.mark(content_of("X5-3"), {"c0": "1"})
    assert found.right
    assert "Panel note: 1 is right if another section" in found.lines[0].reason


def test_a_missed_critical_fail_is_said_apart() -> None:
    found = KIND.mark(content_of("X5-5"), {"c0": "2"})
    assert found.points == 0.5 and "I1 is critical" in found.nevers[0]
    assert found.facts == {"pairs": [["I1", 1, 2]], "critical_missed": ["I1"]}
    assert not KIND.mark(content_of("X5-5"), {}).nevers
    assert KIND.mark(content_of("X5-5"), {"c0": "1"}).right


def test_lean_within_one_extract() -> None:
    shown = content_of("X5-6")
    assert "more lenient" in KIND.mark(shown, {"c0": "2", "c1": "2", "c2": "1"}).advice[0]
    assert KIND.mark(shown, {"c0": "2", "c1": "1", "c2": "1"}).advice == ()


def test_an_author_may_not_give_one_criterion_twice() -> None:
    content = content_of("X5-1")
    content["criteria"][1]["code"] = "F1"
    content["criteria"][2]["also"] = "4"
    faults = {fault.path for fault in content_faults(KIND, content)}
    assert faults == {"criteria/1/code", "criteria/2/also_reason"}


def test_a_licence_at_the_edges() -> None:
    """Twenty criteria: 12 the same (60%), 4 one off (80% within one), 4 two off."""
    enough = judged(2, 2, 12) + judged(2, 3, 4) + judged(2, 4, 4)
    licence = licence_of(enough)
    assert licence.may_audit and licence.n == 20 and licence.wanting == ()
    assert licence.agreement.exact is not None and licence.agreement.exact.value == 0.6
    too_far = licence_of(judged(2, 2, 12) + judged(2, 3, 3) + judged(2, 4, 5))
    assert too_far.wanting == ("75% of the grades are within one grade of the panel; 80% are needed.",)
    too_few_exact = licence_of(judged(2, 2, 11) + judged(2, 3, 5) + judged(2, 4, 4))
    assert too_few_exact.wanting == ("55% of the grades are the same as the panel; 60% are needed.",)


def test_too_few_criteria_give_no_licence_however_good() -> None:
    licence = licence_of(judged(2, 2, 19))
    assert not licence.may_audit and licence.wanting == ("20 criteria are needed; there are 19 so far.",)
    assert licence_of([]).wanting == ("20 criteria are needed; there are 0 so far.",)


def test_one_missed_critical_fail_refuses_a_licence() -> None:
    licence = licence_of(judged(2, 2, 20) + judged(1, 2, 1, item="X5-5", day=1, critical=True))
    assert licence.wanting == ("A critical fail was missed: F0 in X5-5.",)


def test_only_the_last_extracts_count_and_whole_ones() -> None:
    """A bad beginning is forgotten once 20 newer criteria are there; an extract is never cut in two."""
    licence = licence_of(judged(1, 4, 15, day=0) + judged(3, 3, 12, "X5-2", 1) + judged(3, 3, 12, "X5-3", 2))
    assert licence.may_audit and licence.n == 24


def test_direction_kappa_and_each_criterion() -> None:
    licence = licence_of(judged(2, 3, 10) + judged(3, 4, 10, day=1))
    assert licence.direction == "lenient"
    assert licence.agreement.kappa is not None and licence.agreement.ac2 is not None
    assert set(licence.by_criterion) == {f"F{number}" for number in range(10)}
    assert licence.by_criterion["F0"].kappa is None, "two grades say nothing"


def test_drift_over_repeats() -> None:
    assert drift_of(judged(2, 2, 4)) is None
    drift = drift_of(judged(2, 2, 4) + judged(2, 3, 3, day=60))
    assert drift is not None and (drift.n, drift.alike, drift.shift) == (3, 0, 1)
