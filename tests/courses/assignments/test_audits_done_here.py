"""An audit that was concluded in the academy is answered by the loop as one from a file is."""

from __future__ import annotations

import datetime

import pytest
from django.utils import timezone

from academy.work.worker import do_due_jobs
from assessments.auditing.actions.concluding import conclude_allocation
from assessments.auditing.actions.marking import Sent, save_marks
from assessments.auditing.models import Allocation
from assessments.auditing.rules.marking import Given
from courses.assignments.actions import load_default_rules
from courses.assignments.models import Assignment, Withheld
from tests.factories.assessments import full_plan_audit
from tests.factories.auditing import AllocationFactory, ListedPlanFactory, fill

pytestmark = pytest.mark.django_db
AT = timezone.make_aware(datetime.datetime(2026, 11, 23, 14))


@pytest.fixture
def allocation() -> Allocation:
    plan = ListedPlanFactory()
    instrument = full_plan_audit(plan.council)
    load_default_rules(council=plan.council, by=None, at=AT)
    return AllocationFactory(plan=plan, instrument=instrument, asked_on=AT.date())


def conclude(row: Allocation) -> None:
    conclude_allocation(allocation_id=row.pk, by=row.auditor, at=AT)
    do_due_jobs(at=AT)


def test_a_critical_mark_below_good_becomes_an_assignment(allocation: Allocation) -> None:
    fill(allocation, {"F3": 2}, at=AT)
    conclude(allocation)
    row = Assignment.objects.select_related("finding__audit").get()
    assert (row.person, row.module_code) == (allocation.plan.writer, "PM-01")
    assert row.finding.audit.ref == "H-2026-11-0001"


def test_a_cause_other_than_the_writing_asks_nothing_of_the_writer(allocation: Allocation) -> None:
    fill(allocation, at=AT)
    given = {"F3": Given(2, cause="advice", words="The advice gave no amounts")}
    save_marks(
        allocation_id=allocation.pk, section="F", given=given, sent=Sent(seen=1), by=allocation.auditor, at=AT
    )
    conclude(allocation)
    assert not Assignment.objects.exists()
    assert Withheld.objects.get().guard == "cause"


def test_a_second_look_asks_nothing_of_anybody(allocation: Allocation) -> None:
    Allocation.objects.update(why="double")
    fill(allocation, {"F3": 1}, at=AT)
    conclude(allocation)
    assert not Assignment.objects.exists() and not Withheld.objects.exists()
