"""Which competency has no module, no question, no task, no audit criterion."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from competencies.framework.models import Framework
from courses.pages.models import ModulePage
from home.coverage.queries import Coverage, coverage_for
from tests.factories.academy import StaffFactory
from tests.factories.assessments import CriterionFactory, InstrumentFactory
from tests.factories.competencies import CompetencyFactory, FrameworkFactory
from tests.factories.courses import module_page
from tests.factories.items import ItemVersionFactory
from tests.factories.sittings import PaperFactory
from tests.factories.tasks import EditionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def framework() -> Framework:
    framework = FrameworkFactory()
    for code, kinds in (("C5.4", ["WP", "AUD"]), ("C5.5", ["WP", "AUD"]), ("C8.2", ["OBS", "CBD"])):
        CompetencyFactory(domain__framework=framework, code=code, evidence_kinds=kinds, text=f"Does {code}")
    return framework


def gaps(coverage: Coverage) -> dict[str, list[str]]:
    return {row.competency.code: row.gaps for row in coverage.rows}


def cover(framework: Framework, code: str) -> None:
    """One of everything for a competency."""
    council = framework.council
    module_page(council, f"PM-{code[-1]}", competencies=[code], criteria=[], live=True)
    ItemVersionFactory(council=council, state="open", competencies=[code])
    EditionFactory(task__council=council, competencies=[code])
    CriterionFactory(
        instrument=InstrumentFactory(council=council), code=f"F{code[-1]}", position=1, competencies=[code]
    )


def test_what_is_missing_is_said_by_column(framework: Framework) -> None:
    cover(framework, "C5.4")
    PaperFactory(council=framework.council, lines=[{"count": 1, "competency": "C8.2"}])
    author = StaffFactory(council=framework.council, role="R15")
    found = coverage_for(actor=author)
    assert gaps(found) == {
        "C5.4": [],
        "C5.5": ["module", "question", "task", "criterion"],
        "C8.2": ["module", "question"],
    }
    assert found.counts == (
        ("module", "Modules", 2),
        ("question", "Questions", 2),
        ("task", "Practical tasks and papers", 1),
        ("criterion", "Audit criteria", 1),
    )
    assert list(gaps(coverage_for(actor=author, gaps="any"))) == ["C5.5", "C8.2"]
    assert list(gaps(coverage_for(actor=author, gaps="task"))) == ["C5.5"]


def test_what_is_retired_closed_or_only_a_draft_covers_nothing(framework: Framework) -> None:
    council = framework.council
    module_page(council, "PM-01", competencies=["C5.4"], live=False)
    ItemVersionFactory(council=council, state="draft", competencies=["C5.4"])
    ItemVersionFactory(council=council, state="retired", competencies=["C5.4"])
    EditionFactory(task__council=council, task__state="closed", competencies=["C5.4"])
    PaperFactory(council=council, state="closed", lines=[{"count": 1, "competency": "C5.4"}])
    author = StaffFactory(council=council, role="R15")
    assert gaps(coverage_for(actor=author))["C5.4"] == ["module", "question", "task", "criterion"]


def test_content_of_another_council_covers_nothing_here(framework: Framework) -> None:
    other = FrameworkFactory()
    CompetencyFactory(domain__framework=other, code="C5.4")
    cover(other, "C5.4")
    author = StaffFactory(council=framework.council, role="R15")
    assert len(gaps(coverage_for(actor=author))["C5.4"]) == 4


def test_content_with_a_code_that_nobody_knows_is_told(framework: Framework) -> None:
    page = module_page(framework.council, "PM-01")
    ModulePage.objects.filter(pk=page.pk).update(main_competency="C7.9")
    author = StaffFactory(council=framework.council, role="R15")
    [(code, (tally,))] = coverage_for(actor=author).strangers
    assert (code, tally.kind, tally.named[0].title[:5]) == ("C7.9", "module", "PM-01")


def test_it_costs_the_same_for_one_and_for_many(framework: Framework) -> None:
    author = StaffFactory(council=framework.council, role="R15")
    cover(framework, "C5.4")
    with CaptureQueriesContext(connection) as few:
        coverage_for(actor=author)
    for number in range(5, 9):
        CompetencyFactory(domain__framework=framework, code=f"C6.{number}")
        cover(framework, f"C6.{number}")
    with CaptureQueriesContext(connection) as many:
        coverage_for(actor=author)
    assert len(many) == len(few) <= 25


def test_the_page_is_for_keepers_and_authors(framework: Framework, client: Client) -> None:
    cover(framework, "C5.4")

    def page(role: str, path: str = "/framework/coverage/") -> Any:
        client.force_login(StaffFactory(council=framework.council, role=role))
        return client.get(path)

    for role, status in (("R15", 200), ("R14", 200), ("R02", 404), ("R10", 404), ("R12", 404)):
        assert page(role).status_code == status, role
    said = re.sub(r"<[^>]+>", " ", page("R15", "/framework/coverage/?gaps=any").content.decode())
    assert "Does C5.5" in said and "Does C5.4" not in said
    assert "Anything missing: 2 of 3" in " ".join(said.split())
    assert page("R15", "/framework/coverage/?gaps=nonsense").status_code == 200
