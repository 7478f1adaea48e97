"""Item statistics by hand: small tables whose figures can be reckoned on paper, and laws that always hold."""

from __future__ import annotations

import datetime
import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessments.statistics.figures import (
    LEAST_A_SIDE,
    LEAST_TO_JUDGE,
    Stock,
    Wanted,
    cohort_figures,
    cover_lines,
    cover_table,
    newcombe,
    option_figures,
    paper_figures,
    predict,
    thirds,
    wilson,
    with_rest,
)


def table(scores: list[list[float | None]], seconds: int = 30) -> pd.DataFrame:
    """One row a sitting, one column an item; None: not drawn."""
    return pd.DataFrame(
        [
            {"sitting": i, "person": i, "version": j, "points": p, "of": 1.0, "seconds": seconds}
            for i, row in enumerate(scores)
            for j, p in enumerate(row)
            if p is not None
        ]
    )


FOUR = [[1, 1, 1], [1, 1, 0], [1, 0, 0], [0, 0, 0]]


def cronbach(scores: np.ndarray) -> float:
    """Alpha by its textbook formula: k/(k-1) (1 - sum of item variances / variance of totals)."""
    k = scores.shape[1]
    return k / (k - 1) * (1 - scores.var(axis=0, ddof=1).sum() / scores.sum(axis=1).var(ddof=1))


def test_four_people_and_three_items_by_hand() -> None:
    found = paper_figures(table(FOUR))
    assert (found.sittings, found.people, found.responses, found.fixed) == (4, 4, 12, True)
    hardest, middle, easiest = found.items
    assert [one.version for one in found.items] == [2, 1, 0]
    assert [one.facility for one in found.items] == [0.25, 0.5, 0.75]
    assert found.mean_share == pytest.approx(0.5)
    # item 1 against the two others: (1,1,0,0) with rest (2,1,1,0)/2
    assert middle.discrimination == pytest.approx(np.corrcoef([1, 1, 0, 0], [2, 1, 1, 0])[0, 1])
    # 27% of four is two: those with 3 and 2 points against those with 1 and 0
    assert middle.upper_lower == pytest.approx(1.0)
    assert easiest.upper_lower == pytest.approx(0.5)
    assert hardest.median_seconds == 30
    assert sum(one.weight or 0 for one in found.items) == pytest.approx(100)
    assert found.alpha == pytest.approx(0.75)
    totals = np.array([3, 2, 1, 0]) / 3
    assert found.error == pytest.approx(totals.std(ddof=1) * 0.5)


@settings(max_examples=60, deadline=None)
@given(
    st.integers(3, 12).flatmap(
        lambda people: st.integers(2, 8).flatmap(
            lambda items: st.lists(
                st.lists(st.sampled_from([0.0, 0.5, 1.0]), min_size=items, max_size=items),
                min_size=people,
                max_size=people,
            )
        )
    )
)
def test_what_always_holds(scores: list[list[float]]) -> None:
    array = np.array(scores)
    found = paper_figures(table([list(row) for row in scores]))
    if array.sum(axis=1).var() > 1e-9:
        assert found.alpha == pytest.approx(cronbach(array))
    shuffled = paper_figures(table([list(row) for row in scores]).sample(frac=1, random_state=3))
    for one, two in zip(found.items, shuffled.items, strict=True):
        assert 0 <= one.facility <= 1
        assert one.discrimination is None or -1 - 1e-9 <= one.discrimination <= 1 + 1e-9
        assert one.upper_lower is None or -1 <= one.upper_lower <= 1
        assert one.upper_lower == (None if two.upper_lower is None else pytest.approx(two.upper_lower))
        x, rest = array[:, one.version], array.sum(axis=1) - array[:, one.version]
        if x.std() > 1e-9 and rest.std() > 1e-9:
            assert one.discrimination == pytest.approx(np.corrcoef(x, rest)[0, 1])
        else:
            assert one.discrimination is None


def test_papers_drawn_at_random_are_reckoned_too() -> None:
    draw = np.random.default_rng(7)
    skill, hard = draw.normal(size=3000), draw.normal(size=40)
    scores: list[list[float | None]] = []
    for able in skill:
        row: list[float | None] = [None] * 40
        for item in draw.choice(40, 10, replace=False):
            row[item] = float(draw.random() < 1 / (1 + math.exp(hard[item] - able)))
        scores.append(row)
    found = paper_figures(table(scores))
    full = paper_figures(
        table(
            [[float(draw.random() < 1 / (1 + math.exp(hard[i] - able))) for i in range(10)] for able in skill]
        )
    )
    assert not found.fixed
    assert found.items[0].weight is None
    assert found.alpha == pytest.approx(full.alpha, abs=0.06)
    assert all((one.discrimination or 0) > 0.15 for one in found.items)


