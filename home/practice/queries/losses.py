"""Which criteria lose most, where they are heading, and what people say is behind it."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from django.core.cache import cache
from django.db.models import Case, Count, Max, Q, QuerySet, Value, When

from academy.kit.hiding import hide_small
from academy.people.access import can, visible
from academy.people.models import User
from assessments.audits.models import GOOD, Audit, Finding, Grade
from assessments.instruments.models import Criterion
from assessments.instruments.queries import PLAN_AUDIT, series_codes
from assessments.statistics.figures import newcombe
from courses.assignments.queries.reach import KEEP_SECONDS, stamp_of_council
from home.practice.charting import LEAST, quarter_start
from home.practice.queries.narrowing import Narrow

MOSTLY = 0.8
"""From this share on a cause is said to be most of it, though its figure may be hidden."""


@dataclass(frozen=True, slots=True)
class Tally:
    """Marks good or better of `n`, and how many people they are about."""

    hits: int = 0
    n: int = 0

    @property
    def share(self) -> float:
        """Of 1."""
        return self.hits / self.n if self.n else 0.0


@dataclass(frozen=True)
class Loss:
    """One criterion over the last twelve months. `loss` is its share of all that is lost: marks below good,
    each counting as much as the criterion weighs. `mostly`: the cause of most of them.

    `few`: nothing more may be said.
    """

    code: str
    text: str
    weight: int
    loss: float = 0.0
    now: Tally = Tally()
    before: Tally = Tally()
    causes: tuple[tuple[str, int], ...] = ()
    mostly: str = ""
    few: bool = False

    @property
    def trend(self) -> tuple[float, float, float] | None:
        """The newest quarter less the three before it, with Newcombe's 95% interval; None: too few."""
        if min(self.now.n, self.before.n) < LEAST:
            return None
        return newcombe((self.now.hits, self.now.n), (self.before.hits, self.before.n))

    @property
    def year(self) -> Tally:
        """All four quarters."""
        return Tally(self.now.hits + self.before.hits, self.now.n + self.before.n)


@dataclass(frozen=True)
class Losses:
    """All criteria, the one that loses most first, and the days they are counted from and to."""

    rows: tuple[Loss, ...] = ()
    since: datetime.date | None = None
    quarter: datetime.date | None = None
    until: datetime.date | None = None


def losses_for(*, actor: User, narrow: Narrow) -> Losses:
    """The criteria of the plan audit, from the cache while nothing behind them has changed."""
    if not can(actor, "see_effect"):
        return Losses()
    key = f"{stamp_of_council(council_id=actor.council_id, kind='losses')}:{narrow.team}:{narrow.plan}"
    found: Losses | None = cache.get(key)
    if found is None:
        found = _count(actor, narrow)
        cache.set(key, found, KEEP_SECONDS)
    return found


@dataclass
class _Counts:
    now: Tally = Tally()
    before: Tally = Tally()
    hidden: bool = False
    causes: dict[str, int] = field(default_factory=dict)
    mostly: str = ""


def _count(actor: User, narrow: Narrow) -> Losses:
    audits = Audit.objects.filter(council_id=actor.council_id, is_current=True, instrument__code=PLAN_AUDIT)
    until = audits.aggregate(last=Max("audited_on"))["last"]
    if until is None:
        return Losses()
    quarter = quarter_start(until)
    since = quarter_start(quarter - datetime.timedelta(days=270))
    series = series_codes(council_id=actor.council_id)
    counts = _marks(audits.filter(audited_on__gte=since), quarter, narrow, series)
    _add_causes(counts, actor, since, narrow, series)
    criteria = (
        visible(actor, Criterion)
        .filter(
            instrument__code=PLAN_AUDIT,
            instrument__effective_from__isnull=False,
            kind=Criterion.Kind.CRITERION,
        )
        .order_by("instrument__effective_from", "position")
        .values_list("code", "text", "weight")
    )
    known = {code: (text, weight) for code, text, weight in criteria}
    rows = [_loss(code, *known[code], counts[code]) for code in known if code in counts]
    whole = sum(row.weight * (row.year.n - row.year.hits) for row in rows if not row.few) or 1
    ranked = [_with_share(row, whole) for row in rows]
    ranked.sort(key=lambda row: (row.few, -row.loss, row.code))
    return Losses(tuple(ranked), since, quarter, until)


