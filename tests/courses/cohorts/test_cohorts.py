from __future__ import annotations

import datetime

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from academy.kit.refusals import Refused
from academy.record.models import Entry
from academy.work.models import Job
from academy.work.worker import do_due_jobs
from courses.cohorts.actions import (
    add_member,
    call_off_cohort,
    change_cohort,
    graduate_member,
    let_member_go,
    make_cohort,
    tend_cohorts,
    transfer_member,
)
from courses.cohorts.models import BuddyPair, Cohort, Member, TimeAway
from courses.cohorts.queries import calendars_of
from tests.factories.academy import CouncilFactory, StaffFactory, TeamFactory
from tests.factories.cohorts import BuddyPairFactory, CohortFactory, MemberFactory, TimeAwayFactory

Day = datetime.date
AT = timezone.make_aware(datetime.datetime(2026, 10, 26, 10))
LATER = timezone.make_aware(datetime.datetime(2026, 11, 16, 10))
pytestmark = pytest.mark.django_db


@pytest.fixture
def pdl():
    return StaffFactory(role="R15")


@pytest.fixture
def planned(pdl):
    return make_cohort(council=pdl.council, name="COH-9", starts_on=Day(2026, 11, 2), by=pdl, at=AT)


def starter(cohort, **fields):
    return StaffFactory(team=TeamFactory(council=cohort.council), role="R01", **fields)


def test_a_cohort_is_made_once_and_tomorrow_is_planned(pdl, planned):
    with pytest.raises(Refused, match="this name already"):
        make_cohort(council=pdl.council, name="COH-9", starts_on=Day(2026, 11, 2), by=pdl, at=AT)
    assert Cohort.objects.count() == 1 and Job.objects.filter(topic="cohort_day").count() == 1
    assert Entry.objects.filter(verb="make", noun="cohort").count() == 1


@pytest.mark.parametrize(
    ("day", "why"),
    [(Day(2026, 12, 25), "bank holiday"), (Day(2026, 11, 1), "Sunday"), (Day(2031, 1, 6), "2024 to 2029")],
)
def test_a_cohort_begins_on_a_working_day(pdl, day, why):
    with pytest.raises(Refused, match=why):
        make_cohort(council=pdl.council, name="X", starts_on=day, by=pdl, at=AT)


def test_only_people_who_run_cohorts_make_them(planned):
    with pytest.raises(Refused, match="run cohorts"):
        make_cohort(
            council=planned.council, name="X", starts_on=Day(2026, 11, 2), at=AT,
            by=StaffFactory(council=planned.council, role="R10"),
        )  # fmt: skip


def test_another_first_day_takes_the_members_along_until_it_has_begun(pdl, planned):
    member = add_member(cohort=planned, person=starter(planned), by=pdl, at=AT)
    terms = {"name": "COH-9", "mode": "full", "facilitator": pdl, "by": pdl, "at": AT}
    change_cohort(cohort=planned, starts_on=Day(2026, 11, 9), **terms)
    member.refresh_from_db()
    assert member.joins_on == Day(2026, 11, 9)
    tend_cohorts(council_id=pdl.council_id, at=LATER)
    with pytest.raises(Refused, match="has begun"):
        change_cohort(cohort=planned, starts_on=Day(2026, 11, 16), **terms)
    changes = Entry.objects.filter(verb="change").count()
    change_cohort(cohort=planned, starts_on=Day(2026, 11, 9), **terms)
    assert Entry.objects.filter(verb="change").count() == changes


def test_a_small_cohort_is_full_with_eight_and_cannot_be_made_of_nine(pdl, planned):
    small = make_cohort(
        council=pdl.council, name="S", starts_on=Day(2026, 11, 2), mode="small", by=pdl, at=AT
    )
    for _ in range(8):
        add_member(cohort=small, person=starter(small), by=pdl, at=AT)
    with pytest.raises(Refused, match="has 8 people already"):
        add_member(cohort=small, person=starter(small), by=pdl, at=AT)
    MemberFactory.create_batch(9, cohort=planned)
    with pytest.raises(Refused, match="9 people"):
        change_cohort(
            cohort=planned,
            name="C",
            starts_on=planned.starts_on,
            mode="small",
            facilitator=None,
            by=pdl,
            at=AT,
        )


def test_somebody_is_added_once_and_is_in_one_open_cohort(pdl, planned):
    person = starter(planned)
    first = add_member(cohort=planned, person=person, by=pdl, at=AT)
    assert add_member(cohort=planned, person=person, by=pdl, at=AT) == first
    other = CohortFactory(council=pdl.council)
    with pytest.raises(Refused, match="is in COH-9 already"):
        add_member(cohort=other, person=person, by=pdl, at=AT)
    with pytest.raises(IntegrityError), transaction.atomic():
        Member.objects.create(cohort=other, person=person, joins_on=other.starts_on, state="learning")


