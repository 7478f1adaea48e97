"""A newer version of an audit is taken back: the version before counts again, and so does what it found."""

from __future__ import annotations

import pytest

from academy.work.worker import do_due_jobs
from assessments.audits.models import Audit, Finding
from assessments.imports.actions import undo_batch
from assessments.imports.models import Batch
from courses.assignments.actions import record_learning, say_not_mine
from courses.assignments.models import Assignment, Withheld
from tests.assessments.imports.conftest import Desk
from tests.assessments.imports.conftest import desk as desk
from tests.assessments.imports.conftest import private_root as private_root
from tests.assessments.imports.test_actions import bring_in
from tests.factories.academy import StaffFactory

pytestmark = pytest.mark.django_db
DAYS = iter(range(10_000))


def send(desk: Desk, marks: dict[str, str], *, history_only: bool = False, **cells: str) -> Batch:
    """The audit with these marks, each time edited a minute later, answered by the loop."""
    minute = next(DAYS)
    edited = f"2026-10-05 {minute // 60 % 24:02}:{minute % 60:02}"
    rows = desk.audit(marks, last_edited=edited, **cells)
    return bring_in(desk, desk.long(rows), history_only=history_only, name=f"{minute}.csv")


def answer(desk: Desk) -> None:
    while do_due_jobs(at=desk.at):
        pass


def take_back(desk: Desk, batch: Batch) -> None:
    undo_batch(batch=batch, by=desk.qa, at=desk.at)
    answer(desk)


def found(code: str) -> Finding:
    return Finding.objects.exclude(state="withdrawn").get(criterion__code=code)


def test_a_finding_that_was_carried_comes_back_with_its_work(desk: Desk) -> None:
    send(desk, {"F3": "1", "A1": "3"})
    answer(desk)
    row = Assignment.objects.get()
    again = send(desk, {"F3": "2", "A1": "3"})
    answer(desk)
    assert found("F3").audit.version == 2
    take_back(desk, again)
    finding = found("F3")
    assert (finding.audit, finding.grade, finding.state) == (
        Audit.objects.get(is_current=True),
        1,
        "assigned",
    )
    assert finding.audit.version == 1
    row.refresh_from_db()
    assert (row.finding, row.state) == (finding, "asked")


def test_a_finding_that_the_newer_version_lost_is_found_and_asked_again(desk: Desk) -> None:
    send(desk, {"F3": "1", "A1": "3"})
    answer(desk)
    row = Assignment.objects.get()
    again = send(desk, {"F3": "3", "A1": "3"})
    answer(desk)
    row.refresh_from_db()
    assert (row.state, row.finding.state) == ("withdrawn", "withdrawn")
    take_back(desk, again)
    row = Assignment.objects.get()
    assert (row.state, row.settled_on, row.finding.state) == ("asked", None, "assigned")
    assert row.finding == found("F3")
    assert [one.audit.version for one in row.trigger_rows.all()] == [1]


@pytest.mark.parametrize(
    ("state", "expected"), [("asked", "assigned"), ("paused", "paused"), ("learnt", "learnt")]
)
def test_taken_back_before_the_loop_has_answered_the_work_stands(
    desk: Desk, state: str, expected: str
) -> None:
    send(desk, {"F3": "1", "A1": "3"})
    answer(desk)
    row = Assignment.objects.get()
    if state == "paused":
        say_not_mine(assignment=row, cause="advice", words="No amounts in it", by=desk.writer, at=desk.at)
    if state == "learnt":
        day = desk.at.date()
        record_learning(person=desk.writer, module_code="PM-01", done_on=day, by=desk.writer, at=desk.at)
    again = send(desk, {"F3": "3", "A1": "3"})
    take_back(desk, again)
    row.refresh_from_db()
    assert (row.state, row.finding.state) == (state, expected)
    assert not Withheld.objects.exists()


def test_a_finding_nobody_has_answered_yet_is_answered_after_the_undo(desk: Desk) -> None:
    send(desk, {"F3": "1", "A1": "3"})
    again = send(desk, {"F3": "2", "A1": "3"})
    take_back(desk, again)
    assert found("F3").state == "assigned"
    assert Assignment.objects.get().state == "asked"


def test_what_the_newer_version_alone_asked_goes(desk: Desk) -> None:
    send(desk, {"F3": "3", "A1": "3"})
    again = send(desk, {"F3": "1", "A1": "3"})
    answer(desk)
    take_back(desk, again)
    assert not Finding.objects.exclude(state="withdrawn").exists()
    assert Assignment.objects.get().state == "withdrawn"


def test_back_over_two_versions_the_finding_returns_to_the_first(desk: Desk) -> None:
    send(desk, {"F3": "1", "A1": "3"})
    second = send(desk, {"F3": "2", "A1": "3"})
    third = send(desk, {"F3": "3", "A1": "3"})
    answer(desk)
    take_back(desk, second)
    assert Audit.objects.get(is_current=True).version == 3
    take_back(desk, third)
    assert (found("F3").audit.version, found("F3").grade, found("F3").state) == (1, 1, "assigned")


def test_another_writer_in_the_newer_version_gives_the_finding_back_to_the_first(desk: Desk) -> None:
    other = StaffFactory(council=desk.council, ref="AW-2", role="R02")
    send(desk, {"F3": "1", "A1": "3"})
    answer(desk)
    again = send(desk, {"F3": "1", "A1": "3"}, writer=other.ref)
    answer(desk)
    assert found("F3").writer == other
    take_back(desk, again)
    assert found("F3").writer == desk.writer
    open_now = Assignment.objects.exclude(state="withdrawn").get()
    assert (open_now.person, open_now.state) == (desk.writer, "asked")


def test_history_asks_nothing_when_it_comes_back(desk: Desk) -> None:
    send(desk, {"F3": "1", "A1": "3"}, history_only=True)
    again = send(desk, {"F3": "3", "A1": "3"})
    answer(desk)
    take_back(desk, again)
    assert found("F3").state == "noted"
    assert not Assignment.objects.exists()
