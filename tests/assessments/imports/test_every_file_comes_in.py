"""A file of every layout, brought in unattended: what is stored, what is asked, what is refused."""

from __future__ import annotations

import dataclasses

import pytest

from academy.people.models import Organisation
from assessments.audits.models import Audit, Finding, Grade, Remark, SectionGrade
from assessments.imports.actions import FileResult, bring_in_file
from assessments.imports.layouts import Answers
from assessments.imports.models import Mapping
from assessments.imports.queries.examining import examine_file
from assessments.instruments.actions import load_instruments
from tests.assessments.imports import councils
from tests.assessments.imports.conftest import Desk
from tests.assessments.imports.files import WIDE_HEADER, csv_bytes


def bring_in(desk: Desk, raw: bytes, name: str = "october") -> FileResult:
    return bring_in_file(
        council=desk.council, name=name, raw=raw, approver=desk.pdl, history_only=False, at=desk.at
    )


def remember(desk: Desk, raw: bytes, **said: object) -> None:
    """A mapping of this file's headings, as a person would have left it."""
    seen = examine_file(council=desk.council, raw=raw, today=desk.at.date())
    answers = dataclasses.replace(Answers(), **said)  # type: ignore[arg-type]
    Mapping.objects.create(
        council=desk.council, name="Ours", layout=seen.reading.layout.code, header_key=seen.header_key,
        choices=answers.choices(), made_by=desk.qa, made_at=desk.at,
    )  # fmt: skip


def form_book(desk: Desk) -> bytes:
    cells = {"Plan ref": "PR-1", "Date of audit": "2026-10-13", "Plan writer": desk.writer.ref,
             "Auditor": desk.qa.ref, "New or amended": "New"}  # fmt: skip
    return councils.form_book(cells)


def test_colours_and_old_words_are_stored_as_section_grades(desk: Desk) -> None:
    made = councils.traffic_lights()
    assert bring_in(desk, made.raw, "lights.xlsx").state == "applied"
    stored = SectionGrade.objects.values_list("audit__plan_ref", "section", "grade")
    assert {(plan, name): grade or 0 for plan, name, grade in stored} == made.grades
    old = councils.old_words()
    result = bring_in(desk, old.raw, "old.csv")
    assert (result.state, result.layout, result.counts["audits"]) == ("applied", "L12", 10)
    assert [(one["row"], one["reason"]) for one in result.rejected] == [(12, "bad_grade")]


def test_scores_say_what_must_be_asked_and_come_in_once_it_is_known(desk: Desk) -> None:
    made = councils.scores(cached=False)
    waiting = bring_in(desk, made.raw, "scores.xlsx")
    assert waiting.state == "needs_mapping" and "What does a score of 0 mean?" in waiting.words
    assert [one["reason"] for one in waiting.rejected] == ["question"] and not Audit.objects.exists()
    remember(desk, made.raw, zero="na")
    other = councils.scores(rows=11, cached=True)
    result = bring_in(desk, other.raw, "scores again.xlsx")
    assert (result.state, result.layout) == ("applied", "L4")
    assert dict(Audit.objects.values_list("plan_ref", "overall")) == other.overall


def test_a_form_on_each_tab(desk: Desk) -> None:
    result = bring_in(desk, form_book(desk), "forms.xlsx")
    assert (result.state, result.layout, result.counts["audits"]) == ("applied", "L5", 1)
    audit = Audit.objects.get()
    assert (audit.ref, audit.overall, audit.writer, audit.auditor) == ("AUD-77", 2, desk.writer, desk.qa)


