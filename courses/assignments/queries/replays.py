"""What the rules would have asked over the stored history. Reads only."""

from __future__ import annotations

from academy.people.models import User
from courses.assignments.queries.facts import (
    last_teams,
    load_audits,
    load_people,
    load_rulebook,
    name_teams,
    name_writers,
    plan_audits,
)
from courses.assignments.rules import Replay, replay_audits


def replay_history(*, council_id: int) -> Replay:
    """Run the council's active rules over all its stored plan audits, each answered on its own day.

    Everything asked is taken to be done on its due date; nobody is taken to have said anything about a cause.
    An audit that came without a team counts for the team of its writer's newest post.
    """
    rulebook = load_rulebook(council_id=council_id)
    people = User.objects.filter(council_id=council_id)
    writers, teams = name_writers(people), name_teams(council_id=council_id)
    audits = plan_audits(council_id=council_id)
    homeless = list(audits.filter(team=None).values_list("writer_id", flat=True).distinct())
    teams |= {-person: teams[team] for person, team in last_teams(homeless).items()}
    facts = load_audits(audits, rulebook, writers=writers, teams=teams)
    return replay_audits(facts.audits, rulebook.ruleset, people=load_people(people))
