"""The recorded 24 months as database rows."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.utils import timezone

from academy.people.models import Absence, Council, Post, Team, User
from assessments.audits.models import Audit, Finding, Grade
from courses.assignments.actions import load_default_rules
from tests.courses.assignments import loop_truth
from tests.factories.academy import CouncilFactory
from tests.factories.assessments import full_plan_audit

LOT = 5_000


@dataclass
class History:
    """What was built."""

    council: Council
    people: dict[str, User]
    audits: dict[str, Audit]


def build_academy() -> History:
    """People with posts and absences, the plan audit and the rules; no audits."""
    council = CouncilFactory()
    load_default_rules(council=council, by=None, at=timezone.now())
    full_plan_audit(council)
    return History(council, _people(council), {})


def build_history(*, until: datetime.date = datetime.date.max, findings: bool = False) -> History:
    """An academy with all audits up to a day."""
    academy = build_academy()
    council, people = academy.council, academy.people
    instrument = council.instruments.get()
    criteria = {one.code: one for one in instrument.criteria.all()}
    teams = {team.name: team for team in Team.objects.filter(council=council)}
    rows = [row for row in loop_truth.audits() if row.on <= until]
    audits = Audit.objects.bulk_create(
        [
            Audit(
                council=council,
                instrument=instrument,
                ref=row.ref,
                plan_ref=f"PR-{row.ref}",
                plan_type="new",
                audited_on=row.on,
                writer=people[row.writer],
                team=teams[row.team],
                layout="marks",
            )
            for row in rows
        ],
        batch_size=LOT,
    )
    marks = [
        (audit, criteria[measure.code], row.marks[measure.place])
        for audit, row in zip(audits, rows, strict=True)
        for measure in loop_truth.measures()
        if row.marks[measure.place]
    ]
    Grade.objects.bulk_create(
        [Grade(audit=audit, criterion=criterion, grade=grade) for audit, criterion, grade in marks],
        batch_size=LOT,
    )
    if findings:
        Finding.objects.bulk_create(
            [
                Finding(
                    council=council,
                    audit=audit,
                    criterion=criterion,
                    writer=audit.writer,
                    team=audit.team,
                    grade=grade,
                    found_on=audit.audited_on,
                )
                for audit, criterion, grade in marks
                if grade < 3
            ],
            batch_size=LOT,
        )
    return History(council, people, {audit.ref: audit for audit in audits})


def _people(council: Council) -> dict[str, User]:
    staff = loop_truth.read_rows("staff.csv")
    made = User.objects.bulk_create(
        [
            User(
                council=council,
                ref=row["staff_ref"],
                email=row["email"].lower(),
                given_name=row["given_name"],
                family_name=row["family_name"],
                joined_on=row["start_date"] or None,
                left_on=row["leave_date"] or None,
            )
            for row in staff
        ]
    )
    people = {one.ref: one for one in made}
    names = sorted({row["team"] for row in staff})
    teams = {
        one.name: one for one in Team.objects.bulk_create([Team(council=council, name=n) for n in names])
    }
    Post.objects.bulk_create(
        [
            Post(
                person=people[row["staff_ref"]],
                role=row["role_code"],
                team=teams[row["team"]],
                starts_on=row["start_date"],
                ends_on=row["leave_date"] or None,
            )
            for row in staff
        ]
    )
    Absence.objects.bulk_create(
        [
            Absence(
                person=people[row["staff_ref"]],
                kind=row["kind"],
                starts_on=row["from_date"],
                ends_on=row["to_date"] or None,
            )
            for row in loop_truth.read_rows("staff_absences.csv")
        ]
    )
    return people
