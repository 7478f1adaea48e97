"""`replay_loop` over stored history equals the recorded truth, quickly and without writing."""

from __future__ import annotations

import datetime
import io
import json
import time
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from assessments.audits.models import Audit
from courses.assignments.models import Assignment, Offer, Withheld
from courses.assignments.states import ASSIGNMENT
from tests.courses.assignments import loop_truth
from tests.courses.assignments.history import History, build_history
from tests.factories.assessments import FindingFactory
from tests.factories.courses import AssignmentFactory


@pytest.fixture(scope="module")
def history(django_db_setup: None, django_db_blocker: Any) -> Any:
    """24 months, built once for this file and taken away again."""
    from django.db import transaction

    with django_db_blocker.unblock(), transaction.atomic():
        yield build_history()
        transaction.set_rollback(True)


def run(*options: str) -> str:
    out = io.StringIO()
    call_command("replay_loop", *options, stdout=out)
    return out.getvalue()


ALL = ("--from", "2024-12-01", "--to", "2026-11-30", "--json")


@pytest.mark.django_db
def test_24_months_equal_the_truth_in_under_five_seconds(history: History) -> None:
    began = time.perf_counter()
    text = run(*ALL)
    took = time.perf_counter() - began
    lines = text.strip().splitlines()
    assert (lines[0], lines[-1]) == ("[", "]")
    assert [line.rstrip(",") for line in lines[1:-1]] == loop_truth.read_text(
        "assignments.jsonl"
    ).splitlines()
    assert json.loads(text) == loop_truth.read_lines("assignments.jsonl")
    assert took < 5


@pytest.mark.django_db
def test_explained_it_adds_every_dropped_candidate_with_its_reason(history: History) -> None:
    lines = json.loads(run(*ALL, "--explain"))
    dropped = [line for line in lines if "reason" in line]
    assert lines[: len(lines) - len(dropped)] == loop_truth.read_lines("assignments.jsonl")
    truth = loop_truth.read_rows("suppressed.csv")
    assert [
        {
            "writer_or_team": line.get("writer") or line.get("team"),
            **{k: line[k] for k in truth[0] if k in line},
        }
        for line in dropped
    ] == truth


@pytest.mark.django_db
def test_a_stretch_is_that_stretch_of_the_truth(history: History) -> None:
    lines = json.loads(run("--from", "2026-02-01", "--to", "2026-02-28", "--json"))
    truth = [line for line in loop_truth.read_lines("assignments.jsonl") if line["date"][:7] == "2026-02"]
    assert lines == truth
    assert {line["rule"] for line in lines} == {"LR-01", "LR-02", "LR-04"}


@pytest.mark.django_db
def test_nothing_is_written_and_the_questions_do_not_grow(history: History) -> None:
    with CaptureQueriesContext(
        connection,
    ) as seen:
        run(*ALL)
    assert len(seen) <= 14
    assert all(query["sql"].lstrip().upper().startswith(("SELECT", "DECLARE")) for query in seen)
    assert not Assignment.objects.exists()
    assert not Withheld.objects.exists()
    assert not Offer.objects.exists()


@pytest.mark.django_db
def test_an_older_version_of_an_audit_does_not_count(history: History) -> None:
    first = history.audits["AUD-000001"]
    old = Audit.objects.get(pk=first.pk)
    old.pk, old.version, old.is_current = None, 0, False
    old.save()
    assert json.loads(run(*ALL)) == loop_truth.read_lines("assignments.jsonl")


@pytest.mark.django_db
@pytest.mark.parametrize(("options", "code"), [(("--from", "2026-02-01", "--to", "2026-01-01", "--json"), 2)])
def test_wrong_use_exits_with_2(options: tuple[str, ...], code: int) -> None:
    with pytest.raises(SystemExit) as left:
        run(*options)
    assert left.value.code == code


@pytest.mark.django_db
def test_an_unknown_council_is_refused_in_json() -> None:
    out = io.StringIO()
    with pytest.raises(SystemExit) as left:
        call_command(
            "replay_loop",
            "--from",
            "2026-01-01",
            "--to",
            "2026-01-02",
            "--json",
            "--council",
            "nowhere",
            stdout=out,
        )
    assert left.value.code == 1
    assert json.loads(out.getvalue())["state"] == "refused"


@pytest.mark.django_db
def test_in_words_each_line_says_who_and_why_not(history: History) -> None:
    lines = run("--from", "2024-12-02", "--to", "2024-12-02", "--explain").splitlines()
    assert lines[0] == "2024-12-02 LR-01 AW-0225 F1 PM-03 due 2024-12-16"
    assert any(line.endswith("held back: cap") for line in lines)


@pytest.mark.django_db
def test_the_status_counts_every_state_and_the_oldest_open_finding() -> None:
    finding = FindingFactory(state="new", found_on=timezone.localdate() - datetime.timedelta(days=40))
    AssignmentFactory(finding=FindingFactory(audit__writer=finding.writer, state="assigned"))
    out = io.StringIO()
    call_command("loop_status", "--json", "--council", finding.council.slug, stdout=out)
    status = json.loads(out.getvalue())
    assert status["oldest_open_days"] >= 40
    assert (status["findings"]["new"], status["findings"]["assigned"]) == (1, 1)
    assert (status["remedies"]["asked"], status["remedies"]["resolved"]) == (1, 0)
    assert list(status["remedies"]) == list(ASSIGNMENT.words)
    words = io.StringIO()
    call_command("loop_status", "--council", finding.council.slug, stdout=words)
    assert "remedies: 1 asked" in words.getvalue()


@pytest.mark.django_db
def test_the_status_of_an_unknown_council_is_refused() -> None:
    out = io.StringIO()
    with pytest.raises(SystemExit) as left:
        call_command("loop_status", "--json", "--council", "nowhere", stdout=out)
    assert left.value.code == 1
    assert json.loads(out.getvalue())["state"] == "refused"
