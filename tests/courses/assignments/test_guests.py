"""An audit by a guest of the plan's own setting counts, and is marked wherever the loop tells of it."""

from __future__ import annotations

import pytest
from django.test import Client

from assessments.auditing.models import Allocation
from assessments.audits.models import Finding
from courses.assignments.models import Assignment
from tests.assessments.moderation.worlds import Side, side
from tests.factories.auditing import AllocationFactory, ListedPlanFactory

pytestmark = pytest.mark.django_db
FEEDBACK = "a guest of the plan’s own setting: they grade with the same words"
STORY = "a guest of the plan&#x27;s own setting"


@pytest.fixture
def people() -> Side:
    return side()


@pytest.mark.parametrize(("why", "marked"), [("setting", True), ("random", False)])
def test_it_asks_like_any_other_and_says_whose_it_is(
    people: Side, client: Client, why: str, marked: bool
) -> None:
    audit = people.audit(B2=1)
    row = AllocationFactory(plan=ListedPlanFactory(writer=people.writer), auditor=people.auditor)
    Allocation.objects.filter(pk=row.pk).update(audit=audit, why=why, state="concluded")
    assert Assignment.objects.get().state == "asked"
    client.force_login(people.writer)
    assert (FEEDBACK in client.get(f"/me/feedback/{audit.pk}/").content.decode()) is marked
    story = client.get(f"/loop/findings/{Finding.objects.get().pk}/").content.decode()
    assert (STORY in story) is marked
