"""Authors are told of a change of law beside the page and cannot publish past it."""

from __future__ import annotations

import datetime

import pytest
from django.utils import timezone

from courses.currency.queries import changed_keys
from courses.pages.registry import lacks_of
from tests.factories.courses import module_page
from tests.factories.currency import LawChangeFactory
from tests.factories.worlds import council_world

pytestmark = pytest.mark.django_db


def test_a_page_last_checked_before_the_change_is_named_and_a_later_one_is_not() -> None:
    world = council_world()
    page = module_page(
        world.council, "PM-16", law=["reg-13"], law_as_at=datetime.date(2026, 9, 1), live=False
    )
    changed = "changed after you last checked the law"
    assert not any(changed in lack.words for lack in lacks_of(page))
    change = LawChangeFactory(council=world.council)
    assert changed_keys(council_id=world.council.pk)["reg-13"] == change.changed_on
    (found,) = [lack for lack in lacks_of(page) if changed in lack.words]
    assert found.must
    page.law_as_at = change.changed_on
    page.save()
    assert not any(changed in lack.words for lack in lacks_of(page))


def test_what_is_worked_through_is_told_no_more() -> None:
    world = council_world()
    LawChangeFactory(council=world.council, state="settled", settled_on=timezone.localdate())
    assert changed_keys(council_id=world.council.pk) == {}
