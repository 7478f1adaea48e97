"""The standing of a cohort as plain data, for the command line. See docs/gates.md for its keys."""

from __future__ import annotations

import datetime
from typing import Any

from django.utils import timezone

from courses.cohorts.models import Cohort, Member
from courses.gates.queries.boards import GONE
from courses.gates.queries.standings import MemberStanding, standings_of


def gate_status(cohort: Cohort, *, on: datetime.date | None = None) -> dict[str, Any]:
    """Who is ready for which gate, who needs what, and by when. A constant number of queries."""
    day = on or timezone.localdate()
    members = list(
        Member.objects.filter(cohort=cohort).exclude(state__in=GONE).select_related("person", "cohort")
    )
    standings = standings_of(members, on=day)
    return {
        "cohort": cohort.name,
        "starts_on": cohort.starts_on.isoformat(),
        "state": cohort.state,
        "on": day.isoformat(),
        "members": [_member(standings[row.pk]) for row in members],
    }


def _member(one: MemberStanding) -> dict[str, Any]:
    return {
        "ref": one.member.person.ref,
        "name": one.member.person.get_full_name(),
        "state": one.member.state,
        "week": one.week,
        "gates": {
            str(number): {
                "due_on": gate.due_on.isoformat() if gate.due_on else None,
                "state": gate.state,
                "opened_on": gate.opening.on.isoformat() if gate.opening else None,
                "opened_by": (gate.opening.by_name or None) if gate.opening else None,
                "missing": list(gate.missing),
            }
            for number, gate in one.gates.items()
        },
        "tasks": {
            code: {
                "state": task.state,
                "attempts": task.attempts,
                "met_on": task.met_on.isoformat() if task.met_on else None,
                "again_on": task.again_on.isoformat() if task.again_on else None,
                "parts": {
                    part.part.code: {"state": part.state, "attempts": part.attempts}
                    for part in (() if task.whole.rows else task.parts)
                },
            }
            for code, task in one.tasks.items()
        },
        "ready_for": one.ready_for,
    }
