"""Files brought in by the command: the same steps as on the screens, in one go, with a plain result."""

from __future__ import annotations

import datetime
import hashlib
import time
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone

from academy.kit.refusals import Refused
from academy.people.models import Council, User
from academy.work.models import Job
from academy.work.registry import handle
from academy.work.worker import do_due_jobs
from assessments.audits.actions import Stored
from assessments.imports.actions.approving import bring_in_unattended
from assessments.imports.actions.checking import check_batch
from assessments.imports.actions.forecasting import count_answers, store_examined
from assessments.imports.actions.receiving import SameFile, receive_file
from assessments.imports.actions.reporting import describe
from assessments.imports.models import Batch
from assessments.imports.queries.examining import examine_file

ANSWERS = ("audits_withdrawn", "audits_concluded")
"""What the loop makes of audits. Letters to people are left to the worker."""
WAIT_SECONDS = 120
"""How long to wait for a worker that has already taken up the answer of the loop."""


@dataclass
class FileResult:
    """What became of one file. `state`: applied, refused, needs_mapping, duplicate, or checked (it waits)."""

    file: str
    sha256: str
    state: str
    words: str
    layout: str = ""
    counts: dict[str, int] = field(default_factory=dict)
    rejected: list[dict[str, Any]] = field(default_factory=list)
    personal_data: list[dict[str, Any]] = field(default_factory=list)

    def as_dict(self) -> dict[str, Any]:
        """The entry of the JSON document."""
        names = ("audits", "grades", "duplicates", "superseded", "drafts", "findings", "assignments")
        return {
            "file": self.file,
            "sha256": self.sha256,
            "layout": self.layout,
            "state": self.state,
            **{name: self.counts.get(name, 0) for name in names},
            "rejected": self.rejected,
            "personal_data": self.personal_data,
        }


def bring_in_file(
    *,
    council: Council,
    name: str,
    raw: bytes,
    approver: User | None,
    history_only: bool,
    at: datetime.datetime,
) -> FileResult:
    """Receive and check a file; with an approver bring it in and let the loop answer before returning.

    A file left half-way, by a power cut or by a person, is taken up where it stands. Without an approver it
    is checked and waits on the screens.
    """
    sha256 = hashlib.sha256(raw).hexdigest()
    try:
        batch = receive_file(council=council, name=name, raw=raw, by=None, at=at, check=False)
    except SameFile as same:
        batch = same.batch
        if batch.state == "applied":
            return FileResult(name, sha256, "duplicate", same.words, batch.layout)
    except Refused as refusal:
        return _refused(name, sha256, refusal.code, refusal.words)
    if batch.state != "sent":
        batch, _ = check_batch(batch_id=batch.pk, by=None, at=at, forecast=approver is None)
    if batch.state == "refused":
        return _refused(name, sha256, batch.report["refused"], batch.refusal)
    result = _result(name, sha256, batch.layout, batch.report)
    if batch.state == "needs_mapping":
        return _waits_for_mapping(result, batch.report)
    if approver is None:
        forecast = batch.report.get("forecast", {})
        result.counts |= {"findings": forecast.get("findings", 0), "assignments": forecast.get("assigned", 0)}
        result.state = "checked"
        result.words = f"{result.words} It waits for a second person: use --approve-as, or the screens."
        return result
    return _approve(result, batch, approver, history_only, at)


def _approve(
    result: FileResult, batch: Batch, approver: User, history_only: bool, at: datetime.datetime
) -> FileResult:
    try:
        stored = bring_in_unattended(batch=batch, approver=approver, history_only=history_only, at=at)
    except Refused as refusal:
        return _refused(result.file, result.sha256, refusal.code, refusal.words)
    batch.refresh_from_db()
    result = _result(result.file, result.sha256, batch.layout, batch.report)
    _let_the_loop_answer(stored, batch, at)
    _count(result, stored)
    return result


