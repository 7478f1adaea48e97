"""What a buddy and a starter see of their time together."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Prefetch, Q

from academy.people.models import User
from competencies.entrustment.queries import levels_held
from competencies.framework.models import EntrustableTask
from courses.activities.models import ReflectionForBuddy, ShadowingRecord
from courses.cohorts.calendar import MemberCalendar
from courses.cohorts.models import BuddyMeeting, BuddyPair
from courses.cohorts.queries.buddies import open_pairs
from courses.cohorts.queries.calendars import calendars_of
from courses.cohorts.states import OPEN


@dataclass(frozen=True)
class HeldLevel:
    """How a starter is trusted with one task today, for their buddy."""

    code: str
    title: str
    level: int


@dataclass(frozen=True)
class PairView:
    """One pair as both see it: when they meet, when they met, and what was watched."""

    pair: BuddyPair
    calendar: MemberCalendar
    meetings: Sequence[BuddyMeeting]
    records: Sequence[ShadowingRecord]
    reflections: Sequence[ReflectionForBuddy]
    levels: Sequence[HeldLevel]
    at: datetime.datetime
    on: datetime.date

    @property
    def week(self) -> str:
        """Where the starter is."""
        found = self.calendar.week_on(self.on)
        if found is not None and self.pair.member.state in OPEN:
            return f"Week {found.number} of 6"
        return "Protected caseload" if self.on > self.calendar.gates[3] else "Not begun"

    @property
    def upcoming(self) -> BuddyMeeting | None:
        """The next meeting."""
        return next((one for one in self.meetings if one.held_at is None and one.starts_at > self.at), None)

    @property
    def to_confirm(self) -> list[BuddyMeeting]:
        """Meetings whose time has passed and of which nobody has said yet that they took place."""
        return [one for one in self.meetings if one.held_at is None and one.starts_at <= self.at]

    @property
    def held(self) -> list[BuddyMeeting]:
        """Meetings that took place, the newest first."""
        return [one for one in reversed(self.meetings) if one.held_at is not None]

    @property
    def signed(self) -> int:
        """How many days of watching are signed off."""
        return sum(one.signed_at is not None for one in self.records)


def pairs_of(*, actor: User, at: datetime.datetime, on: datetime.date) -> list[PairView]:
    """The open pairs in which the actor is one of the two, as buddy first. A constant number of queries.

    The relation itself is the right here: nobody else comes to these rows this way. A reflection is read only
    where the actor is the buddy and the starter ticked it; levels by the buddy alone, while
    the pair lasts.
    """
    rows = list(
        open_pairs(on)
        .filter(Q(buddy=actor) | Q(member__person=actor))
        .exclude(member__state__in=("moved", "left"))
        .select_related("member__person", "member__cohort", "buddy")
        .prefetch_related(Prefetch("meetings", queryset=BuddyMeeting.objects.order_by("starts_at")))
        .order_by("starts_on", "pk")
    )
    mine = {row.member.person_id for row in rows if row.buddy_id == actor.pk}
    people = mine | {row.member.person_id for row in rows}
    records: dict[int, list[ShadowingRecord]] = defaultdict(list)
    for record in ShadowingRecord.objects.filter(person_id__in=people).select_related("signed_by"):
        records[record.person_id].append(record)
    shared: dict[int, list[ReflectionForBuddy]] = defaultdict(list)
    for one in ReflectionForBuddy.objects.filter(person_id__in=mine) if mine else ():
        shared[one.person_id].append(one)
    beside = {row.member.person_id for row in rows if row.buddy_id == actor.pk and row.starts_on <= on}
    levels = _levels_of(beside, council_id=actor.council_id, on=on)
    calendars = calendars_of([row.member for row in rows], on=on)
    views = [
        PairView(
            pair=row,
            calendar=calendars[row.member_id],
            meetings=list(row.meetings.all()),
            records=records[row.member.person_id],
            reflections=shared[row.member.person_id] if row.buddy_id == actor.pk else [],
            levels=levels[row.member.person_id] if row.buddy_id == actor.pk else [],
            at=at,
            on=on,
        )
        for row in rows
    ]
    return sorted(views, key=lambda view: view.pair.buddy_id != actor.pk)


def _levels_of(people: set[int], *, council_id: int, on: datetime.date) -> dict[int, list[HeldLevel]]:
    """The levels that count today, by starter, in the order of the framework."""
    found: dict[int, list[HeldLevel]] = defaultdict(list)
    if not people:
        return found
    held = levels_held(council_id=council_id, person_ids=people, on=on)
    tasks = EntrustableTask.objects.in_bulk({task for _, task in held})
    rows = [(tasks[one.task_id], one) for one in held.values() if one.counts]
    for task, one in sorted(rows, key=lambda row: row[0].position):
        found[one.person_id].append(HeldLevel(task.code, task.title, one.level))
    return found


def pair_of(*, actor: User, pk: int, on: datetime.date) -> BuddyPair | None:
    """An open pair by its key, for one of the two."""
    return (
        open_pairs(on)
        .filter(Q(buddy=actor) | Q(member__person=actor), pk=pk)
        .select_related("member__person", "buddy")
        .first()
    )


def meeting_of(*, actor: User, pk: int) -> BuddyMeeting | None:
    """A meeting by its key, for one of the two."""
    return (
        BuddyMeeting.objects.filter(Q(pair__buddy=actor) | Q(pair__member__person=actor), pk=pk)
        .select_related("pair__member")
        .first()
    )


def record_to_sign(*, actor: User, pk: int, on: datetime.date) -> ShadowingRecord | None:
    """A day of watching of one of the actor's starters."""
    starters = open_pairs(on).filter(buddy=actor).values("member__person")
    return ShadowingRecord.objects.filter(pk=pk, person__in=starters).select_related("person").first()
