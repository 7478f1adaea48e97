"""The team rule (LR-04): a workshop where many plans of one team were below good in a quarter. Pure."""

from __future__ import annotations

from calendar import monthrange
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from .candidates import AuditRow, in_order
from .diary import Case, Diary, Person, reason_to_hold
from .ruleset import Measure, Rule, RuleSet
from .shares import Look, stand_out

TEAM_CAP = "team_cap"
"""The guard that leaves a team with no more workshops in a quarter than its rule allows."""


@dataclass(frozen=True, slots=True)
class TeamVerdict:
    """What the team rule says to one team and criterion: of `marks` graded, `below_good`, a `share` of 1."""

    rule: str
    team: str
    criterion: str
    module: str
    on: date
    due: date
    marks: int
    below_good: int
    share: float
    trigger_refs: list[str]
    held: str = ""
    version: int = 0


def quarter_end(on: date) -> date:
    """Last day of the audit quarter: December to February, March to May, June to August, September on."""
    month = -(-(on.month % 12 + 1) // 3) * 3 - 1
    year = on.year + (1 if on.month == 12 else 0)
    return date(year, month, monthrange(year, month)[1])


def _gather(audits: Sequence[AuditRow]) -> dict[tuple[date, str], list[AuditRow]]:
    found: dict[tuple[date, str], list[AuditRow]] = defaultdict(list)
    for audit in in_order(audits):
        found[quarter_end(audit.on), audit.team].append(audit)
    return found


@dataclass(frozen=True, slots=True)
class _Called:
    """One criterion that calls for a workshop of one team in one quarter."""

    measure: Measure
    look: Look
    low_refs: list[str]


def judge_teams(audits: Sequence[AuditRow], ruleset: RuleSet, *, diary: Diary) -> Iterator[TeamVerdict]:
    """Answer each quarter of each team on its last day, the worst first, and keep `diary` up to date.

    Worst is the highest share, as first agreed; where a rule asks whether a team stands out, the most marks
    below good beyond what the rest of the council would lead one to expect. `diary` holds the workshops of
    teams; it is not the diary of people.
    """
    quarters: dict[date, dict[str, list[AuditRow]]] = defaultdict(dict)
    for (end, team), rows in _gather(audits).items():
        quarters[end][team] = rows
    for end, teams in sorted(quarters.items()):
        for rule in ruleset.of("team"):
            called = _calls(teams, ruleset, rule)
            for team in sorted(teams):
                yield from _answer(team, called[team], rule, end, diary)


def _calls(teams: dict[str, list[AuditRow]], ruleset: RuleSet, rule: Rule) -> dict[str, list[_Called]]:
    """What calls in each team, the worst first."""
    looked = [one for one in ruleset.measures if rule.speaks(one)]
    tallies: dict[tuple[str, int], tuple[int, int, list[str]]] = {}
    whole: dict[int, list[int]] = {one.place: [0, 0] for one in looked}
    for team, rows in teams.items():
        for one in looked:
            marks = [(row.ref, row.marks[one.place]) for row in rows if row.marks[one.place]]
            refs = [ref for ref, grade in marks if grade <= rule.grade]
            tallies[team, one.place] = (len(refs), len(marks), refs)
            whole[one.place][0] += len(refs)
            whole[one.place][1] += len(marks)
    called: dict[str, list[_Called]] = {team: [] for team in teams}
    looks: list[tuple[str, _Called]] = []
    for team in teams:
        for one in looked:
            low, n, refs = tallies[team, one.place]
            if n >= rule.least_marks:
                all_low, all_n = whole[one.place]
                looks.append((team, _Called(one, Look(low, n, all_low - low, all_n - n), refs)))
    above = rule.threshold == "above_rest"
    chosen = stand_out([one.look for _, one in looks]) if above else [True] * len(looks)
    for (team, call), stands in zip(looks, chosen, strict=True):
        if stands and call.look.low >= rule.share * call.look.n:
            called[team].append(call)
    for calls in called.values():
        calls.sort(
            key=lambda call: (
                -(call.look.excess if above else call.look.share),
                -call.look.n,
                call.measure.place,
            )
        )
    return called


def _answer(
    team: str, called: Sequence[_Called], rule: Rule, end: date, diary: Diary
) -> Iterator[TeamVerdict]:
    due, asked = end + timedelta(days=rule.due_days), 0
    for one in called:
        module = rule.asks(one.measure)
        held = reason_to_hold(Case(rule, Person(team), module, end, diary.entries.get(team, ())))
        if not held and rule.most_a_quarter and asked >= rule.most_a_quarter:
            held = TEAM_CAP
        if not held:
            asked += 1
            diary.add(team, module, on=end, due=due)
        yield TeamVerdict(
            rule=rule.code,
            team=team,
            criterion=one.measure.code,
            module=module,
            on=end,
            due=due,
            marks=one.look.n,
            below_good=one.look.low,
            share=round(one.look.share, 4),
            trigger_refs=one.low_refs,
            held=held,
            version=rule.version,
        )
