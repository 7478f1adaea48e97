from __future__ import annotations

import datetime

import pytest
from django.core import mail
from django.utils import timezone

from academy.kit.refusals import Refused
from academy.people.models import Post
from academy.work.models import Message
from academy.work.worker import do_due_jobs
from courses.cohorts.actions import (
    cancel_session,
    move_session,
    plan_session,
    take_back_time_away,
    tell_time_away,
)
from courses.cohorts.models import LiveSession, TimeAway
from courses.cohorts.queries import calendars_of
from tests.factories.academy import StaffFactory
from tests.factories.cohorts import CohortFactory, MemberFactory

Day = datetime.date
AT = timezone.make_aware(datetime.datetime(2026, 11, 16, 10))
HOUR = datetime.timedelta(hours=1)
WEEK = {"starts_on": Day(2026, 11, 16), "ends_on": Day(2026, 11, 20)}
pytestmark = pytest.mark.django_db


@pytest.fixture
def pdl():
    return StaffFactory(role="R15")


@pytest.fixture
def member(pdl):
    manager = StaffFactory(council=pdl.council, role="R10")
    found = MemberFactory(person=StaffFactory(council=pdl.council, role="R01", manager=manager))
    assert Post.objects.get(person=found.person).manager == manager
    return found


def gates(member):
    return calendars_of([member])[member.pk].gates


def test_a_week_away_moves_the_gate_and_tells_the_manager_that_and_not_why(member):
    assert gates(member)[2] == Day(2026, 11, 27)
    for _ in range(2):
        tell_time_away(member=member, by=member.person, at=AT, **WEEK)
    assert gates(member)[2] == Day(2026, 12, 4)
    assert TimeAway.objects.count() == 1 and Message.objects.count() == 2
    do_due_jobs(at=AT)
    letters = {mail_.to[0]: mail_.body for mail_ in mail.outbox}
    own = letters.pop(member.person.email)
    (other,) = letters.values()
    assert "4 December 2026" in own and "4 December 2026" in other
    assert "away" in own and "away" not in other and "16 November" not in other


def test_days_within_days_already_told_change_nothing(member):
    tell_time_away(member=member, by=member.person, at=AT, **WEEK)
    tell_time_away(
        member=member, starts_on=Day(2026, 11, 17), ends_on=Day(2026, 11, 18), by=member.person, at=AT
    )
    assert TimeAway.objects.count() == 1


def test_days_that_they_do_not_work_move_nothing_and_nobody_is_told(member):
    tell_time_away(
        member=member, starts_on=Day(2026, 11, 14), ends_on=Day(2026, 11, 15), by=member.person, at=AT
    )
    assert not Message.objects.exists()


def test_taken_back_everything_moves_back(member, pdl):
    away = tell_time_away(member=member, by=pdl, at=AT, **WEEK)
    for _ in range(2):
        take_back_time_away(away=away, by=pdl, at=AT)
    assert gates(member)[2] == Day(2026, 11, 27) and Message.objects.count() == 4


@pytest.mark.parametrize(
    ("starts", "ends", "why"),
    [
        (Day(2026, 11, 18), Day(2026, 11, 17), "on or after"),
        (Day(2026, 10, 1), Day(2026, 11, 5), "began on 2 November"),
        (Day(2026, 11, 16), Day(2027, 3, 1), "three months"),
        (Day(2027, 3, 1), Day(2027, 3, 2), "two months"),
    ],
)
def test_days_that_cannot_be_right_are_refused(member, starts, ends, why):
    with pytest.raises(Refused, match=why):
        tell_time_away(member=member, starts_on=starts, ends_on=ends, by=member.person, at=AT)


def test_a_manager_or_a_colleague_does_not_say_it_for_somebody(member):
    manager = Post.objects.get(person=member.person).manager
    for other in (manager, StaffFactory(council=manager.council)):
        with pytest.raises(Refused, match="for yourself"):
            tell_time_away(member=member, by=other, at=AT, **WEEK)


def terms(cohorts, pdl, **more):
    return {
        "cohorts": cohorts, "module_code": "IND-4.4", "title": "Clinic", "starts_at": AT + HOUR,
        "minutes": 90, "place": "Room 2", "by": pdl, "at": AT, **more,
    }  # fmt: skip


def test_everybody_is_told_once_of_each_change(member, pdl):
    session = plan_session(**terms([member.cohort], pdl))
    assert plan_session(**terms([member.cohort], pdl)) == session
    moved = {"starts_at": AT + 5 * HOUR, "minutes": 90, "place": "Room 3", "link": ""}
    for _ in range(2):
        move_session(session=session, by=pdl, at=AT, **moved)
    for _ in range(2):
        cancel_session(session=session, by=pdl, at=AT)
    assert Message.objects.filter(person=member.person).count() == 3
    do_due_jobs(at=AT)
    assert [letter.subject for letter in mail.outbox] == ["A live session is off"]
    with pytest.raises(Refused, match="was cancelled"):
        move_session(session=session, by=pdl, at=AT, **{**moved, "place": "Room 4"})


def test_a_small_cohort_shares_and_full_ones_do_not(member, pdl):
    full, small = (CohortFactory(council=pdl.council, mode=mode) for mode in ("full", "small"))
    with pytest.raises(Refused, match="own live sessions"):
        plan_session(**terms([member.cohort, full], pdl))
    assert plan_session(**terms([full, small], pdl)).cohorts.count() == 2
    with pytest.raises(Refused):
        plan_session(**terms([small, CohortFactory(mode="small")], pdl))


def test_a_session_is_to_come_and_of_a_likely_length(member, pdl):
    for wrong in ({"starts_at": AT - HOUR}, {"minutes": 5}):
        with pytest.raises(Refused):
            plan_session(**terms([member.cohort], pdl, **wrong))
    assert not LiveSession.objects.exists()