def test_an_item_that_misleads_is_found_and_warned_of() -> None:
    draw = np.random.default_rng(1)
    skill = draw.normal(size=200)
    scores = [
        [
            *(float(draw.random() < 1 / (1 + math.exp(-a))) for _ in range(8)),
            float(draw.random() < 1 / (1 + math.exp(2 * a))),
        ]
        for a in skill
    ]
    odd = next(one for one in paper_figures(table(scores)).items if one.version == 8)
    assert odd.discrimination is not None
    assert odd.discrimination < -0.2
    assert odd.upper_lower is not None
    assert odd.upper_lower < 0
    assert any("do worse here" in words for words in odd.warnings)
    assert not any("Only" in words for words in odd.warnings)


@pytest.mark.parametrize(
    ("score", "words"), [(1.0, "Everybody got every point"), (0.0, "Nobody got a point")]
)
def test_all_right_and_all_wrong_are_said(score: float, words: str) -> None:
    found = paper_figures(table([[score, i % 2] for i in range(LEAST_TO_JUDGE)]))
    one = next(item for item in found.items if item.version == 0)
    assert one.discrimination is None
    assert any(words in said for said in one.warnings)
    assert not any("Only" in said for said in one.warnings)


def test_small_numbers_are_warned_of() -> None:
    few = paper_figures(table([[i % 2, 1] for i in range(LEAST_TO_JUDGE - 1)])).items[0]
    assert f"Only {LEAST_TO_JUDGE - 1} answers" in few.warnings[0]


def test_nothing_and_almost_nothing() -> None:
    assert paper_figures(table([[]]).reindex(columns=["sitting"])).items == ()
    one = paper_figures(table([[1]]))
    assert (one.alpha, one.items[0].discrimination, one.items[0].upper_lower) == (None, None, None)
    assert one.items[0].facility == 1


def test_points_of_different_size_count_as_they_do_in_the_paper() -> None:
    rows = table(FOUR)
    rows["of"] = rows["version"].map({0: 1.0, 1: 4.0, 2: 1.0})
    rows["points"] = rows["points"] * rows["of"]
    heavy = {one.version: one.weight or 0 for one in paper_figures(rows).items}
    assert heavy[1] == max(heavy.values())
    wide = rows.pivot_table(index="sitting", columns="version", values="points").to_numpy()
    assert paper_figures(rows).alpha == pytest.approx(cronbach(wide))


def test_thirds_keep_equal_totals_together() -> None:
    rows = with_rest(table([[1, 0], [0, 1], [1, 0], [1, 1], [0, 0], [0, 0]]))
    rows = rows[rows["version"] == 0].assign(third=thirds(rows)[(rows["version"] == 0).to_numpy()])
    by_total = rows.groupby("total")["third"].nunique()
    assert (by_total == 1).all()
    assert rows.set_index("sitting")["third"].to_dict() == {0: 1, 1: 1, 2: 1, 3: 2, 4: 0, 5: 0}


def test_options_are_counted_by_third_and_unchosen_ones_stand_there() -> None:
    chosen = [("Which?", "A", 0, 1), ("Which?", "A", 2, 1), ("Which?", "B", 0, 1), ("Which?", "B", 2, 3)]
    chosen.append(("Which?", "No answer", 1, 1))
    names = {"Which?": {"A": True, "B": False, "C": False, "No answer": None}}
    found = option_figures(chosen, names, 7)
    assert [(one.option, one.n, one.lower, one.middle, one.upper) for one in found] == [
        ("A", 2, 1, 0, 1),
        ("B", 4, 1, 0, 3),
        ("C", 0, 0, 0, 0),
        ("No answer", 1, 0, 1, 0),
    ]
    assert [one.misleads for one in found] == [False, True, False, False]
    assert found[1].share == pytest.approx(4 / 7)


def cohorts(sizes: dict[str, int]) -> pd.DataFrame:
    rows, number = [], 0
    for name, size in sizes.items():
        for _ in range(size):
            number += 1
            rows.append(
                {"sitting": number, "person": number, "version": 1, "points": number % 2, "of": 1,
                 "seconds": 1, "cohort": name, "passed": bool(number % 2)}
            )  # fmt: skip
    return with_rest(pd.DataFrame(rows))


def test_a_small_cohort_is_hidden_and_cannot_be_reckoned_from_the_rest() -> None:
    found = {one.cohort: one for one in cohort_figures(cohorts({"a": 4, "b": 6, "c": 9}))}
    assert {name for name, one in found.items() if one.hidden} == {"a", "b"}
    assert not any(one.hidden for one in cohort_figures(cohorts({"b": 6, "c": 9})))
    both = {one.cohort for one in cohort_figures(cohorts({"a": 4, "b": 3, "c": 9})) if one.hidden}
    assert both == {"a", "b"}


