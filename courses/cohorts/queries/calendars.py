"""Calendars of members, in a constant number of queries."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable

from django.utils import timezone

from academy.law.dates import Calendar
from academy.law.pack import current_pack
from academy.people.models import Absence, Post, User
from courses.cohorts.calendar import Hours, MemberCalendar, Span, hours_of, lay_out
from courses.cohorts.models import Member, TimeAway
from courses.cohorts.states import OPEN


def holidays() -> Calendar:
    """The academy's one table of bank holidays."""
    return current_pack().calendar


def calendars_of(members: Iterable[Member], *, on: datetime.date | None = None) -> dict[int, MemberCalendar]:
    """The calendar of each member by the member's id: three queries, however many there are.

    Absence of the HR system and time away that was told here count alike, and a day that stands in both once.
    An absence without an end is taken to last until `on` (today unless given).
    """
    rows = list(members)
    people = {row.person_id for row in rows}
    hours, away, open_ended = _hours(people), defaultdict(list), set()
    today = on or timezone.localdate()
    absences = Absence.objects.filter(person_id__in=people).values_list("person_id", "starts_on", "ends_on")
    for person, starts, ends in absences:
        if ends is None and starts <= today:
            open_ended.add(person)
        if ends is not None or starts <= today:
            away[person].append(Span(starts, ends or today))
    told: dict[int, list[Span]] = defaultdict(list)
    times = TimeAway.objects.filter(member__in=[row.pk for row in rows])
    for member, starts, ends in times.values_list("member_id", "starts_on", "ends_on"):
        told[member].append(Span(starts, ends))
    return {
        row.pk: lay_out(
            starts_on=row.joins_on,
            hours=hours.get(row.person_id, ()),
            away=(*away[row.person_id], *told[row.pk]),
            table=holidays(),
            still_away=row.person_id in open_ended,
        )
        for row in rows
    }


def hours_held(person: User) -> tuple[Hours, ...]:
    """The hours of one person's posts in order of time. One query."""
    return _hours([person.pk]).get(person.pk, ())


def _hours(people: Iterable[int]) -> dict[int, tuple[Hours, ...]]:
    """The hours of each person's posts in order of time: a later post says what holds from its first day."""
    found: dict[int, list[Hours]] = defaultdict(list)
    posts = Post.objects.filter(person_id__in=people).order_by("starts_on", "pk")
    for person, starts, days, share in posts.values_list("person_id", "starts_on", "working_days", "fte"):
        found[person].append(hours_of(starts_on=starts, working_days=days, share=share))
    return {person: tuple(rows) for person, rows in found.items()}


def membership_of(person: User, on: datetime.date) -> Member | None:
    """The person's open place in a cohort, or the newest one they had begun by a day; None without either.

    One query. The cohort comes with it.
    """
    rows = Member.objects.filter(person=person).select_related("cohort").order_by("-joins_on", "-pk")
    held = list(rows)
    return next((row for row in held if row.state in OPEN), None) or next(
        (row for row in held if row.joins_on <= on), None
    )
