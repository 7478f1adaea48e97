"""Two people at the very same moment, in threads with connections of their own."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest
from django.db import connection

from academy.kit.refusals import Refused
from academy.work.models import Job
from assessments.audits.models import Audit, Grade
from assessments.imports.actions import approve_batch, receive_file, send_for_approval
from assessments.imports.models import Batch
from tests.assessments.imports.conftest import Desk
from tests.factories.academy import StaffFactory

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*acts: Callable[[], object]) -> list[object]:
    """Do all of it at the same moment; what each gave, or the refusal it met."""
    start = threading.Barrier(len(acts))
    answers: list[object] = [None] * len(acts)

    def do(place: int, act: Callable[[], object]) -> None:
        start.wait()
        try:
            answers[place] = act()
        except Exception as fault:
            answers[place] = fault
        finally:
            connection.close()

    threads = [threading.Thread(target=do, args=(place, act)) for place, act in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [one for one in answers if isinstance(one, Exception) and not isinstance(one, Refused)] == []
    return answers


def test_two_people_approve_at_once(desk: Desk) -> None:
    batch = desk.receive(desk.long(desk.audit()))
    send_for_approval(batch=batch, asked=None, history_only=False, by=desk.qa, at=desk.at)
    other = StaffFactory(team=desk.writer.posts.get().team, role="R14")
    first, second = Batch.objects.get(), Batch.objects.get()
    answers = at_once(
        lambda: approve_batch(batch=first, by=desk.pdl, at=desk.at),
        lambda: approve_batch(batch=second, by=other, at=desk.at),
    )
    refusals = [one for one in answers if isinstance(one, Refused)]
    assert len(refusals) == 1 and refusals[0].words
    assert Audit.objects.count() == 1 and Grade.objects.count() == 4
    assert Job.objects.filter(topic="audits_concluded").count() == 1


def test_two_people_send_one_file_at_once(desk: Desk) -> None:
    raw = desk.long(desk.audit())
    answers = at_once(
        *(
            lambda person=person: receive_file(
                council=desk.council, name="a.csv", raw=raw, by=person, at=desk.at
            )
            for person in (desk.qa, desk.pdl)
        )
    )
    assert sorted(type(one).__name__ for one in answers) == ["Batch", "SameFile"]
    assert Batch.objects.count() == 1


def test_two_files_with_the_same_audit_are_approved_at_once(desk: Desk) -> None:
    for grade in ("2", "3"):
        batch = desk.receive(desk.long(desk.audit({"F3": grade})))
        send_for_approval(batch=batch, asked=None, history_only=False, by=desk.qa, at=desk.at)
    answers = at_once(
        *(
            lambda seen=seen: approve_batch(batch=seen, by=desk.pdl, at=desk.at)
            for seen in Batch.objects.order_by("pk")
        )
    )
    assert Audit.objects.filter(is_current=True).count() == 1
    brought_in = sum(not isinstance(one, Refused) for one in answers)
    assert brought_in >= 1 and Batch.objects.filter(state="applied").count() == brought_in
    assert Audit.objects.count() == brought_in
