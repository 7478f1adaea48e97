"""Buddies: beginning, handing over, meeting, and signing what a starter watched."""

from __future__ import annotations

import datetime

from django.db import transaction
from django.utils import timezone

from academy.kit.refusals import Refused
from academy.people.access import can
from academy.people.models import User
from academy.work.actions import post_message
from courses.activities.actions import sign_record
from courses.activities.models import ShadowingRecord
from courses.cohorts.actions.letters import PAIRED
from courses.cohorts.actions.locks import check_runs, lock_member, note_member
from courses.cohorts.models import BuddyMeeting, BuddyPair, Member
from courses.cohorts.queries.buddies import buddy_facts, open_pairs
from courses.cohorts.rules.buddies import check_buddy
from courses.cohorts.states import OPEN

NOT_YOURS = "Only the starter and their buddy may do this."


@transaction.atomic
def pair_buddy(*, member: Member, buddy: User, by: User | None, at: datetime.datetime) -> BuddyPair:
    """Put a colleague at a starter's side. Pressed twice, they are paired once."""
    check_runs(by, member)
    row = _lock_open(member)
    held = BuddyPair.objects.filter(member=row, ends_on=None).select_related("buddy").first()
    if held is not None and held.buddy_id == buddy.pk:
        return held
    if held is not None:
        raise Refused(
            f"{held.buddy.get_full_name()} is the buddy now. Hand over to somebody else instead.",
            code="paired",
        )
    return _begin(row, buddy, _first_day(row, at), by=by, at=at)


@transaction.atomic
def hand_over_buddy(*, member: Member, buddy: User, by: User, at: datetime.datetime) -> BuddyPair:
    """Another colleague takes over from today, or from the first day if that is later."""
    check_runs(by, member)
    row, day = _lock_open(member), timezone.localdate(at)
    held = BuddyPair.objects.select_for_update(of=("self",)).filter(member=row, ends_on=None).first()
    if held is not None and held.buddy_id == buddy.pk:
        return held
    if held is not None:
        held.ends_on = max(day, held.starts_on)
        held.save(update_fields=["ends_on"])
        held.meetings.filter(held_at=None, starts_at__gt=at).delete()
    return _begin(row, buddy, _first_day(row, at), by=by, at=at)


def _lock_open(member: Member) -> Member:
    """The place, if its person has a buddy at all: while they learn, and after graduation in the protected
    weeks."""
    row = lock_member(member.pk)
    if row.state not in (*OPEN, "graduated"):
        raise Refused(f"{row.person.get_full_name()} is not in this cohort any more.", code="state")
    return row


def _first_day(member: Member, at: datetime.datetime) -> datetime.date:
    return max(timezone.localdate(at), member.joins_on)


def _begin(
    member: Member, buddy: User, day: datetime.date, *, by: User | None, at: datetime.datetime
) -> BuddyPair:
    """Locks the buddy first, so that two people who pair at once are counted one after the other."""
    locked = User.objects.select_for_update().get(pk=buddy.pk)
    check_buddy(buddy_facts(member=member, buddy=locked, on=day))
    pair = BuddyPair.objects.create(member=member, buddy=locked, starts_on=day)
    note_member(member, "pair", f"{locked.get_full_name()} is the buddy", by=by, at=at)
    post_message(person=locked, template=PAIRED, about=f"pair:{pair.pk}", context={"pair_id": pair.pk}, at=at)
    return pair


@transaction.atomic
def plan_meeting(
    *, pair: BuddyPair, starts_at: datetime.datetime, place: str, by: User, at: datetime.datetime
) -> BuddyMeeting:
    """Agree on the next half hour. There is one next meeting: saying another time moves it."""
    _check_side(pair, by)
    if starts_at <= at:
        raise Refused("This time has passed. Choose one that is to come.", code="starts_at")
    row = BuddyPair.objects.select_for_update(of=("self",)).get(pk=pair.pk)
    if row.ends_on is not None:
        raise Refused("You are not buddies any more.", code="state")
    coming = row.meetings.filter(held_at=None, starts_at__gt=at).first()
    if coming is None:
        coming, made = BuddyMeeting.objects.get_or_create(
            pair=row, starts_at=starts_at, defaults={"place": place.strip()}
        )
        if made:
            _note_meeting(row, "plan", "Next meeting with the buddy agreed", by, at)
        return coming
    if (coming.starts_at, coming.place) != (starts_at, place.strip()):
        coming.starts_at, coming.place = starts_at, place.strip()
        coming.save(update_fields=["starts_at", "place"])
        _note_meeting(row, "move", "Next meeting with the buddy moved", by, at)
    return coming


def _note_meeting(pair: BuddyPair, verb: str, words: str, by: User, at: datetime.datetime) -> None:
    note_member(pair.member, verb, words, by=by, at=at)


@transaction.atomic
def hold_meeting(*, meeting: BuddyMeeting, by: User, at: datetime.datetime) -> BuddyMeeting:
    """Say that a meeting took place. Said twice, it stands once."""
    _check_side(meeting.pair, by)
    if meeting.starts_at > at:
        raise Refused("This meeting is still to come.", code="starts_at")
    if BuddyMeeting.objects.filter(pk=meeting.pk, held_at=None).update(held_at=at):
        _note_meeting(meeting.pair, "hold", "Met the buddy", by, at)
    meeting.refresh_from_db(fields=["held_at"])
    return meeting


def _check_side(pair: BuddyPair, by: User) -> None:
    if by.pk not in (pair.buddy_id, pair.member.person_id):
        raise Refused(NOT_YOURS, code="not_allowed")


@transaction.atomic
def sign_shadowing(*, record: ShadowingRecord, by: User, at: datetime.datetime) -> ShadowingRecord:
    """A buddy confirms that their starter watched what the record says."""
    mine = open_pairs(timezone.localdate(at)).filter(buddy=by, member__person_id=record.person_id)
    if not mine.exists() or not can(by, "learn"):
        raise Refused("Only the buddy of this starter signs this.", code="not_allowed")
    return sign_record(record=record, by=by, at=at)
