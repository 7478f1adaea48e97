from __future__ import annotations

import datetime

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from academy.kit.refusals import Refused
from academy.people.models import Post
from academy.work.worker import do_due_jobs
from courses.activities.models import ShadowingRecord
from courses.cohorts.actions import hand_over_buddy, hold_meeting, pair_buddy, plan_meeting, sign_shadowing
from courses.cohorts.models import BuddyMeeting, BuddyPair
from courses.cohorts.queries.buddies import open_pairs
from tests.factories.academy import AbsenceFactory, StaffFactory
from tests.factories.activities import ShadowingRecordFactory
from tests.factories.cohorts import BuddyPairFactory, CohortFactory, MemberFactory
from tests.factories.competencies import EntrustmentFactory
from tests.factories.pathways import LicenceFactory

Day = datetime.date
AT = timezone.make_aware(datetime.datetime(2026, 11, 16, 10))
HOUR = datetime.timedelta(hours=1)
pytestmark = pytest.mark.django_db


@pytest.fixture
def pdl():
    return StaffFactory(role="R15")


@pytest.fixture
def buddy(pdl):
    return licensed(pdl, given_name="Gareth", family_name="Lloyd")


def licensed(pdl, **fields):
    person = StaffFactory(council=pdl.council, **fields)
    LicenceFactory(person=person, granted_by=pdl)
    return person


def member_of(pdl, **fields):
    cohort = CohortFactory(council=pdl.council)
    return MemberFactory(person=StaffFactory(council=pdl.council, role="R01"), cohort=cohort, **fields)


def test_a_third_starter_is_refused_in_words(pdl, buddy):
    for _ in range(2):
        member = member_of(pdl)
        assert pair_buddy(member=member, buddy=buddy, by=pdl, at=AT) == pair_buddy(
            member=member, buddy=buddy, by=pdl, at=AT
        )
    with pytest.raises(Refused, match="Gareth Lloyd has 2 starters already"):
        pair_buddy(member=member_of(pdl), buddy=buddy, by=pdl, at=AT)
    assert BuddyPair.objects.count() == 2


def test_a_new_buddy_is_told_once(pdl, buddy):
    member = member_of(pdl)
    for _ in range(2):
        pair_buddy(member=member, buddy=buddy, by=pdl, at=AT)
    do_due_jobs(at=AT)
    (letter,) = mail.outbox
    assert letter.to == [buddy.email] and member.person.get_full_name() in letter.subject


def test_a_pair_that_is_over_leaves_room(pdl, buddy):
    BuddyPairFactory(member=member_of(pdl), buddy=buddy, ends_on=Day(2026, 11, 16))
    BuddyPairFactory(member=member_of(pdl), buddy=buddy)
    assert pair_buddy(member=member_of(pdl), buddy=buddy, by=pdl, at=AT)
    assert open_pairs(Day(2026, 11, 16)).filter(buddy=buddy).count() == 2


def test_who_cannot_be_a_buddy_is_told_why(pdl, buddy):
    member = member_of(pdl)
    manager = StaffFactory(council=pdl.council, role="R10")
    Post.objects.filter(person=member.person).update(manager=manager)
    away, foreign, other = licensed(pdl), StaffFactory(), member_of(pdl).person
    AbsenceFactory(person=away, starts_on=Day(2026, 11, 16), ends_on=Day(2026, 11, 16))
    for person, why in (
        (member.person, "own buddy"), (manager, "is the manager"), (away, "not at work"),
        (foreign, "no post"), (other, "induction too"),
        (StaffFactory(council=pdl.council), "does not hold the buddy licence"),
    ):  # fmt: skip
        with pytest.raises(Refused, match=why):
            pair_buddy(member=member, buddy=person, by=pdl, at=AT)
    with pytest.raises(Refused, match="run cohorts"):
        pair_buddy(member=member, buddy=buddy, by=buddy, at=AT)