def test_newcombe_as_published() -> None:
    # Newcombe 1998, table II, method 10, example (a): 56/70 and 48/80
    gap, low, high = newcombe((56, 70), (48, 80))
    assert (round(gap, 4), round(low, 4), round(high, 4)) == (0.2, 0.0524, 0.3339)
    gap, low, high = newcombe((9, 10), (3, 10))
    assert (round(gap, 4), round(low, 4), round(high, 4)) == (0.6, 0.1705, 0.8090)
    assert wilson(0, 10) == pytest.approx((0.0, 0.2775), abs=1e-4)


DAY = datetime.date(2026, 1, 10)


def answered(right: int, wrong: int) -> pd.DataFrame:
    return pd.DataFrame(
        [{"version": 1, "person": i, "on": DAY, "right": i < right} for i in range(right + wrong)]
    )


def graded(grades: dict[int, list[tuple[int, int]]], criterion: str = "F3") -> pd.DataFrame:
    return pd.DataFrame(
        [
            {
                "person": who,
                "criterion": criterion,
                "on": DAY + datetime.timedelta(days=after),
                "grade": grade,
            }
            for who, marks in grades.items()
            for after, grade in marks
        ],
        columns=["person", "criterion", "on", "grade"],
    )


TAGS = pd.DataFrame({"version": [1], "criterion": ["F3"]})


def test_a_right_answer_that_goes_with_good_practice_is_seen() -> None:
    marks = {i: [(20, 3 if i < 9 else 2)] for i in range(20)}
    (found,) = predict(answered(10, 10), TAGS, graded(marks))
    assert (found.right_n, found.right_good, found.wrong_n, found.wrong_good) == (10, 9, 10, 0)
    assert found.difference is not None
    assert found.difference[1] > 0
    assert "does not say that one makes the other" in found.words


def test_only_the_first_mark_after_the_answer_and_within_the_window_counts() -> None:
    marks = {0: [(-5, 1), (0, 1), (30, 3), (60, 1)], 1: [(181, 1)], 2: [(180, 2)]}
    (found,) = predict(answered(3, 0), TAGS, graded(marks))
    assert (found.right_n, found.right_good) == (2, 1)
    (other,) = predict(answered(3, 0), TAGS, graded(marks, criterion="F4"))
    assert other.right_n == 0


def test_below_eight_on_a_side_nothing_is_claimed() -> None:
    marks = {i: [(20, 3)] for i in range(40)}
    (few,) = predict(answered(30, LEAST_A_SIDE - 1), TAGS, graded(marks))
    assert few.too_few
    assert few.difference is None
    assert "Too few" in few.words
    (enough,) = predict(answered(30, LEAST_A_SIDE), TAGS, graded(marks))
    assert enough.difference is not None
    assert "No clear difference" in enough.words


def test_the_first_answer_of_a_person_counts_once() -> None:
    again = answered(1, 0).assign(right=False, on=DAY + datetime.timedelta(days=3))
    (found,) = predict(pd.concat([again, answered(1, 0)]), TAGS, graded({0: [(20, 3)]}))
    assert (found.right_n, found.wrong_n) == (1, 0)


STOCK = [
    Stock(1, "single", ("C1.1",), 1, True),
    Stock(2, "single", ("C1.1", "C1.2"), 2, True),
    Stock(3, "X1", ("C1.2",), 2, False),
]


def test_a_line_of_the_blueprint_is_held_against_the_bank() -> None:
    lines = [
        Wanted("P1", 2, "C1.1"),
        Wanted("P1", 2, "C1.2", 2),
        Wanted("P1", 1, "C1.2", 2, assessed=False),
        Wanted("P1", 1, kind="X1"),
    ]
    found = cover_lines(lines, STOCK)
    assert [one.has for one in found] == [2, 1, 2, 0]
    assert [one.shortfall for one in found] == [0, 1, 0, 1]
    assert [one.fresh_for_resit for one in found] == [False, False, True, False]


def test_the_bank_by_competency_and_difficulty() -> None:
    lines = [Wanted("P1", 2, "C1.2", 2), Wanted("P2", 3, "C1.2", 2), Wanted("P1", 1, "C1.1")]
    cells = {(c.competency, c.difficulty): c for c in cover_table(["C1.1", "C1.2", "C9.9"], lines, STOCK)}
    assert (cells["C1.2", 2].reviewed, cells["C1.2", 2].open, cells["C1.2", 2].needed) == (1, 1, 3)
    assert cells["C1.2", 2].shortfall == 2
    assert cells["C1.1", 2].needed == 1
    assert not any(cells["C9.9", level].reviewed for level in (1, 2, 3))
