"""Every criterion names law that the pack knows, with the day on which it was true."""

from __future__ import annotations

import pytest

from academy.law.pack import all_references
from tests.factories.academy import CouncilFactory
from tests.factories.assessments import full_plan_audit


@pytest.mark.django_db
def test_every_criterion_names_law_of_the_pack() -> None:
    instrument = full_plan_audit(CouncilFactory())
    known = {held.key for held in all_references()}
    named = {row.code: set(row.law) for row in instrument.criteria.all()}
    assert len(named) == 42
    assert instrument.law_as_at is not None
    assert {code: keys - known for code, keys in named.items() if not keys or keys - known} == {}
