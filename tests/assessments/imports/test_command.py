"""The commands: one JSON document, honest exit codes, nothing written by a dry run."""

from __future__ import annotations

import gzip
import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from academy.work.models import Job
from assessments.audits.models import Audit, Finding, Grade
from assessments.imports.models import Batch
from courses.assignments.models import Assignment
from tests.assessments.imports.conftest import Desk
from tests.factories.worlds import second_council

KEYS = [
    "file",
    "sha256",
    "layout",
    "state",
    "audits",
    "grades",
    "duplicates",
    "superseded",
    "drafts",
    "findings",
    "assignments",
    "rejected",
    "personal_data",
]


def run(*args: str, code: int = 0) -> Any:
    """Run a command with --json; the document it prints. Checks the exit code."""
    out = io.StringIO()
    try:
        call_command(*args, "--json", stdout=out, stderr=io.StringIO())
        left = 0
    except SystemExit as leaving:
        left = int(str(leaving.code))
    assert left == code
    return json.loads(out.getvalue())


@pytest.fixture
def october(desk: Desk, tmp_path: Path) -> Path:
    rows = desk.audit({"F3": "1", "F1": "2", "F4": "??", "A1": "3"})
    rows[3][12] = "Bethany needs the block in F."
    path = tmp_path / "2026-10_L2.csv"
    draft = desk.audit(audit="AUD-2", status="draft")
    path.write_bytes(desk.long(rows, draft, desk.audit({"F3": "3"}, audit="AUD-3", writer="AW-404")))
    return path


def test_bring_in_as_a_second_person(desk: Desk, october: Path) -> None:
    (entry,) = run("import_audits", str(october), "--approve-as", desk.qa.email)
    assert list(entry) == KEYS
    assert (entry["file"], entry["layout"], entry["state"]) == ("2026-10_L2.csv", "L2", "applied")
    assert {name: entry[name] for name in KEYS[4:11]} == {
        "audits": 1,
        "grades": 2,
        "duplicates": 0,
        "superseded": 0,
        "drafts": 1,
        "findings": 2,
        "assignments": 2,
    }
    assert {(one["row"], one["reason"]) for one in entry["rejected"]} == {
        (4, "bad_grade"),
        (5, "personal_data"),
        (6, "draft"),
        (7, "draft"),
        (8, "draft"),
        (9, "draft"),
        (10, "unknown_writer"),
    }
    assert entry["personal_data"] == [{"sheet": None, "row": 5, "column": "M", "kind": "name"}]
    assert Assignment.objects.count() == 2
    assert Batch.objects.get().approved_by == desk.qa and Batch.objects.get().brought_by is None
    (again,) = run("import_audits", str(october), "--approve-as", desk.qa.email)
    assert again["state"] == "duplicate" and again["audits"] == 0
    assert Audit.objects.count() == 1


def test_a_dry_run_says_the_same_and_writes_nothing(desk: Desk, october: Path) -> None:
    (tried,) = run("import_audits", str(october), "--dry-run")
    assert not Batch.objects.exists() and not Audit.objects.exists() and not Job.objects.exists()
    (done,) = run("import_audits", str(october), "--approve-as", desk.qa.email)
    assert tried == done


def test_a_dry_run_of_several_files_reads_each_after_the_one_before(desk: Desk, tmp_path: Path) -> None:
    first, second = tmp_path / "a.csv", tmp_path / "b.csv"
    first.write_bytes(desk.long(desk.audit()))
    second.write_bytes(desk.long(desk.audit(), desk.audit(audit="AUD-2")))
    entries = run("import_audits", str(first), str(second), str(second), "--dry-run")
    assert [entry["audits"] for entry in entries] == [1, 1, 0]
    assert [entry["duplicates"] for entry in entries][:2] == [0, 1]
    assert entries[2]["state"] == "duplicate"


def test_without_a_second_person_it_waits_on_the_screens(desk: Desk, october: Path) -> None:
    (entry,) = run("import_audits", str(october))
    assert entry["state"] == "checked" and entry["assignments"] == 2
    assert not Audit.objects.exists() and Batch.objects.get().state == "checked"
    (entry,) = run("import_audits", str(october), "--approve-as", desk.pdl.email)
    assert entry["state"] == "applied" and Batch.objects.count() == 1


def test_history_asks_nothing(desk: Desk, october: Path) -> None:
    (entry,) = run("import_audits", str(october), "--history", "--approve-as", desk.qa.email)
    assert entry["findings"] == 2 and entry["assignments"] == 0
    assert set(Finding.objects.values_list("state", flat=True)) == {"noted"}


