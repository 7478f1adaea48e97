"""The instruments that come along."""

from __future__ import annotations

import json

import pytest
from django.utils import timezone

from academy.record.models import Entry
from assessments.instruments.actions import load_instrument, load_instruments
from assessments.instruments.actions.loading import FIXTURES
from assessments.instruments.models import Criterion
from assessments.instruments.queries import criteria_of, sections_of
from tests.factories.academy import CouncilFactory

pytestmark = pytest.mark.django_db


def test_sections_stand_after_the_criteria_and_lead_to_modules() -> None:
    plan = load_instruments(council=CouncilFactory(), by=None, at=timezone.now())["plan-audit"]
    sections = list(sections_of(instrument=plan))
    assert [one.section for one in sections] == list(
        dict.fromkeys(one.section for one in criteria_of(instrument=plan))
    )
    assert min(one.position for one in sections) > 42
    by_code = {one.code: one for one in sections}
    assert by_code["SF"].modules[0] == "PM-01"
    assert by_code["SF"].good == "Specified and quantified for all main needs"
    assert not any(one.critical for one in sections)


def test_what_is_there_is_left_as_it_is_and_an_old_version_gets_its_sections() -> None:
    council, at = CouncilFactory(), timezone.now()
    plan = load_instruments(council=council, by=None, at=at)["plan-audit"]
    before = Criterion.objects.count(), Entry.objects.count()
    load_instruments(council=council, by=None, at=at)
    assert (Criterion.objects.count(), Entry.objects.count()) == before
    sections_of(instrument=plan).delete()
    data = json.loads((FIXTURES / "plan-audit.json").read_text())
    load_instrument(council=council, data=data, by=None, at=at)
    assert sections_of(instrument=plan).count() == 15
    assert Criterion.objects.count() == before[0]
