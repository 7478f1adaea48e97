"""The facts the rules are asked about, loaded in sets and turned into plain rows."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

from django.db.models import Q, QuerySet

from academy.people.models import Absence, Council, Post, Team, User
from assessments.audits.models import Audit, Grade, SectionGrade
from assessments.instruments.models import Criterion, Instrument
from assessments.instruments.queries import (
    PLAN_AUDIT,
)
from courses.assignments.models import Assignment, SharedStep
from courses.assignments.queries.rulebooks import Rulebook
from courses.assignments.rules import (
    AuditRow,
    Away,
    Entry,
    Hold,
    Person,
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


@dataclass
class Facts:
    """Audits in the rules' own rows, and who and what they stand for in the database."""

    audits: list[AuditRow] = field(default_factory=list)
    audit_ids: dict[str, int] = field(default_factory=dict)


def plan_audits(*, council_id: int) -> QuerySet[Audit]:
    """Current versions of the council's plan audits."""
    return ruled_audits(council_id=council_id).filter(instrument__code=PLAN_AUDIT)


def ruled_audits(*, council_id: int) -> QuerySet[Audit]:
    """Current versions of all audits of a person's work: plans, letters, replies."""
    return Audit.objects.filter(council_id=council_id, is_current=True, writer__isnull=False)


def load_audits(
    audits: QuerySet[Audit],
    rulebook: Rulebook,
    *,
    writers: dict[int, str],
    teams: dict[int, str] | None = None,
) -> Facts:
    """Audits with their marks. `writers` and `teams` say how each is called in the rows.

    A mark counts for the criterion in force of the same series; where several became one, the lowest counts.
    """
    place_of, section_of = _places(rulebook)
    marks: dict[int, bytearray] = {}
    facts = Facts()
    rows = list(audits.values_list("pk", "ref", "audited_on", "writer_id", "team_id"))
    for pk, *_ in rows:
        marks[pk] = bytearray(len(rulebook.ruleset.measures))
    graded = Grade.objects.filter(audit__in=audits, standing__isnull=False)
    for audit_id, criterion_id, grade in graded.values_list("audit_id", "criterion_id", "standing").iterator(
        20_000
    ):
        place = place_of.get(criterion_id)
        if place is not None and audit_id in marks:
            row = marks[audit_id]
            row[place] = min(grade or 0, row[place] or 4)
    if rulebook.sections:
        _add_sections(audits, rulebook.sections, section_of, marks)
    called = teams or {}
    for pk, ref, on, writer, team in rows:
        facts.audits.append(
            AuditRow(
                ref,
                on,
                writers.get(writer or 0, ""),
                called.get(team or -(writer or 0), ""),
                bytes(marks[pk]),
            )
        )
        facts.audit_ids[ref] = pk
    return facts


def _places(rulebook: Rulebook) -> tuple[dict[int, int], dict[int, str]]:
    """The place of each criterion by id, whatever its version; and the section of each place."""
    places = {one.code: one.place for one in rulebook.ruleset.measures}
    current = Instrument.objects.filter(pk__in={one.instrument_id for one in rulebook.criteria.values()})
    rows = Criterion.objects.filter(
        instrument__council__in=current.values("council"),
        instrument__code__in=current.values("code"),
        kind=Criterion.Kind.CRITERION,
    )
    series = rulebook.series
    known = rows.values_list("pk", "code", "section", "instrument__code")
    called = [(pk, series.get(code, code), section, of) for pk, code, section, of in known]
    found = [one for one in called if one[1] in places]
    section_of = {places[code]: section for _, code, section, of in found if of == PLAN_AUDIT}
    return {pk: places[code] for pk, code, *_ in found}, section_of


def _add_sections(
    audits: QuerySet[Audit], places: dict[str, int], section_of: dict[int, str], marks: dict[int, bytearray]
) -> None:
    """Add the grades of sections where an audit brings no mark on a criterion of that section."""
    rows = SectionGrade.objects.filter(
        audit__in=audits, standing__isnull=False, section__in=places, audit__instrument__code=PLAN_AUDIT
    )
    within: dict[str, list[int]] = defaultdict(list)
    for place, section in section_of.items():
        within[section].append(place)
    for audit_id, section, grade in rows.values_list("audit_id", "section", "standing").iterator(20_000):
        row = marks.get(audit_id)
        if row is not None and not any(row[place] for place in within[section]):
            row[places[section]] = grade or 0


def load_holds(*, council_id: int, teams: dict[int, str]) -> list[Hold]:
    """Shared steps on a criterion. `teams` says how each team is called in the rows."""
    rows = SharedStep.objects.filter(council_id=council_id)
    return [
        Hold(code, teams.get(team or 0, ""), since, until)
        for code, team, since, until in rows.values_list("criterion_code", "team_id", "since", "until")
    ]


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
