"""Supervision meetings as the two who meet, and whoever leads the person, see them."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.db.models import Prefetch
from django.urls import reverse
from django.utils import timezone

from academy.kit.words import day_month_year
from academy.law.dates import add_days
from academy.people.access import visible
from academy.people.models import User
from competencies.entrustment.queries import levels_held
from competencies.framework.models import EntrustableTask
from competencies.plans.models import AgendaPoint, Goal, SupervisionMeeting, SupervisionNote
from competencies.plans.models.supervision import LONGEST_POINT
from competencies.plans.queries.sight import Sight, sight_of
from competencies.plans.states import OPEN_GOAL

LAPSES_WITHIN_DAYS = 90


@dataclass(frozen=True)
class Point:
    """A point of an agenda before it is written down."""

    key: str
    words: str
    path: str


@dataclass(frozen=True)
class MeetingView:
    """One meeting with its agenda and notes, and what the reader is to it."""

    meeting: SupervisionMeeting
    points: tuple[AgendaPoint, ...]
    notes: tuple[SupervisionNote, ...]
    sight: Sight
    at: datetime.datetime

    @property
    def has_begun(self) -> bool:
        """Whether its time has come."""
        return self.meeting.starts_at <= self.at


def meetings_of(*, actor: User, person: User, sight: Sight) -> list[SupervisionMeeting]:
    """The meetings of one person that the actor sees, the newest first."""
    rows = visible(actor, SupervisionMeeting).filter(sight.rows("on"), person=person)
    return list(rows.select_related("supervisor", "person"))


def next_meeting(meetings: list[SupervisionMeeting], *, at: datetime.datetime) -> SupervisionMeeting | None:
    """The first that is still to come."""
    coming = [one for one in meetings if one.state == "planned" and one.starts_at > at]
    return min(coming, key=lambda one: one.starts_at, default=None)


def meeting_view(*, actor: User, pk: int, at: datetime.datetime) -> MeetingView | None:
    """One meeting by its key."""
    row = (
        visible(actor, SupervisionMeeting)
        .filter(pk=pk)
        .select_related("person__council", "supervisor")
        .prefetch_related(
            Prefetch("points", queryset=AgendaPoint.objects.select_related("by")),
            Prefetch("notes", queryset=SupervisionNote.objects.select_related("by")),
        )
        .first()
    )
    if row is None:
        return None
    sight = sight_of(actor=actor, person=row.person, on=timezone.localdate(at))
    if sight is None or not sight.shows(row.on):
        return None
    return MeetingView(row, tuple(row.points.all()), tuple(row.notes.all()), sight, at)


def note_view(*, actor: User, pk: int, at: datetime.datetime) -> SupervisionNote | None:
    """One note by its key, for its author on a meeting that they see."""
    note = visible(actor, SupervisionNote).filter(pk=pk, by=actor).select_related("meeting").first()
    if note is None or meeting_view(actor=actor, pk=note.meeting_id, at=at) is None:
        return None
    return note


def agenda_for(*, person: User, sight: Sight, on: datetime.date) -> list[Point]:
    """What there is to talk about: open goals that the supervisor sees, and levels that lapse."""
    goals = Goal.objects.filter(sight.rows("proposed_on"), person=person, state__in=OPEN_GOAL)
    points = [
        Point(
            f"goal:{goal.pk}",
            f"Goal by {day_month_year(goal.due_on)}: {goal.what}"[:LONGEST_POINT],
            reverse("goal", args=[goal.pk]),
        )
        for goal in goals
    ]
    return points + _lapses(person, on)


def _lapses(person: User, on: datetime.date) -> list[Point]:
    held = levels_held(council_id=person.council_id, person_ids=[person.pk], on=on)
    soon = add_days(on, LAPSES_WITHIN_DAYS)
    rows = [one for one in held.values() if one.lapsed_on is not None or one.valid_until <= soon]
    tasks = EntrustableTask.objects.in_bulk([one.task_id for one in rows])
    points = []
    for one in sorted(rows, key=lambda row: tasks[row.task_id].position):
        task = tasks[one.task_id]
        when = (
            f"lapsed on {day_month_year(one.lapsed_on)}"
            if one.lapsed_on is not None
            else f"lapses after {day_month_year(one.valid_until)}"
        )
        words = f"Level {one.level} on {task.code} {task.title} {when}"
        points.append(Point(f"lapse:{one.entrustment_id}", words[:LONGEST_POINT], ""))
    return points
