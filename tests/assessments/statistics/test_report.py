"""The report of a paper out of real rows: who counts, what the choices say, how many queries it takes."""

from __future__ import annotations

import datetime
import io
import json
import time
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test.utils import CaptureQueriesContext

from academy.people.models import Post
from assessments.statistics import queries
from tests.factories.academy import CouncilFactory, StaffFactory
from tests.factories.assessments import AuditFactory
from tests.factories.competencies import CompetencyFactory
from tests.factories.statistics import (
    AT,
    fill_sittings,
    make_item,
    make_paper,
    make_sat_paper,
    make_sitting,
    staff_of,
)

pytestmark = pytest.mark.django_db


def statistics(**options: Any) -> dict[str, Any]:
    """What the command prints."""
    out = io.StringIO()
    call_command("item_statistics", stdout=out, json=True, **options)
    found: dict[str, Any] = json.loads(out.getvalue())
    return found


def test_the_command_says_everything_under_the_names_that_were_promised() -> None:
    paper, versions = make_sat_paper(CouncilFactory(), people=8)
    found = statistics(paper=paper.code)
    assert {"paper", "n_sittings", "n_people", "first_only", "alpha", "items", "by_cohort", "coverage",
            "predicts"} <= found.keys()  # fmt: skip
    assert (found["paper"], found["n_sittings"], found["n_people"], found["first_only"]) == (
        "P-1",
        8,
        8,
        True,
    )
    assert [item["code"] for item in found["items"]] == ["P-1-3", "P-1-2", "P-1-1"]
    assert [item["facility"] for item in found["items"]] == [0.0, 0.5, 0.875]
    hardest = found["items"][0]
    assert hardest.keys() >= {"code", "version", "kind", "n", "facility", "discrimination", "upper_lower",
                              "median_seconds", "options", "warnings"}  # fmt: skip
    assert found["everyone_fails"] == ["P-1-3"]
    assert hardest["random_guess"] == pytest.approx(1 / 3, abs=1e-4)
    assert any("Nobody got a point" in words for words in hardest["warnings"])
    assert any("blind guessing" in words for words in hardest["warnings"])
    assert hardest["median_seconds"] == 33
    assert statistics(paper=paper.title.upper()) == found
    assert "example" not in json.dumps(found)


def test_choices_are_counted_by_words_whatever_order_each_person_saw() -> None:
    paper, _ = make_sat_paper(CouncilFactory(), people=8)
    first = statistics(paper="P-1")["items"][2]
    counted = {one["option"]: (one["n"], one["right"]) for one in first["options"]}
    assert counted == {"Within six weeks": (7, True), "Within ten weeks": (1, False), "At once": (0, False)}
    weakest = next(one for one in first["options"] if one["option"] == "Within ten weeks")
    assert (weakest["lower"], weakest["upper"]) == (1, 0)


def test_an_answer_that_is_missing_is_a_choice_too() -> None:
    council = CouncilFactory()
    paper, one = make_paper(council), make_item(council, "Q-1")
    make_sitting(paper, StaffFactory(council=council), {one: ""})
    (item,) = statistics(paper="P-1")["items"]
    assert {option["option"]: option["n"] for option in item["options"]}["No answer"] == 1


def test_first_sittings_count_unless_all_are_asked_for_and_both_say_so() -> None:
    council = CouncilFactory()
    paper, one = make_paper(council), make_item(council, "Q-1")
    people = staff_of(council, 5)
    for person in people:
        make_sitting(paper, person, {one: "b"})
    make_sitting(paper, people[0], {one: "a"}, number=2)
    first, every = statistics(paper="P-1"), statistics(paper="P-1", all=True)
    assert (first["n_sittings"], first["items"][0]["facility"]) == (5, 0)
    assert "first sitting" in first["warnings"][0]
    assert (every["n_sittings"], every["n_people"], every["first_only"]) == (6, 5, False)
    assert "repeated" in every["warnings"][0]
    assert statistics(paper="P-1", all=True)["items"][0]["n"] == 6


def test_sittings_that_are_not_marked_yet_do_not_count() -> None:
    council = CouncilFactory()
    paper, one = make_paper(council), make_item(council, "Q-1")
    sitting = make_sitting(paper, StaffFactory(council=council), {one: "a"})
    sitting.state = "handed_in"
    sitting.save()
    found = statistics(paper="P-1")
    assert (found["n_sittings"], found["items"], found["alpha"]) == (0, [], None)


