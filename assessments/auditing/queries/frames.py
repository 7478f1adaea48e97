"""What a draw of a month is made from, read from the tables: plans, writers, auditors."""

from __future__ import annotations

import datetime
import hashlib
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from academy.law.dates import add_months
from academy.people.models import Council, Post, User
from assessments.auditing.drawing import Auditor, Item, Plan, Shares, Writer
from assessments.auditing.models import Allocation, ListedPlan
from assessments.auditing.queries.auditors import Bench, bench_on
from assessments.auditing.queries.wishes import COUNTS, wishes_in
from assessments.audits.models import Audit
from assessments.imports.checking.writers import WRITING_ROLES
from assessments.instruments.models import Instrument

GONE = ("returned", "dropped")


@dataclass(frozen=True)
class Scope:
    """Which plans a campaign looks at; nothing said means all. Team ids; the rest in codes of `Audit`."""

    teams: tuple[int, ...] = ()
    needs: tuple[str, ...] = ()
    settings: tuple[str, ...] = ()
    plan_types: tuple[str, ...] = ()

    def limit(self, rows: QuerySet[ListedPlan]) -> QuerySet[ListedPlan]:
        """The plans that lie within."""
        for field, some in (
            ("team_id", self.teams),
            ("need", self.needs),
            ("setting", self.settings),
            ("plan_type", self.plan_types),
        ):
            if some:
                rows = rows.filter(**{f"{field}__in": some})
        return rows


@dataclass(frozen=True)
class Frame:
    """The list of a month, ready to draw from. `rows` by plan reference; `looked_at` counts plans left out
    because they were audited already, or are with an auditor for another sample."""

    plans: tuple[Plan, ...]
    writers: tuple[Writer, ...]
    rows: dict[str, ListedPlan]
    items: dict[str, Item]
    bench: Bench
    looked_at: int

    @property
    def auditors(self) -> tuple[Auditor, ...]:
        """Who may audit on the day."""
        return self.bench.auditors

    def digest(self) -> str:
        """A word that changes when anything the draw depends on changes."""
        parts = [repr(one) for one in (*sorted(self.plans, key=repr), *self.writers)]
        parts += [f"{one.key} {sorted(one.never_writers)} {sorted(one.never_teams)}" for one in self.auditors]
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]


def key_of(person: User) -> str:
    """What a person is known by in a draw: the staff number, which is the same wherever the list is read."""
    return person.ref or f"#{person.pk}"


def quarter_of(month: datetime.date) -> tuple[datetime.date, datetime.date]:
    """First day of the quarter of the calendar that a month lies in, and of the next one."""
    first = month.replace(month=month.month - (month.month - 1) % 3, day=1)
    return first, add_months(first, 3)


def load_frame(
    *,
    council: Council,
    instrument: Instrument,
    month: datetime.date,
    on: datetime.date,
    shares: Shares,
    scope: Scope | None = None,
    besides: int | None = None,
) -> Frame:
    """Everything that a draw needs. A constant number of queries.

    `on`: the day on which auditors are asked. `besides`: the sample that is there already, whose own plans
    and audits do not count, so that the same seed gives the same sample again.
    """
    listed = ListedPlan.objects.filter(council=council, month=month).select_related("writer", "team")
    rows = {one.plan_ref: one for one in (scope or Scope()).limit(listed)}
    seen = _looked_at(council, instrument, list(rows), besides)
    rows = {ref: one for ref, one in sorted(rows.items()) if ref not in seen}
    people = {one.writer_id: one.writer for one in rows.values()}
    people |= {one.pk: one for one in _writing(council, on)}
    teams_now = _teams_now(list(people), on)
    bench = bench_on(
        council=council, on=on, until=on + datetime.timedelta(days=shares.days),
        licensed_only=shares.licensed_only, writers={pk: key_of(one) for pk, one in people.items()},
        besides=besides,
    )  # fmt: skip
    return Frame(
        plans=tuple(_plan(one) for one in rows.values()),
        writers=_writers(council, people, month, on, besides),
        rows=rows,
        items={ref: item_of(one, teams_now) for ref, one in rows.items()},
        bench=bench,
        looked_at=len(seen),
    )


def item_of(row: ListedPlan, teams_now: dict[int, set[int]]) -> Item:
    """A plan as it is given to an auditor."""
    teams = {row.team_id, *teams_now.get(row.writer_id, ())} - {None}
    return Item(row.plan_ref, key_of(row.writer), frozenset(str(team) for team in teams))


