"""What whoever leads a team does for all of it at once."""

from __future__ import annotations

import datetime
from collections.abc import Collection

from django.db import transaction
from django.utils import timezone

from academy.kit.refusals import Refused
from academy.people.access import can
from academy.people.models import Team, User
from academy.record.actions import write
from courses.pages.queries import modules_by_code
from courses.requirements.actions import Wanted, ask_many
from courses.requirements.models import Ask, AskReason
from courses.requirements.rules.permits import check_due_on, check_reason
from home.team.queries.asking import candidates_for


@transaction.atomic
def ask_team(
    *,
    team: Team | None,
    people: Collection[int],
    module: str,
    due_on: datetime.date,
    reason: str,
    by: User,
    at: datetime.datetime,
) -> int:
    """Ask people of a team, in one go, to do a module; each reads who asks and why. Returns how many are new.

    Whoever was asked by the same person already is left as they are, so a second press changes nothing.
    """
    today = timezone.localdate(at)
    if not can(by, "ask_person"):
        raise Refused("Only whoever leads people asks this of them.", code="people")
    if not people:
        raise Refused("Choose at least one person.", code="people")
    allowed = {one.pk for one in candidates_for(actor=by, team=team, module=module, today=today)}
    if not set(people) <= allowed:
        raise Refused("You can ask the people you lead who are in post today.", code="people")
    if module not in modules_by_code(council_id=by.council_id, codes=[module]):
        raise Refused("This module is not open just now.", code="module")
    said = check_reason(reason)
    check_due_on(due_on=due_on, today=today)
    wanted = [
        Wanted(
            person_id=person,
            kind=Ask.Kind.MODULE,
            code=module,
            source=AskReason.Source.PERSON,
            reason=said,
            due_on=due_on,
            key=str(by.pk),
        )
        for person in sorted(people)
    ]
    return len(ask_many(council_id=by.council_id, wanted=wanted, by=by, at=at))


@transaction.atomic
def record_matrix_export(*, by: User, whose: str, narrowed: str, at: datetime.datetime) -> None:
    """Keep who took whose levels as a file, and how it was narrowed."""
    words = f"Took the levels of {whose} as a file{f', narrowed to {narrowed}' if narrowed else ''}"
    write(council=by.council_id, by=by, at=at, verb="export", noun="entrustment", words=words[:400])
