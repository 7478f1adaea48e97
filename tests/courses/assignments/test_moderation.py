"""Assignments follow the grade that a moderation agreed, and change with it."""

from __future__ import annotations

import datetime

import pytest

from academy.people.models import User
from academy.work.worker import do_due_jobs
from assessments.audits.actions import agree_grades
from assessments.audits.models import Audit, Finding
from assessments.instruments.models import Criterion
from courses.assignments.actions import load_default_rules, respond_to_audits
from courses.assignments.models import Assignment, Offer
from tests.factories.academy import StaffFactory
from tests.factories.assessments import AuditFactory, full_plan_audit

pytestmark = pytest.mark.django_db
AT = datetime.datetime(2026, 11, 2, 9, 30, tzinfo=datetime.UTC)


@pytest.fixture
def writer() -> User:
    person = StaffFactory()
    full_plan_audit(person.council)
    load_default_rules(council=person.council, by=None, at=AT)
    return person


@pytest.fixture
def lead(writer: User) -> User:
    return StaffFactory(role="R14", council=writer.council)


def audited(writer: User, day: int, **grades: int) -> Audit:
    instrument = writer.council.instruments.get()
    on = datetime.date(2026, 10, day)
    audit = AuditFactory(writer=writer, instrument=instrument, audited_on=on, grades=grades)
    respond_to_audits(audit_ids=[audit.pk], by=None, at=AT)
    return audit


def moderate(audit: Audit, lead: User, **grades: int | None) -> None:
    codes = dict(Criterion.objects.filter(instrument=audit.instrument).values_list("code", "pk"))
    marks = {codes[code]: grade for code, grade in grades.items()}
    agree_grades(audit=audit, marks=marks, overall=None, by=lead, at=AT)
    do_due_jobs(at=AT)


def works(writer: User) -> dict[tuple[str, str], str]:
    rows = Assignment.objects.filter(person=writer).select_related("rule", "criterion")
    return {(row.rule.code, row.criterion.code): row.state for row in rows}


def finding_of(audit: Audit) -> str:
    return Finding.objects.get(audit=audit).state


def test_a_grade_that_is_raised_to_good_takes_the_work_away(writer: User, lead: User) -> None:
    audit = audited(writer, 5, B2=1)
    assert works(writer) == {("LR-01", "B2"): "asked"}
    moderate(audit, lead, B2=3)
    assert works(writer) == {("LR-01", "B2"): "withdrawn"}
    assert finding_of(audit) == "withdrawn"


def test_raised_by_one_it_is_judged_by_what_it_calls_for_now(writer: User, lead: User) -> None:
    audit = audited(writer, 5, B2=1)
    moderate(audit, lead, B2=2)
    assert works(writer) == {("LR-01", "B2"): "withdrawn"}
    assert finding_of(audit) == "noted"
    assert Offer.objects.get(audit=audit).kind == Offer.Kind.NOTE


def test_a_grade_that_is_lowered_asks_what_has_a_ground_now(writer: User, lead: User) -> None:
    audit = audited(writer, 5, B2=2)
    assert works(writer) == {}
    moderate(audit, lead, B2=1)
    assert works(writer) == {("LR-01", "B2"): "asked"}
    assert finding_of(audit) == "assigned"


def test_work_that_rested_on_an_earlier_mark_loses_its_ground(writer: User, lead: User) -> None:
    first, second = audited(writer, 5, B2=2), audited(writer, 12, B2=2)
    assert works(writer) == {("LR-02", "B2"): "asked"}
    moderate(first, lead, B2=3)
    assert works(writer) == {("LR-02", "B2"): "withdrawn"}
    assert finding_of(second) == "noted"


def test_a_lowered_mark_lets_a_later_one_be_the_second(writer: User, lead: User) -> None:
    first = audited(writer, 5, B2=3)
    second = audited(writer, 12, B2=2)
    assert finding_of(second) == "noted"
    moderate(first, lead, B2=2)
    assert works(writer) == {("LR-02", "B2"): "asked"}


def test_there_and_back_again_it_is_asked_once_more(writer: User, lead: User) -> None:
    audit = audited(writer, 5, B2=1)
    for grade, state in ((3, "withdrawn"), (1, "asked"), (None, "asked"), (4, "withdrawn")):
        moderate(audit, lead, B2=grade)
        assert works(writer) == {("LR-01", "B2"): state}
    assert Assignment.objects.count() == 1


def test_what_still_has_its_ground_is_left_as_it_is(writer: User, lead: User) -> None:
    audit = audited(writer, 5, B2=1, F3=1)
    kept = Assignment.objects.get(criterion__code="F3")
    moderate(audit, lead, B2=3, F3=1)
    assert works(writer) == {("LR-01", "B2"): "withdrawn", ("LR-01", "F3"): "asked"}
    assert Assignment.objects.get(pk=kept.pk).due_on == kept.due_on


def test_an_unanswered_note_goes_with_its_ground(writer: User, lead: User) -> None:
    audit = audited(writer, 5, B2=2)
    assert Offer.objects.filter(audit=audit).count() == 1
    moderate(audit, lead, B2=3)
    assert not Offer.objects.filter(audit=audit).exists()