def _plan(row: ListedPlan) -> Plan:
    return Plan(
        ref=row.plan_ref,
        plan_type=row.plan_type,
        issued_on=row.issued_on,
        writer=key_of(row.writer),
        team=row.team.name if row.team else "",
        key_stage=row.key_stage,
        need=row.need,
        setting=row.setting,
        months=_months(row.writer.joined_on, row.issued_on),
    )


def _months(since: datetime.date | None, on: datetime.date) -> int | None:
    """Whole months in post."""
    if since is None:
        return None
    return (on.year - since.year) * 12 + on.month - since.month - (on.day < since.day)


def _writing(council: Council, on: datetime.date) -> QuerySet[User]:
    """Everybody in a post that writes plans."""
    posts = Post.objects.open_on(on).filter(person__council=council, role__in=WRITING_ROLES)
    return User.objects.filter(pk__in=posts.values("person_id"), is_active=True)


def _teams_now(people: list[int], on: datetime.date) -> dict[int, set[int]]:
    found: dict[int, set[int]] = {}
    posts = Post.objects.open_on(on).filter(person_id__in=people)
    for person_id, team_id in posts.values_list("person_id", "team_id"):
        found.setdefault(person_id, set()).add(team_id)
    return found


def _looked_at(council: Council, instrument: Instrument, refs: list[str], besides: int | None) -> set[str]:
    """Plans of the list that were audited since they are on it, or that an auditor has."""
    given = Allocation.objects.filter(
        council=council, instrument__code=instrument.code, plan__plan_ref__in=refs
    ).exclude(state__in=GONE)
    audits = Audit.objects.filter(council=council, plan_ref__in=refs, is_current=True)
    audits = audits.filter(instrument__code=instrument.code)
    if besides is not None:
        given = given.exclude(sample_id=besides)
        audits = audits.exclude(allocation__sample_id=besides)
    issued = dict(
        ListedPlan.objects.filter(council=council, plan_ref__in=refs)
        .order_by("issued_on")
        .values_list("plan_ref", "issued_on")
    )
    done = {ref for ref, day in audits.values_list("plan_ref", "audited_on") if day >= issued[ref]}
    return done | set(given.values_list("plan__plan_ref", flat=True))


def _writers(
    council: Council,
    people: dict[int, User],
    month: datetime.date,
    on: datetime.date,
    besides: int | None,
) -> tuple[Writer, ...]:
    first, after = quarter_of(month)
    audits = Audit.objects.filter(council=council, writer__isnull=False, is_current=True)
    given = Allocation.objects.filter(council=council, why__in=COUNTS).exclude(state__in=GONE)
    if besides is not None:
        audits = audits.exclude(allocation__sample_id=besides)
        given = given.exclude(sample_id=besides)
    seen = set(audits.filter(audited_on__gte=first, audited_on__lt=after).values_list("writer_id", flat=True))
    in_sample = Q(sample__month__gte=first, sample__month__lt=after)
    alone = Q(sample=None, asked_on__gte=first, asked_on__lt=after)
    seen |= set(given.filter(in_sample | alone).values_list("plan__writer_id", flat=True))
    before = _before(council, people, month, audits)
    wishes = {wish.writer.pk: wish for wish in wishes_in(council_id=council.pk, today=on, besides=besides)}
    rows = []
    for pk, person in people.items():
        wish = wishes.get(pk)
        rows.append(
            Writer(
                key=key_of(person),
                before=before[pk],
                looked_at=pk in seen,
                wanted=wish.left if wish else 0,
                wanted_after=wish.asked_on if wish else None,
            )
        )
    return tuple(sorted(rows, key=lambda one: one.key))


def _before(
    council: Council, people: Collection[int], month: datetime.date, audits: QuerySet[Audit]
) -> Counter[int]:
    """By writer, the plans issued before the month, as earlier lists or audits know them."""
    different = Count("plan_ref", distinct=True)
    listed = ListedPlan.objects.filter(council=council, month__lt=month, writer__in=people)
    audited = audits.filter(audited_on__lt=month, writer__in=people)
    return Counter(dict(listed.values_list("writer_id").annotate(different))) | Counter(
        dict(audited.values_list("writer_id").annotate(different))
    )
