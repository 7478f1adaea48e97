"""What cohorts do by themselves once a day, and how the next day is put into the ledger."""

from __future__ import annotations

import datetime

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from academy.work.actions import announce
from courses.cohorts.actions.locks import lock_cohort, lock_member, move_cohort, move_member
from courses.cohorts.models import BuddyPair, Cohort, Member
from courses.cohorts.queries.calendars import calendars_of
from courses.cohorts.states import OPEN

TOPIC = "cohort_day"
HOUR = datetime.time(5, 30)
"""Local time at which a day of the cohorts begins: before anybody looks."""


def plan_cohort_day(*, council_id: int, at: datetime.datetime) -> None:
    """Put tomorrow's turn into the ledger. Asked twice, it stands there once."""
    day = timezone.localdate(at) + datetime.timedelta(days=1)
    announce(
        topic=TOPIC,
        key=f"{council_id}:{day.isoformat()}",
        payload={"council_id": council_id},
        council=council_id,
        at=at,
        due_at=timezone.make_aware(datetime.datetime.combine(day, HOUR)),
    )


@transaction.atomic
def tend_cohorts(*, council_id: int, at: datetime.datetime) -> None:
    """Begin what begins today, let leavers go, end what is over.

    The next day is planned while a cohort or a pair of buddies is open.
    """
    today = timezone.localdate(at)
    _begin(council_id, today, at)
    _release(council_id, today, at)
    _finish(council_id, at)
    _free_buddies(council_id, today)
    waiting = Cohort.objects.filter(council_id=council_id, state__in=("planned", "running"))
    pairs = BuddyPair.objects.filter(member__cohort__council_id=council_id, ends_on=None)
    if waiting.exists() or pairs.exists():
        plan_cohort_day(council_id=council_id, at=at)


def _begin(council_id: int, today: datetime.date, at: datetime.datetime) -> None:
    for pk in _pks(Cohort.objects.filter(council_id=council_id, state="planned", starts_on__lte=today)):
        cohort = lock_cohort(pk)
        if cohort.state == "planned":
            move_cohort(cohort, "begin", by=None, at=at, words=f"The cohort {cohort.name} began")
    due = Member.objects.filter(cohort__council_id=council_id, state="expected", joins_on__lte=today)
    for pk in _pks(due.exclude(person__left_on__lt=today)):
        member = lock_member(pk)
        if member.state == "expected":
            words = f"Began in the cohort {member.cohort.name}"
            move_member(member, "begin", by=None, at=at, words=words)


def _release(council_id: int, today: datetime.date, at: datetime.datetime) -> None:
    gone = Q(person__is_active=False) | Q(person__left_on__lt=today)
    for pk in _pks(Member.objects.filter(gone, cohort__council_id=council_id, state__in=OPEN)):
        member = lock_member(pk)
        if member.state in OPEN:
            day = max(member.person.left_on or today, member.joins_on)
            words = f"Left the cohort {member.cohort.name} before the end"
            move_member(member, "leave", by=None, at=at, words=words, ended_on=day)


def _finish(council_id: int, at: datetime.datetime) -> None:
    """A cohort is over when it has had members and none of them learns any more."""
    running = Cohort.objects.filter(council_id=council_id, state="running", members__isnull=False)
    for pk in _pks(running.exclude(members__state__in=OPEN).distinct()):
        cohort = lock_cohort(pk)
        if cohort.state == "running" and not cohort.members.filter(state__in=OPEN).exists():
            move_cohort(cohort, "finish", by=None, at=at, words=f"The cohort {cohort.name} finished")


def _free_buddies(council_id: int, today: datetime.date) -> None:
    """A pair ends when its starter has left, and for everybody else with the protected weeks."""
    pairs = list(
        BuddyPair.objects.filter(member__cohort__council_id=council_id, ends_on=None)
        .exclude(member__state__in=OPEN)
        .select_related("member")
    )
    calendars = calendars_of([pair.member for pair in pairs])
    for pair in pairs:
        last = pair.member.ended_on or today
        if pair.member.state == "graduated":
            last = max(last, calendars[pair.member_id].protected_until)
        if last <= today:
            pair.ends_on = max(last, pair.starts_on)
            pair.save(update_fields=["ends_on"])


def _pks(rows: QuerySet) -> list[int]:
    return list(rows.order_by("pk").values_list("pk", flat=True))
