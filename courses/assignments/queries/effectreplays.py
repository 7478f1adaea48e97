"""What training and workshops would seem to have changed, had every call of the rules been answered at once.

History that was brought in from elsewhere was answered elsewhere: nothing of it is stored here. Where all
work is known to have been finished when due, as in the open data, the replay stands in for the stored loop.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from dataclasses import dataclass, replace

from academy.people.models import User
from assessments.audits.models import Grade
from assessments.instruments.models import Criterion
from assessments.instruments.queries import PLAN_AUDIT
from courses.assignments.effect import UNTRAINED, Call, Case, Mark, gather_team_calls
from courses.assignments.models import SharedStep
from courses.assignments.queries.effectcases import History
from courses.assignments.queries.facts import last_teams, name_teams, name_writers, plan_audits
from courses.assignments.queries.replays import replay_history, replay_workshops
from courses.assignments.rules import Replay, TeamVerdict

QUARTER = datetime.timedelta(days=92)


@dataclass(frozen=True)
class Replayed:
    """The history as replayed, and the calls on teams that can be compared."""

    history: History
    workshops: list[Call]


def replayed_history(*, council_id: int) -> Replayed:
    """The rules over the stored audits, everything asked taken to be done on its due date."""
    replay = replay_history(council_id=council_id)
    by_writer, by_team, days = _marks(council_id)
    history = History(_cases(replay), by_writer, min(days, default=None), max(days, default=None))
    return Replayed(history, gather_team_calls([_team_case(one, by_team) for one in replay.teams], by_team))


def stored_workshops(*, council_id: int) -> list[Call]:
    """Calls on teams that can be compared: those after which a shared step was decided for the team, and
    those after which none was. The team rule, read word for word, says which calls there were."""
    rows = SharedStep.objects.filter(council_id=council_id, team__isnull=False)
    stored = list(rows.values_list("team_id", "criterion_code", "since"))
    if not stored:
        return []
    _, by_team, _ = _marks(council_id)
    names = name_teams(council_id=council_id)
    steps = [(names.get(team or 0, ""), code, since) for team, code, since in stored]
    cases = []
    for one in replay_workshops(council_id=council_id):
        case = _team_case(one, by_team)
        taken = [
            since
            for team, code, since in steps
            if (team, code) == (one.team, one.criterion) and one.on <= since <= one.on + QUARTER
        ]
        cases.append(replace(case, trained=min(taken, default=None)))
    return gather_team_calls(cases, by_team)


def _cases(replay: Replay) -> list[Case]:
    return [
        Case(
            one.writer,
            one.criterion,
            tuple(look.grade for look in one.looks),
            one.on,
            None if one.held else one.due,
            one.module,
            one.rule,
        )
        for one in replay.people
        if not one.held or one.held in UNTRAINED
    ]


Seen = dict[tuple[str, str], list[Mark]]


def _team_case(one: TeamVerdict, marks: Seen) -> Case:
    seen = marks.get((one.team, one.criterion), ())
    quarter = tuple(mark.grade for mark in seen if one.on - QUARTER < mark.on <= one.on)
    return Case(one.team, one.criterion, quarter, one.on, None if one.held else one.due, one.module, one.rule)


def _marks(council_id: int) -> tuple[Seen, Seen, list[datetime.date]]:
    """All marks by writer, and by team, called as the replay calls them; and the days of all audits."""
    writers = name_writers(User.objects.filter(council_id=council_id))
    names = name_teams(council_id=council_id)
    codes = dict(
        Criterion.objects.filter(instrument__council_id=council_id, instrument__code=PLAN_AUDIT).values_list(
            "pk", "code"
        )
    )
    rows = list(
        plan_audits(council_id=council_id).values_list(
            "pk", "writer_id", "team_id", "audited_on", "auditor_id", "auditor_ref"
        )
    )
    newest = last_teams(sorted({writer for _, writer, team, *_ in rows if team is None and writer}))
    audits = {
        pk: (
            writers.get(writer, ""),
            names.get(team or newest.get(writer, 0), ""),
            on,
            str(auditor or number),
        )
        for pk, writer, team, on, auditor, number in rows
    }
    by_writer, by_team = (
        defaultdict[tuple[str, str], list[Mark]](list),
        defaultdict[tuple[str, str], list[Mark]](list),
    )
    grades = Grade.objects.filter(audit__in=plan_audits(council_id=council_id), standing__isnull=False)
    for audit_id, criterion_id, grade in grades.values_list("audit_id", "criterion_id", "standing").iterator(
        20_000
    ):
        if audit_id in audits and criterion_id in codes:
            writer, team, on, auditor = audits[audit_id]
            mark = Mark(on, grade or 0, auditor)
            by_writer[writer, codes[criterion_id]].append(mark)
            by_team[team, codes[criterion_id]].append(mark)
    return by_writer, by_team, [on for *_, on, _ in audits.values()]
