"""From arrival to being taken back: every step, every no, and nothing half applied."""

from __future__ import annotations

import datetime
import json
from dataclasses import replace
from pathlib import Path

import pytest
from django.db import connection

from academy.kit.refusals import Refused
from academy.record.models import Entry
from academy.work.models import Job
from academy.work.worker import do_due_jobs
from assessments.audits.models import Audit, Finding, Grade, Remark, SectionGrade
from assessments.imports.actions import (
    SameFile,
    approve_batch,
    check_batch,
    drop_raw_file,
    keep_answers,
    name_writer,
    receive_file,
    send_for_approval,
    turn_down_batch,
    undo_batch,
)
from assessments.imports.layouts import header_key
from assessments.imports.models import Batch, Mapping
from assessments.imports.queries.asking import answers_of
from assessments.imports.reading import FileRefused
from courses.assignments.models import Assignment
from tests.assessments.imports.conftest import Desk
from tests.assessments.imports.files import csv_bytes
from tests.factories.academy import StaffFactory
from tests.factories.worlds import second_council


def bring_in(desk: Desk, raw: bytes, *, history_only: bool = False, name: str = "october.csv") -> Batch:
    batch = desk.receive(raw, name)
    assert batch.state == "checked", batch.refusal
    send_for_approval(batch=batch, asked=desk.pdl, history_only=history_only, by=desk.qa, at=desk.at)
    approve_batch(batch=Batch.objects.get(pk=batch.pk), by=desk.pdl, at=desk.at)
    return Batch.objects.get(pk=batch.pk)


def raw_files(root: Path) -> list[Path]:
    return list((root / "audit-files").glob("*"))


def test_a_file_from_arrival_to_assignment(desk: Desk) -> None:
    batch = bring_in(desk, desk.long(desk.audit({"F3": "1", "F4": "3", "B2": "NA"})))
    audit = Audit.objects.get()
    assert (audit.ref, audit.version, audit.is_current, audit.writer, audit.auditor) == (
        "AUD-1",
        1,
        True,
        desk.writer,
        desk.qa,
    )
    assert audit.audited_on == datetime.date(2026, 10, 2)
    assert audit.team == desk.writer.posts.get().team
    assert dict(audit.grades.values_list("criterion__code", "grade")) == {"F3": 1, "F4": 3, "B2": None}
    assert Finding.objects.get().criterion.code == "F3"
    assert batch.state == "applied" and batch.approved_by == desk.pdl and batch.applied_at == desk.at
    assert batch.stored_as == ""
    assert Entry.objects.filter(verb="bring in", by=desk.pdl).count() == 1
    job = Job.objects.get(topic="audits_concluded")
    assert job.payload == {"audit_ids": [audit.pk]}
    do_due_jobs(at=desk.at)
    assert Assignment.objects.get().person == desk.writer
    assert Finding.objects.get().state == "assigned"


def test_the_check_forecasts_what_then_happens_and_keeps_nothing(desk: Desk) -> None:
    batch = desk.receive(desk.long(desk.audit({"F3": "1", "F1": "2", "F4": "2"})))
    assert batch.report["forecast"]["assigned"] == 2
    assert batch.report["forecast"]["people"] == 1
    assert not Audit.objects.exists() and not Assignment.objects.exists()
    assert not Job.objects.filter(topic="audits_concluded").exists()
    send_for_approval(batch=batch, asked=None, history_only=False, by=desk.qa, at=desk.at)
    approve_batch(batch=Batch.objects.get(), by=desk.pdl, at=desk.at)
    do_due_jobs(at=desk.at)
    assert Assignment.objects.count() == 2


def test_section_grades_are_stored_as_they_are(desk: Desk) -> None:
    bring_in(desk, desk.wide(desk.row(A="O", B="RI", C="n/a", Overall="I")))
    assert Audit.objects.get().overall == 1
    sections = dict(SectionGrade.objects.values_list("section", "grade"))
    assert sections["A"] == 4 and sections["B"] == 2 and sections["C"] is None and len(sections) == 12
    assert not Grade.objects.exists()


def test_a_section_below_good_without_its_criteria_is_a_finding_on_the_section(desk: Desk) -> None:
    bring_in(desk, desk.wide(desk.row(A="O", B="RI", C="n/a", Overall="I")))
    finding = Finding.objects.get()
    assert (finding.criterion.kind, finding.criterion.section, finding.grade) == ("section", "B", 2)


