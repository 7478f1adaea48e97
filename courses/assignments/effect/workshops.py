"""Workshops: calls on a team, compared with calls that were held back because the team had that workshop.

The quarter that picked the team was low, so what follows would look better without any workshop: the quarter
and the half year before it are both allowed for. Each call stands for itself, as a team meets the same point
again and again. Few teams are behind it, so the interval is wide, and clustered by team.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from itertools import accumulate
from typing import NamedTuple

from .cases import GOOD, PRIOR_MARKS, WINDOW_DAYS, Call, Case, Mark

WORKSHOP_DAYS = 30
"""Where no workshop was held, the window opens this long after the quarter, the usual time for one."""
QUARTER_DAYS = 92

TeamMarks = Mapping[tuple[str, str], Sequence[Mark]]
"""All marks of the teams by (team, criterion)."""


def gather_team_calls(cases: Iterable[Case], marks: TeamMarks) -> list[Call]:
    """Calls on teams that can be compared. `before` of a case are the marks of the quarter that called."""
    by_code: dict[str, list[int]] = defaultdict(list)
    for (_, criterion), seen in marks.items():
        by_code[criterion] += [mark.grade for mark in seen]
    usual = {code: sum(grades) / len(grades) for code, grades in by_code.items() if grades}
    levels = _levels(marks, usual)
    listed = sorted((one for one in cases if one.before), key=lambda one: one.found)
    begins = listed[0].found if listed else date.min
    calls = [_call(case, marks, usual, levels, begins) for case in listed]
    return [call for call in calls if call is not None]


class _Levels(NamedTuple):
    """The days of all marks of a team, oldest first, and the sums up to each of how far they lay above the
    usual one of their criterion."""

    days: list[date]
    sums: list[float]

    def mean(self, after: date, upto: date) -> float:
        """How far the marks of this time lay above the usual ones."""
        at, to = bisect_right(self.days, after), bisect_right(self.days, upto)
        return (self.sums[to] - self.sums[at]) / (to - at) if to > at else 0.0


def _levels(marks: TeamMarks, usual: Mapping[str, float]) -> dict[str, _Levels]:
    found: dict[str, list[tuple[date, float]]] = defaultdict(list)
    for (team, criterion), seen in marks.items():
        found[team] += [(mark.on, mark.grade - usual[criterion]) for mark in seen]
    return {team: _ordered(above) for team, above in found.items()}


def _ordered(above: list[tuple[date, float]]) -> _Levels:
    above.sort()
    return _Levels([on for on, _ in above], list(accumulate((one for _, one in above), initial=0.0)))


def _between(marks: Sequence[Mark], after: date, upto: date) -> list[int]:
    return [mark.grade for mark in marks if after < mark.on <= upto]


def _call(
    case: Case,
    marks: TeamMarks,
    usual: Mapping[str, float],
    levels: Mapping[str, _Levels],
    begins: date,
) -> Call | None:
    seen, middle = marks.get((case.who, case.criterion), ()), usual.get(case.criterion, 0.0)
    opens = case.trained or case.found + timedelta(days=WORKSHOP_DAYS)
    later = _between(seen, opens, opens + timedelta(days=WINDOW_DAYS))
    if not later:
        return None
    began = case.found - timedelta(days=QUARTER_DAYS)
    past = _between(seen, began - timedelta(days=WINDOW_DAYS), began)
    good = sum(grade >= GOOD for grade in later) / len(later)
    after, before = sum(later) / len(later), sum(case.before) / len(case.before)
    return Call(
        who=case.who,
        criterion=case.criterion,
        module=case.module,
        rule=case.rule,
        trained=case.trained is not None,
        dose=float(case.trained is not None),
        after=after,
        after_good=good,
        gain=after - before,
        gain_good=good - sum(grade >= GOOD for grade in case.before) / len(case.before),
        before=before,
        several=bool(past),
        three=False,
        usual=middle,
        audit=levels[case.who].mean(began, case.found),
        level=0.0,
        audits=0,
        point=(sum(past) - middle * len(past)) / (len(past) + PRIOR_MARKS),
        severity=0.0,
        day=(case.found - begins).days / WINDOW_DAYS,
    )
