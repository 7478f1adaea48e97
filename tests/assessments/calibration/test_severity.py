"""Severity of auditors: the lenient ones of the open data are found, and few audits say little."""

from __future__ import annotations

import csv
import gzip
import io
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from assessments.calibration.severity import MARGIN, severities_of

MARKS = Path(__file__).parents[2] / "fixtures" / "loop" / "audits_marks.csv.gz"
LENIENT = {"AW-0002", "AW-0042", "AW-0046"}
"""The auditors who are lenient by half a step of the hidden scale in the open data; others within 0.3."""


@pytest.fixture(scope="module")
def open_data() -> pd.DataFrame:
    rows = list(csv.DictReader(io.StringIO(gzip.decompress(MARKS.read_bytes()).decode())))
    codes = list(rows[0])[7:]
    return pd.DataFrame(
        [
            (
                row["audit_id"], row["audit_date"], row["writer_ref"], row["auditor_ref"], code,
                row["plan_type"], int(row[code]),
            )
            for row in rows
            for code in codes
            if row[code]
        ],
        columns=["audit", "on", "writer", "auditor", "criterion", "plan_type", "grade"],
    ).assign(on=lambda table: pd.to_datetime(table["on"]))  # fmt: skip


def test_exactly_the_three_lenient_auditors_of_the_open_data_are_found(open_data: pd.DataFrame) -> None:
    found = severities_of(open_data)
    assert {name for name, one in found.items() if one.direction == "lenient"} == LENIENT
    assert not [name for name, one in found.items() if one.direction == "harsh"]
    assert len(found) == 63
    for name, one in found.items():
        assert one.estimate is not None
        assert name in LENIENT or abs(one.estimate.value) <= MARGIN


def made_up(lean: dict[str, float], audits: int, seed: int = 3) -> pd.DataFrame:
    """Marks of ten criteria a plan: writers differ, auditors lean, and some happen to get better writers."""
    chance = np.random.default_rng(seed)
    rows = []
    for place, (auditor, by) in enumerate(lean.items()):
        for n in range(audits):
            writer = (n + place) % 10
            for criterion in range(10):
                latent = 2.5 + (writer - 5) * 0.1 + by + chance.normal(0, 0.6)
                grade = int(np.clip(round(latent), 1, 4))
                rows.append((f"{auditor}{n}", "2026-01-05", writer, auditor, criterion, "new", grade))
    columns = ["audit", "on", "writer", "auditor", "criterion", "plan_type", "grade"]
    return pd.DataFrame(rows, columns=columns).assign(on=lambda table: pd.to_datetime(table["on"]))


def test_a_harsh_one_is_harsh_and_the_others_are_not() -> None:
    lean = {"a": -0.8, "b": 0.0, "c": 0.0, "d": 0.05, "e": 0.0, "f": 0.1}
    found = severities_of(made_up(lean, 30))
    assert {name: one.direction for name, one in found.items()} == {
        "a": "harsh", "b": "even", "c": "even", "d": "even", "e": "even", "f": "even",
    }  # fmt: skip


def test_better_writers_do_not_make_a_lenient_auditor() -> None:
    marks = made_up(dict.fromkeys("abcd", 0.0), 40)
    kind = marks[(marks["auditor"] != "a") | (marks["writer"] >= 7)]
    found = severities_of(kind)
    plain = kind.groupby("auditor")["grade"].mean() - kind["grade"].mean()
    assert found["a"].estimate is not None
    assert abs(found["a"].estimate.value) < plain["a"] / 2


def test_nothing_is_said_of_fewer_than_ten_audits() -> None:
    marks = pd.concat([made_up({"a": 0.0, "b": 0.0}, 20), made_up({"c": 1.0}, 9)])
    found = severities_of(marks)
    assert (found["c"].audits, found["c"].estimate, found["c"].direction) == (9, None, "")
    assert severities_of(marks[:0]) == {}


def test_few_audits_are_drawn_towards_nought() -> None:
    whole = made_up({"a": 0.6, "b": 0.0, "c": 0.0, "d": 0.0, "e": 0.0}, 60)
    few = whole[(whole["auditor"] != "a") | whole["audit"].isin({f"a{n}" for n in range(10)})]
    many, some = severities_of(whole)["a"].estimate, severities_of(few)["a"].estimate
    assert many is not None
    assert some is not None
    assert 0 < some.value < many.value
