"""Who is compared with whom: every call of a rule on a point that the writer was not yet trained on. Pure.

A call either led to training or was held back, because the writer had no free place or had the module
already. Which of the two happened hangs on the rest of that audit and on what the writer had to do, not on
what would come next. So calls are kept in the arm in which they began, whatever happened later. A writer who
was held back and trained later stays with the untrained: leaving them out would keep only those who got
better by themselves, and the training would look worse than it is. How many of their later marks came after
the late training is noted (`dose`), and allowed for where the two arms are compared.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from .severity import estimate_severity

LEAST = 8
"""Fewer pairs of writer and point than this on either side and nothing is claimed."""
WINDOW_DAYS = 180
"""How long after the training later audits count."""
WAIT_DAYS = 17
"""Where nothing was asked, the window opens this long after the finding, the usual time for a module."""
UNTRAINED = ("cap", "same_module_open", "same_module_90_days")
"""The guards that hold a call back for a reason that says nothing of the finding."""
GOOD = 3
PRIOR_AUDITS, PRIOR_MARKS = 2.0, 3.0
"""With how many audits, or marks, at the usual level a writer's level is drawn towards the usual one."""


class Mark(NamedTuple):
    """One mark of a writer on a criterion: its day, the grade that stands, and who audited ("" unknown)."""

    on: date
    grade: int
    auditor: str = ""


Marks = Mapping[tuple[str, str], Sequence[Mark]]
"""All marks of the writers by (writer, criterion), in any order."""


@dataclass(frozen=True, slots=True)
class Case:
    """A rule called on a finding. `before` are the grades that made it call, `found` the day of the audit.

    `trained` is the day on which the module was finished, or None where the call was held back.
    """

    who: str
    criterion: str
    before: tuple[float, ...]
    found: date
    trained: date | None = None
    module: str = ""
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Call:
    """A case with what came of it, in grades and (`_good`) in shares of good or better.

    `after`: the mean of later marks, less the severity of their auditors. `gain`: before and after as they
    are, nothing allowed for. `dose`: which share of the later marks came after a training on the point.
    `before`, `several`, `three`: the marks that called, their mean and whether they were two or three.
    `usual`: the mean of all marks on the criterion. `audit`: how good the rest of the audited plan was.
    `level`: how good the writer's earlier audits were, of which there were `audits`. `point`: how good their
    earlier marks on this point were. `severity`: of the auditor who found it. `day`: half years from the
    first call.
    """

    who: str
    criterion: str
    module: str
    rule: str
    trained: bool
    dose: float
    after: float
    after_good: float
    gain: float
    gain_good: float
    before: float
    several: bool
    three: bool
    usual: float
    audit: float
    level: float
    audits: int
    point: float
    severity: float
    day: float


class _Audit(NamedTuple):
    on: date
    auditor: str
    above: dict[str, float]
    total: float

    def level(self, criterion: str) -> float:
        """How good the rest of the audited plan was."""
        n = len(self.above) - (criterion in self.above)
        return (self.total - self.above.get(criterion, 0.0)) / n if n else 0.0