def test_who_has_left_or_belongs_elsewhere_is_not_added(pdl, planned):
    with pytest.raises(Refused, match="has left"):
        add_member(cohort=planned, person=starter(planned, left_on=Day(2026, 10, 1)), by=pdl, at=AT)
    with pytest.raises(Refused, match="no post"):
        add_member(cohort=planned, person=StaffFactory(council=CouncilFactory()), by=pdl, at=AT)
    with pytest.raises(Refused, match="is over"):
        add_member(
            cohort=CohortFactory(council=pdl.council, state="finished"),
            person=starter(planned),
            by=pdl,
            at=AT,
        )


def test_the_day_begins_cohorts_and_lets_leavers_go(pdl, planned):
    stays, leaves = starter(planned), starter(planned)
    for person in (stays, leaves):
        add_member(cohort=planned, person=person, by=pdl, at=AT)
    tend_cohorts(council_id=pdl.council_id, at=AT)
    planned.refresh_from_db()
    assert planned.state == "planned"
    leaves.left_on = Day(2026, 11, 10)
    leaves.save()
    for _ in range(2):
        tend_cohorts(council_id=pdl.council_id, at=LATER)
    planned.refresh_from_db()
    assert planned.state == "running"
    assert {row.person: row.state for row in planned.members.all()} == {stays: "learning", leaves: "left"}
    assert Entry.objects.filter(verb="begin", noun="cohort").count() == 1


def test_the_ledger_carries_the_day_on(pdl, planned):
    job = Job.objects.get(topic="cohort_day")
    assert timezone.localtime(job.due_at).hour == 5
    do_due_jobs(at=LATER, topics=["cohort_day"])
    assert Job.objects.filter(topic="cohort_day", state="due").count() == 1


def test_a_cohort_finishes_with_its_last_member_and_buddies_stay_for_the_protected_weeks(pdl):
    pair = BuddyPairFactory(member__person=StaffFactory(council=pdl.council, role="R01"))
    member = pair.member
    for _ in range(2):
        graduate_member(member=member, on=Day(2026, 12, 11), by=pdl, at=LATER)
    tend_cohorts(council_id=pdl.council_id, at=LATER)
    member.cohort.refresh_from_db()
    assert member.cohort.state == "finished" and BuddyPair.objects.get().ends_on is None
    end = calendars_of([member])[member.pk].protected_until
    tend_cohorts(council_id=pdl.council_id, at=LATER + (end - LATER.date()))
    assert BuddyPair.objects.get().ends_on == end


def test_who_leaves_frees_their_buddy(pdl):
    pair = BuddyPairFactory(member__person=StaffFactory(council=pdl.council, role="R01"))
    for _ in range(2):
        let_member_go(member=pair.member, on=Day(2026, 11, 20), by=pdl, at=LATER)
    pair.refresh_from_db()
    assert pair.ends_on == Day(2026, 11, 20)


def test_a_move_keeps_buddy_and_days_away_and_is_made_once(pdl):
    pair = BuddyPairFactory(member__person=StaffFactory(council=pdl.council, role="R01"))
    away = TimeAwayFactory(member=pair.member)
    same = CohortFactory(council=pdl.council, starts_on=pair.member.joins_on)
    new = transfer_member(member=pair.member, to=same, by=pdl, at=LATER)
    assert transfer_member(member=pair.member, to=same, by=pdl, at=LATER) == new
    assert (new.joins_on, new.state) == (pair.member.joins_on, "learning")
    assert calendars_of([new])[new.pk].gates == calendars_of([pair.member])[pair.member.pk].gates
    assert new.times_away.get().starts_on == away.starts_on
    assert new.buddies.get(ends_on=None).buddy == pair.buddy
    assert Member.objects.get(pk=pair.member.pk).state == "moved"


def test_a_move_to_a_later_cohort_begins_again_with_it(pdl):
    member = MemberFactory(person=StaffFactory(council=pdl.council, role="R01"))
    TimeAwayFactory(member=member)
    later = CohortFactory(council=pdl.council, starts_on=Day(2027, 1, 11), state="planned")
    new = transfer_member(member=member, to=later, by=pdl, at=LATER)
    assert (new.joins_on, new.state) == (later.starts_on, "expected")
    assert TimeAway.objects.filter(member=new).count() == 0
    with pytest.raises(Refused, match="was in"):
        transfer_member(member=new, to=member.cohort, by=pdl, at=LATER)


def test_a_move_to_another_council_is_refused(pdl):
    member = MemberFactory(person=StaffFactory(council=pdl.council, role="R01"))
    with pytest.raises(Refused):
        transfer_member(member=member, to=CohortFactory(), by=pdl, at=LATER)


def test_a_cohort_with_people_is_not_called_off(pdl, planned):
    member = add_member(cohort=planned, person=starter(planned), by=pdl, at=AT)
    with pytest.raises(Refused, match="Move them"):
        call_off_cohort(cohort=planned, by=pdl, at=AT)
    let_member_go(member=member, on=Day(2026, 11, 2), by=pdl, at=AT)
    for _ in range(2):
        assert call_off_cohort(cohort=planned, by=pdl, at=AT).state == "called_off"
