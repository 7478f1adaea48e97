from __future__ import annotations

import datetime
from decimal import Decimal

import pytest

from academy.people.models import Post
from courses.cohorts.queries import calendars_of, membership_of
from tests.factories.academy import AbsenceFactory
from tests.factories.cohorts import CohortFactory, MemberFactory, TimeAwayFactory

Day = datetime.date
pytestmark = pytest.mark.django_db


def test_absence_and_time_away_move_the_gates_once():
    member = MemberFactory()
    AbsenceFactory(person=member.person, starts_on=Day(2026, 11, 9), ends_on=Day(2026, 11, 11))
    TimeAwayFactory(member=member, starts_on=Day(2026, 11, 11), ends_on=Day(2026, 11, 13))
    found = calendars_of([member])[member.pk]
    assert found.gates[1] == Day(2026, 11, 20) and len(found.missed) == 5


def test_an_absence_without_an_end_lasts_until_today():
    member = MemberFactory()
    AbsenceFactory(person=member.person, starts_on=Day(2026, 11, 9), ends_on=None)
    found = calendars_of([member], on=Day(2026, 11, 10))[member.pk]
    assert found.still_away and found.gates[1] == Day(2026, 11, 17)


def test_the_hours_of_the_post_count():
    member = MemberFactory()
    Post.objects.filter(person=member.person).update(working_days="Mon Tue Wed Thu", fte=Decimal("0.8"))
    assert calendars_of([member])[member.pk].gates[1] == Day(2026, 11, 17)


@pytest.mark.parametrize("count", [1, 3])
def test_calendars_take_three_queries(count, django_assert_num_queries):
    members = MemberFactory.create_batch(count)
    with django_assert_num_queries(3):
        assert len(calendars_of(members)) == count


def test_the_open_place_comes_before_a_newer_one_that_is_over():
    member = MemberFactory()
    assert membership_of(member.person, Day(2026, 11, 26)) == member
    member.state, member.ended_on = "moved", Day(2026, 11, 12)
    member.save()
    assert membership_of(member.person, Day(2026, 11, 26)) == member
    newer = MemberFactory(
        person=member.person, cohort=CohortFactory(council=member.person.council, starts_on=Day(2027, 1, 4))
    )
    assert membership_of(member.person, Day(2026, 11, 26)) == newer
    newer.delete()
    assert membership_of(member.person, Day(2026, 10, 1)) is None
