"""The facts the rules are asked about, loaded in sets and turned into plain rows."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

from django.db.models import Q, QuerySet

from academy.people.models import Absence, Council, Post, Team, User
from assessments.audits.models import Audit, Grade
from assessments.instruments.models import Criterion
from assessments.instruments.queries import PLAN_AUDIT, criteria_of, current_instrument
from courses.assignments.models import Assignment, LoopRule
from courses.assignments.rules import (
    AuditRow,
    Away,
    Entry,
    Measure,
    Person,
    RuleSet,
    build_rule,
    build_ruleset,
)
from courses.assignments.states import OPEN
from courses.progress.models import Completion

CHUNK = 500
"""Ids sent to the database in one question."""


def in_chunks(ids: Iterable[int]) -> Iterator[list[int]]:
    """Ids in lots that every database takes."""
    waiting = iter(ids)
    while lot := list(islice(waiting, CHUNK)):
        yield lot


@dataclass(frozen=True)
class Rulebook:
    """The rules of a council as the pure functions take them, with the rows they came from."""

    ruleset: RuleSet
    rows: dict[str, LoopRule]
    criteria: dict[str, Criterion]


def load_rulebook(*, council_id: int) -> Rulebook:
    """The active rules and the criteria of the plan audit in force. Rows are by kind, criteria by code."""
    criteria = list(criteria_of(instrument=current_instrument(council_id=council_id)))
    measures = [
        Measure(one.code, one.weight, one.critical, one.modules[0] if one.modules else "", place, one.text)
        for place, one in enumerate(criteria)
    ]
    rows = {row.kind: row for row in LoopRule.objects.filter(council_id=council_id, active=True)}
    rules = [
        build_rule(kind=row.kind, code=row.code, due_days=row.due_days, settings=row.settings)
        for row in rows.values()
    ]
    ruleset = build_ruleset(measures=measures, rules=rules)
    return Rulebook(ruleset, rows, {one.code: one for one in criteria})


@dataclass
class Facts:
    """Audits in the rules' own rows, and who and what they stand for in the database."""

    audits: list[AuditRow] = field(default_factory=list)
    audit_ids: dict[str, int] = field(default_factory=dict)


def plan_audits(*, council_id: int) -> QuerySet[Audit]:
    """Current versions of the council's plan audits."""
    return Audit.objects.filter(council_id=council_id, is_current=True, instrument__code=PLAN_AUDIT)


def load_audits(
    audits: QuerySet[Audit],
    rulebook: Rulebook,
    *,
    writers: dict[int, str],
    teams: dict[int, str] | None = None,
) -> Facts:
    """Audits with their marks. `writers` and `teams` say how each is called in the rows."""
    places = {one.code: one.place for one in rulebook.ruleset.measures}
    codes = dict(Criterion.objects.filter(instrument__code=PLAN_AUDIT).values_list("pk", "code"))
    place_of = {pk: places[code] for pk, code in codes.items() if code in places}
    marks: dict[int, bytearray] = {}
    facts = Facts()
    rows = list(audits.values_list("pk", "ref", "audited_on", "writer_id", "team_id"))
    for pk, *_ in rows:
        marks[pk] = bytearray(len(places))
    graded = Grade.objects.filter(audit__in=audits, grade__isnull=False)
    for audit_id, criterion_id, grade in graded.values_list("audit_id", "criterion_id", "grade").iterator(
        20_000
    ):
        place = place_of.get(criterion_id)
        if place is not None and audit_id in marks:
            marks[audit_id][place] = grade or 0
    called = teams or {}
    for pk, ref, on, writer, team in rows:
        facts.audits.append(
            AuditRow(ref, on, writers.get(writer, ""), called.get(team or -writer, ""), bytes(marks[pk]))
        )
        facts.audit_ids[ref] = pk
    return facts


def name_writers(people: QuerySet[User]) -> dict[int, str]:
    """How each person is called in the rows: the staff number, or the id of those without one."""
    return {pk: ref or f"#{pk}" for pk, ref in people.values_list("pk", "ref")}


def load_people(people: QuerySet[User]) -> dict[str, Person]:
    """Start, last day and absences of these people."""
    away: dict[int, list[Away]] = defaultdict(list)
    spells = Absence.objects.filter(person__in=people)
    for person_id, kind, start, end in spells.values_list("person_id", "kind", "starts_on", "ends_on"):
        away[person_id].append(Away(kind, start, end))
    return {
        ref or f"#{pk}": Person(ref or f"#{pk}", started, left, tuple(away[pk]))
        for pk, ref, started, left in people.values_list("pk", "ref", "joined_on", "left_on")
    }


def load_entries(
    people: QuerySet[User], *, writers: dict[int, str], since: datetime.date
) -> Iterator[tuple[str, Entry]]:
    """What these people have open now, and what they finished since that day."""
    asked = Assignment.objects.filter(Q(state__in=OPEN) | Q(learnt_on__gte=since), person__in=people)
    for person_id, module, opened, learnt in asked.values_list(
        "person_id", "module_code", "assigned_on", "learnt_on"
    ):
        yield writers[person_id], Entry(module, opened, learnt)
    done = Completion.objects.filter(person__in=people, done_on__gte=since)
    for person_id, module, on in done.values_list("person_id", "module_code", "done_on"):
        yield writers[person_id], Entry(module, on, on)


def name_teams(*, council_id: int) -> dict[int, str]:
    """Names of the council's teams by id."""
    return dict(Team.objects.filter(council_id=council_id).values_list("pk", "name"))


def last_teams(people: Sequence[int]) -> dict[int, int]:
    """The team of each person's newest post, for audits that came without one."""
    found: dict[int, int] = {}
    for lot in in_chunks(people):
        posts = Post.objects.filter(person_id__in=lot).order_by("starts_on", "pk")
        found |= dict(posts.values_list("person_id", "team_id"))
    return found


def council_called(slug: str) -> Council | None:
    """The council of that short name; without one the only council there is. None: none or several."""
    rows = Council.objects.filter(slug=slug) if slug else Council.objects.all()
    found = list(rows[:2])
    return found[0] if len(found) == 1 else None
