"""Panels: what is drawn, who sits, what is agreed, and what follows from it."""

from __future__ import annotations

import datetime
from collections import Counter

import pytest
from django.test import Client

from academy.kit.refusals import Refused
from assessments.audits.models import Audit, Grade
from assessments.moderation.actions import (
    ask_moderation,
    conclude_case,
    draw_round,
    grade_alone,
    query_grade,
)
from assessments.moderation.drawing import Drawable, draw_share
from assessments.moderation.models import AgreedMark, Case, GradeQuery, Reply, Round
from assessments.moderation.queries.panels import case_page, cases_for, may_sit_with, rounds_of
from assessments.moderation.queries.replies import reply_card
from assessments.moderation.rules.panels import Said
from courses.assignments.models import Assignment
from tests.assessments.moderation.worlds import AT, Side, side, work
from tests.factories.assessments import AuditFactory

pytestmark = pytest.mark.django_db
WHY = "The amount stands on page four of the plan"
FIRST, LAST = datetime.date(2026, 9, 1), datetime.date(2026, 11, 30)


@pytest.fixture
def people() -> Side:
    return side()


def queried(people: Side, **grades: int) -> Case:
    audit = people.audit(**(grades or {"B2": 1}))
    query_grade(audit=audit, criterion=people.criterion("B2"), reason=WHY, by=people.writer, at=AT)
    work()
    return Case.objects.get(audit=audit)


def conclude(people: Side, case: Case, grade: int, reason: str = "Quantified on page four") -> Case:
    done = conclude_case(
        case=case,
        said={people.criterion("B2").pk: Said(grade, reason)},
        overall=None,
        members=[people.second],
        learning="",
        by=people.lead,
        at=AT,
    )
    work()
    return done


def test_a_share_is_drawn_the_same_again_whatever_the_order() -> None:
    rows = [Drawable(pk, f"A{pk % 7}", pk % 3 + 2) for pk in range(200)]
    drawn = draw_share(rows, share=0.1, seed=7)
    assert len(drawn) == 20
    assert draw_share(reversed(rows), share=0.1, seed=7) == drawn
    assert draw_share(rows, share=0.1, seed=8) != drawn
    assert Counter(pk % 7 for pk in drawn).keys() == set(range(7))


@pytest.mark.parametrize(("n", "drawn"), [(0, 0), (1, 1), (9, 1), (10, 1), (11, 2)])
def test_a_small_share_is_rounded_up(n: int, drawn: int) -> None:
    assert len(draw_share([Drawable(pk, "A", 3) for pk in range(n)], share=0.1, seed=1)) == drawn


def test_a_round_takes_all_at_the_ends_all_disputed_and_a_share(people: Side) -> None:
    case = queried(people)
    made = {
        overall: [
            AuditFactory(writer=people.writer, auditor=people.auditor, overall=overall).pk for _ in range(n)
        ]
        for overall, n in ((4, 3), (1, 2), (3, 40))
    }
    for _ in range(2):
        row = draw_round(
            council_id=case.council_id, first=FIRST, last=LAST, share=10, seed=5, by=people.lead, at=AT
        )
    assert row.report == {"audits": 46, "disputed": 1, "top": 3, "bottom": 2, "drawn": 4}
    cases = dict(Case.objects.filter(round=row).values_list("audit_id", "why"))
    assert len(cases) == 10
    assert set(made[4] + made[1] + [case.audit_id]) <= set(cases)
    assert rounds_of(actor=people.lead)[0].cases == 10
    with pytest.raises(Refused, match="Between 8 and 12"):
        draw_round(council_id=case.council_id, first=FIRST, last=LAST, share=20, seed=5, by=None, at=AT)
    assert Round.objects.count() == 1


def test_writer_auditor_and_their_line_do_not_sit(people: Side) -> None:
    case = queried(people)
    for actor, sits in (
        (people.lead, True),
        (people.second, True),
        (people.auditor, False),
        (people.manager, False),
        (people.writer, False),
    ):
        assert cases_for(actor=actor).filter(pk=case.pk).exists() is sits
        assert (case_page(actor=actor, pk=case.pk) is not None) is sits
    assert may_sit_with(case=case, actor=people.lead, today=AT.date()) == [people.second]


