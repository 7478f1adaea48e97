"""A council with a writer, an auditor, and people who may sit on panels."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any

from academy.people.models import User
from academy.work.worker import do_due_jobs
from assessments.audits.models import GOOD, Audit
from assessments.instruments.models import Criterion
from courses.assignments.actions import load_default_rules, respond_to_audits
from tests.factories.academy import StaffFactory
from tests.factories.assessments import AuditFactory, FindingFactory, SectionGradeFactory, full_plan_audit

AT = datetime.datetime(2026, 11, 9, 9, 30, tzinfo=datetime.UTC)
AUDITED = datetime.date(2026, 11, 5)


@dataclass(frozen=True)
class Side:
    """People by what they do here. `lead` and `second` may sit on a panel."""

    writer: User
    auditor: User
    lead: User
    second: User
    manager: User

    def audit(self, on: datetime.date = AUDITED, **grades: int | None) -> Audit:
        """An audit with the marks, answered by the rules."""
        more: dict[str, Any] = {"auditor": self.auditor, "instrument": self.writer.council.instruments.get()}
        audit = AuditFactory(writer=self.writer, audited_on=on, grades=grades or {"B2": 1}, **more)
        respond_to_audits(audit_ids=[audit.pk], by=None, at=AT)
        return audit

    def section_audit(self, on: datetime.date = AUDITED, **grades: int | None) -> Audit:
        """An audit with the grades of sections alone, answered by the rules."""
        audit: Audit = AuditFactory(
            writer=self.writer,
            audited_on=on,
            auditor=self.auditor,
            layout="L1",
            instrument=self.writer.council.instruments.get(),
        )
        for section, grade in grades.items():
            SectionGradeFactory(audit=audit, section=section, grade=grade)
            if grade is not None and grade < GOOD:
                FindingFactory(audit=audit, criterion=self.criterion(f"S{section}"), grade=grade)
        respond_to_audits(audit_ids=[audit.pk], by=None, at=AT)
        return audit

    def criterion(self, code: str) -> Criterion:
        """By its code."""
        return Criterion.objects.get(instrument__council=self.writer.council, code=code)


def side() -> Side:
    """Everybody in one council, with the plan audit and the rules."""
    writer = StaffFactory()
    council = writer.council
    full_plan_audit(council)
    load_default_rules(council=council, by=None, at=AT)
    manager = StaffFactory(role="R10", council=council, team=writer.posts.get().team)
    return Side(
        writer,
        StaffFactory(role="R13", council=council),
        StaffFactory(role="R14", council=council),
        StaffFactory(role="R15", council=council),
        manager,
    )


def work() -> None:
    """Do what the ledger has."""
    do_due_jobs(at=AT)
