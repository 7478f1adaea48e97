"""One person's levels and gaps as plain data, for a command or a file."""

from __future__ import annotations

import datetime
from typing import Any

from django.utils.timezone import localdate

from academy.people.access import standing_of
from academy.people.models import User
from competencies.entrustment.queries.standings import TaskStanding, task_standings


def gaps_of(*, person: User, on: datetime.date) -> dict[str, Any]:
    """Who, in which role, on which day, and each task: level, what is expected, what is missing."""
    found = task_standings(council_id=person.council_id, person_ids=[person.pk], on=on)
    roles = standing_of(person, on).roles
    return {
        "person": person.email,
        "role": roles[0] if roles else None,
        "on": on.isoformat(),
        "tasks": [_task(one) for one in found[person.pk]],
    }


def _task(one: TaskStanding) -> dict[str, Any]:
    held, waiting = one.held, one.waiting
    return {
        "code": one.task.code,
        "title": one.task.title,
        "level": held.level if held else None,
        "counts": held.counts if held else False,
        "valid_until": held.valid_until.isoformat() if held else None,
        "lapsed_on": held.lapsed_on.isoformat() if held and held.lapsed_on else None,
        "expected": one.expected,
        "next_level": one.next_level,
        "ready": one.ready,
        "missing": [{"code": lack.code, "words": lack.words} for lack in one.missing],
        "waiting": {"level": waiting.level, "decided_on": localdate(waiting.decided_at).isoformat()}
        if waiting
        else None,
    }