def _marks(
    audits: QuerySet[Audit], quarter: datetime.date, narrow: Narrow, series: Mapping[str, str]
) -> dict[str, _Counts]:
    """Marks by criterion, and whether they are hidden: one query over people, so that they can be counted.

    `series`: what each code is called now.
    """
    rows = (
        Grade.objects.filter(audit__in=audits, standing__isnull=False)
        .order_by()
        .annotate(newest=Case(When(audit__audited_on__gte=quarter, then=Value(1)), default=Value(0)))
        .values_list("criterion__code", "audit__team_id", "audit__plan_type", "audit__writer_id", "newest")
        .annotate(n=Count("pk"), hits=Count("pk", filter=Q(standing__gte=GOOD)))
    )
    by_code: dict[str, list[tuple[int | None, str, int, int, int, int]]] = defaultdict(list)
    for code, team, plan, writer, newest, n, hits in rows:
        by_code[series.get(code, code)].append((team, plan, writer, newest, n, hits))
    return {code: _narrowed(some, narrow) for code, some in by_code.items()}


def _narrowed(rows: list[tuple[int | None, str, int, int, int, int]], narrow: Narrow) -> _Counts:
    teams: dict[int | None, set[object]] = defaultdict(set)
    plans: dict[str, set[object]] = defaultdict(set)
    people: dict[int, set[object]] = defaultdict(set)
    sums = {0: [0, 0], 1: [0, 0]}
    for team, plan, writer, newest, n, hits in rows:
        if not narrow.plan or plan == narrow.plan:
            teams[team].add(writer)
        if narrow.team is None or team == narrow.team:
            plans[plan].add(writer)
        if (narrow.team is None or team == narrow.team) and (not narrow.plan or plan == narrow.plan):
            people[newest].add(writer)
            sums[newest][0] += hits
            sums[newest][1] += n
    hidden = bool(hide_small(people))
    hidden |= narrow.team is not None and narrow.team in hide_small(teams)
    hidden |= bool(narrow.plan) and narrow.plan in hide_small(plans)
    return _Counts(Tally(*sums[1]), Tally(*sums[0]), hidden)


def _add_causes(
    counts: Mapping[str, _Counts],
    actor: User,
    since: datetime.date,
    narrow: Narrow,
    series: Mapping[str, str],
) -> None:
    rows = Finding.objects.filter(
        council_id=actor.council_id,
        audit__is_current=True,
        audit__instrument__code=PLAN_AUDIT,
        found_on__gte=since,
    )
    if narrow.team is not None:
        rows = rows.filter(team_id=narrow.team)
    if narrow.plan:
        rows = rows.filter(audit__plan_type=narrow.plan)
    groups = rows.order_by().values_list("criterion__code", "cause", "writer_id").annotate(n=Count("pk"))
    people: dict[str, dict[str, set[object]]] = defaultdict(lambda: defaultdict(set))
    sums: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for found, cause, writer, n in groups:
        code = series.get(found, found)
        people[code][cause].add(writer)
        sums[code][cause] += n
    for code, causes in people.items():
        if code in counts:
            small, of = hide_small(causes), sums[code]
            counts[code].causes = {cause: of[cause] for cause in causes if cause not in small}
            most = max(of, key=lambda cause: of[cause])
            counts[code].mostly = most if of[most] >= MOSTLY * sum(of.values()) else ""


def _loss(code: str, text: str, weight: int, found: _Counts) -> Loss:
    few = found.hidden or found.now.n + found.before.n < LEAST
    if few:
        return Loss(code, text, weight, few=True)
    words = dict(Finding.Cause.choices)
    causes = sorted(found.causes.items(), key=lambda pair: -pair[1])
    return Loss(
        code, text, weight, now=found.now, before=found.before,
        causes=tuple((str(words[cause]), n) for cause, n in causes),
        mostly=str(words[found.mostly]) if found.mostly else "",
    )  # fmt: skip


def _with_share(row: Loss, whole: int) -> Loss:
    if row.few:
        return row
    lost = row.weight * (row.year.n - row.year.hits) / whole
    return replace(row, loss=lost)