class _Past:
    """What is known of writers and auditors, ready to be asked."""

    def __init__(self, marks: Marks) -> None:
        self.marks = marks
        sums: dict[str, list[float]] = defaultdict(lambda: [0.0, 0.0, 0.0])
        for (_, criterion), seen in marks.items():
            of = sums[criterion]
            for mark in seen:
                of[0] += 1
                of[1] += mark.grade
                of[2] += mark.grade >= GOOD
        self.usual = {criterion: total / n for criterion, (n, total, _) in sums.items() if n}
        self.usual_good = {criterion: good / n for criterion, (n, _, good) in sums.items() if n}
        self.audits: dict[str, list[_Audit]] = defaultdict(list)
        levels, good = [], []
        for (who, on, auditor), (above, more_good) in sorted(self._seen().items()):
            total = sum(above.values())
            self.audits[who].append(_Audit(on, auditor, above, total))
            levels.append((who, auditor, total / len(above)))
            good.append((who, auditor, more_good / len(above)))
        self.severity = estimate_severity(levels)
        self.severity_good = estimate_severity(good)

    def _seen(self) -> dict[tuple[str, date, str], tuple[dict[str, float], float]]:
        """By audit: each mark less the usual one of its criterion, and how many more than usual were good."""
        above: dict[tuple[str, date, str], dict[str, float]] = defaultdict(dict)
        good: dict[tuple[str, date, str], float] = defaultdict(float)
        for (who, criterion), seen in self.marks.items():
            usual, usual_good = self.usual[criterion], self.usual_good[criterion]
            for mark in seen:
                key = (who, mark.on, mark.auditor)
                above[key][criterion] = mark.grade - usual
                good[key] += (mark.grade >= GOOD) - usual_good
        return {key: (marks, good[key]) for key, marks in above.items()}

    def later(self, case: Case, opens: date) -> list[Mark]:
        closes = opens + timedelta(days=WINDOW_DAYS)
        return [mark for mark in self.marks.get((case.who, case.criterion), ()) if opens < mark.on <= closes]

    def levels(self, case: Case) -> tuple[float, float, int, str]:
        """The rest of the audit, the level of earlier audits and their number, and who audited."""
        here, auditor, earlier = 0.0, "", []
        for one in self.audits.get(case.who, ()):
            if one.on > case.found:
                break
            level = one.level(case.criterion) - self.severity.get(one.auditor, 0.0)
            if one.on < case.found:
                earlier.append(level)
            elif case.criterion in one.above:
                here, auditor = level, one.auditor
        return here, sum(earlier) / (len(earlier) + PRIOR_AUDITS), len(earlier), auditor

    def point(self, case: Case) -> float:
        usual = self.usual.get(case.criterion, 0.0)
        seen = [
            mark.grade - self.severity.get(mark.auditor, 0.0) - usual
            for mark in self.marks.get((case.who, case.criterion), ())
            if mark.on < case.found
        ]
        return sum(seen) / (len(seen) + PRIOR_MARKS)


def gather_calls(cases: Iterable[Case], marks: Marks, *, wait_days: int = WAIT_DAYS) -> list[Call]:
    """The calls that can be compared, oldest first: on points not trained on before, with later marks."""
    past = _Past(marks)
    listed = sorted((one for one in cases if one.before), key=lambda one: one.found)
    first: dict[tuple[str, str], Case] = {}
    for case in listed:
        if case.trained is not None:
            first.setdefault((case.who, case.criterion), case)
    begins = listed[0].found if listed else date.min
    return [
        call
        for case in _not_yet_trained(listed, first)
        if (call := _call(case, first.get((case.who, case.criterion)), past, begins, wait_days))
    ]


def _not_yet_trained(listed: Sequence[Case], first: Mapping[tuple[str, str], Case]) -> Iterator[Case]:
    for case in listed:
        taught = first.get((case.who, case.criterion))
        if case is taught or (case.trained is None and (taught is None or case.found < taught.found)):
            yield case


def _call(case: Case, taught: Case | None, past: _Past, begins: date, wait_days: int) -> Call | None:
    later = past.later(case, case.trained or case.found + timedelta(days=wait_days))
    if not later:
        return None
    n, before = len(later), case.before
    after, good = sum(mark.grade for mark in later) / n, sum(mark.grade >= GOOD for mark in later) / n
    done = taught.trained if taught else None
    audit, level, audits, auditor = past.levels(case)
    return Call(
        who=case.who,
        criterion=case.criterion,
        module=case.module,
        rule=case.rule,
        trained=case.trained is not None,
        dose=sum(mark.on > done for mark in later) / n if done else 0.0,
        after=after - sum(past.severity.get(mark.auditor, 0.0) for mark in later) / n,
        after_good=good - sum(past.severity_good.get(mark.auditor, 0.0) for mark in later) / n,
        gain=after - sum(before) / len(before),
        gain_good=good - sum(grade >= GOOD for grade in before) / len(before),
        before=sum(before) / len(before),
        several=len(before) > 1,
        three=len(before) > 2,
        usual=past.usual.get(case.criterion, 0.0),
        audit=audit,
        level=level,
        audits=audits,
        point=past.point(case),
        severity=past.severity.get(auditor, 0.0),
        day=(case.found - begins).days / WINDOW_DAYS,
    )
