"""Whatever its layout, a file is asked about, brought in, and taken back once: nothing of it counts after."""

from __future__ import annotations

import datetime
from collections.abc import Callable

import pytest

from academy.kit.refusals import Refused
from academy.record.models import Entry
from assessments.audits.models import Audit, Finding
from assessments.imports.actions import approve_batch, keep_answers, send_for_approval, undo_batch
from assessments.imports.layouts import answered
from assessments.imports.models import Batch
from assessments.imports.queries.asking import answers_of, must_answer, questions_in
from tests.assessments.imports import councils
from tests.assessments.imports.conftest import Desk

FILES: dict[str, Callable[[Desk], bytes]] = {
    "L1": lambda desk: desk.wide(desk.row()),
    "L2": lambda desk: desk.long(desk.audit({"F3": "1", "F4": "2"})),
    "L3": lambda desk: councils.traffic_lights(rows=3).raw,
    "L3, ods": lambda desk: councils.traffic_lights(rows=3, ods=True).raw,
    "L4": lambda desk: councils.scores(rows=3).raw,
    "L9": lambda desk: councils.reviews(rows=3).raw,
    "L12": lambda desk: councils.old_words(rows=3).raw,
}


def understood(desk: Desk, raw: bytes) -> Batch:
    """The file with every question that must be answered answered, by our guess or the first answer."""
    batch = desk.receive(raw, "file.xlsx")
    while batch.state == "needs_mapping":
        before, answers = batch.report["questions"], answers_of(batch.mapping)
        for one in questions_in(batch.report):
            if must_answer(one):
                answers = answered(answers, one, one.guess or one.choices[0][0])
        batch = keep_answers(batch=batch, answers=answers, by=desk.qa, at=desk.at)
        assert batch.state == "checked" or batch.report["questions"] != before, before
    return batch


@pytest.mark.parametrize("layout", FILES)
def test_a_file_of_every_layout_is_taken_back_once(desk: Desk, layout: str) -> None:
    raw = FILES[layout](desk)
    batch = understood(desk, raw)
    assert batch.layout == layout[:3].rstrip(",") and batch.report["sample"]
    send_for_approval(batch=batch, asked=None, history_only=False, by=desk.qa, at=desk.at)
    stored = approve_batch(batch=Batch.objects.get(pk=batch.pk), by=desk.pdl, at=desk.at)
    assert len(stored.audit_ids) == batch.report["audits"] > 0
    later = desk.at + datetime.timedelta(days=13)
    undo_batch(batch=Batch.objects.get(pk=batch.pk), by=desk.qa, at=later)
    assert not Audit.objects.filter(is_current=True).exists()
    assert not Finding.objects.exclude(state="withdrawn").exists()
    with pytest.raises(Refused):
        undo_batch(batch=Batch.objects.get(pk=batch.pk), by=desk.pdl, at=later)
    assert Entry.objects.filter(verb="take back").count() == 1
    assert understood(desk, raw).report["audits"] == len(stored.audit_ids), "the same file may come again"
