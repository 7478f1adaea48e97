"""The words of letters about cohorts, as things stand when they are sent."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.urls import reverse

from academy.kit.words import clock, full_date, minutes, weekday_date
from academy.work.registry import Letter, composes
from courses.cohorts.models import BuddyPair, LiveSession, Member
from courses.cohorts.queries.calendars import calendars_of
from courses.cohorts.states import OPEN

MOVED, MOVED_MANAGER, SESSION = "cohort_dates_moved", "cohort_dates_moved_manager", "live_session"
PAIRED = "buddy_paired"


def _gates(member: Member) -> str:
    found = calendars_of([member])[member.pk].gates
    return "\n".join(f"Gate {number}: {full_date(day)}" for number, day in sorted(found.items()))


def _open_member(pk: int) -> Member | None:
    return Member.objects.filter(pk=pk, state__in=OPEN).select_related("person", "cohort").first()


@composes(MOVED)
def write_moved(*, person_id: int, context: dict[str, Any]) -> Letter | None:
    """To the person: the new dates. None when the place is over."""
    member = _open_member(context["member_id"])
    if member is None or member.person_id != person_id:
        return None
    body = "\n\n".join(
        [
            f"Dear {member.person.given_name},",
            "Your induction is planned again around the days you were away. You miss nothing: "
            "the weeks and gates that are still to come moved on.",
            _gates(member),
            "Your manager is told that the dates moved, and not why.",
            f"{settings.BASE_URL}{reverse('me')}",
            "SEND Academy",
        ]
    )
    return Letter(subject="Your induction has new dates", body=body)


@composes(MOVED_MANAGER)
def write_moved_manager(*, person_id: int, context: dict[str, Any]) -> Letter | None:
    """To the manager: that the dates moved, and not why."""
    member = _open_member(context["member_id"])
    if member is None:
        return None
    name = member.person.get_full_name()
    body = "\n\n".join(
        [
            "Hello,",
            f"The dates of {name} in the cohort {member.cohort.name} have moved. These count now:",
            _gates(member),
            f"Please plan with them. If you want to talk about it, talk to {member.person.given_name}.",
            f"{settings.BASE_URL}{reverse('cohort_member', args=[member.pk])}",
            "SEND Academy",
        ]
    )
    return Letter(subject=f"New dates in the induction of {name}", body=body)


@composes(PAIRED)
def write_paired(*, person_id: int, context: dict[str, Any]) -> Letter | None:
    """To a new buddy: whose, from when, and where the two keep their meetings. None when it is over."""
    pair = (
        BuddyPair.objects.filter(pk=context["pair_id"], buddy=person_id, ends_on=None)
        .select_related("member__person", "member__cohort", "buddy")
        .first()
    )
    if pair is None:
        return None
    name = pair.member.person.get_full_name()
    body = "\n\n".join(
        [
            f"Dear {pair.buddy.given_name},",
            f"You are the buddy of {name} ({pair.member.cohort.name}) from {weekday_date(pair.starts_on)} to "
            "the end of week 12. Meet every week for half an hour. What you say is written down nowhere.",
            f"Set the first meeting here: {settings.BASE_URL}{reverse('buddies')}",
            "SEND Academy",
        ]
    )
    return Letter(subject=f"You are the buddy of {name}", body=body)


@composes(SESSION)
def write_session(*, person_id: int, context: dict[str, Any]) -> Letter | None:
    """To a member: a session was planned, moved or cancelled. None when it changed again since, because that
    has its own letter, or when the person is not in any of its cohorts now."""
    row = LiveSession.objects.filter(pk=context["session_id"], changes=context["changes"]).first()
    if row is None:
        return None
    member = (
        Member.objects.filter(cohort__live_sessions=row, person=person_id, state__in=OPEN)
        .select_related("person")
        .first()
    )
    if member is None:
        return None
    when = f"{weekday_date(row.starts_at)}, {clock(row.starts_at)}, {minutes(row.minutes)}"
    if row.cancelled_at is not None:
        subject, said = "A live session is off", f"“{row.title}” on {when} does not take place."
    elif row.changes:
        subject, said = "A live session has moved", f"“{row.title}” is now on {when}."
    else:
        subject, said = "A live session for you", f"“{row.title}” is on {when}."
    where = [one for one in (row.place, row.link) if one and row.cancelled_at is None]
    body = "\n\n".join(
        [
            f"Dear {member.person.given_name},",
            said,
            *where,
            f"Your week: {settings.BASE_URL}{reverse('me')}",
            "SEND Academy",
        ]
    )
    return Letter(subject=subject, body=body)