def test_the_same_bytes_are_a_duplicate_and_change_nothing(desk: Desk) -> None:
    raw = desk.long(desk.audit())
    bring_in(desk, raw)
    with pytest.raises(SameFile) as caught:
        receive_file(council=desk.council, name="again.csv", raw=raw, by=desk.pdl, at=desk.at)
    assert caught.value.batch.state == "applied"
    assert Batch.objects.count() == 1 and Audit.objects.count() == 1


def test_the_same_audits_in_another_file_are_here_already(desk: Desk) -> None:
    bring_in(desk, desk.long(desk.audit()))
    batch = desk.receive(desk.long(desk.audit(), [["", *[""] * 15]]))
    assert batch.report["audits"] == 0 and batch.report["duplicates"] == 1
    with pytest.raises(Refused, match="nothing to approve"):
        send_for_approval(batch=batch, asked=desk.pdl, history_only=False, by=desk.qa, at=desk.at)


def test_an_edited_audit_supersedes_and_both_are_kept(desk: Desk) -> None:
    bring_in(desk, desk.long(desk.audit({"F3": "2", "F4": "2", "A1": "3"})))
    do_due_jobs(at=desk.at)
    stood = Finding.objects.get(criterion__code="F3")
    edited = desk.audit({"F3": "1", "F4": "3", "A1": "2"}, last_edited="2026-10-05 09:00")
    batch = bring_in(desk, desk.long(edited))
    assert batch.report["superseded"] == 1
    old, new = Audit.objects.order_by("version")
    assert (old.is_current, new.is_current, new.version) == (False, True, 2)
    assert old.grades.count() == 3
    stood.refresh_from_db()
    assert (stood.audit, stood.grade, stood.state) == (new, 1, "assigned")
    assert Finding.objects.get(criterion__code="F4").state == "withdrawn"
    do_due_jobs(at=desk.at)
    assert Finding.objects.get(criterion__code="A1").audit == new
    assert Assignment.objects.filter(criterion__code="F3").count() == 1


def test_an_older_version_that_comes_late_does_not_win(desk: Desk) -> None:
    bring_in(desk, desk.long(desk.audit({"F3": "3"}, last_edited="2026-10-09 09:00")))
    batch = desk.receive(desk.long(desk.audit({"F3": "1"}, last_edited="2026-10-05 09:00")))
    assert batch.report["audits"] == 0 and batch.report["superseded"] == 1
    assert Grade.objects.get().grade == 3


def test_your_own_file_cannot_be_approved_by_you(desk: Desk) -> None:
    batch = desk.receive(desk.long(desk.audit()))
    with pytest.raises(Refused, match="cannot approve your own"):
        send_for_approval(batch=batch, asked=desk.qa, history_only=False, by=desk.qa, at=desk.at)
    send_for_approval(batch=batch, asked=None, history_only=False, by=desk.qa, at=desk.at)
    with pytest.raises(Refused, match="somebody else must approve"):
        approve_batch(batch=Batch.objects.get(), by=desk.qa, at=desk.at)
    assert not Audit.objects.exists()


def test_only_those_with_the_right_bring_in_and_approve(desk: Desk) -> None:
    with pytest.raises(Refused, match="cannot bring in"):
        receive_file(council=desk.council, name="a.csv", raw=b"x", by=desk.manager, at=desk.at)
    batch = desk.receive(desk.long(desk.audit()))
    send_for_approval(batch=batch, asked=None, history_only=False, by=desk.qa, at=desk.at)
    foreign = second_council().people["qa"]
    for person in (desk.manager, desk.coordinator, foreign):
        with pytest.raises(Refused, match="cannot approve"):
            approve_batch(batch=Batch.objects.get(), by=person, at=desk.at)


def test_two_approve_at_once_and_one_gets_words(desk: Desk) -> None:
    batch = desk.receive(desk.long(desk.audit()))
    send_for_approval(batch=batch, asked=None, history_only=False, by=desk.qa, at=desk.at)
    other = StaffFactory(team=desk.writer.posts.get().team, role="R14")
    seen_by_first, seen_by_second = Batch.objects.get(), Batch.objects.get()
    approve_batch(batch=seen_by_first, by=desk.pdl, at=desk.at)
    with pytest.raises(Refused, match="has already approved"):
        approve_batch(batch=seen_by_second, by=other, at=desk.at)
    assert Audit.objects.count() == 1 and Job.objects.filter(topic="audits_concluded").count() == 1
    assert Batch.objects.get().approved_by == desk.pdl