def test_a_panel_counts_what_was_agreed_and_takes_the_writer_of_the_plan(desk: Desk) -> None:
    bring_in(desk, desk.wide(desk.row(**{"Plan ref": "PR-100"})), "october.csv")
    result = bring_in(desk, councils.panel_log("PR-100", "Priya needs F."), "panel.xlsx")
    assert (result.state, result.layout, result.counts["audits"]) == ("applied", "L6", 2)
    assert [(one["row"], one["column"], one["kind"]) for one in result.personal_data] == [(4, "G", "name")]
    known, nobody = Audit.objects.filter(layout="L6").order_by("plan_ref")
    assert (known.overall, known.writer, known.plan_type) == (3, desk.writer, "new")
    assert (nobody.overall, nobody.writer, nobody.service) == (2, None, None)
    remark = Remark.objects.get(audit=known)
    assert remark.text == "SEND: Good; Health: Requires improvement; SENCO: Outstanding"
    assert not Remark.objects.filter(text__contains="Priya").exists()


def test_advice_is_a_services(desk: Desk) -> None:
    raw = councils.advice(
        [["Q2", "Educational Psychology", "EP", "13/10/2026", "Y", "RI", "", "", "I"]], "ADV4"
    )
    assert bring_in(desk, raw, "too early.csv").state == "refused"
    load_instruments(council=desk.council, by=None, at=desk.at)
    service = Organisation.objects.create(
        council=desk.council, ref="ORG-9", name="Alder Educational Psychology"
    )
    result = bring_in(desk, raw + b"\r\n", "advice.csv")
    assert (result.state, result.layout, result.counts["audits"]) == ("applied", "L7", 1)
    audit = Audit.objects.get()
    assert (audit.service, audit.writer, audit.overall, audit.instrument.code) == (
        service,
        None,
        2,
        "advice-audit",
    )
    assert Grade.objects.get(audit=audit).criterion.code == "ADV4"
    assert Finding.objects.get(audit=audit, criterion__code="ADV4").service == service


def test_an_online_form_sent_twice_is_an_edit(desk: Desk) -> None:
    raw = councils.online_form(email=desk.qa.email, writer=desk.writer.ref)
    result = bring_in(desk, raw, "form.csv")
    assert (result.state, result.layout, result.counts["superseded"]) == ("applied", "L8", 1)
    audit = Audit.objects.get()
    assert audit.auditor == desk.qa and desk.qa.email not in (audit.ref, audit.auditor_ref)
    assert SectionGrade.objects.get(audit=audit, section="A").grade == 4


def test_a_checklist_is_marks_and_findings(desk: Desk) -> None:
    made = councils.reviews()
    assert bring_in(desk, made.raw, "reviews.csv").state == "applied"
    stored = Grade.objects.values_list("audit__plan_ref", "criterion__code", "grade")
    assert {(plan, code): grade or 0 for plan, code, grade in stored} == made.grades
    assert Finding.objects.count() >= sum(grade in (1, 2) for grade in made.grades.values())


def test_a_summary_is_refused_as_audits(desk: Desk) -> None:
    result = bring_in(desk, councils.summary(), "pivot.csv")
    assert result.state == "refused" and "Nothing in it belongs" in result.words
    assert result.rejected[0]["reason"] == "summary" and not Audit.objects.exists()


def test_a_two_header_workbook_with_team_key_stage_need_and_setting(desk: Desk) -> None:
    team = desk.writer.posts.get().team.name
    raw = councils.two_headers(writer=desk.writer.ref, team=team)
    result = bring_in(desk, raw, "book.xlsx")
    assert (result.state, result.layout, result.counts["audits"]) == ("applied", "L11", 1)
    assert [(one["row"], one["reason"]) for one in result.rejected] == [(6, "draft"), (7, "subtotal")]
    audit = Audit.objects.get()
    assert (audit.key_stage, audit.need, audit.setting) == ("KS3", "ASD", "special")
    assert audit.team is not None and audit.team.name == team


@pytest.mark.parametrize("change", [{"Plan ref": "x" * 50}, {"Audit ID": "y" * 50}])
def test_a_reference_that_is_a_sentence_stops_its_row(desk: Desk, change: dict[str, str]) -> None:
    result = bring_in(desk, csv_bytes([WIDE_HEADER, desk.row(**change), desk.row(**{"Audit ID": "AUD-2"})]))
    assert result.counts["audits"] == 1
    assert [(one["row"], one["reason"]) for one in result.rejected] == [(2, "missing_ref")]