def try_file(
    *, council: Council, name: str, raw: bytes, history_only: bool, at: datetime.datetime
) -> FileResult:
    """Bring a file in and let the loop answer, inside a transaction that the caller rolls back."""
    sha256 = hashlib.sha256(raw).hexdigest()
    same = Batch.objects.filter(council=council, sha256=sha256, state="applied").first()
    if same is not None:
        return FileResult(name, sha256, "duplicate", "This file is here already.", same.layout)
    try:
        examination = examine_file(council=council, raw=raw, today=timezone.localdate(at))
    except Refused as refusal:
        return _refused(name, sha256, refusal.code, refusal.words)
    report = describe(examination, today=timezone.localdate(at))
    result = _result(name, sha256, examination.recognition.layout.code, report)
    if examination.needs_mapping:
        return _waits_for_mapping(result, report)
    batch = Batch.objects.create(
        council=council, file_name=name[-200:], sha256=sha256, size=len(raw), brought_at=at, state="applied"
    )
    stored = store_examined(
        council=council, examination=examination, batch_id=batch.pk, history_only=history_only, by=None, at=at
    )
    if stored.findings and not history_only:
        handle("audits_concluded", {"audit_ids": stored.audit_ids}, at)
    _count(result, stored)
    return result


def _let_the_loop_answer(stored: Stored, batch: Batch, at: datetime.datetime) -> None:
    """Do what is due now; if a worker has taken it up already, wait for it."""
    do_due_jobs(at=at, topics=ANSWERS)
    until = time.monotonic() + WAIT_SECONDS
    waiting = Job.objects.filter(
        topic="audits_concluded", key__startswith=f"batch:{batch.pk}:", state__in=["due", "claimed"]
    )
    while stored.audit_ids and time.monotonic() < until and waiting.exists():
        time.sleep(0.2)
        do_due_jobs(topics=ANSWERS)


def _count(result: FileResult, stored: Stored) -> None:
    answers = count_answers(stored.audit_ids)
    result.counts |= {"findings": stored.findings, "assignments": answers.assigned}


def _result(name: str, sha256: str, layout: str, report: dict[str, Any]) -> FileResult:
    result = FileResult(name, sha256, "applied", "", layout)
    if "audits" in report:
        names = ("audits", "grades", "duplicates", "superseded", "drafts")
        result.counts = {one: report[one] for one in names}
        result.words = f"{report['audits']} audits, {report['stopped_rows']} rows stopped."
        result.rejected = [entry for one in report["stopped"] for entry in _rows(one)]
        result.personal_data = [
            {"sheet": one["sheet"], "row": one["row"], "column": one["column"], "kind": one["kind"]}
            for one in report["held"]
        ]
    return result


def _rows(stopped: dict[str, Any]) -> list[dict[str, Any]]:
    """One entry a row, without the fields that say nothing."""
    told = {
        name: stopped[name]
        for name in ("sheet", "audit_ref", "detail", "criterion", "found")
        if stopped[name]
    }
    return [
        {"row": row, "reason": stopped["reason"], **told}
        for row in range(stopped["row"], stopped["last_row"] + 1)
    ]


def _waits_for_mapping(result: FileResult, report: dict[str, Any]) -> FileResult:
    result.state = "needs_mapping"
    columns = [
        {"row": None, "reason": "unknown_column", "column": column, "detail": heading}
        for column, heading in report["unknown"]
    ] + [{"row": None, "reason": "missing_column", "detail": label} for _, label in report["missing"]]
    asked = [one for one in report["questions"] if one["must"] and not one["code"].startswith("column:")]
    result.words = "Some columns are not known. Say on the screens what they are, or drop them."
    if not columns and asked:
        result.words = f"Say on the screens: {' '.join(one['words'] for one in asked)}"
    result.rejected = columns + [
        {"row": None, "reason": "question", "column": one["code"], "detail": one["words"]} for one in asked
    ]
    return result


def _refused(name: str, sha256: str, code: str, words: str) -> FileResult:
    return FileResult(
        name, sha256, "refused", words, rejected=[{"row": None, "reason": code, "detail": words}]
    )
