"""The board of the loop: where findings stand, how long things take, and what waits longest."""

from __future__ import annotations

import datetime
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from statistics import median

from django.core.cache import cache
from django.db.models import Count, Min

from academy.people.models import User
from assessments.audits.models import Finding
from assessments.audits.states import FINDING
from assessments.instruments.queries import series_codes
from courses.assignments.models import Assignment
from courses.assignments.queries.reach import (
    FEWEST,
    KEEP_SECONDS,
    Choices,
    Narrow,
    choices_for,
    narrowed,
    sees_names,
    stamp_of,
)
from courses.assignments.rules.words import short_name
from courses.assignments.states import ASSIGNMENT

SHOWN = (
    "new",
    "noted",
    "held",
    "assigned",
    "paused",
    "learnt",
    "reaudited",
    "resolved",
    "repeated",
    "too_few",
    "waived",
)
WAITS = ("new", "assigned", "paused", "learnt", "reaudited")
"""States in which somebody or something still has to happen."""
LEARNT = ("learnt", "reaudited", "resolved", "repeated", "too_few")
REAUDITED = ("reaudited", "resolved", "repeated")


@dataclass(frozen=True)
class Waiting:
    """What waits at one stage: how many, and for how many days."""

    n: int = 0
    middle: int = 0
    oldest: int = 0
    past_date: int = 0


@dataclass(frozen=True)
class Span:
    """The middle of some times in days, with how many there were; None below the smallest number."""

    n: int
    days: int | None


@dataclass(frozen=True)
class CriterionLine:
    """One criterion: findings, how many are open, who was asked what, and the longest wait."""

    code: str
    name: str
    found: int
    open: int
    resolved: int
    modules: str
    writers: int
    oldest_days: int
    oldest_state: str
    too_few: bool = False


@dataclass(frozen=True)
class Board:
    """All figures of the board for one actor and one way of narrowing it.

    Two boards with the same `key` are the same to the last figure: what is drawn from one may be kept.
    """

    found: int = 0
    counts: dict[str, int] = field(default_factory=dict)
    assigned: int = 0
    learnt: int = 0
    reaudited: int = 0
    waits: dict[str, Waiting] = field(default_factory=dict)
    to_assigned: Span = Span(0, None)
    to_proof: Span = Span(0, None)
    criteria: tuple[CriterionLine, ...] = ()
    first_found: datetime.date | None = None
    hidden: bool = False
    choices: Choices = Choices()
    key: str = ""

    @property
    def longest(self) -> tuple[str, Waiting] | None:
        """The stage whose oldest finding waits longest."""
        waiting = [(state, one) for state, one in self.waits.items() if one.n]
        return max(waiting, key=lambda pair: pair[1].oldest, default=None)

    @property
    def open(self) -> int:
        """Findings for which something still has to happen."""
        return sum(self.counts.get(state, 0) for state in WAITS)


def board_for(*, actor: User, narrow: Narrow, today: datetime.date) -> Board:
    """The board, from the cache while nothing that it is made from has changed."""
    key = stamp_of(actor=actor, today=today, kind="board", more=(narrow, sees_names(actor)))
    board: Board | None = cache.get(key)
    if board is None:
        board = replace(_count(actor, narrow, today), choices=choices_for(actor=actor), key=key)
        cache.set(key, board, KEEP_SECONDS)
    return board


def _count(actor: User, narrow: Narrow, today: datetime.date) -> Board:
    findings = narrowed(actor, narrow)
    if not sees_names(actor) and findings.values("writer_id").distinct().count() < FEWEST:
        return Board(hidden=True)
    by_criterion: dict[str, Counter[str]] = defaultdict(Counter)
    oldest: dict[tuple[str, str], datetime.date] = {}
    names: dict[str, str] = {}
    now = series_codes(council_id=actor.council_id)
    groups = findings.order_by("criterion__instrument__effective_from").values_list(
        "criterion__code", "criterion__text", "state"
    )
    for code, text, state, n, first in groups.annotate(n=Count("pk"), first=Min("found_on")):
        code = now.get(code, code)
        by_criterion[code][state] += n
        oldest[code, state] = min(first, oldest.get((code, state), first))
        names[code] = short_name(text)
    counts: Counter[str] = sum(by_criterion.values(), Counter())
    remedies = _remedies(findings, now)
    return Board(
        found=counts.total(),
        counts={state: counts[state] for state in SHOWN},
        assigned=len(remedies),
        learnt=sum(counts[state] for state in LEARNT),
        reaudited=sum(counts[state] for state in REAUDITED),
        waits=_waits(remedies, counts, oldest, today),
        to_assigned=_span((one.assigned_on - one.found_on).days for one in remedies),
        to_proof=_span(
            (one.settled_on - one.found_on).days
            for one in remedies
            if one.settled_on and one.state in ("resolved", "repeated")
        ),
        criteria=_lines(by_criterion, names, oldest, remedies, today, by_name=sees_names(actor)),
        first_found=min(oldest.values(), default=None),
    )