def test_people_are_grouped_by_the_quarter_they_began_or_as_the_caller_says() -> None:
    council = CouncilFactory()
    paper, one = make_paper(council), make_item(council, "Q-1")
    for began, said in ((datetime.date(2026, 2, 1), "a"), (datetime.date(2025, 11, 3), "b")):
        for person in staff_of(council, 5):
            Post.objects.filter(person=person).update(starts_on=began)
            make_sitting(paper, person, {one: said})
    found = statistics(paper="P-1")["by_cohort"]
    assert [(row["cohort"], row["n"], row["mean_share"]) for row in found] == [
        ("2025 Q4, October to December", 5, 0.0),
        ("2026 Q1, January to March", 5, 1.0),
    ]
    assert found[1]["facility"] == {"Q-1": 1.0}
    report = queries.report_of(paper=paper, cohort_of={})
    assert [row.cohort for row in report.cohorts] == ["Not known"]


def test_a_right_answer_is_laid_beside_the_next_audit_of_the_same_person_and_criterion() -> None:
    council = CouncilFactory()
    paper, one = make_paper(council), make_item(council, "Q-1", criteria=["F3"])
    for at, person in enumerate(staff_of(council, 18)):
        make_sitting(paper, person, {one: "a" if at < 9 else "b"})
        soon = AT.date() + datetime.timedelta(days=40)
        AuditFactory(writer=person, audited_on=soon, grades={"F3": 3 if at < 9 else 2}, findings=False)
        AuditFactory(writer=person, audited_on=AT.date(), grades={"F3": 1}, findings=False)
    (found,) = statistics(paper="P-1")["predicts"]
    assert (found["code"], found["criterion"], found["n_right"], found["n_wrong"]) == ("Q-1", "F3", 9, 9)
    assert (found["good_if_right"], found["good_if_wrong"], found["difference"]) == (1, 0, 1)
    assert found["interval"][0] > 0


def test_coverage_says_what_is_missing() -> None:
    council = CouncilFactory()
    make_item(council, "Q-1")
    make_item(council, "Q-2", state="open")
    make_paper(council, lines=[{"count": 2, "competency": "C1.2"}, {"count": 1, "difficulty": 3}])
    found = statistics(paper="P-1")["coverage"]
    assert [(row["count"], row["has"], row["shortfall"]) for row in found] == [(2, 1, 1), (1, 0, 1)]
    for code in ("C1.2", "C9.9"):
        CompetencyFactory(domain__framework__council=council, code=code)
    bank = queries.bank_cover(council_id=council.pk)
    assert bank.empty == ("C9.9",)
    assert [(cell.competency, cell.shortfall) for cell in bank.short] == [("C1.2", 1)]


def test_a_paper_is_asked_for_by_name() -> None:
    make_paper(CouncilFactory(slug="one"), "P-1")
    with pytest.raises(CommandError, match="no paper"):
        statistics(paper="nowhere")
    make_paper(CouncilFactory(slug="two"), "P-1")
    with pytest.raises(CommandError, match="Several"):
        statistics(paper="P-1")
    assert statistics(paper="P-1", council="two")["n_sittings"] == 0
    out = io.StringIO()
    call_command("item_statistics", paper="P-1", council="one", stdout=out)
    assert "0 sittings" in out.getvalue()


def test_other_councils_never_count() -> None:
    make_sat_paper(CouncilFactory(), people=6)
    other, _ = make_sat_paper(CouncilFactory(), "P-2", people=7)
    assert statistics(paper=other.code)["n_people"] == 7


@pytest.mark.parametrize("people", [1, 12])
def test_a_report_takes_the_same_queries_however_many_sat(people: int) -> None:
    from django.db import connection

    paper, _ = make_sat_paper(CouncilFactory(), people=people)
    with CaptureQueriesContext(connection) as asked:
        queries.report_of(paper=paper)
    assert len(asked) == 8


def test_ten_thousand_answers_are_reckoned_in_a_moment() -> None:
    council = CouncilFactory()
    paper = make_paper(council)
    versions = [make_item(council, f"Q-{n}") for n in range(20)]
    people = staff_of(council, 50)
    rows = [
        (people[at % 50], at // 50 + 1, AT, {v: "abc"[(at * 7 + n) % 3] for n, v in enumerate(versions)})
        for at in range(500)
    ]
    fill_sittings(paper, rows)
    began = time.perf_counter()
    report = queries.report_of(paper=paper, first_only=False)
    took = time.perf_counter() - began
    assert report.figures.responses == 10_000
    assert took < 2.5, f"{took:.2f} s"