def test_handing_over_ends_one_pair_and_begins_the_next(pdl, buddy):
    member = member_of(pdl)
    old = pair_buddy(member=member, buddy=buddy, by=pdl, at=AT)
    plan_meeting(pair=old, starts_at=AT + HOUR, place="Desk 14", by=buddy, at=AT)
    other = licensed(pdl)
    with pytest.raises(Refused, match="Hand over"):
        pair_buddy(member=member, buddy=other, by=pdl, at=AT)
    new = hand_over_buddy(member=member, buddy=other, by=pdl, at=AT)
    assert hand_over_buddy(member=member, buddy=other, by=pdl, at=AT) == new
    old.refresh_from_db()
    assert old.ends_on == Day(2026, 11, 16) and new.starts_on == Day(2026, 11, 16)
    assert not BuddyMeeting.objects.filter(pair=old).exists()


def test_the_next_meeting_is_one_and_moves(pdl, buddy):
    pair = pair_buddy(member=member_of(pdl), buddy=buddy, by=pdl, at=AT)
    for hours in (1, 1, 3):
        meeting = plan_meeting(pair=pair, starts_at=AT + hours * HOUR, place="", by=buddy, at=AT)
    assert BuddyMeeting.objects.get() == meeting and meeting.starts_at == AT + 3 * HOUR
    with pytest.raises(Refused, match="still to come"):
        hold_meeting(meeting=meeting, by=buddy, at=AT)
    after = AT + 4 * HOUR
    assert hold_meeting(meeting=meeting, by=pair.member.person, at=after).held_at == after
    assert hold_meeting(meeting=meeting, by=buddy, at=after + HOUR).held_at == after
    for refused in ({"starts_at": AT - HOUR, "by": buddy}, {"starts_at": AT + HOUR, "by": pdl}):
        with pytest.raises(Refused):
            plan_meeting(pair=pair, place="", at=AT, **refused)


def test_only_the_buddy_signs_and_other_words_need_another_signature(pdl, buddy):
    member = member_of(pdl)
    record = ShadowingRecordFactory(person=member.person)
    with pytest.raises(Refused, match="Only the buddy"):
        sign_shadowing(record=record, by=buddy, at=AT)
    pair_buddy(member=member, buddy=buddy, by=pdl, at=AT)
    for moment in (AT, AT + HOUR):
        sign_shadowing(record=record, by=buddy, at=moment)
    signed = ShadowingRecord.objects.get()
    assert (signed.signed_by, signed.signed_at) == (buddy, AT)


def levels_seen(person):
    """The page of buddies as somebody sees it."""
    client = Client()
    client.force_login(person)
    page = client.get("/me/buddies/")
    assert page.status_code == 200
    return page.content.decode()


def test_a_buddy_sees_the_levels_of_their_starter_only_while_the_pair_lasts(pdl, buddy):
    today = timezone.localdate()
    pair = BuddyPairFactory(member=member_of(pdl), buddy=buddy, starts_on=today - datetime.timedelta(days=7))
    starter = pair.member.person
    task = EntrustmentFactory(person=starter, level=2, starts_on=today).task
    EntrustmentFactory(person=StaffFactory(council=pdl.council), level=3, starts_on=today)
    assert task.title in levels_seen(buddy)
    assert task.title not in levels_seen(starter), "their own levels have a page of their own"
    pair.ends_on = today
    pair.save()
    assert task.title not in levels_seen(buddy)
    BuddyPairFactory(member=member_of(pdl), buddy=buddy, starts_on=today)
    page = levels_seen(buddy)
    assert task.title not in page and "No level is decided yet" in page


def test_a_pair_that_has_not_begun_shows_no_levels(pdl, buddy):
    today = timezone.localdate()
    pair = BuddyPairFactory(member=member_of(pdl), buddy=buddy, starts_on=today + datetime.timedelta(days=7))
    task = EntrustmentFactory(person=pair.member.person, level=2, starts_on=today).task
    assert task.title not in levels_seen(buddy)


def test_a_second_starter_with_levels_costs_no_query_more(pdl, buddy):
    today = timezone.localdate()
    for number in range(2):
        pair = BuddyPairFactory(member=member_of(pdl), buddy=buddy, starts_on=today)
        EntrustmentFactory(person=pair.member.person, starts_on=today)
        with CaptureQueriesContext(connection) as queries:
            levels_seen(buddy)
        if number == 0:
            levels_seen(buddy)
            with CaptureQueriesContext(connection) as queries:
                levels_seen(buddy)
            few = len(queries)
    assert len(queries) <= few