@dataclass(frozen=True, slots=True)
class _Remedy:
    state: str
    code: str
    module: str
    person_id: int
    found_on: datetime.date
    assigned_on: datetime.date
    due_on: datetime.date
    learnt_on: datetime.date | None
    settled_on: datetime.date | None


def _remedies(findings: object, series: Mapping[str, str]) -> list[_Remedy]:
    rows = Assignment.objects.filter(finding__in=findings).exclude(state="withdrawn").order_by()
    found = [
        _Remedy(*row)
        for row in rows.values_list(
            "finding__state",
            "criterion__code",
            "module_code",
            "person_id",
            "finding__found_on",
            "assigned_on",
            "due_on",
            "learnt_on",
            "settled_on",
        )
    ]
    return [replace(one, code=series.get(one.code, one.code)) for one in found]


def _waits(
    remedies: Sequence[_Remedy],
    counts: Counter[str],
    oldest: dict[tuple[str, str], datetime.date],
    today: datetime.date,
) -> dict[str, Waiting]:
    """How long each stage has waited: since it was reached, or since it was found for what is new."""
    ages: dict[str, list[int]] = defaultdict(list)
    late = 0
    for one in remedies:
        if one.state in WAITS:
            since = one.learnt_on if one.state in ("learnt", "reaudited") else one.assigned_on
            ages[one.state].append(max(0, (today - (since or one.assigned_on)).days))
            late += one.state == "assigned" and one.due_on < today
    found = {
        state: Waiting(len(days), round(median(days)), max(days), late if state == "assigned" else 0)
        for state, days in ages.items()
    }
    if counts["new"]:
        first = min(on for (_, state), on in oldest.items() if state == "new")
        found["new"] = Waiting(counts["new"], 0, max(0, (today - first).days))
    return found


def _span(days: Iterable[int]) -> Span:
    listed = list(days)
    return Span(len(listed), round(median(listed)) if len(listed) >= FEWEST else None)


def _lines(
    by_criterion: dict[str, Counter[str]],
    names: dict[str, str],
    oldest: dict[tuple[str, str], datetime.date],
    remedies: Sequence[_Remedy],
    today: datetime.date,
    *,
    by_name: bool,
) -> tuple[CriterionLine, ...]:
    """One line a criterion, most open first. `by_name` False hides lines about too few people."""
    asked: dict[str, dict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
    for one in remedies:
        asked[one.code][one.module].add(one.person_id)
    lines = []
    for code, states in by_criterion.items():
        waiting = [(oldest[code, state], state) for state in WAITS if states[state]]
        first, state = min(waiting, default=(today, ""))
        writers = set().union(*asked[code].values()) if asked[code] else set()
        lines.append(
            CriterionLine(
                code=code,
                name=names[code],
                found=states.total(),
                open=sum(states[state] for state in WAITS),
                resolved=states["resolved"],
                modules=", ".join(sorted(asked[code])),
                writers=len(writers),
                oldest_days=max(0, (today - first).days),
                oldest_state=state,
                too_few=not by_name and 0 < len(writers) < FEWEST,
            )
        )
    return tuple(sorted(lines, key=lambda line: (-line.open, -line.found, line.code)))


def count_states(*, council_id: int) -> dict[str, dict[str, int]]:
    """Counts of remedies and of findings by state, every state named, for a status in JSON."""
    findings = Finding.objects.filter(council_id=council_id).order_by()
    remedies = Assignment.objects.filter(person__council_id=council_id).order_by()
    by_state = {
        "remedies": (ASSIGNMENT, dict(remedies.values_list("state").annotate(n=Count("pk")))),
        "findings": (FINDING, dict(findings.values_list("state").annotate(n=Count("pk")))),
    }
    return {
        noun: {state: found.get(state, 0) for state in table.words}
        for noun, (table, found) in by_state.items()
    }


def oldest_open(*, council_id: int, today: datetime.date) -> int | None:
    """Days since the oldest open finding was found; None when nothing is open."""
    first = (
        Finding.objects.filter(council_id=council_id, state__in=WAITS)
        .order_by("found_on")
        .values_list("found_on", flat=True)
        .first()
    )
    return None if first is None else (today - first).days
