"""Two people at the very same moment, and a process that dies while a file is read."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable

import pytest
from django.conf import settings
from django.db import connection

from academy.kit.refusals import Refused
from academy.work.models import Job
from assessments.tasks.actions import begin_work, claim_next, give_marks, submit_work
from assessments.tasks.models import Marking, Outcome, Submission, SubmittedFile
from tests.assessments.tasks.conftest import School

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


def test_two_markers_take_the_last_piece(school: School) -> None:
    school.hand_in()
    answers = at_once(
        *(
            lambda name=name: claim_next(code="", by=school.person(name), at=school.at)
            for name in ("senior", "manager")
        )
    )
    assert sorted(type(one).__name__ for one in answers) == ["Marking", "Refused"]
    assert Marking.objects.count() == 1


def test_two_markers_and_two_pieces(school: School) -> None:
    school.hand_in("coordinator")
    school.hand_in("colleague")
    answers = at_once(
        *(
            lambda name=name: claim_next(code="", by=school.person(name), at=school.at)
            for name in ("senior", "manager")
        )
    )
    assert all(isinstance(one, Marking) for one in answers)
    assert Marking.objects.values("submission").distinct().count() == 2


def test_double_clicks(school: School, no_sample: None) -> None:
    by = school.person("coordinator")
    at_once(*(lambda: begin_work(task=school.task, by=by, at=school.at) for _ in range(2)))
    assert Submission.objects.count() == 1
    work = school.draft()
    at_once(*(lambda: submit_work(submission=work, seen=work.saves, by=by, at=school.at) for _ in range(2)))
    marking = school.claim("senior")
    school_saved(school, marking)
    at_once(
        *(lambda: give_marks(marking=marking, by=school.person("senior"), at=school.at) for _ in range(2))
    )
    assert Outcome.objects.count() == 1
    assert Job.objects.filter(topic="task_settled").count() == 1


def school_saved(school: School, marking: Marking) -> None:
    """Everything saved and nothing given."""
    from assessments.tasks.actions import MarksDraft, save_marks

    keys = list(marking.lines.values_list("line_id", flat=True))
    said = MarksDraft(levels=dict.fromkeys(keys, 2), strengths="The evidence is named well.")
    save_marks(marking=marking, said=said, by=marking.marker, at=school.at)


WAITS = """
import sys, time
import django
from django.conf import settings
django.setup()
settings.DATABASES["default"]["NAME"] = sys.argv[1]
settings.PRIVATE_ROOT = sys.argv[2]
import assessments.tasks.actions.files as files
def stop(*args, **kwargs):
    print("half-way", flush=True)
    time.sleep(120)
files.read_text = stop
from django.utils import timezone
from assessments.tasks.models import Submission
work = Submission.objects.get()
files.add_file(submission=work, name="a.txt", raw=b"words", by=work.person, at=timezone.now())
"""


@pytest.mark.kills
def test_killed_while_a_file_is_read(school: School) -> None:
    work = school.draft()
    victim = subprocess.Popen(
        [sys.executable, "-c", WAITS, str(connection.settings_dict["NAME"]), str(settings.PRIVATE_ROOT)],
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "academy.settings.test"},
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
    assert not SubmittedFile.objects.exists()
    work.refresh_from_db()
    assert work.state == "draft" and work.text
    submit_work(submission=work, seen=work.saves, by=work.person, at=school.at)
