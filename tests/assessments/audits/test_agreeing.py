"""What a moderation agreed: beside the auditor's grade, once, with the findings in line."""

from __future__ import annotations

import datetime

import pytest

from academy.kit.refusals import Refused
from academy.people.models import User
from academy.record.models import Entry
from academy.work.models import Job
from assessments.audits.actions import agree_grades, prove_audits
from assessments.audits.actions.agreeing import carry_agreed
from assessments.audits.models import Audit, Finding, Grade, SectionGrade
from assessments.instruments.models import Criterion
from competencies.evidence.models import Evidence
from tests.factories.academy import StaffFactory
from tests.factories.assessments import (
    AuditFactory,
    BatchFactory,
    CriterionFactory,
    InstrumentFactory,
    SectionGradeFactory,
)
from tests.factories.competencies import CompetencyFactory

pytestmark = pytest.mark.django_db
AT = datetime.datetime(2026, 10, 20, 10, 0, tzinfo=datetime.UTC)


@pytest.fixture
def lead() -> User:
    return StaffFactory(role="R14")


@pytest.fixture
def audit(lead: User) -> Audit:
    return AuditFactory(writer__council=lead.council, grades={"F3": 2, "F4": 3, "A1": None})


def pk_of(audit: Audit, code: str) -> int:
    return Criterion.objects.get(instrument=audit.instrument, code=code).pk


def agree(audit: Audit, lead: User, overall: int | None = None, **grades: int | None) -> object:
    marks = {pk_of(audit, code): grade for code, grade in grades.items()}
    return agree_grades(audit=audit, marks=marks, overall=overall, by=lead, at=AT)


def stand(audit: Audit) -> dict[str, tuple[int | None, int | None, int | None]]:
    rows = Grade.objects.filter(audit=audit)
    return {row.criterion.code: (row.grade, row.agreed, row.standing) for row in rows}


def findings(audit: Audit) -> dict[str, tuple[str, int]]:
    rows = Finding.objects.filter(audit=audit).select_related("criterion")
    return {row.criterion.code: (row.state, row.grade) for row in rows}


def test_both_grades_are_kept_and_the_agreed_one_counts(audit: Audit, lead: User) -> None:
    agree(audit, lead, overall=2, F3=3, F4=2)
    assert stand(audit) == {"F3": (2, 3, 3), "F4": (3, 2, 2), "A1": (None, None, None)}
    assert findings(audit) == {"F3": ("withdrawn", 2), "F4": ("new", 2)}
    audit.refresh_from_db()
    assert (audit.overall, audit.agreed_overall, audit.standing_overall) == (3, 2, 2)
    assert audit.moderated_on == AT.date()


def test_said_twice_nothing_changes_and_nobody_is_told(audit: Audit, lead: User) -> None:
    agree(audit, lead, F3=3)
    kept = Entry.objects.count(), Job.objects.count()
    assert not agree(audit, lead, F3=3)
    assert (Entry.objects.count(), Job.objects.count()) == kept


def test_a_second_moderation_replaces_the_first_and_the_history_keeps_both(audit: Audit, lead: User) -> None:
    agree(audit, lead, F3=3)
    agree(audit, lead, F3=1)
    assert stand(audit)["F3"] == (2, 1, 1)
    assert findings(audit)["F3"] == ("new", 1)
    said = [row.detail["agreed"] for row in Entry.objects.filter(verb="moderate").order_by("pk")]
    assert said == [{"F3": 3}, {"F3": 1}]
    assert Entry.objects.filter(verb="moderate").latest("pk").detail["agreed_before"] == {"F3": 3}


def test_what_was_agreed_can_be_taken_back(audit: Audit, lead: User) -> None:
    agree(audit, lead, F3=4)
    agree(audit, lead, F3=None)
    assert stand(audit)["F3"] == (2, None, 2)
    assert findings(audit)["F3"] == ("new", 2)


def test_what_is_not_named_keeps_what_was_agreed(audit: Audit, lead: User) -> None:
    agree(audit, lead, F3=3)
    agree(audit, lead, F4=2)
    assert stand(audit)["F3"] == (2, 3, 3)


