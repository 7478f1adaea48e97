"""The audits of a stretch of days as the statistics take them."""

from __future__ import annotations

import datetime
from collections import Counter, defaultdict
from dataclasses import dataclass

from django.db.models import Max

from academy.people.models import User
from assessments.audits.models import Audit, Finding, Grade
from assessments.instruments.models import Criterion
from courses.assignments.models import LoopRuleVersion
from courses.assignments.queries.facts import load_audits, name_writers, ruled_audits
from courses.assignments.queries.rulebooks import Rulebook, load_rulebook, rule_of, versions_on
from courses.assignments.rules import Rule
from courses.improvements.figures import Limits, Plan
from courses.improvements.models import Improvement

ADVICE_AUDIT = "advice-audit"
COMPLAINT_REPLY = "complaint-reply"
DAYS = 92
"""How far back the looks go: a quarter of a year."""
Of = Improvement.Of


@dataclass(frozen=True)
class Stretch:
    """First and last day, both included."""

    first: datetime.date
    last: datetime.date


@dataclass(frozen=True)
class Seen:
    """Plans of a stretch with the criteria behind their marks, and the rules on when a share is wide."""

    stretch: Stretch
    plans: list[Plan]
    criteria: list[Criterion]
    limits: dict[str, Limits]
    versions: dict[str, LoopRuleVersion]


def latest_stretch(*, council_id: int, today: datetime.date) -> Stretch | None:
    """The quarter of a year up to the newest audit that is not in the future; None without audits."""
    rows = Audit.objects.filter(council_id=council_id, is_current=True, audited_on__lte=today)
    last: datetime.date | None = rows.aggregate(last=Max("audited_on"))["last"]
    return None if last is None else Stretch(last - datetime.timedelta(days=DAYS - 1), last)


def group_rules(*, council_id: int) -> dict[str, tuple[Rule, LoopRuleVersion]]:
    """The rules about groups that are on, by kind: LR-04, LR-05, LR-07."""
    versions = versions_on(council_id=council_id).filter(rule__kind__in=("team", "advice", "theme"))
    return {one.rule.kind: (rule_of(one), one) for one in reversed(list(versions))}


def see_plans(*, council_id: int, stretch: Stretch) -> Seen:
    """Audits of people's work by team, setting and template."""
    book = load_rulebook(council_id=council_id)
    rules = group_rules(council_id=council_id)
    limits, versions = {Of.SETTING.value: Limits(), Of.TEMPLATE.value: Limits()}, {}
    if "team" in rules:
        rule, versions[Of.TEAM.value] = rules["team"]
        limits[Of.TEAM.value] = Limits(rule.least_marks, rule.share)
    return Seen(stretch, _plans(council_id, stretch, book), list(book.criteria.values()), limits, versions)


def _plans(council_id: int, stretch: Stretch, book: Rulebook) -> list[Plan]:
    audits = ruled_audits(council_id=council_id).filter(audited_on__range=(stretch.first, stretch.last))
    people = name_writers(User.objects.filter(council_id=council_id))
    facts = load_audits(audits, book, writers=people)
    groups = {
        ref: (writer, {Of.TEAM.value: str(team or ""), Of.SETTING.value: setting, Of.TEMPLATE.value: kind})
        for ref, writer, team, setting, kind in audits.values_list(
            "ref", "writer_id", "team_id", "setting", "plan_type"
        )
    }
    return [Plan(groups[row.ref][0] or 0, groups[row.ref][1], row.marks) for row in facts.audits]


def see_advice(*, council_id: int, stretch: Stretch, rule: Rule | None = None) -> Seen:
    """Audits of advice by the service that gave it, by the rule that is on or by this one; nothing where the
    rule about advice is off."""
    version: LoopRuleVersion | None = None
    if rule is None:
        rule, version = group_rules(council_id=council_id).get("advice", (None, None))
    if rule is None:
        return Seen(stretch, [], [], {}, {})
    rows = Grade.objects.filter(
        audit__council_id=council_id,
        audit__is_current=True,
        audit__service__isnull=False,
        audit__instrument__code=ADVICE_AUDIT,
        audit__audited_on__range=(stretch.first, stretch.last),
        standing__isnull=False,
    )
    criteria: dict[str, Criterion] = {
        one.code: one
        for one in Criterion.objects.filter(
            instrument__council_id=council_id, instrument__code=ADVICE_AUDIT, kind=Criterion.Kind.CRITERION
        ).order_by("instrument__effective_from", "position")
    }
    places = {code: place for place, code in enumerate(criteria)}
    marks: dict[int, bytearray] = defaultdict(lambda: bytearray(len(places)))
    service_of: dict[int, int] = {}
    found = rows.values_list("audit_id", "audit__service_id", "criterion__code", "standing")
    for audit, service, code, grade in found:
        if code in places:
            marks[audit][places[code]] = grade or 0
            service_of[audit] = service or 0
    plans = [
        Plan(service_of[audit], {Of.SERVICE.value: str(service_of[audit])}, bytes(row))
        for audit, row in marks.items()
    ]
    limits = {Of.SERVICE.value: Limits(rule.least_marks, rule.share)}
    versions = {Of.SERVICE.value: version} if version else {}
    return Seen(stretch, plans, list(criteria.values()), limits, versions)


@dataclass(frozen=True)
class Theme:
    """One point of complaint replies that came back in one team and month: `low` of `n` replies."""

    team: int
    criterion: Criterion
    low: int
    n: int
    writers: int
    rest_low: int
    rest_n: int


def see_themes(*, council_id: int, month: Stretch, rule: Rule) -> list[Theme]:
    """Criteria of complaint replies with so many below good in one team in one month (LR-07)."""
    rows = Grade.objects.filter(
        audit__council_id=council_id,
        audit__is_current=True,
        audit__team__isnull=False,
        audit__instrument__code=COMPLAINT_REPLY,
        audit__audited_on__range=(month.first, month.last),
        standing__isnull=False,
    ).select_related("criterion")
    n: Counter[tuple[int, str]] = Counter()
    low: Counter[tuple[int, str]] = Counter()
    writers: dict[tuple[int, str], set[int]] = defaultdict(set)
    criteria: dict[str, Criterion] = {}
    for row in rows.select_related("audit"):
        key = (row.audit.team_id or 0, row.criterion.code)
        criteria[row.criterion.code] = row.criterion
        n[key] += 1
        low[key] += (row.standing or 0) <= rule.grade
        writers[key].add(row.audit.writer_id or 0)
    found = []
    for (team, code), count in low.items():
        if count >= rule.least_marks:
            others = [key for key in n if key[1] == code and key[0] != team]
            found.append(
                Theme(
                    team,
                    criteria[code],
                    count,
                    n[team, code],
                    len(writers[team, code]),
                    sum(low[key] for key in others),
                    sum(n[key] for key in others),
                )
            )
    return sorted(found, key=lambda one: (-one.low, one.team, one.criterion.code))


def causes_named(*, council_id: int, of: str, group: str, code: str, stretch: Stretch) -> Counter[str]:
    """What people said was the cause of these findings, by cause. The writer, where nobody said."""
    rows = Finding.objects.filter(
        council_id=council_id, criterion__code=code, found_on__range=(stretch.first, stretch.last)
    ).exclude(state="withdrawn")
    part = {"team": "team_id", "service": "service_id", "setting": "audit__setting"}.get(
        of, "audit__plan_type"
    )
    return Counter(rows.filter(**{part: group}).values_list("cause", flat=True))
