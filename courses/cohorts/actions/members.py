"""Who is in a cohort: coming in, moving to another, finishing, going."""

from __future__ import annotations

import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone

from academy.kit.refusals import Refused
from academy.people.models import Post, User
from academy.work.actions import announce
from courses.cohorts.actions.locks import check_runs, lock_cohort, lock_member, move_member, note_member
from courses.cohorts.models import BuddyPair, Cohort, Member, TimeAway
from courses.cohorts.rules.sizes import check_room
from courses.cohorts.rules.times import first_day_after_move
from courses.cohorts.states import OPEN

OPEN_COHORTS = ("planned", "running")


def add_member(
    *,
    cohort: Cohort,
    person: User,
    joins_on: datetime.date | None = None,
    by: User | None,
    at: datetime.datetime,
) -> Member:
    """A starter in a cohort, from its first day unless said otherwise. Added twice, they are in it once."""
    check_runs(by, cohort)
    with transaction.atomic():
        row = lock_cohort(cohort.pk)
        first = max(joins_on or row.starts_on, row.starts_on)
        held = Member.objects.filter(cohort=row, person=person).select_related("person").first()
        if held is not None and held.state in OPEN:
            return held
        _check_coming(row, person, first, held)
        member = _take_in(row, person, first, at)
        note_member(member, "join", f"Came into the cohort {row.name}", by=by, at=at)
    return member


def _check_coming(cohort: Cohort, person: User, first: datetime.date, held: Member | None) -> None:
    name = person.get_full_name()
    if cohort.state not in OPEN_COHORTS:
        raise Refused(f"{cohort.name} is over. Choose a cohort that is planned or running.", code="state")
    if held is not None:
        raise Refused(f"{name} was in {cohort.name} before. Choose another cohort.", code="again")
    if person.council_id != cohort.council_id or not Post.objects.filter(person=person).exists():
        raise Refused(f"{name} holds no post in this council.", code="in_post")
    if not person.is_active or (person.left_on is not None and person.left_on < first):
        raise Refused(f"{name} has left the council.", code="left")
    check_room(mode=cohort.mode, members=cohort.members.filter(state__in=OPEN).count(), name=cohort.name)


def _take_in(
    cohort: Cohort, person: User, first: datetime.date, at: datetime.datetime, before: Member | None = None
) -> Member:
    """The place itself. The database holds that nobody has two open ones, whoever presses first."""
    begun = first <= timezone.localdate(at)
    try:
        with transaction.atomic():
            return Member.objects.create(
                cohort=cohort, person=person, joins_on=first, moved_from=before,
                state="learning" if begun else "expected",
            )  # fmt: skip
    except IntegrityError:
        other = Member.objects.filter(person=person, state__in=OPEN).select_related("cohort").first()
        where = other.cohort.name if other else "another cohort"
        raise Refused(
            f"{person.get_full_name()} is in {where} already. Move them from there instead.", code="two_open"
        ) from None


@transaction.atomic
def transfer_member(*, member: Member, to: Cohort, by: User, at: datetime.datetime) -> Member:
    """Move somebody to another cohort, with their buddy and the days they were away.

    What they have learnt and passed is theirs and stays. Moved twice to the same, they are moved once.
    """
    check_runs(by, member)
    check_runs(by, to)
    row = lock_member(member.pk)
    after = Member.objects.filter(moved_from=row, cohort=to).first()
    if after is not None:
        return after
    cohort, day = lock_cohort(to.pk), timezone.localdate(at)
    if cohort.pk == row.cohort_id:
        raise Refused(f"{row.person.get_full_name()} is in this cohort. Choose another.", code="same")
    held = Member.objects.filter(cohort=cohort, person=row.person).first()
    first = first_day_after_move(own=row.joins_on, cohort=cohort.starts_on)
    _check_coming(cohort, row.person, first, held)
    words = f"Moved from {row.cohort.name} to {cohort.name}"
    move_member(row, "move", by=by, at=at, words=words, ended_on=max(day, row.joins_on))
    new = _take_in(cohort, row.person, first, at, before=row)
    TimeAway.objects.bulk_create(
        TimeAway(
            member=new, starts_on=one.starts_on, ends_on=one.ends_on, told_by=one.told_by, told_at=one.told_at
        )
        for one in row.times_away.select_related("told_by")
        if one.ends_on >= first
    )
    for pair in BuddyPair.objects.select_for_update(of=("self",)).filter(member=row, ends_on=None):
        pair.ends_on = max(day, pair.starts_on)
        pair.save(update_fields=["ends_on"])
        BuddyPair.objects.create(member=new, buddy_id=pair.buddy_id, starts_on=max(day, first))
    return new


@transaction.atomic
def graduate_member(*, member: Member, on: datetime.date, by: User | None, at: datetime.datetime) -> Member:
    """Gate 3 is open: the place is done. The buddy stays to the end of the protected weeks."""
    row = lock_member(member.pk)
    if row.state != "graduated":
        words = f"Graduated from the cohort {row.cohort.name}"
        move_member(row, "graduate", by=by, at=at, words=words, ended_on=on)
        announce(
            topic="member_graduated",
            key=str(row.pk),
            payload={"member_id": row.pk},
            council=row.cohort.council_id,
            at=at,
        )
    return row


@transaction.atomic
def let_member_go(*, member: Member, on: datetime.date, by: User | None, at: datetime.datetime) -> Member:
    """Somebody leaves before the end. Their buddy is free again."""
    check_runs(by, member)
    row = lock_member(member.pk)
    if row.state != "left":
        words = f"Left the cohort {row.cohort.name} before the end"
        move_member(row, "leave", by=by, at=at, words=words, ended_on=on)
        for pair in BuddyPair.objects.filter(member=row, ends_on=None):
            pair.ends_on = max(on, pair.starts_on)
            pair.save(update_fields=["ends_on"])
    return row
