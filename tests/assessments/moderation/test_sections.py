"""Audits with the grades of sections alone: queried, moderated, and followed like marks on criteria."""

from __future__ import annotations

import datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from academy.kit.refusals import Refused
from assessments.audits.models import Audit, Finding, SectionGrade
from assessments.moderation.actions import ask_moderation, conclude_case, grade_alone, query_grade
from assessments.moderation.models import AgreedMark, Case, GradeQuery
from assessments.moderation.queries.panels import case_page
from assessments.moderation.queries.replies import reply_card
from assessments.moderation.rules.panels import Said
from courses.assignments.models import Assignment
from courses.assignments.queries.feedback import feedback_on
from tests.assessments.moderation.worlds import AT, Side, side, work
from tests.factories.assessments import SectionGradeFactory

pytestmark = pytest.mark.django_db
WHY = "The amount stands on page four of the plan"


@pytest.fixture
def people() -> Side:
    return side()


def query(people: Side, audit: Audit, code: str) -> GradeQuery:
    row = query_grade(audit=audit, criterion=people.criterion(code), reason=WHY, by=people.writer, at=AT)
    work()
    return row


def conclude(people: Side, audit: Audit, code: str, grade: int) -> Case:
    done = conclude_case(
        case=Case.objects.get(audit=audit),
        said={people.criterion(code).pk: Said(grade, "Quantified on page four")},
        overall=None,
        members=[people.second],
        learning="",
        by=people.lead,
        at=AT,
    )
    work()
    return done


def test_a_writer_queries_a_section_and_what_rests_on_it_waits(people: Side) -> None:
    audit = people.section_audit(F=1, B=3)
    assert Assignment.objects.get().state == "asked"
    card = reply_card(audit=audit, today=AT.date())
    assert [(pk, grade) for pk, _, grade in card.to_query] == [
        (people.criterion("SB").pk, 3),
        (people.criterion("SF").pk, 1),
    ]
    query(people, audit, "SF")
    assert (Assignment.objects.get().state, Finding.objects.get().state) == ("paused", "paused")
    assert Case.objects.get().why == "disputed"


@pytest.mark.parametrize(
    ("agreed", "state", "answer"),
    [(3, "withdrawn", "changed"), (2, "withdrawn", "changed"), (1, "asked", "kept")],
)
def test_assignments_follow_the_grade_that_a_panel_agreed(
    people: Side, agreed: int, state: str, answer: str
) -> None:
    audit = people.section_audit(F=1)
    query(people, audit, "SF")
    conclude(people, audit, "SF", agreed)
    mark = SectionGrade.objects.get(audit=audit)
    assert (mark.grade, mark.agreed) == (1, agreed)
    assert Assignment.objects.get().state == state
    assert GradeQuery.objects.get().state == answer
    kept = AgreedMark.objects.get()
    assert (kept.original, kept.grade) == (1, agreed)


def test_a_section_that_is_lowered_asks_what_has_a_ground_now(people: Side) -> None:
    audit = people.section_audit(F=3)
    assert not Assignment.objects.exists()
    ask_moderation(audit=audit, by=people.lead, at=AT)
    conclude(people, audit, "SF", 1)
    row = Assignment.objects.get()
    assert (row.state, row.criterion.code, row.rule.code) == ("asked", "SF", "LR-01")


def test_a_panel_sees_sections_with_what_they_mean(people: Side) -> None:
    audit = people.section_audit(F=1, B=4, C=None)
    case = ask_moderation(audit=audit, by=people.lead, at=AT)
    grade_alone(case=case, grades={people.criterion("SF").pk: 2}, by=people.lead, at=AT)
    page = case_page(actor=people.lead, pk=case.pk)
    assert page is not None
    assert [(mark.code, mark.original, mark.mine) for mark in page.marks] == [("SB", 4, None), ("SF", 1, 2)]
    assert page.marks[1].seen == people.criterion("SF").inadequate
    assert page.by_arithmetic is None


def test_a_section_with_marks_on_its_criteria_is_not_judged_twice(people: Side) -> None:
    audit = people.audit(B2=1)
    SectionGradeFactory(audit=audit, section="B", grade=1)
    SectionGradeFactory(audit=audit, section="F", grade=2)
    card = reply_card(audit=audit, today=AT.date())
    assert [pk for pk, _, _ in card.to_query] == [people.criterion("B2").pk, people.criterion("SF").pk]
    with pytest.raises(Refused, match="not graded"):
        query_grade(audit=audit, criterion=people.criterion("SB"), reason=WHY, by=people.writer, at=AT)


def test_feedback_says_what_was_strong_and_what_would_be_better_by_section(people: Side) -> None:
    audit = people.section_audit(F=1, B=4)
    page = feedback_on(actor=people.writer, pk=audit.pk, today=AT.date())
    assert page is not None
    assert [mark.code for mark in page.strong] == ["SB"]
    assert [mark.code for mark in page.better] == ["SF"]
    assert page.better[0].good == people.criterion("SF").good


def test_feedback_says_when_a_section_was_below_good_lately(people: Side) -> None:
    people.section_audit(datetime.date(2026, 10, 5), F=2)
    audit = people.section_audit(F=2)
    page = feedback_on(actor=people.writer, pk=audit.pk, today=AT.date())
    assert page is not None
    assert page.asked[0].lately == (("October", 2), ("November", 2))


def test_the_pages_offer_sections_to_writer_and_panel(people: Side, client: Client) -> None:
    audit = people.section_audit(timezone.localdate(), F=1)
    client.force_login(people.writer)
    name = people.criterion("SF").text
    assert f"{name} (SF): inadequate" in client.get(f"/me/feedback/{audit.pk}/query/").content.decode()
    sent = client.post(
        f"/me/feedback/{audit.pk}/query/", {"criterion": people.criterion("SF").pk, "reason": WHY}
    )
    assert sent.status_code == 302
    assert name in client.get(f"/me/feedback/{audit.pk}/").content.decode()
    client.force_login(people.lead)
    case = Case.objects.get()
    assert "Agreed grade for SF" in client.get(f"/audits/moderation/{case.pk}/").content.decode()


def test_a_case_takes_the_same_number_of_queries_for_one_section_and_for_many(people: Side) -> None:
    counts = []
    for grades in ({"F": 1}, {"A": 2, "B": 2, "C": 3, "D": 3, "E": 2, "F": 2}):
        case = ask_moderation(audit=people.section_audit(**grades), by=people.lead, at=AT)
        with CaptureQueriesContext(
            connection,
        ) as found:
            case_page(actor=people.lead, pk=case.pk)
        counts.append(len(found))
    assert counts[0] == counts[1]
