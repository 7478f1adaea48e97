"""Founding an academy, by its command."""

from __future__ import annotations

import io
import json

import pytest
from django.core.management import call_command
from django.test import override_settings
from django.utils import timezone

from academy.kit.refusals import Refused
from academy.people.models import User
from academy.record.models import Entry
from assessments.audits.models import Audit
from assessments.instruments.models import Criterion
from competencies.framework.models import Competency, Domain
from courses.assignments.models import LoopRule
from courses.pages.models import LessonPage, ModulePage
from home.founding.actions import build_demo

pytestmark = pytest.mark.django_db


def _found() -> dict[str, object]:
    out = io.StringIO()
    call_command("init_academy", council="Brackenshire Council", json=True, stdout=out)
    answer: dict[str, object] = json.loads(out.getvalue())
    return answer


def test_an_academy_is_founded_whole_and_empty_and_once() -> None:
    """One founding for all of it: it takes as long as three hundred pages take to publish."""
    answer = _found()
    assert answer["founded"] is True
    assert answer["criteria"] == 42
    assert (Domain.objects.count(), Competency.objects.count()) == (10, 45)
    assert ModulePage.objects.live().count() == 28 + 36 + 4
    assert {rule.code for rule in LoopRule.objects.all()} >= {"LR-01", "LR-02", "LR-03", "LR-08"}
    assert answer["papers_made"] == 6
    assert not User.objects.exists()
    assert not Audit.objects.exists()
    _check_names()
    _check_again()


def _check_names() -> None:
    """Every competency and module that content names exists."""
    codes = set(Competency.objects.values_list("code", flat=True))
    modules = set(ModulePage.objects.values_list("code", flat=True))
    for page in ModulePage.objects.all():
        assert set(page.competencies) <= codes, page.code
    for rule in LoopRule.objects.select_related("council"):
        assert rule.title
    for criterion in Criterion.objects.all():
        assert set(criterion.modules) <= modules, criterion.code
        assert set(criterion.competencies) <= codes, criterion.code


def _check_again() -> None:
    """Founded a second time, nothing changes."""
    before = (Entry.objects.count(), LessonPage.objects.count(), LoopRule.objects.count())
    answer = _found()
    assert answer["founded"] is False
    assert answer["modules_changed"] == 0
    assert answer["papers_made"] == 0
    assert (Entry.objects.count(), LessonPage.objects.count(), LoopRule.objects.count()) == before


@override_settings(DEMO=False)
def test_the_demo_is_refused_outside_demo_settings() -> None:
    with pytest.raises(Refused, match="demo settings only"):
        build_demo(at=timezone.now())
    assert not User.objects.exists()