def test_without_its_guard_the_second_approval_would_apply_again(desk: Desk) -> None:
    """The test above must be able to fail: with the state set back, the same call runs."""
    batch = desk.receive(desk.long(desk.audit()))
    send_for_approval(batch=batch, asked=None, history_only=False, by=desk.qa, at=desk.at)
    seen = Batch.objects.get()
    approve_batch(batch=seen, by=desk.pdl, at=desk.at)
    Batch.objects.update(state="sent")
    with pytest.raises(Refused, match="do not keep this file"):
        approve_batch(batch=seen, by=desk.pdl, at=desk.at)


def test_history_only_asks_nothing(desk: Desk) -> None:
    bring_in(desk, desk.long(desk.audit({"F3": "1"})), history_only=True)
    assert Finding.objects.get().state == "noted"
    assert not Job.objects.filter(topic="audits_concluded").exists()


def test_old_audits_are_pointed_out(desk: Desk) -> None:
    assert desk.receive(desk.long(desk.audit(completed_on="2026-05-02"))).report["old"] is True
    assert desk.receive(desk.long(desk.audit(audit="AUD-2"))).report["old"] is False


def test_nothing_is_half_applied_when_a_write_fails(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    batch = desk.receive(desk.long(desk.audit({"F3": "1"})))
    send_for_approval(batch=batch, asked=None, history_only=False, by=desk.qa, at=desk.at)

    def fail(*args: object, **kwargs: object) -> None:
        raise RuntimeError("the power went")

    monkeypatch.setattr("assessments.imports.actions.approving.write", fail)
    with pytest.raises(RuntimeError):
        approve_batch(batch=Batch.objects.get(), by=desk.pdl, at=desk.at)
    assert Batch.objects.get().state == "sent"
    assert not Audit.objects.exists() and not Grade.objects.exists() and not Finding.objects.exists()


def test_taking_back_withdraws_what_was_asked(desk: Desk) -> None:
    batch = bring_in(desk, desk.long(desk.audit({"F3": "1"})))
    do_due_jobs(at=desk.at)
    undo_batch(batch=batch, by=desk.qa, at=desk.at + datetime.timedelta(days=14))
    do_due_jobs(at=desk.at + datetime.timedelta(days=14))
    assert Batch.objects.get().state == "undone"
    assert Audit.objects.get().is_current is False
    assert Finding.objects.get().state == "withdrawn"
    assert Assignment.objects.get().state == "withdrawn"
    again = bring_in(desk, desk.long(desk.audit({"F3": "1"})))
    assert again.pk != batch.pk and Audit.objects.get(is_current=True).version == 2


def test_taking_back_is_possible_for_fourteen_days(desk: Desk) -> None:
    batch = bring_in(desk, desk.long(desk.audit()))
    with pytest.raises(Refused, match="more than 14 days ago"):
        undo_batch(batch=batch, by=desk.qa, at=desk.at + datetime.timedelta(days=14, seconds=1))
    with pytest.raises(Refused, match="cannot take audits back"):
        undo_batch(batch=batch, by=desk.manager, at=desk.at)


def test_taking_back_an_amendment_restores_the_version_before(desk: Desk) -> None:
    bring_in(desk, desk.long(desk.audit({"F3": "2", "F4": "3"})))
    second = bring_in(desk, desk.long(desk.audit({"F3": "1", "F4": "2"}, last_edited="2026-10-05 09:00")))
    undo_batch(batch=second, by=desk.qa, at=desk.at)
    first, amended = Audit.objects.order_by("version")
    assert first.is_current and not amended.is_current
    stood = Finding.objects.get(criterion__code="F3")
    assert (stood.audit, stood.grade) == (first, 2) and stood.state != "withdrawn"
    assert Finding.objects.get(criterion__code="F4").state == "withdrawn"


def test_turning_down_needs_a_reason_and_drops_the_file(desk: Desk) -> None:
    batch = desk.receive(desk.long(desk.audit()))
    with pytest.raises(Refused, match="Say why"):
        turn_down_batch(batch=batch, reason=" ", by=desk.pdl, at=desk.at)
    turn_down_batch(batch=batch, reason="Wrong month", by=desk.pdl, at=desk.at)
    assert Batch.objects.get().stored_as == ""
    assert Batch.objects.get().state == "refused" and Batch.objects.get().refusal == "Wrong month"
    with pytest.raises(Refused, match="is refused"):
        turn_down_batch(batch=batch, reason="Again", by=desk.pdl, at=desk.at)


@pytest.mark.django_db(transaction=True)
def test_the_raw_file_goes_when_it_is_brought_in_or_turned_down(desk: Desk, private_root: Path) -> None:
    bring_in(desk, desk.long(desk.audit()))
    assert raw_files(private_root) == []
    batch = desk.receive(desk.long(desk.audit(audit="AUD-2")))
    assert [oct(path.stat().st_mode)[-3:] for path in raw_files(private_root)] == ["600"]
    turn_down_batch(batch=batch, reason="Wrong month", by=desk.pdl, at=desk.at)
    assert raw_files(private_root) == []


@pytest.mark.django_db(transaction=True)
def test_the_raw_file_goes_after_seven_days(desk: Desk, private_root: Path) -> None:
    batch = desk.receive(desk.long(desk.audit()))
    job = Job.objects.get(topic="audit_file_expires")
    assert job.due_at == desk.at + datetime.timedelta(days=7)
    assert len(raw_files(private_root)) == 1
    do_due_jobs(at=desk.at + datetime.timedelta(days=7))
    assert raw_files(private_root) == []
    batch.refresh_from_db()
    assert batch.state == "refused" and "seven days" in batch.refusal
    drop_raw_file(batch_id=batch.pk, at=desk.at)
    assert desk.receive(desk.long(desk.audit())).state == "checked"


def test_a_large_file_is_checked_by_the_worker_and_only_once(desk: Desk) -> None:
    batch = receive_file(
        council=desk.council, name="a.csv", raw=desk.long(desk.audit()), by=desk.qa, at=desk.at
    )
    assert batch.state == "received"
    do_due_jobs(at=desk.at)
    batch.refresh_from_db()
    assert batch.state == "checked"
    checks = Entry.objects.filter(verb="check").count()
    assert check_batch(batch_id=batch.pk, by=None, at=desk.at, again=False)[1] is None
    assert Entry.objects.filter(verb="check").count() == checks


def test_two_send_one_file_at_once(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    raw = desk.long(desk.audit())
    first = desk.receive(raw)
    answers = [None, first]
    monkeypatch.setattr("assessments.imports.actions.receiving.find_same_file", lambda **told: answers.pop(0))
    with pytest.raises(SameFile):
        receive_file(council=desk.council, name="b.csv", raw=raw, by=desk.pdl, at=desk.at)
    assert Batch.objects.count() == 1


@pytest.mark.parametrize(
    ("raw", "code"), [(b"", "empty"), (b" \n", "empty"), (b"x" * (10 * 1024 * 1024 + 1), "too_big")]
)
def test_empty_and_too_big_never_become_a_batch(desk: Desk, raw: bytes, code: str) -> None:
    with pytest.raises(FileRefused) as caught:
        receive_file(council=desk.council, name="a.csv", raw=raw, by=desk.qa, at=desk.at)
    assert caught.value.code == code
    assert not Batch.objects.exists()


def test_a_file_that_is_no_audit_is_refused_in_words(desk: Desk) -> None:
    batch = desk.receive(csv_bytes([["Name", "Price", "Colour", "Size"], ["a pple", "1", "red", "big"]]))
    assert batch.state == "refused" and "cannot find audits" in batch.refusal


# --- matching ---------------------------------------------------------------------------------------


def mapped(*, batch, columns, grade_words, by, at, keep=(), one_is_best=None, name=""):
    """Answers over those that the batch has already."""
    before = answers_of(batch.mapping)
    answers = replace(
        before,
        columns={**before.columns, **{header_key(one): code for one, code in columns.items()}},
        grade_words={**before.grade_words, **grade_words},
        keep=frozenset(keep),
        one_is_best=one_is_best,
    )
    return keep_answers(batch=batch, answers=answers, name=name, by=by, at=at)


def test_unknown_columns_wait_until_somebody_says_what_they_are(desk: Desk) -> None:
    rows = desk.audit({"F3": "2"})
    raw = csv_bytes(
        [
            [
                *(
                    "audit completed_on plan_ref plan_type team Scribe auditor criterion_no criterion met"
                    " score weight comment version status last_edited".split()
                ),
                "Quality mark",
            ],
            *[[*row, "7"] for row in rows],
        ]
    )
    batch = desk.receive(raw)
    assert batch.state == "needs_mapping"
    assert [heading for _, heading in batch.report["unknown"]] == ["Scribe", "Quality mark"]
    assert [label for _, label in batch.report["missing"]] == ["Writer"]
    with pytest.raises(Refused, match="Say which column is “Writer”"):
        mapped(
            batch=batch,
            columns={"Scribe": "drop", "Quality mark": "drop"},
            grade_words={},
            by=desk.qa,
            at=desk.at,
        )
    with pytest.raises(Refused, match="for two columns"):
        mapped(
            batch=batch,
            columns={"Scribe": "writer", "Quality mark": "writer"},
            grade_words={},
            by=desk.qa,
            at=desk.at,
        )
    with pytest.raises(Refused, match="from the list"):
        mapped(
            batch=batch,
            columns={"Scribe": "salary", "Quality mark": "drop"},
            grade_words={},
            by=desk.qa,
            at=desk.at,
        )
    batch = mapped(
        batch=batch,
        columns={"Scribe": "writer", "Quality mark": "drop"},
        grade_words={},
        by=desk.qa,
        at=desk.at,
    )
    assert batch.state == "checked" and batch.report["audits"] == 1
    assert batch.mapping is not None and batch.mapping.version == 1
    again = desk.receive(raw.replace(b"AUD-1", b"AUD-2"))
    assert again.state == "checked" and again.mapping == batch.mapping


def test_a_councils_own_grade_words_are_remembered_with_a_version(desk: Desk) -> None:
    raw = desk.long(desk.audit({"F3": "Good (just)", "F4": "1"}))
    batch = desk.receive(raw)
    assert [one["reason"] for one in batch.report["stopped"]] == ["bad_grade"]
    assert batch.report["strange_words"] == [["good (just)", 1]]
    with pytest.raises(Refused, match="grade from the list"):
        mapped(batch=batch, columns={}, grade_words={"good (just)": 7}, by=desk.qa, at=desk.at)
    batch = mapped(batch=batch, columns={}, grade_words={"good (just)": 3}, by=desk.qa, at=desk.at)
    assert batch.report["stopped"] == []
    batch = mapped(batch=batch, columns={}, grade_words={}, one_is_best=True, by=desk.qa, at=desk.at)
    assert Mapping.objects.count() == 1 and batch.mapping.version == 1
    assert batch.report["below_good"] == 0


def test_comments_are_dropped_unless_kept_and_never_kept_with_a_name(desk: Desk) -> None:
    rows = desk.audit({"F3": "2", "F4": "3"})
    place = 12
    rows[0][place], rows[1][place] = "Ratio is missing.", "Bethany needs the block in F."
    batch = desk.receive(desk.long(rows))
    batch = mapped(batch=batch, columns={}, grade_words={}, keep=["comment:comment"], by=desk.qa, at=desk.at)
    send_for_approval(batch=batch, asked=None, history_only=True, by=desk.qa, at=desk.at)
    approve_batch(batch=Batch.objects.get(), by=desk.pdl, at=desk.at)
    assert list(Remark.objects.values_list("criterion__code", "text")) == [("F3", "Ratio is missing.")]
    assert Grade.objects.count() == 1


# --- personal data ----------------------------------------------------------------------------------

SECRETS = ("Bethany", "Zorbleworth", "999 847 6828", "9998476828", "J886049913366", "07700 900599")


def everything_kept() -> str:
    """Every text of every table, and every text of the ledger and the record."""
    texts = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            if table.startswith(("assessments_", "academy_")):
                cursor.execute(f'SELECT * FROM "{table}"')
                texts.append(json.dumps(cursor.fetchall(), default=str))
    return "\n".join(texts)


def test_personal_data_is_never_stored_logged_or_said(desk: Desk, caplog: pytest.LogCaptureFixture) -> None:
    rows = desk.audit({"F3": "2", "F4": "3", "A1": "3"})
    rows[0][12] = "Bethany Zorbleworth, NHS 999 847 6828, call 07700 900599"
    other = desk.audit({"F3": "3"}, audit="AUD-2", plan_ref="9998476828")
    third = desk.audit({"F3": "3"}, audit="AUD-3", writer="J886049913366")
    fourth = desk.audit({"Bethany": "3"}, audit="AUD-4", plan_ref="PR-4")
    fifth = desk.audit({"F3": "see Bethany"}, audit="AUD-5")
    sixth = desk.audit({"F3": "3"}, audit="AUD-6", completed_on="Bethany said May")
    batch = desk.receive(desk.long(rows, other, third, fourth, fifth, sixth), "Bethany Zorbleworth plan.csv")
    assert batch.state == "checked"
    assert {one["kind"] for one in batch.report["held"] if one["free_text"]} == {"name", "nhs", "phone"}
    reasons = {(one["audit_ref"], one["reason"]) for one in batch.report["stopped"]}
    assert {("AUD-2", "personal_data"), ("AUD-3", "personal_data"), ("AUD-4", "personal_data")} <= reasons
    assert ("AUD-5", "personal_data") in reasons and ("AUD-6", "bad_date") in reasons
    bring = send_for_approval(batch=batch, asked=None, history_only=False, by=desk.qa, at=desk.at)
    approve_batch(batch=bring, by=desk.pdl, at=desk.at)
    do_due_jobs(at=desk.at)
    assert set(Audit.objects.values_list("ref", flat=True)) == {"AUD-1"}
    assert Grade.objects.count() == 2
    kept = everything_kept() + caplog.text
    assert [secret for secret in SECRETS if secret in kept] == []


def test_headings_and_sheet_names_are_scanned_too(desk: Desk) -> None:
    from tests.assessments.imports.files import LONG_HEADER, workbook

    rows = desk.audit()
    batch = desk.receive(csv_bytes([[*LONG_HEADER, "Bethany Zorbleworth"], *[[*row, ""] for row in rows]]))
    assert batch.state == "refused" and "(column Q)" in batch.refusal and "Bethany" not in batch.refusal
    batch = desk.receive(workbook({"Bethany Zorbleworth": [LONG_HEADER, *rows]}), "a.xlsx")
    assert batch.state == "refused" and "sheet" in batch.refusal


# --- writers ----------------------------------------------------------------------------------------


def test_initials_of_two_people_wait_for_a_person(desk: Desk) -> None:
    team = desk.writer.posts.get().team
    twin = StaffFactory(team=team, role="R02", ref="AW-2", given_name="Oswin", family_name="Farrow")
    batch = desk.receive(desk.wide(desk.row(Writer="OF", Locality="North")))
    assert batch.report["audits"] == 0
    assert [ref for ref, _ in batch.report["unsure"][0]["candidates"]] == ["AW-2", "AW-1"]
    with pytest.raises(Refused, match="one of the people"):
        name_writer(batch=batch, answers={"!2": desk.qa.ref}, by=desk.qa, at=desk.at)
    batch = name_writer(batch=batch, answers={"!2": twin.ref}, by=desk.qa, at=desk.at)
    assert batch.report["audits"] == 1 and batch.answers == {"!2": "AW-2"}
    send_for_approval(batch=batch, asked=None, history_only=False, by=desk.qa, at=desk.at)
    with pytest.raises(Refused):
        name_writer(batch=batch, answers={"!2": ""}, by=desk.qa, at=desk.at)
    approve_batch(batch=Batch.objects.get(), by=desk.pdl, at=desk.at)
    assert Audit.objects.get().writer == twin


def test_people_of_another_council_are_unknown(desk: Desk) -> None:
    foreign = second_council().people["coordinator"]
    batch = desk.receive(
        desk.long(desk.audit(writer=foreign.ref), desk.audit(audit="AUD-2", writer=foreign.email))
    )
    assert batch.report["audits"] == 0
    assert {one["reason"] for one in batch.report["stopped"]} == {"unknown_writer"}


def test_a_leaver_is_a_writer_and_the_audit_counts_for_the_team_of_that_day(desk: Desk) -> None:
    team = desk.writer.posts.get().team
    left = StaffFactory(
        team=team, ref="AW-77", ends_on=datetime.date(2026, 10, 10), left_on=datetime.date(2026, 10, 10)
    )
    batch = bring_in(desk, desk.long(desk.audit(writer="AW-77", team="No such team")))
    assert Audit.objects.get().writer == left and Audit.objects.get().team == team
    assert batch.report["leavers"] == 1
