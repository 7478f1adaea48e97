"""The arithmetic of the plan audit."""

from __future__ import annotations

import csv
import gzip
import io
from collections import Counter, defaultdict

import pytest

from assessments.audits.arithmetic import Mark, grade_of_mean, overall_grade, section_grades, weighted_mean
from assessments.imports.layouts.grades import LETTERS
from tests.assessments.imports.files import FIXTURES, table, truth


def mark(code: str, grade: int, weight: int = 1, critical: bool = False, section: str = "") -> Mark:
    return Mark(code, section or code[0], weight, critical, grade)


@pytest.mark.parametrize(
    ("mean", "grade"), [(4, 4), (3.5, 4), (3.49, 3), (2.75, 3), (2.74, 2), (1.75, 2), (1.74, 1), (1, 1)]
)
def test_cut_points(mean: float, grade: int) -> None:
    assert grade_of_mean(mean) == grade


def test_weights_count() -> None:
    assert weighted_mean([mark("F1", 4, 3), mark("F2", 2, 1)]) == 3.5
    assert weighted_mean([]) is None
    assert section_grades([mark("F1", 4, 3), mark("F2", 2, 1), mark("A1", 1)]) == {"F": 4, "A": 1}


def test_caps() -> None:
    good = [mark(f"G{n}", 4, 3, section="G") for n in range(10)]
    assert overall_grade([]) is None
    assert overall_grade(good) == 4
    assert overall_grade([*good, mark("F1", 2)]) == 3
    assert overall_grade([*good, mark("A1", 2)]) == 4
    assert overall_grade([*good, mark("F1", 1, critical=True)]) == 2
    assert overall_grade([*good, mark("F1", 1, critical=True), mark("B1", 1, critical=True)]) == 1
    assert overall_grade([*good, mark("F1", 1)]) == 3
    assert overall_grade([*good, mark("W2", 1, critical=True, section="Whole")]) == 1


def test_sections_of_a_whole_month_by_weighted_mean() -> None:
    """The example month says what the means come to; the marks are the clean ones of history."""
    criteria = {row["code"]: row for row in table("criteria.csv")}
    raw = gzip.decompress((FIXTURES.parent / "loop" / "audits_marks.csv.gz").read_bytes()).decode()
    found: defaultdict[str, Counter[str]] = defaultdict(Counter)
    audits = 0
    for row in csv.DictReader(io.StringIO(raw)):
        if not row["audit_date"].startswith("2026-04"):
            continue
        audits += 1
        marks = [
            Mark(code, one["section"], int(one["weight"]), one["critical"] == "Y", int(row[code]))
            for code, one in criteria.items()
            if row[code]
        ]
        for section, grade in section_grades(marks).items():
            found[section][LETTERS[grade]] += 1
    wanted = truth("2026-04_L2.csv")["derived_section_grades_weighted_mean"]
    assert audits == 178
    near = 0
    for section, counts in wanted.items():
        near += sum(abs(found[section][letter] - counts.get(letter, 0)) for letter in ("O", "G", "RI", "I"))
    assert near == 0
