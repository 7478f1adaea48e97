"""The calls of a council's loop and the marks of its writers, as the estimator takes them."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import NamedTuple

from assessments.audits.models import Grade, SectionGrade
from assessments.instruments.models import Criterion
from assessments.instruments.queries import PLAN_AUDIT, series_ids
from courses.assignments.effect import UNTRAINED, Case, Mark
from courses.assignments.models import Assignment, Trigger, Withheld
from courses.assignments.queries.facts import plan_audits
from courses.assignments.queries.rulebooks import rule_on
from courses.assignments.rules import Rule

Pair = tuple[int, str]
"""A writer, by primary key, and a criterion, by the code of its series: marks go on over versions."""


class _Look(NamedTuple):
    """One mark of a pair, in the order of audits."""

    on: datetime.date
    ref: str
    audit_id: int
    grade: int
    auditor: str


@dataclass(frozen=True, slots=True)
class _Found:
    """A finding that called for a module. `triggers` are known where the module was asked."""

    pair: Pair
    module: str
    audit_id: int
    on: datetime.date
    grade: int
    kind: str
    rule: str
    learnt_on: datetime.date | None = None
    triggers: tuple[int, ...] = ()


@dataclass
class History:
    """What is compared: calls on writers with their marks, and the days from the first audit to the last."""

    cases: list[Case] = field(default_factory=list)
    marks: dict[tuple[str, str], list[Mark]] = field(default_factory=dict)
    first: datetime.date | None = None
    last: datetime.date | None = None


def stored_history(*, council_id: int) -> History:
    """What the loop truly did: modules that were learnt, and calls that a guard held back.

    A criterion of one version of the audit and what it goes on as in the next are one and the same here.
    """
    criteria = _known(council_id)
    found = [*_trained(council_id, criteria), *_held_back(council_id, criteria)]
    looks, days = _looks(council_id, {one.pair[0] for one in found}, criteria, {one.pair[1] for one in found})
    rule = _repeated_rule(council_id)
    marks = {
        _name(pair): [Mark(look.on, look.grade, look.auditor) for look in seen]
        for pair, seen in looks.items()
    }
    cases = [
        Case(
            *_name(one.pair),
            _before(one, looks.get(one.pair, ()), rule),
            one.on,
            one.learnt_on,
            one.module,
            one.rule,
        )
        for one in found
    ]
    return History(cases, marks, min(days, default=None), max(days, default=None))


@dataclass(frozen=True, slots=True)
class _Known:
    """A criterion of any version: its series, its first module, and its section where it is a whole one."""

    series: str
    module: str
    whole: tuple[int, str] | None


def _known(council_id: int) -> dict[int, _Known]:
    """The criteria of all versions of the plan audit, by primary key."""
    series = series_ids(council_id=council_id)
    rows = Criterion.objects.filter(instrument__council_id=council_id, instrument__code=PLAN_AUDIT)
    told = rows.values_list("pk", "code", "modules", "kind", "instrument_id", "section")
    return {
        pk: _Known(
            series.get(pk, code),
            modules[0] if modules else "",
            (instrument, section) if kind == Criterion.Kind.SECTION else None,
        )
        for pk, code, modules, kind, instrument, section in told
    }


def _name(pair: Pair) -> tuple[str, str]:
    return str(pair[0]), pair[1]


def _trained(council_id: int, criteria: dict[int, _Known]) -> list[_Found]:
    """Findings whose module was learnt, with the audits that called for it."""
    rows = Assignment.objects.filter(
        person__council_id=council_id, learnt_on__isnull=False, finding__audit__is_current=True
    )
    triggers: dict[int, list[int]] = defaultdict(list)
    calls = Trigger.objects.filter(assignment__person__council_id=council_id).order_by("position")
    for assignment_id, audit_id in calls.values_list("assignment_id", "audit_id"):
        triggers[assignment_id].append(audit_id)
    listed = rows.order_by("finding__found_on", "finding__audit__ref", "pk").values_list(
        "pk", "person_id", "criterion_id", "module_code", "finding__audit_id", "finding__found_on",
        "finding__grade", "rule__kind", "rule__code", "learnt_on",
    )  # fmt: skip
    return [
        _Found(
            (person, criteria[criterion].series),
            module,
            audit,
            on,
            grade,
            kind,
            rule,
            learnt_on,
            tuple(triggers[pk]),
        )
        for pk, person, criterion, module, audit, on, grade, kind, rule, learnt_on in listed
        if criterion in criteria
    ]


def _held_back(council_id: int, criteria: dict[int, _Known]) -> list[_Found]:
    """The comparison: findings that called for a module when the writer had no place free or had it."""
    rows = Withheld.objects.filter(
        finding__council_id=council_id,
        finding__audit__is_current=True,
        finding__assignments__isnull=True,
        guard__in=UNTRAINED,
    ).order_by("finding__found_on", "finding__audit__ref", "rule__position")
    listed = rows.values_list(
        "finding__writer_id", "finding__criterion_id", "finding__audit_id", "finding__found_on",
        "finding__grade", "rule__kind", "rule__code",
    )  # fmt: skip
    return [
        _Found((writer, criteria[criterion].series), criteria[criterion].module, audit, on, grade, kind, rule)
        for writer, criterion, audit, on, grade, kind, rule in listed
        if criterion in criteria
    ]


def _looks(
    council_id: int, writers: set[int], criteria: dict[int, _Known], called: Collection[str]
) -> tuple[dict[Pair, list[_Look]], list[datetime.date]]:
    """All marks of these writers by pair, oldest first, and the days of all audits.

    Marks of whole sections are among them for those sections that were `called`.
    """
    audits = {
        pk: (writer, on, ref, str(auditor or number))
        for pk, writer, on, ref, auditor, number in plan_audits(council_id=council_id).values_list(
            "pk", "writer_id", "audited_on", "ref", "auditor_id", "auditor_ref"
        )
    }
    looks = defaultdict[Pair, list[_Look]](list)
    whole = {one.whole: pk for pk, one in criteria.items() if one.whole and one.series in called}
    rows = Grade.objects.filter(audit__in=plan_audits(council_id=council_id), standing__isnull=False)
    marks = rows.values_list("audit_id", "criterion_id", "standing", "agreed").iterator(20_000)
    for audit_id, criterion_id, grade, agreed in chain(marks, _of_sections(council_id, whole)):
        writer, on, ref, auditor = audits[audit_id]
        if writer in writers and criterion_id in criteria:
            whose = auditor if agreed is None else ""  # what was agreed is nobody's severity
            looks[writer, criteria[criterion_id].series].append(_Look(on, ref, audit_id, grade or 0, whose))
    for seen in looks.values():
        seen.sort(key=lambda look: (look.on, look.ref))
    return looks, [on for _, on, *_ in audits.values()]


def _of_sections(
    council_id: int, standing_for: Mapping[tuple[int, str], int]
) -> Iterator[tuple[int, int, int | None, int | None]]:
    """The marks of sections as a whole, as marks of the criteria that stand for them in each version."""
    if not standing_for:
        return
    rows = SectionGrade.objects.filter(audit__in=plan_audits(council_id=council_id), standing__isnull=False)
    for audit_id, instrument, section, grade, agreed in rows.values_list(
        "audit_id", "audit__instrument_id", "section", "standing", "agreed"
    ).iterator(20_000):
        criterion = standing_for.get((instrument, section))
        if criterion is not None:
            yield audit_id, criterion, grade, agreed


def _repeated_rule(council_id: int) -> Rule:
    return rule_on(council_id=council_id, kind="repeated")


def _before(one: _Found, looks: Sequence[_Look], rule: Rule) -> tuple[float, ...]:
    """The marks that called: those of the audits kept with the work, or as the rule would have read them.

    An audit that was replaced since counts with the mark of its finding.
    """
    if one.triggers:
        called = set(one.triggers)
        grades = tuple(look.grade for look in looks if look.audit_id in called)
        return grades or (one.grade,)
    if one.kind != rule.kind:
        return (one.grade,)
    upto = next((at for at, look in enumerate(looks, 1) if look.audit_id == one.audit_id), 0)
    since = one.on - datetime.timedelta(days=rule.within_days)
    lately = looks[max(0, upto - rule.last) : upto]
    return tuple(look.grade for look in lately if look.on >= since and look.grade <= rule.grade) or (
        one.grade,
    )
