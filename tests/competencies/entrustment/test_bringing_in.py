"""Levels from before the academy come in as they were decided, once, all or none."""

from __future__ import annotations

import datetime
from dataclasses import replace

import pytest
from django.utils import timezone

from academy.kit.refusals import Refused
from academy.record.models import Entry
from competencies.entrustment.actions import Earlier, bring_in_levels
from competencies.entrustment.models import Entrustment
from competencies.entrustment.queries import levels_held
from tests.factories.academy import CouncilFactory, StaffFactory
from tests.factories.competencies import EntrustableTaskFactory

pytestmark = pytest.mark.django_db
AT = timezone.make_aware(datetime.datetime(2026, 11, 2, 10))
SOURCE = "Held before the academy began"


def test_they_come_in_once_and_count_from_the_day_they_were_decided() -> None:
    council = CouncilFactory()
    task = EntrustableTaskFactory(framework__council=council)
    person, by, second = (StaffFactory(council=council) for _ in range(3))
    row = Earlier(person.pk, "ET07", 4, by.pk, datetime.date(2025, 3, 1), second.pk)
    old = Earlier(second.pk, "ET07", 3, by.pk, datetime.date(2024, 3, 1))

    def bring() -> int:
        return bring_in_levels(council=council, rows=[row, old], source=SOURCE, by=None, at=AT)

    assert (bring(), bring()) == (2, 0)
    held = levels_held(council_id=council.pk, person_ids=[person.pk, second.pk], on=AT.date())
    assert held[person.pk, task.pk].counts and held[person.pk, task.pk].level == 4
    assert held[second.pk, task.pk].lapsed_on == datetime.date(2026, 3, 2)
    assert Entry.objects.filter(noun="entrustment", words__contains=SOURCE).count() == 2


def test_one_wrong_row_refuses_them_all() -> None:
    council = CouncilFactory()
    EntrustableTaskFactory(framework__council=council)
    person, by = StaffFactory(council=council), StaffFactory(council=council)
    good = Earlier(person.pk, "ET07", 3, by.pk, datetime.date(2025, 3, 1))
    for wrong, code in (
        (replace(good, task="ET99"), "task"),
        (replace(good, person=StaffFactory().pk), "person"),
        (replace(good, decided_by=person.pk), "own"),
        (replace(good, level=4), "second"),
    ):
        with pytest.raises(Refused) as refused:
            bring_in_levels(council=council, rows=[good, wrong], source=SOURCE, by=None, at=AT)
        assert refused.value.code == code
    assert not Entrustment.objects.exists()
