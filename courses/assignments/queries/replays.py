"""What the rules would have asked over the stored history. Reads only."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from academy.people.models import User
from courses.assignments.queries.facts import (
    Facts,
    last_teams,
    load_audits,
    load_holds,
    load_people,
    name_teams,
    name_writers,
    plan_audits,
    ruled_audits,
)
from courses.assignments.queries.rulebooks import Rulebook, load_rulebook
from courses.assignments.rules import Hold, Person, Replay, TeamVerdict, replay_audits, replay_teams


@dataclass(frozen=True)
class Past:
    """Everything a replay looks at, loaded once for as many replays as are asked."""

    rulebook: Rulebook
    facts: Facts
    people: dict[str, Person]
    writers: dict[int, str]
    holds: list[Hold]


def load_past(
    *,
    council_id: int,
    literal: bool = False,
    since: datetime.date | None = None,
    until: datetime.date | None = None,
) -> Past:
    """The council's audits with their marks, its people and its shared steps. `literal`: see `load_rulebook`.

    An audit that came without a team counts for the team of its writer's newest post.
    """
    rulebook = load_rulebook(council_id=council_id, literal=literal)
    people = User.objects.filter(council_id=council_id)
    writers, names = name_writers(people), name_teams(council_id=council_id)
    audits = plan_audits(council_id=council_id) if literal else ruled_audits(council_id=council_id)
    if since is not None:
        audits = audits.filter(audited_on__gte=since)
    if until is not None:
        audits = audits.filter(audited_on__lte=until)
    homeless = list(audits.filter(team=None).values_list("writer_id", flat=True).distinct())
    teams = names | {-person: names[team] for person, team in last_teams(homeless).items()}
    return Past(
        rulebook,
        load_audits(audits, rulebook, writers=writers, teams=teams),
        load_people(people),
        writers,
        [] if literal else load_holds(council_id=council_id, teams=names),
    )


def replay_history(*, council_id: int, literal: bool = True) -> Replay:
    """Run rules over all stored audits, each answered on its own day.

    `literal`: the rules as first agreed, read word for word, over plan audits; otherwise the rules that are
    on, over all audits of a person's work. Everything asked is taken to be done on its due date; nobody is
    taken to have said anything about a cause.
    """
    past = load_past(council_id=council_id, literal=literal)
    return replay_audits(
        past.facts.audits,
        past.rulebook.ruleset,
        people=past.people,
        holds=past.holds,
        offers=not literal,
    )


def replay_workshops(*, council_id: int) -> list[TeamVerdict]:
    """What the rules as first agreed, read word for word, would have asked of teams."""
    past = load_past(council_id=council_id, literal=True)
    return replay_teams(past.facts.audits, past.rulebook.ruleset)
