"""Goals as their readers see them, and the gaps that a goal can come from."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Prefetch
from django.urls import reverse

from academy.people.access import visible
from academy.people.models import User
from competencies.entrustment.queries import TaskStanding, task_standings
from competencies.plans.models import Goal, GoalNote
from competencies.plans.queries.sight import Sight, sight_of
from competencies.plans.states import OPEN_GOAL


@dataclass(frozen=True)
class Source:
    """Where a goal comes from: in words, on which page, and a key that names it once for this person."""

    kind: Goal.Source
    label: str
    path: str
    key: str


@dataclass(frozen=True)
class Gap:
    """A step on a task that is not there yet: what is missing, in words, ready for a goal."""

    key: str
    task_code: str
    label: str
    what: str
    missing: tuple[str, ...]
    below: bool


@dataclass(frozen=True)
class GoalView:
    """One goal with its notes and what the reader is to it."""

    goal: Goal
    notes: tuple[GoalNote, ...]
    sight: Sight
    earlier: Goal | None


def goals_of(*, actor: User, person: User, sight: Sight) -> list[Goal]:
    """The goals of one person that the actor sees: open ones first by date, then the newest that are over."""
    rows = visible(actor, Goal).filter(sight.rows("proposed_on"), person=person)
    goals = list(rows.select_related("person", "manager", "proposed_by"))
    still = [row for row in goals if row.state in OPEN_GOAL]
    over = [row for row in goals if row.state not in OPEN_GOAL]
    return still + sorted(over, key=lambda row: (row.ended_at, row.pk), reverse=True)


def goal_view(*, actor: User, pk: int, on: datetime.date) -> GoalView | None:
    """One goal by its key, for the person and for whoever led them when it was proposed or was handed it."""
    goal = (
        visible(actor, Goal)
        .filter(pk=pk)
        .select_related("person__council", "proposed_by", "manager", "ended_by", "carries_on")
        .prefetch_related(Prefetch("notes", queryset=GoalNote.objects.select_related("by")))
        .first()
    )
    if goal is None:
        return None
    sight = sight_of(actor=actor, person=goal.person, on=on)
    if sight is None or not sight.shows(goal.proposed_on):
        return None
    earlier = goal.carries_on
    if earlier is not None and not sight.shows(earlier.proposed_on):
        earlier = None
    return GoalView(goal, tuple(goal.notes.all()), sight, earlier)


def gaps_of(*, person: User, on: datetime.date) -> list[Gap]:
    """Steps that are missing for somebody, below what is expected first; none that is a goal already.

    Whoever asks has made sure that the person's levels may be seen.
    """
    rows = Goal.objects.filter(person=person, source=Goal.Source.GAP, state__in=OPEN_GOAL)
    taken = set(rows.values_list("source_key", flat=True))
    found = [gap for gap in _every_gap(person, on) if not is_taken(gap.key, taken)]
    return sorted(found, key=lambda gap: (not gap.below, gap.key))


def gap_of(*, person: User, key: str, on: datetime.date) -> Gap | None:
    """One step by its key, one that is a goal already too: a form that is sent twice is about the same."""
    return next((gap for gap in _every_gap(person, on) if gap.key == key), None)


def _every_gap(person: User, on: datetime.date) -> list[Gap]:
    standings = task_standings(council_id=person.council_id, person_ids=[person.pk], on=on)[person.pk]
    return [gap_in(one) for one in standings if one.missing and one.waiting is None]


def gap_in(one: TaskStanding) -> Gap:
    """The next step of one task as a gap."""
    return Gap(
        key=f"{one.task.code}-{one.next_level}",
        task_code=one.task.code,
        label=f"{one.task.code} {one.task.title}: the step to level {one.next_level}",
        what=f"Be ready for level {one.next_level} on “{one.task.title}” ({one.task.code})",
        missing=tuple(lack.words for lack in one.missing),
        below=one.below_expected,
    )


def is_taken(key: str, source_keys: Iterable[str]) -> bool:
    """Whether one of these keys is that of a goal on this gap."""
    return any(source.rpartition(":")[0] == f"gap:{key}" for source in source_keys)


def gap_source(*, person: User, gap: Gap) -> Source:
    """The source of a goal on a gap. Once a goal is over, the same gap can be worked on again."""
    stem = f"gap:{gap.key}:"
    over = Goal.objects.filter(person=person, source_key__startswith=stem).exclude(state__in=OPEN_GOAL)
    path = reverse("person_task", args=[person.pk, gap.task_code])
    return Source(Goal.Source.GAP, gap.label[:200], path, f"{stem}{over.count() + 1}")
