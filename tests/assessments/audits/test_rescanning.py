"""Every night: comments that older rules let in are scanned again, and what is found is gone at once."""

from __future__ import annotations

import datetime
import json

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from academy.gate import VERSION
from academy.record.models import Entry
from academy.work.models import Job, Message
from academy.work.worker import do_due_jobs
from assessments.audits.actions import plan_remarks_night, scan_remarks_again
from assessments.audits.models import Remark
from assessments.audits.queries import audit_page
from tests.factories.assessments import AuditFactory
from tests.factories.worlds import council_world, second_council

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)
SECRET = "Spoke to Oluwaseun about F"


def test_what_newer_rules_find_is_deleted_and_told_once() -> None:
    world, at = council_world(), timezone.now()
    writer, qa = world.people["coordinator"], world.people["qa"]
    audit = AuditFactory(writer=writer, grades={"F3": 2})
    found = Remark.objects.create(audit=audit, label="Comment", text=SECRET, scanned_with=VERSION - 1)
    clean = Remark.objects.create(audit=audit, label="Comment", text="Quantify F.", scanned_with=VERSION - 1)
    new = Remark.objects.create(audit=audit, label="Comment", text=SECRET, scanned_with=VERSION)
    foreign = second_council()
    theirs = Remark.objects.create(
        audit=AuditFactory(writer=foreign.people["coordinator"]), label="x", text=SECRET, scanned_with=1
    )
    assert scan_remarks_again(council_id=world.council.pk, at=at) == 1
    assert scan_remarks_again(council_id=world.council.pk, at=at) == 0
    for one in (found, clean, new, theirs):
        one.refresh_from_db()
    assert (found.text, found.taken_out_at, found.scanned_with) == ("", at, VERSION)
    assert clean.text == "Quantify F." and clean.scanned_with == VERSION and clean.taken_out_at is None
    assert new.text == SECRET, "what these rules have seen already is not looked at again"
    assert theirs.text == SECRET
    entry = Entry.objects.get(verb="take out")
    assert "1 comment on audits taken out" in entry.words
    assert entry.detail["places"] == [{"audit": audit.pk, "label": "Comment", "kinds": ["name"]}]
    assert "Oluwaseun" not in json.dumps(entry.detail) + entry.words
    page = audit_page(actor=qa, pk=audit.pk)
    assert page is not None and Remark.TAKEN_OUT in [text for _, text in page.remarks]
    told = {one.person for one in Message.objects.filter(template="remarks_taken_out")}
    assert told == {qa, world.people["pdl"]}
    do_due_jobs(at=at, topics=["message_posted"])
    assert len(mail.outbox) == 2
    for letter in mail.outbox:
        assert "1 comment" in letter.subject and "Oluwaseun" not in str(letter.message())
        assert f"/audits/{audit.pk}/" in letter.body


def test_the_night_plans_the_next_while_there_is_text() -> None:
    world, at = council_world(), timezone.now()
    plan_remarks_night(council_id=world.council.pk, at=at)
    plan_remarks_night(council_id=world.council.pk, at=at)
    (job,) = Job.objects.filter(topic="remarks_night")
    do_due_jobs(at=job.due_at, topics=["remarks_night"])
    assert not Job.objects.filter(topic="remarks_night", state="due").exists()
    audit = AuditFactory(writer=world.people["coordinator"])
    Remark.objects.create(audit=audit, label="x", text="Quantify F.", scanned_with=1)
    plan_remarks_night(council_id=world.council.pk, at=at + DAY)
    job = Job.objects.get(topic="remarks_night", state="due")
    do_due_jobs(at=job.due_at, topics=["remarks_night"])
    assert Job.objects.filter(topic="remarks_night", state="due").count() == 1


def test_a_night_costs_the_same_for_any_number_of_clean_comments() -> None:
    world, at = council_world(), timezone.now()
    audit = AuditFactory(writer=world.people["coordinator"])
    costs = []
    for many in (3, 300):
        Remark.objects.all().delete()
        Remark.objects.bulk_create(
            Remark(audit=audit, label="x", text=f"Quantify F, line {n}.", scanned_with=1) for n in range(many)
        )
        plan_remarks_night(council_id=world.council.pk, at=at)
        with CaptureQueriesContext(connection) as queries:
            scan_remarks_again(council_id=world.council.pk, at=at)
        costs.append(len(queries))
        assert not Remark.objects.filter(scanned_with=1).exists()
    assert costs[0] == costs[1]
