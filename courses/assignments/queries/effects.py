"""Does the training work? The comparison over the stored loop of a council, for all modules and for each."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.core.cache import cache

from academy.people.access import can
from academy.people.models import User
from assessments.audits.models import Grade
from assessments.instruments.models import Criterion
from assessments.instruments.queries import PLAN_AUDIT
from courses.assignments.effect import UNTRAINED, Case, Effect, Gain, compare_gains, measure_gains
from courses.assignments.models import Assignment, LoopRule, Trigger, Withheld
from courses.assignments.queries.facts import plan_audits
from courses.assignments.queries.reach import FEWEST, KEEP_SECONDS, stamp_of_council
from courses.assignments.rules import Rule, build_rule
from courses.pages.queries import ModuleCard, modules_by_code


@dataclass(frozen=True)
class Outcome:
    """What training on one module, or on all of them, changed: in grades and in marks good or better."""

    code: str = ""
    title: str = "All modules"
    path: str = ""
    grades: Effect = compare_gains((), ())
    good: Effect = compare_gains((), ())

    @property
    def hidden(self) -> bool:
        """Whether so few people stand behind it that a figure could be about one of them."""
        sides = (self.grades.trained, self.grades.untrained)
        return any(0 < side.people < FEWEST for side in sides)

    @property
    def shown(self) -> bool:
        """Whether there is a figure to show."""
        return not (self.hidden or self.grades.too_few)


@dataclass(frozen=True)
class Effects:
    """All outcomes of a council. The same `key`, the same figures."""

    all: Outcome = Outcome()
    modules: tuple[Outcome, ...] = ()
    first: datetime.date | None = None
    last: datetime.date | None = None
    key: str = ""


def effects_for(*, actor: User) -> Effects:
    """The effect of training in the actor's council, from the cache while nothing behind it has changed.

    Council-wide and without names; empty for those who may not see it.
    """
    if not can(actor, "see_effect"):
        return Effects()
    council_id = actor.council_id
    key = stamp_of_council(council_id=council_id, kind="effect")
    found: Effects | None = cache.get(key)
    if found is None:
        found = replace(_measure(council_id), key=key)
        cache.set(key, found, KEEP_SECONDS)
    return found


Pair = tuple[int, int]
"""A writer and a criterion, by primary key."""


@dataclass(frozen=True, slots=True)
class _Look:
    """One mark of a pair, in the order of audits."""

    on: datetime.date
    ref: str
    audit_id: int
    grade: int


@dataclass(frozen=True, slots=True)
class _Found:
    """A finding that called for a module. `triggers` are known where the module was asked."""

    pair: Pair
    module: str
    audit_id: int
    on: datetime.date
    grade: int
    kind: str
    learnt_on: datetime.date | None = None
    triggers: tuple[int, ...] = ()


def _measure(council_id: int) -> Effects:
    rows = Criterion.objects.filter(instrument__council_id=council_id, instrument__code=PLAN_AUDIT)
    criteria = {
        pk: (code, modules[0] if modules else "")
        for pk, code, modules in rows.values_list("pk", "code", "modules")
    }
    found = [*_trained(council_id, criteria), *_held_back(council_id, criteria)]
    looks, days = _looks(council_id, {one.pair for one in found})
    rule = _repeated_rule(council_id)
    marks = {_name(pair, criteria): [(look.on, look.grade) for look in seen] for pair, seen in looks.items()}
    cases: dict[str, list[Case]] = defaultdict(list)
    for one in found:
        who, code = _name(one.pair, criteria)
        before = _before(one, looks.get(one.pair, ()), rule)
        cases[one.module].append(Case(who, code, before, one.on, one.learnt_on))
    cards = modules_by_code(council_id=council_id, codes=cases)
    gains = {code: (measure_gains(cases[code], marks), _good_gains(cases[code], marks)) for code in cases}
    return Effects(
        all=_outcome(list(gains.values())),
        modules=tuple(_outcome([gains[code]], cards.get(code), code) for code in sorted(cases)),
        first=min(days, default=None),
        last=max(days, default=None),
    )


def _name(pair: Pair, criteria: dict[int, tuple[str, str]]) -> tuple[str, str]:
    return str(pair[0]), criteria[pair[1]][0]


Gains = tuple[list[Gain], list[Gain]]
"""Of those trained, and of those not."""


def _good_gains(
    cases: Sequence[Case], marks: dict[tuple[str, str], list[tuple[datetime.date, int]]]
) -> Gains:
    return measure_gains(cases, marks, good_only=True)


def _outcome(gains: Sequence[tuple[Gains, Gains]], card: ModuleCard | None = None, code: str = "") -> Outcome:
    """The outcome of one module, or of several together."""
    effects = []
    for kind in (0, 1):
        sides = [both[kind] for both in gains]
        trained = [gain for one, _ in sides for gain in one]
        untrained = [gain for _, one in sides for gain in one]
        effects.append(compare_gains(trained, untrained))
    grades, good = effects
    if not code:
        return Outcome(grades=grades, good=good)
    return Outcome(code, card.title if card else "", card.path if card else "", grades, good)


def _trained(council_id: int, criteria: dict[int, tuple[str, str]]) -> list[_Found]:
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
        "finding__grade", "rule__kind", "learnt_on",
    )  # fmt: skip
    return [
        _Found((person, criterion), module, audit, on, grade, kind, learnt_on, tuple(triggers[pk]))
        for pk, person, criterion, module, audit, on, grade, kind, learnt_on in listed
        if criterion in criteria
    ]


def _held_back(council_id: int, criteria: dict[int, tuple[str, str]]) -> list[_Found]:
    """The comparison: findings that called for a module when the writer had no place free or had it."""
    rows = Withheld.objects.filter(
        finding__council_id=council_id,
        finding__audit__is_current=True,
        finding__assignments__isnull=True,
        guard__in=UNTRAINED,
    ).order_by("finding__found_on", "finding__audit__ref", "rule__position")
    listed = rows.values_list(
        "finding__writer_id", "finding__criterion_id", "finding__audit_id", "finding__found_on",
        "finding__grade", "rule__kind",
    )  # fmt: skip
    return [
        _Found((writer, criterion), criteria[criterion][1], audit, on, grade, kind)
        for writer, criterion, audit, on, grade, kind in listed
        if criterion in criteria
    ]


def _looks(council_id: int, pairs: set[Pair]) -> tuple[dict[Pair, list[_Look]], list[datetime.date]]:
    """The marks of these pairs, oldest first, and the days of all audits."""
    audits = {
        pk: (writer, on, ref)
        for pk, writer, on, ref in plan_audits(council_id=council_id).values_list(
            "pk", "writer_id", "audited_on", "ref"
        )
    }
    looks: dict[Pair, list[_Look]] = defaultdict(list)
    rows = Grade.objects.filter(
        audit__in=plan_audits(council_id=council_id),
        criterion__in={criterion for _, criterion in pairs},
        grade__isnull=False,
    )
    for audit_id, criterion_id, grade in rows.values_list("audit_id", "criterion_id", "grade").iterator(
        20_000
    ):
        writer, on, ref = audits[audit_id]
        if (writer, criterion_id) in pairs:
            looks[writer, criterion_id].append(_Look(on, ref, audit_id, grade or 0))
    for seen in looks.values():
        seen.sort(key=lambda look: (look.on, look.ref))
    return looks, [on for _, on, _ in audits.values()]


def _repeated_rule(council_id: int) -> Rule:
    row = LoopRule.objects.filter(council_id=council_id, kind=LoopRule.Kind.REPEATED).first()
    settings = row.settings if row else {}
    return build_rule(kind="repeated", code=row.code if row else "", due_days=None, settings=settings)


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


def count_learners(*, council_id: int, module_code: str) -> int:
    """How many people have learnt this module because it was asked of them."""
    rows = Assignment.objects.filter(
        person__council_id=council_id, module_code=module_code, learnt_on__isnull=False
    )
    return rows.order_by().values("person_id").distinct().count()