def test_the_loop_hears_of_what_changed_and_of_nothing_else(audit: Audit, lead: User) -> None:
    agree(audit, lead, F3=3, F4=3)
    job = Job.objects.get(topic="audits_moderated")
    assert job.payload == {"audit_ids": [audit.pk], "criterion_ids": [pk_of(audit, "F3")]}


def test_a_finding_that_is_settled_stays_settled(audit: Audit, lead: User) -> None:
    Finding.objects.filter(audit=audit).update(state="resolved")
    agree(audit, lead, F3=4)
    assert findings(audit)["F3"] == ("resolved", 2)


def test_history_is_noted_and_asks_nothing(lead: User) -> None:
    batch = BatchFactory(council=lead.council, history_only=True)
    audit = AuditFactory(writer__council=lead.council, batch=batch, grades={"F3": 3})
    agree(audit, lead, F3=2)
    assert findings(audit) == {"F3": ("noted", 2)}


def test_a_section_as_a_whole_says_the_same_in_its_own_table(lead: User) -> None:
    instrument = InstrumentFactory(council=lead.council)
    CriterionFactory(instrument=instrument, code="SF", section="F", kind=Criterion.Kind.SECTION)
    audit = AuditFactory(writer__council=lead.council, instrument=instrument)
    SectionGradeFactory(audit=audit, section="F", grade=2)
    agree(audit, lead, SF=3)
    row = SectionGrade.objects.get(audit=audit)
    assert (row.grade, row.agreed, row.standing) == (2, 3, 3)


@pytest.mark.parametrize("grade", [0, 5])
def test_what_is_no_grade_is_refused(audit: Audit, lead: User, grade: int) -> None:
    with pytest.raises(Refused, match="one of four"):
        agree(audit, lead, F3=grade)


def test_a_criterion_of_another_instrument_is_refused(audit: Audit, lead: User) -> None:
    other = CriterionFactory(code="Z9")
    with pytest.raises(Refused, match="not part"):
        agree_grades(audit=audit, marks={other.pk: 3}, overall=None, by=lead, at=AT)


def test_a_version_that_was_replaced_is_refused(audit: Audit, lead: User) -> None:
    Audit.objects.filter(pk=audit.pk).update(is_current=False)
    with pytest.raises(Refused, match="newer version"):
        agree(audit, lead, F3=3)


def test_evidence_follows_what_was_agreed_and_comes_back(audit: Audit, lead: User) -> None:
    CompetencyFactory(domain__framework__council=lead.council, code="C5.4")
    agree(audit, lead, F3=3)
    prove_audits(audit_ids=[audit.pk], at=AT)
    row = Evidence.objects.get()
    assert row.counts_on(AT.date())
    for grade, counts in ((2, False), (3, True)):
        agree(audit, lead, F3=grade)
        prove_audits(audit_ids=[audit.pk], at=AT)
        prove_audits(audit_ids=[audit.pk], at=AT)
        row.refresh_from_db()
        assert row.counts_on(AT.date()) is counts


def test_a_newer_version_keeps_what_was_agreed_where_the_auditor_says_the_same(lead: User) -> None:
    old = AuditFactory(writer__council=lead.council, ref="AUD-9", grades={"F3": 2, "F4": 2, "A1": 3})
    agree(old, lead, overall=4, F3=3, F4=3)
    Audit.objects.filter(pk=old.pk).update(is_current=False)
    new = AuditFactory(writer=old.writer, ref="AUD-9", version=2, grades={"F3": 2, "F4": 1, "A1": 3})
    carry_agreed(replaced={new.pk: old.pk})
    assert stand(new) == {"F3": (2, 3, 3), "F4": (1, None, 1), "A1": (3, None, 3)}
    assert findings(new) == {"F3": ("withdrawn", 2), "F4": ("new", 1)}
    new.refresh_from_db()
    assert (new.agreed_overall, new.moderated_on) == (4, AT.date())
