"""Two at the very same moment, and a process that is really killed while it closes a sitting."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable

import pytest
from django.db import connection
from django.utils import timezone

from academy.record.models import Entry
from academy.work.models import Job
from academy.work.worker import do_due_jobs
from assessments.sittings.actions import hand_in, save_answer, start_sitting
from assessments.sittings.actions.saving import Arrived
from assessments.sittings.models import PaperResult, SavedAnswer, Sitting
from assessments.sittings.rules import GRACE
from competencies.evidence.models import Evidence
from tests.assessments.sittings.conftest import Hall
from tests.factories.sittings import NINE

pytestmark = pytest.mark.django_db(transaction=True)
WAITS = """
import sys, time
import django
from django.conf import settings
settings.DATABASES["default"]["NAME"] = sys.argv[1]
django.setup()
from assessments.questions import kinds
from tests.factories.sittings import KINDS
kinds._KINDS.update(KINDS)
import assessments.sittings.actions.closing as closing
real = closing.add_evidence
def stop(**said):
    real(**said)
    print("half-way", flush=True)
    time.sleep(120)
closing.add_evidence = stop
from django.utils import timezone
from academy.work.worker import do_due_jobs
do_due_jobs(topics=["sitting_due"])
"""


def at_once(*acts: Callable[[], object]) -> list[object]:
    """Do all of it at the same moment; what each gave, or the fault it met."""
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
    assert [one for one in answers if isinstance(one, Exception)] == []
    return answers


def test_two_starts_at_once_are_one_sitting(hall: Hall) -> None:
    paper = hall.paper(most_sittings=1)
    begun = at_once(*(lambda: start_sitting(paper=paper, by=hall.person, at=NINE) for _ in range(4)))
    assert len({one.pk for one in begun if isinstance(one, Sitting)}) == 1 and len(begun) == 4
    assert Sitting.objects.count() == 1 and Sitting.objects.get().slots.count() == 2


def test_saves_of_many_tabs_at_once_are_all_kept(hall: Hall) -> None:
    sitting = hall.start(hall.paper())

    def save(number: int) -> object:
        arrived = Arrived({"word": f"word {number}"}, tab=f"tab {number}")
        return save_answer(sitting_id=sitting.pk, position=1, arrived=arrived, by=hall.person, at=NINE)

    at_once(*(lambda number=number: save(number) for number in range(6)))
    rows = list(SavedAnswer.objects.order_by("number"))
    assert [row.number for row in rows] == list(range(1, 7))
    assert {row.answer["word"] for row in rows} == {f"word {n}" for n in range(6)}
    assert hall.slot(sitting, 1).answer == rows[-1].answer
    assert all(row.overtook == row.number - 1 for row in rows[1:])


def test_handing_in_twice_at_once_with_a_save_between(hall: Hall) -> None:
    sitting = hall.start(hall.paper(competencies=["C5.4"]))
    hall.answer_all(sitting)
    word = hall.slot(sitting, 1).shown["word"]
    late = Arrived({"word": f"{word}?"}, base=1)
    at_once(
        lambda: hand_in(sitting_id=sitting.pk, by=hall.person, at=NINE),
        lambda: save_answer(sitting_id=sitting.pk, position=1, arrived=late, by=hall.person, at=NINE),
        lambda: hand_in(sitting_id=sitting.pk, by=hall.person, at=NINE),
    )
    sitting.refresh_from_db()
    last = SavedAnswer.objects.get(slot__position=1, number=2)
    assert last.late is (sitting.passed is True), "an answer either counted, or says that it came too late"
    assert Evidence.objects.count() == int(bool(sitting.passed))
    assert PaperResult.objects.count() == Entry.objects.filter(noun="sitting").count() == 1


@pytest.mark.kills
def test_a_worker_killed_while_it_closes_leaves_all_or_nothing(hall: Hall) -> None:
    sitting = hall.start(hall.paper(competencies=["C5.4"]), at=timezone.now())
    hall.answer_all(sitting, at=timezone.now())
    Sitting.objects.update(due_at=timezone.now() - 2 * GRACE)
    Job.objects.filter(topic="sitting_due").update(due_at=timezone.now())
    victim = subprocess.Popen(
        [sys.executable, "-c", WAITS, str(connection.settings_dict["NAME"])],
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "academy.settings.test", "PYTHONPATH": os.getcwd()},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert victim.stdout is not None and victim.stderr is not None
    try:
        line = victim.stdout.readline()
        assert line == "half-way\n", victim.stderr.read()
    finally:
        victim.send_signal(signal.SIGKILL)
        victim.wait()
    for _ in range(100):
        if Job.objects.get(topic="sitting_due").state == "claimed" and not _locked(sitting):
            break
        time.sleep(0.1)
    sitting.refresh_from_db()
    assert sitting.state == "open"
    assert not (Evidence.objects.exists() or PaperResult.objects.exists())
    Job.objects.filter(state="claimed").update(leased_until=timezone.now() - GRACE)
    for _ in range(2):
        do_due_jobs(topics=["sitting_due"])
    sitting.refresh_from_db()
    assert sitting.state == "marked" and sitting.passed
    assert Evidence.objects.count() == PaperResult.objects.count() == 1
    assert Entry.objects.filter(noun="sitting").count() == 1


def _locked(sitting: Sitting) -> bool:
    """Whether the killed worker's transaction still holds the row."""
    from django.db import DatabaseError, transaction

    try:
        with transaction.atomic():
            Sitting.objects.select_for_update(nowait=connection.vendor == "postgresql").get(pk=sitting.pk)
    except DatabaseError:
        return True
    return False
