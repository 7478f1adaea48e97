"""What somebody's week depends on: it is drawn anew when something of it changed, and only then."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.utils import timezone

from academy.kit.keeping import Parts, part
from academy.people.models import User
from courses.assignments.queries.pulse import OWN, RECORD, has_place, pulse_with
from courses.requirements.queries.asked import ASKED
from home.dashboards.queries.weeks import spare_minutes

QUARTER = 15
"""Minutes for which the hours that are left count as the same."""
AUDITS: Parts = {
    "to_audit": part(
        "assessments_allocation WHERE auditor_id = %(person)s AND state IN ('asked', 'started')",
        "COUNT(*)", "MIN(due_on)",
    ),
}  # fmt: skip
EVERYBODY: Parts = {**OWN, **ASKED, **AUDITS}
STARTER: Parts = {
    **RECORD,
    "written": part("assessments_submission WHERE person_id = %(person)s", "MAX(saved_at)"),
    "watched": part(
        "courses_shadowingrecord WHERE person_id = %(person)s", "MAX(saved_at)", "COUNT(signed_at)"
    ),
    "sittings": part(
        "assessments_sitting WHERE person_id = %(person)s",
        "COUNT(*)", "MAX(id)", "COUNT(CASE WHEN state = 'open' THEN 1 END)",
    ),
}  # fmt: skip
"""What others do shows in the record; what a person types and saves for themselves has marks of its own."""


@dataclass(frozen=True)
class WeekMarks:
    """`shows`: what the week depends on. `cohort`: whether it is a starter's, which is of another kind."""

    shows: tuple[object, ...]
    cohort: bool


def week_marks(*, actor: User, at: datetime.datetime, spare: str = "") -> WeekMarks:
    """What /me/ depends on, in one query: the person, the day, the loop, their own work and learning.

    The marks of a starter are read for everybody, for who is one shows only then; they count for starters.
    """
    pulse, found = pulse_with(actor=actor, more={**EVERYBODY, **STARTER})
    now = timezone.localtime(at)
    common = (*pulse.person, "me", str(now.date()), spare_minutes(spare), pulse.council)
    if has_place(found):
        return WeekMarks((*common, "starter", now.hour, now.minute // QUARTER, *found.values()), cohort=True)
    return WeekMarks((*common, *(found[name] for name in EVERYBODY)), cohort=False)
