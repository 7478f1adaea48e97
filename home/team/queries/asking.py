"""Who of a team may be asked to do a module, and what they have to do with it already."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from academy.kit.words import day_month
from academy.people.access import can, people_led_by
from academy.people.models import Team, User
from courses.progress.models import Completion
from courses.requirements.models import Ask
from home.team.queries.beside import leave_of
from home.team.queries.people import people_of

LATELY = datetime.timedelta(days=90)


@dataclass(frozen=True)
class Candidate:
    """Somebody who may be asked. `why_not`: what speaks against it, in words; they start unticked."""

    pk: int
    name: str
    why_not: str


def candidates_for(
    *, actor: User, team: Team | None, module: str, today: datetime.date
) -> Sequence[Candidate]:
    """The people of a team whom the actor may ask: those they lead, or anybody for whoever keeps the matrix.

    Four queries or so, however many there are.
    """
    people = people_of(actor=actor, team=team, on=today)
    if not can(actor, "keep_matrix"):
        led = set(people_led_by(actor))
        people = [one for one in people if one.pk in led]
    ids = [one.pk for one in people]
    asks = Ask.objects.filter(person_id__in=ids, code=module, state="open")
    asked = dict(asks.values_list("person_id", "due_on"))
    done = Completion.objects.filter(person_id__in=ids, module_code=module, done_on__gte=today - LATELY)
    finished = dict(done.values_list("person_id", "done_on"))
    away = {
        one.person_id: one.words(today)
        for one in leave_of(actor=actor, people=people, on=today)
        if one.is_on(today)
    }
    return [Candidate(one.pk, one.name, _why_not(one.pk, asked, finished, away)) for one in people]


def _why_not(
    person: int,
    asked: dict[int, datetime.date],
    finished: dict[int, datetime.date],
    away: dict[int, str],
) -> str:
    if person in asked:
        return f"asked already, by {day_month(asked[person])}"
    if person in finished:
        return f"finished it on {day_month(finished[person])}"
    return away.get(person, "")
