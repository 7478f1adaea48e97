"""What a team does together next: its workshops with a date, and shared steps that wait for one."""

from __future__ import annotations

import datetime
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from academy.people.access import can, standing_of, visible
from courses.assignments.rules.words import name_criterion
from courses.improvements.models import Improvement
from courses.improvements.queries.workshops import MARKS
from courses.improvements.rules import AHEAD
from courses.improvements.states import IMPROVEMENT, OPEN
from courses.sessions.models import Session
from courses.sessions.queries.filling import fills_of
from courses.sessions.rules.wording import say_when
from courses.sessions.states import SESSION

MOST = 12
"""So many of each are listed."""


@dataclass(frozen=True)
class Together:
    """A workshop or a shared step. `url` leads straight to it; empty where the reader cannot see more."""

    title: str
    meta: tuple[str, ...]
    word: str
    mark: str
    url: str


def together_of(*, actor: Any, teams: Collection[int], at: datetime.datetime) -> tuple[Together, ...]:
    """Open workshops of these teams, the soonest first, and then shared steps without a date that the actor
    may see. Three queries."""
    return (*_dates(actor, teams, at), *_steps(actor, teams))


def _dates(actor: Any, teams: Collection[int], at: datetime.datetime) -> list[Together]:
    rows = Session.objects.filter(
        council_id=actor.council_id, team_id__in=teams, state="open", ends_at__gt=at
    ).select_related("topic", "venue")
    found = list(rows.order_by("starts_at", "pk")[:MOST])
    fills = fills_of(row.pk for row in found)
    runs, mine = can(actor, "run_sessions"), standing_of(actor).teams
    lines = []
    for row in found:
        taken = sum(one.taken for one in fills.get(row.pk, ()))
        places = sum(one.places for one in fills.get(row.pk, ()))
        reads = row.team_id in mine and row.topic.state == "published"
        url = reverse("hub_session", args=[row.pk]) if reads else ""
        lines.append(
            Together(
                title=row.topic.title,
                meta=(
                    say_when(row.starts_at, row.ends_at),
                    row.venue.name if row.venue else "Online",
                    f"{taken} of {places} places taken or offered",
                ),
                word=SESSION.words[row.state],
                mark=MARKS[row.state],
                url=reverse("desk_session", args=[row.pk]) if runs else url,
            )
        )
    return lines


def _steps(actor: Any, teams: Collection[int]) -> list[Together]:
    """Workshops that are proposed or decided and have no date."""
    rows = visible(actor, Improvement).filter(
        of=Improvement.Of.TEAM, step=Improvement.Step.WORKSHOP, team_id__in=teams, state__in=OPEN
    )
    waiting = rows.exclude(workshops__session__state__in=AHEAD).select_related("criterion", "team")
    return [
        Together(
            title=f"A workshop on “{name_criterion(one.criterion.text, one.criterion.code)}”",
            meta=(one.team.name if one.team else "", "No date yet"),
            word=IMPROVEMENT.words[one.state],
            mark="todo",
            url=reverse("improvement", args=[one.pk]),
        )
        for one in waiting.order_by("proposed_on", "pk")[:MOST]
    ]
