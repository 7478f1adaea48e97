"""Work waits while somebody is on leave or seconded, and goes on with the days that were left."""

from __future__ import annotations

import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from academy.kit.words import day_month_year
from academy.people.models import Absence, User
from courses.assignments.actions.learning import catch_up
from courses.assignments.actions.moves import lock_assignment, move
from courses.assignments.models import Assignment
from courses.assignments.queries.queried import rests_on_query


def away_on(today: datetime.date) -> Exists:
    """Whether the person of an assignment is on leave or seconded on that day."""
    spells = Absence.objects.filter(
        Q(ends_on__isnull=True) | Q(ends_on__gte=today), person=OuterRef("person"), starts_on__lte=today
    )
    return Exists(spells)


@transaction.atomic
def follow_absences(*, council_id: int, by: User | None, at: datetime.datetime) -> tuple[int, int]:
    """Pause what is asked of people who are away today, resume what waited for people who are back.

    Due dates move by the days away. What waits for a decision on its cause, or for
    a panel to look at a queried grade, is not touched. Returns how many
    were paused and resumed.
    """
    today = timezone.localdate(at)
    mine = Assignment.objects.filter(person__council_id=council_id)
    leaving = list(mine.filter(away_on(today), state="asked").values_list("pk", flat=True))
    waiting = mine.filter(~away_on(today), ~rests_on_query(), state="paused", claimed_cause="")
    back = list(waiting.values_list("pk", flat=True))
    for pk in leaving:
        row = lock_assignment(pk)
        row.paused_on = today
        move(row, "pause", by=by, at=at, words=f"{row.module_code} waits while the writer is away")
    for pk in back:
        resume(lock_assignment(pk), by=by, at=at)
    return len(leaving), len(back)


def resume(row: Assignment, *, by: User | None, at: datetime.datetime) -> None:
    """Let locked work that waited go on, with the days that were left. What was learnt meanwhile counts."""
    today = timezone.localdate(at)
    row.due_on += today - (row.paused_on or today)
    row.paused_on = None
    words = f"{row.module_code} goes on, due {day_month_year(row.due_on)}"
    move(row, "resume", by=by, at=at, words=words)
    catch_up(row, at=at)
