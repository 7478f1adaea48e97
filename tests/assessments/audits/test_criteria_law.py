"""Every criterion names law that the pack knows, with the day on which it was true."""

from __future__ import annotations

import pytest
from django.utils import timezone

from academy.law.pack import all_references
from assessments.instruments.actions import SHIPPED, load_instruments
from assessments.instruments.queries import criteria_of
from tests.factories.academy import CouncilFactory

COUNTS = {"plan-audit": 42, "advice-audit": 8, "complaint-reply": 8, "letter-audit": 6}


@pytest.mark.django_db
def test_every_criterion_names_law_of_the_pack() -> None:
    loaded = load_instruments(council=CouncilFactory(), by=None, at=timezone.now())
    known = {held.key for held in all_references()}
    assert tuple(loaded) == SHIPPED
    for code, instrument in loaded.items():
        named = {row.code: set(row.law) for row in criteria_of(instrument=instrument)}
        assert len(named) == COUNTS[code]
        assert instrument.law_as_at is not None
        assert {one: keys - known for one, keys in named.items() if not keys or keys - known} == {}
