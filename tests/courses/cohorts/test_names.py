from __future__ import annotations

import datetime

import pytest

from assessments.statistics.queries.responses import intake, intakes_of
from tests.factories.academy import StaffFactory
from tests.factories.cohorts import CohortFactory, MemberFactory

pytestmark = pytest.mark.django_db


def test_figures_lay_real_cohorts_side_by_side_and_the_rest_by_quarter() -> None:
    began = datetime.date(2026, 7, 6)
    member = MemberFactory(person=StaffFactory(starts_on=began))
    other = StaffFactory(council=member.person.council, starts_on=began)
    foreign = MemberFactory()
    found = intakes_of(council_id=member.person.council_id)
    assert found[member.person_id] == member.cohort.name and found[other.pk] == intake(began)
    assert foreign.person_id not in found


def test_who_moved_counts_in_the_cohort_they_moved_to() -> None:
    old = MemberFactory(state="moved", ended_on=datetime.date(2026, 11, 9))
    new = MemberFactory(
        person=old.person,
        cohort=CohortFactory(council=old.person.council, starts_on=datetime.date(2026, 11, 9)),
        moved_from=old,
    )
    assert intakes_of(council_id=old.person.council_id)[old.person_id] == new.cohort.name
