"""What would most improve a team's plans: the criteria on which it loses most."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Case, Count, F, Q, Value, When

from academy.kit.words import plural
from academy.people.access import visible
from academy.people.models import User
from assessments.audits.models import GOOD, Audit, Finding, Grade
from assessments.instruments.models import Criterion, Instrument
from assessments.instruments.queries import PLAN_AUDIT
from courses.assignments.queries.rulebooks import load_rulebook
from courses.assignments.rules.ruleset import Rule
from courses.assignments.rules.words import name_criterion
from courses.pages.queries import ModuleCard, modules_by_code
from home.team.queries.people import Staff
from home.team.rules.periods import Quarter, quarters_before

MOST = 3
MANY_WRITERS = 3
"""From so many writers on, learning together fits better than one by one."""
CAUSE_WORDS = {
    Finding.Cause.ADVICE: "the advice we were given",
    Finding.Cause.PROCESS: "the process",
    Finding.Cause.TEMPLATE: "the template",
    Finding.Cause.TIME: "not enough time",
}


@dataclass(frozen=True)
class Improvement:
    """One criterion: how many of the plans audited in the last three full months were below good on it, and
    in the three before, by how many writers, and the module that teaches it."""

    code: str
    name: str
    weight: int
    critical: bool
    n: int
    low: int
    n_before: int
    low_before: int
    writers: int
    quarter: Quarter
    cause: str
    module: ModuleCard | None

    @property
    def loss(self) -> int:
        """Weight, times the share below good, times the number of plans."""
        return self.weight * self.low

    @property
    def counted(self) -> str:
        """22 plans, August to October"""
        return f"{plural(self.n, 'plan')}, {self.quarter.words}"

    @property
    def before(self) -> str:
        """the quarter before 11 of 24; said only where it had enough plans"""
        if not self.n_before:
            return "too few plans in the quarter before"
        return f"the quarter before {self.low_before} of {self.n_before}"

    @property
    def words(self) -> str:
        """How much it weighs and over how many writers it is spread."""
        weight = f"{'Critical, weight' if self.critical else 'Weight'} {self.weight}."
        if self.writers >= MANY_WRITERS:
            return f"{weight} Spread over {self.writers} writers, so learning together fits best."
        return f"{weight} {plural(self.writers, 'writer')}: a talk about one of these plans may do most."


def improvements_of(*, actor: User, people: Iterable[Staff], on: datetime.date) -> list[Improvement]:
    """The two or three criteria on which these writers' plans lose most; nothing with too few plans.

    The smallest number is that of the council's team rule. A constant number of queries.
    """
    try:
        book = load_rulebook(council_id=actor.council_id)
    except Instrument.DoesNotExist:
        return []
    last, before = quarters_before(on)
    ids = [one.pk for one in people]
    counts = _counts(actor, ids, last, before, book.series)
    least = (book.ruleset.first_of("team") or Rule("team", "")).least_marks
    ranked = sorted(
        (
            (criterion.weight * counts[code][1], -criterion.position, code)
            for code, criterion in book.criteria.items()
            if code in counts and counts[code][0] >= least and counts[code][1]
        ),
        reverse=True,
    )[:MOST]
    chosen = [code for *_, code in ranked]
    causes = _causes(actor, ids, chosen, last, book.series) if chosen else {}
    first = {code: next(iter(book.criteria[code].modules), "") for code in chosen}
    cards = modules_by_code(council_id=actor.council_id, codes=first.values()) if chosen else {}
    return [
        _improvement(
            book.criteria[code], counts[code], least, last, causes.get(code, ""), cards.get(first[code])
        )
        for code in chosen
    ]


Counts = tuple[int, int, int, int, int]
"""Plans and plans below good, in the quarter and before; writers below good in the quarter."""


def _improvement(
    criterion: Criterion,
    counts: Counts,
    least: int,
    quarter: Quarter,
    cause: str,
    module: ModuleCard | None,
) -> Improvement:
    n, low, n_before, low_before, writers = counts
    enough = n_before >= least
    return Improvement(
        code=criterion.code,
        name=name_criterion(criterion.text, criterion.code),
        weight=criterion.weight,
        critical=criterion.critical,
        n=n,
        low=low,
        n_before=n_before if enough else 0,
        low_before=low_before if enough else 0,
        writers=writers,
        quarter=quarter,
        cause=cause,
        module=module,
    )


def _counts(
    actor: User, writers: Sequence[int], last: Quarter, before: Quarter, series: Mapping[str, str]
) -> dict[str, Counts]:
    """By criterion in force, in one query."""
    audits = visible(actor, Audit).filter(
        is_current=True,
        instrument__code=PLAN_AUDIT,
        writer_id__in=writers,
        audited_on__gte=before.first,
        audited_on__lte=last.last,
    )
    rows = (
        Grade.objects.filter(audit__in=audits, standing__isnull=False)
        .annotate(
            late=Case(When(audit__audited_on__gte=last.first, then=Value(1)), default=Value(0)),
            by=F("audit__writer_id"),
        )
        .values_list("criterion__code", "late", "by")
        .annotate(n=Count("pk"), low=Count("pk", filter=Q(standing__lt=GOOD)))
    )
    found: dict[str, list[int]] = {}
    low_writers: dict[str, set[int]] = {}
    for code, late, writer, n, low in rows:
        now = series.get(code, code)
        five = found.setdefault(now, [0, 0, 0, 0])
        at = 0 if late else 2
        five[at] += n
        five[at + 1] += low
        if late and low:
            low_writers.setdefault(now, set()).add(writer)
    return {
        code: (n, low, n_before, low_before, len(low_writers.get(code, ())))
        for code, (n, low, n_before, low_before) in found.items()
    }


def _causes(
    actor: User, writers: Sequence[int], codes: Sequence[str], quarter: Quarter, series: Mapping[str, str]
) -> dict[str, str]:
    """What somebody decided lay behind at least half of it, where that was not the writing. One query."""
    rows = (
        visible(actor, Finding)
        .exclude(state="withdrawn")
        .filter(
            writer_id__in=writers,
            criterion__code__in=[*codes, *(old for old, now in series.items() if now in codes)],
            found_on__gte=quarter.first,
            found_on__lte=quarter.last,
        )
    )
    seen: dict[str, Counter[str]] = {}
    for code, cause in rows.values_list("criterion__code", "cause"):
        seen.setdefault(series.get(code, code), Counter())[cause] += 1
    said = {}
    for code, causes in seen.items():
        cause, count = causes.most_common(1)[0]
        if cause in CAUSE_WORDS and count * 2 >= causes.total():
            words = CAUSE_WORDS[Finding.Cause(cause)]
            said[code] = f"In {count} of {causes.total()} the cause was {words}: look there first."
    return said
