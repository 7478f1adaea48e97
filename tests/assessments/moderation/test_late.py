"""Feedback that nobody acknowledged within ten working days, for the QA team."""

from __future__ import annotations

import datetime
import uuid

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from assessments.moderation.actions import acknowledge_feedback, ask_about
from assessments.moderation.queries.late import late_feedback, late_lines
from assessments.moderation.rules.replies import last_day_before_late, late_since
from tests.assessments.moderation.worlds import Side, side
from tests.factories.academy import StaffFactory
from tests.factories.assessments import AuditFactory, BatchFactory

pytestmark = pytest.mark.django_db
TODAY = datetime.date(2026, 11, 27)
LATE = datetime.date(2026, 11, 12)
IN_TIME = datetime.date(2026, 11, 13)
AT = datetime.datetime(2026, 11, 27, 9, tzinfo=datetime.UTC)


@pytest.fixture
def people() -> Side:
    return side()


def listed(people: Side) -> list[str]:
    return [row.ref for row in late_feedback(actor=people.lead, today=TODAY)]


def test_days_are_working_days() -> None:
    assert late_since(LATE) == datetime.date(2026, 11, 26)
    assert last_day_before_late(TODAY) == LATE
    assert last_day_before_late(datetime.date(2027, 1, 5)) == datetime.date(2026, 12, 16)


def test_it_is_late_from_the_eleventh_working_day(people: Side) -> None:
    late = AuditFactory(writer=people.writer, audited_on=LATE)
    AuditFactory(writer=people.writer, audited_on=IN_TIME)
    assert listed(people) == [late.ref]


def test_it_leaves_when_the_writer_has_read_or_asked(people: Side) -> None:
    read, asked, open_ = (AuditFactory(writer=people.writer, audited_on=LATE) for _ in range(3))
    acknowledge_feedback(audit=read, by=people.writer, at=AT)
    soon = datetime.datetime(2026, 11, 13, 9, tzinfo=datetime.UTC)
    ask_about(audit=asked, text="Which outcome is it?", key=uuid.uuid4(), by=people.writer, at=soon)
    assert listed(people) == [open_.ref]


def test_a_file_counts_from_the_day_it_was_applied_and_history_never(people: Side) -> None:
    council = people.writer.council
    applied = datetime.datetime(2026, 11, 25, 9, tzinfo=datetime.UTC)
    new = BatchFactory(council=council, applied_at=applied, state="applied")
    past = BatchFactory(council=council, applied_at=applied, state="applied", history_only=True)
    for batch in (new, past):
        AuditFactory(writer=people.writer, audited_on=datetime.date(2026, 10, 1), batch=batch)
    assert listed(people) == []
    new.applied_at = datetime.datetime(2026, 11, 10, 9, tzinfo=datetime.UTC)
    new.save()
    [row] = late_feedback(actor=people.lead, today=TODAY)
    assert row.batch == new


def test_old_feedback_and_people_who_left_are_not_on_the_list(people: Side) -> None:
    AuditFactory(writer=people.writer, audited_on=datetime.date(2026, 8, 1))
    gone = AuditFactory(writer=StaffFactory(council=people.writer.council), audited_on=LATE)
    assert listed(people) == [gone.ref]
    gone.writer.posts.update(ends_on=datetime.date(2026, 11, 20))
    assert listed(people) == []


def test_the_line_says_whom_to_talk_to(people: Side) -> None:
    AuditFactory(writer=people.writer, audited_on=LATE)
    people.writer.posts.update(manager=people.manager)
    [line] = late_lines(audits=list(late_feedback(actor=people.lead, today=TODAY)), today=TODAY)
    assert (line.writer, line.manager) == (people.writer.get_full_name(), people.manager.get_full_name())
    assert line.late_since == datetime.date(2026, 11, 26)


def test_the_page_is_for_qa_and_takes_the_same_number_of_queries(people: Side, client: Client) -> None:
    day = timezone.localdate() - datetime.timedelta(days=30)
    counts = []
    client.force_login(people.lead)
    client.get("/audits/feedback/late/")
    for n in (1, 30):
        for _ in range(n):
            AuditFactory(writer=StaffFactory(council=people.writer.council), audited_on=day)
        with CaptureQueriesContext(connection) as found:
            page = client.get("/audits/feedback/late/").content.decode()
        counts.append(len(found))
    assert counts[0] == counts[1]
    assert "31 audits whose writer has not said" in page
    assert "Page 2" in page or 'href="?page=2"' in page
    client.force_login(people.manager)
    assert client.get("/audits/feedback/late/").status_code == 404
