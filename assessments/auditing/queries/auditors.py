"""Who may audit on a day, and whose work they must not be given."""

from __future__ import annotations

import datetime
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Count, Q

from academy.people.models import Absence, Council, Post, User
from academy.people.roles import ROLES, Right
from assessments.auditing.drawing import Auditor
from assessments.auditing.models import Allocation
from assessments.auditing.registry import permits_on
from assessments.audits.models import Audit

AUDITING_ROLES = tuple(code for code, role in ROLES.items() if Right.AUDIT in role.rights)
LEADING_ROLES = frozenset(code for code, role in ROLES.items() if Right.LEAD_TEAM in role.rights)
YEAR = datetime.timedelta(days=365)


@dataclass(frozen=True)
class Bench:
    """The auditors of a day, by key and by person; how many are away, and how many have no licence."""

    auditors: tuple[Auditor, ...]
    people: dict[str, User]
    away: int
    unlicensed: int


def bench_on(
    *,
    council: Council,
    on: datetime.date,
    until: datetime.date,
    licensed_only: bool,
    writers: Mapping[int, str],
    besides: int | None = None,
) -> Bench:
    """Everybody who holds an auditing post on the day, is not on leave then or for most of the time until the
    audit is due, and whose licence has not lapsed. `writers`: the key of each writer; `besides`: a sample
    that does not count as having met. A constant number of queries."""
    posts = list(
        Post.objects.open_on(on)
        .filter(person__council=council, person__is_active=True)
        .select_related("person")
        .order_by("person_id", "pk")
    )
    able = {post.person_id: post.person for post in posts if post.role in AUDITING_ROLES}
    away = _away(list(able), on, until)
    licences = permits_on(council_id=council.pk, on=on)
    unlicensed = {pk for pk in able if not licences.get(pk, not licensed_only)}
    here = {pk: one for pk, one in able.items() if pk not in away | unlicensed}
    lines = _lines(posts)
    led: dict[int, set[str]] = defaultdict(set)
    for post in posts:
        if post.role in LEADING_ROLES:
            led[post.person_id].add(str(post.team_id))
    met = _met(council, list(here), on, besides)
    found = {person.ref or f"#{pk}": person for pk, person in here.items()}
    return Bench(
        auditors=tuple(
            _auditor(key, lines[found[key].pk], led[found[key].pk], met[found[key].pk], writers)
            for key in sorted(found)
        ),
        people=found,
        away=len(away),
        unlicensed=len(unlicensed - away),
    )


def _auditor(
    key: str, line: set[int], led: set[str], met: Mapping[int, int], writers: Mapping[int, str]
) -> Auditor:
    """An auditor in the keys of the draw."""
    return Auditor(
        key=key,
        never_writers=frozenset(writers[one] for one in line if one in writers),
        never_teams=frozenset(led),
        met={writers[one]: count for one, count in met.items() if one in writers},
    )


def _away(people: list[int], on: datetime.date, until: datetime.date) -> set[int]:
    """Who is on leave or seconded on the day, or for more than half of the days until the audit is due."""
    rows = Absence.objects.filter(
        Q(ends_on=None) | Q(ends_on__gte=on), person__in=people, starts_on__lte=until
    )
    days: Counter[int] = Counter()
    gone = set()
    for row in rows:
        first, last = max(row.starts_on, on), min(row.ends_on or until, until)
        days[row.person_id] += (last - first).days + 1
        if row.starts_on <= on:
            gone.add(row.person_id)
    half = ((until - on).days + 1) / 2
    return gone | {pk for pk, count in days.items() if count > half}


def _lines(posts: list[Post]) -> dict[int, set[int]]:
    """By person, everybody under them through any number of managers, and their own managers."""
    under: dict[int, set[int]] = defaultdict(set)
    above: dict[int, set[int]] = defaultdict(set)
    for post in posts:
        if post.manager_id is not None:
            under[post.manager_id].add(post.person_id)
            above[post.person_id].add(post.manager_id)
    found: dict[int, set[int]] = defaultdict(set)
    for pk in {post.person_id for post in posts}:
        waiting, seen = list(under[pk]), set()
        while waiting:
            one = waiting.pop()
            if one not in seen:
                seen.add(one)
                waiting += under.get(one, ())
        found[pk] = seen | above[pk]
    return found


def _met(
    council: Council, auditors: list[int], on: datetime.date, besides: int | None
) -> dict[int, Counter[int]]:
    """By auditor, how many plans of each writer they audited, or have, in the last year."""
    found: dict[int, Counter[int]] = defaultdict(Counter)
    since = on - YEAR
    audits = Audit.objects.filter(
        council=council, auditor__in=auditors, is_current=True, writer__isnull=False, audited_on__gte=since
    )
    given = Allocation.objects.filter(
        council=council, auditor__in=auditors, audit=None, asked_on__gte=since, asked_on__lte=on
    ).exclude(state__in=["returned", "dropped"])
    if besides is not None:
        audits, given = audits.exclude(allocation__sample_id=besides), given.exclude(sample_id=besides)
    for rows, path in ((audits, "writer_id"), (given, "plan__writer_id")):
        for auditor, writer, count in rows.values_list("auditor_id", path).annotate(Count("pk")):
            found[auditor][writer] += count
    return found