def test_a_panel_page_names_nobody(people: Side) -> None:
    page = case_page(actor=people.lead, pk=queried(people, B2=1, F3=3).pk)
    assert page is not None
    assert [mark.code for mark in page.queried] == ["B2"]
    assert [(mark.code, mark.original) for mark in page.marks] == [("B2", 1), ("F3", 3)]


def test_own_grades_come_first_and_those_of_others_after(people: Side) -> None:
    case, pk = queried(people), people.criterion("B2").pk
    grade_alone(case=case, grades={pk: 2}, by=people.second, at=AT)
    page = case_page(actor=people.lead, pk=case.pk)
    assert page is not None
    assert (page.graders, page.marks[0].others) == (1, ())
    grade_alone(case=case, grades={pk: 1}, by=people.lead, at=AT)
    grade_alone(case=case, grades={pk: 3}, by=people.lead, at=AT)
    page = case_page(actor=people.lead, pk=case.pk)
    assert page is not None
    assert (page.marks[0].mine, page.marks[0].others) == (3, (2,))
    with pytest.raises(Refused):
        grade_alone(case=case, grades={pk: 3}, by=people.auditor, at=AT)


def test_raised_to_good_the_work_goes_and_the_writer_reads_why(people: Side) -> None:
    case = queried(people)
    for _ in range(2):
        conclude(people, case, 3)
    mark = Grade.objects.get(audit=case.audit)
    assert (mark.grade, mark.agreed) == (1, 3)
    assert Assignment.objects.get().state == "withdrawn"
    query = GradeQuery.objects.get()
    assert (query.state, query.answer) == ("changed", "Quantified on page four")
    assert Reply.objects.get().state == "settled"
    line = reply_card(audit=Audit.objects.get(pk=case.audit_id), today=AT.date()).queries[0]
    assert line.words == "The panel agreed: good. Your training follows the new grade."
    kept = AgreedMark.objects.get()
    assert (kept.original, kept.grade) == (1, 3)


def test_a_grade_that_is_kept_lets_the_work_go_on(people: Side) -> None:
    case = queried(people)
    conclude(people, case, 1)
    assert Assignment.objects.get().state == "asked"
    assert GradeQuery.objects.get().state == "kept"


def test_nobody_moderates_alone_and_changes_need_a_reason(people: Side) -> None:
    case, pk = queried(people), people.criterion("B2").pk
    more = {"overall": None, "learning": "", "by": people.lead, "at": AT}
    with pytest.raises(Refused, match="two people"):
        conclude_case(case=case, said={pk: Said(3, WHY)}, members=[], **more)  # type: ignore[arg-type]
    with pytest.raises(Refused, match="reason"):
        conclude_case(case=case, said={pk: Said(3)}, members=[people.second], **more)  # type: ignore[arg-type]
    with pytest.raises(Refused, match="queried"):
        conclude_case(
            case=case,
            said={people.criterion("F3").pk: Said(3, WHY)},
            members=[people.second],
            **more,  # type: ignore[arg-type]
        )
    with pytest.raises(Refused, match="lead"):
        conclude_case(case=case, said={pk: Said(3, WHY)}, members=[people.manager], **more)  # type: ignore[arg-type]
    assert Case.objects.get().state == "waiting"


def test_any_audit_can_be_asked_for_once(people: Side) -> None:
    audit = people.audit()
    assert ask_moderation(audit=audit, by=people.lead, at=AT) == ask_moderation(
        audit=audit, by=people.lead, at=AT
    )
    with pytest.raises(Refused):
        ask_moderation(audit=audit, by=people.manager, at=AT)


def test_my_week_says_that_work_waits_because_a_grade_was_queried(people: Side, client: Client) -> None:
    queried(people)
    client.force_login(people.writer)
    week = client.get("/me/").content.decode()
    assert "You queried this grade. Nothing is asked of you until a panel has looked." in week
    assert "the cause was not your writing" not in week


def test_the_list_says_where_an_overall_grade_was_worked_out(people: Side, client: Client) -> None:
    queried(people, B2=1, F3=3)
    Audit.objects.update(overall=None)
    client.force_login(people.lead)
    rows = client.get("/audits/moderation/").content.decode()
    assert "worked out from the criteria" in rows
    Audit.objects.update(overall=2)
    assert "worked out from the criteria" not in client.get("/audits/moderation/").content.decode()
