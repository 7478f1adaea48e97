"""What a starter has of their own: place, weeks, live sessions, the next half hour with the buddy."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q
from django.utils import timezone

from academy.kit.calendars import Entry
from academy.people.models import User
from courses.cohorts.calendar import MemberCalendar
from courses.cohorts.models import BuddyMeeting, BuddyPair, LiveSession, Member
from courses.cohorts.queries.calendars import calendars_of, membership_of
from courses.cohorts.states import OPEN


@dataclass(frozen=True)
class MyPlace:
    """An open place in a cohort with all that hangs on it."""

    member: Member
    calendar: MemberCalendar
    sessions: Sequence[LiveSession]
    pair: BuddyPair | None
    meetings: Sequence[BuddyMeeting]

    def next_meeting(self, at: datetime.datetime) -> BuddyMeeting | None:
        """The next half hour with the buddy."""
        return next((one for one in self.meetings if one.held_at is None and one.starts_at > at), None)


def my_place(*, person: User, on: datetime.date) -> MyPlace | None:
    """The person's open place; None for everybody who is not in a cohort, after one query. Else seven."""
    member = membership_of(person, on)
    if member is None or member.state not in OPEN:
        return None
    open_now = Q(ends_on=None) | Q(ends_on__gt=on)
    pair = BuddyPair.objects.filter(open_now, member=member).select_related("buddy").first()
    return MyPlace(
        member=member,
        calendar=calendars_of([member], on=on)[member.pk],
        sessions=list(LiveSession.objects.filter(cohorts=member.cohort_id)),
        pair=pair,
        meetings=list(pair.meetings.all()) if pair else [],
    )


def calendar_entries(place: MyPlace, *, named: bool = True) -> list[Entry]:
    """The weeks, gates, live sessions and meetings of one person; `named`: the buddy by name."""
    key, found = place.member.pk, []
    for week in place.calendar.weeks:
        title = f"Induction, week {week.number}"
        found.append(Entry(f"week-{week.number}-{key}", title, week.starts_on, week.ends_on, blocks=False))
    for number, day in sorted(place.calendar.gates.items()):
        found.append(Entry(f"gate-{number}-{key}", f"Gate {number}", day, day, blocks=False))
    for row in place.sessions:
        begins = timezone.localtime(row.starts_at)
        found.append(
            Entry(
                f"session-{row.pk}", row.title, begins, begins + datetime.timedelta(minutes=row.minutes),
                row.place, row.link, row.changes, row.cancelled_at is not None,
            )
        )  # fmt: skip
    for meeting in place.meetings:
        begins = timezone.localtime(meeting.starts_at)
        name = f", {place.pair.buddy.get_full_name()}" if place.pair and named else ""
        found.append(
            Entry(
                f"meeting-{meeting.pk}", f"Meet your buddy{name}", begins,
                begins + datetime.timedelta(minutes=meeting.minutes), meeting.place,
            )
        )  # fmt: skip
    return found
