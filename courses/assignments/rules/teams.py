"""The team rule (LR-04): a workshop where many plans of one team were below good in a quarter. Pure."""

from __future__ import annotations

from calendar import monthrange
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from .candidates import AuditRow, in_order
from .diary import Case, Diary, Person, reason_to_hold
from .ruleset import Measure, RuleSet


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


def judge_teams(audits: Sequence[AuditRow], ruleset: RuleSet, *, diary: Diary) -> Iterator[TeamVerdict]:
    """Answer each quarter of each team on its last day, the worst share first, and keep `diary` up to date.

    `diary` holds the workshops of teams; it is not the diary of people.
    """
    rule = ruleset.rules.get("team")
    if rule is None:
        return
    for (end, team), rows in sorted(_gather(audits).items()):
        worst: list[tuple[float, int, Measure, list[str]]] = []
        for measure in ruleset.measures:
            marks = [(row.ref, row.marks[measure.place]) for row in rows if row.marks[measure.place]]
            low = [ref for ref, grade in marks if grade <= rule.grade]
            if len(marks) >= rule.least_marks and len(low) >= rule.share * len(marks):
                worst.append((len(low) / len(marks), len(marks), measure, low))
        worst.sort(key=lambda item: (-item[0], -item[1], item[2].place))
        due = end + timedelta(days=rule.due_days)
        for share, n, measure, low in worst:
            entries = diary.entries.get(team, ())
            held = reason_to_hold(Case(rule, Person(team), measure.module, end, entries))
            if not held:
                diary.add(team, measure.module, on=end, due=due)
            yield TeamVerdict(
                rule.code,
                team,
                measure.code,
                measure.module,
                end,
                due,
                n,
                len(low),
                round(share, 4),
                low,
                held,
            )