def test_unknown_columns_exit_one(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "odd.csv"
    path.write_bytes(desk.long(desk.audit()).replace(b"last_edited", b"Quality mark"))
    (entry,) = run("import_audits", str(path), "--dry-run", code=1)
    assert entry["state"] == "needs_mapping"
    assert entry["rejected"] == [
        {"row": None, "reason": "unknown_column", "column": "P", "detail": "Quality mark"}
    ]
    (entry,) = run("import_audits", str(path), "--approve-as", desk.qa.email, code=1)
    assert entry["state"] == "needs_mapping" and not Audit.objects.exists()


@pytest.mark.parametrize("raw", [b"", b"%PDF-1.7", b"Name,Price,Colour,Size\nx,1,red,big\n"])
def test_a_refused_file_exits_one_with_its_reason(desk: Desk, tmp_path: Path, raw: bytes) -> None:
    path = tmp_path / "x.csv"
    path.write_bytes(raw)
    for more in (["--dry-run"], ["--approve-as", desk.qa.email]):
        (entry,) = run("import_audits", str(path), *more, code=1)
        assert entry["state"] == "refused"
        assert entry["rejected"][0]["reason"] in ("empty", "wrong_type", "not_audits")
        assert entry["rejected"][0]["detail"].endswith(".")


def test_somebody_without_the_right_cannot_approve(desk: Desk, october: Path) -> None:
    (entry,) = run("import_audits", str(october), "--approve-as", desk.manager.email, code=1)
    assert entry["state"] == "refused" and entry["rejected"][0]["reason"] == "not_allowed"
    assert not Audit.objects.exists()


def test_wrong_use_exits_two(desk: Desk, october: Path) -> None:
    for args in (["/nowhere.csv"], [str(october), "--approve-as", "nobody@a.example"]):
        with pytest.raises(CommandError) as caught:
            call_command("import_audits", *args)
        assert caught.value.returncode == 2
    second_council()
    with pytest.raises(CommandError) as caught:
        call_command("import_audits", str(october), "--dry-run")
    assert caught.value.returncode == 2
    assert (
        run("import_audits", str(october), "--dry-run", "--council", desk.council.slug)[0]["state"]
        == "applied"
    )


# --- history ----------------------------------------------------------------------------------------

HEADER = "audit_id,audit_date,plan_ref,plan_type,team,writer_ref,auditor_ref,F3,F4,A1"


def marks_file(tmp_path: Path, *lines: str, header: str = HEADER, packed: bool = False) -> str:
    raw = "\n".join([header, *lines, ""]).encode()
    path = tmp_path / ("marks.csv.gz" if packed else "marks.csv")
    path.write_bytes(gzip.compress(raw) if packed else raw)
    return str(path)


@pytest.mark.parametrize("packed", [False, True])
def test_load_marks(desk: Desk, tmp_path: Path, packed: bool) -> None:
    path = marks_file(
        tmp_path,
        "AUD-1,2025-01-06,PR-1,new,Alderwick South Review,AW-1,PT-1,2,,4",
        "AUD-2,2025-01-07,PR-2,existing,,AW-1,,3,1,",
        packed=packed,
    )
    told = run("load_marks", path)
    assert {
        key: told[key] for key in ("state", "audits", "grades", "findings", "duplicates", "rejected")
    } == {"state": "applied", "audits": 2, "grades": 4, "findings": 2, "duplicates": 0, "rejected": []}
    first = Audit.objects.get(ref="AUD-1")
    assert first.team is not None and first.team.name == "Alderwick South Review"
    assert Audit.objects.get(ref="AUD-2").team == desk.writer.posts.get().team
    assert dict(first.grades.values_list("criterion__code", "grade")) == {"F3": 2, "A1": 4}
    assert set(Finding.objects.values_list("state", flat=True)) == {"noted"}
    assert set(Job.objects.values_list("topic", flat=True)) == {"audits_to_prove"}, "history asks nothing"
    told = run("load_marks", path)
    assert told["state"] == "duplicate" and told["duplicates"] == 2
    assert Grade.objects.count() == 4


def test_load_marks_names_rows_that_do_not_come_in(desk: Desk, tmp_path: Path) -> None:
    told = run(
        "load_marks",
        marks_file(
            tmp_path,
            "AUD-1,2025-01-06,PR-1,new,,AW-1,,2,,4",
            "AUD-2,2025-02-31,PR-1,new,,AW-1,,2,,4",
            "AUD-3,2025-01-06,PR-1,new,,AW-9,,2,,4",
            "AUD-4,2025-01-06,PR-1,new,,AW-1,,7,,4",
            ",2025-01-06,PR-1,new,,AW-1,,2,,4",
            "AUD-5,2025-01-06,PR-1,maybe,,AW-1,,2,,4",
            "AUD-1,2025-01-06,PR-1,new,,AW-1,,2,,4",
        ),
    )
    assert told["audits"] == 1 and told["duplicates"] == 1
    assert [(one["row"], one["reason"]) for one in told["rejected"]] == [
        (3, "bad_date"),
        (4, "unknown_writer"),
        (5, "bad_grade"),
        (6, "missing_ref"),
        (7, "bad_grade"),
    ]


def test_load_marks_refuses_another_form(desk: Desk, tmp_path: Path) -> None:
    told = run("load_marks", marks_file(tmp_path, "a,b", header="audit_id,mood"), code=1)
    assert told["state"] == "refused" and told["reason"] == "not_the_form"
    told = run("load_marks", marks_file(tmp_path, "", header=""), code=1)
    assert told["reason"] == "wrong_type"
    with pytest.raises(CommandError) as caught:
        call_command("load_marks", "/nowhere.csv")
    assert caught.value.returncode == 2


def test_load_marks_checks_references_in_sets_when_there_are_many(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("assessments.audits.actions.storing.MANY", 1)
    told = run("load_marks", marks_file(tmp_path, "AUD-1,2025-01-06,PR-1,new,,AW-1,,2,,4"))
    assert told["audits"] == 1 and Finding.objects.count() == 1
