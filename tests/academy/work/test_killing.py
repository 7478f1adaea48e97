"""A worker that is really killed, at every point, loses nothing and doubles nothing."""

import datetime
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.db import connection, transaction
from django.utils import timezone

from academy.people.models import Council
from academy.record.models import Entry
from academy.work.actions import announce
from academy.work.models import Job
from academy.work.registry import LEASE
from tests.factories.academy import CouncilFactory

SCRIPT = Path(__file__).with_name("killed_worker.py")
ROOT = Path(__file__).parents[3]
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.kills]


def start(point: str) -> subprocess.Popen[str]:
    name = str(connection.settings_dict["NAME"])
    return subprocess.Popen(
        [sys.executable, str(SCRIPT), point, name],
        cwd=ROOT,
        env={**__import__("os").environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def write_jobs(council: Council, count: int) -> None:
    with transaction.atomic():
        for n in range(count):
            announce(
                topic="kill_test",
                key=str(n),
                payload={"council": council.pk, "n": n},
                council=council,
                at=timezone.now() - datetime.timedelta(minutes=1),
            )


def effects() -> list[str]:
    return sorted(Entry.objects.filter(verb="kill_test").values_list("words", flat=True), key=int)


def let_leases_run_out() -> None:
    """As if the five minutes were over."""
    Job.objects.filter(state="claimed").update(leased_until=timezone.now() - datetime.timedelta(seconds=1))


@pytest.mark.parametrize(
    ("point", "state", "done"),
    [
        ("before_claim", "due", []),
        ("claimed", "claimed", []),
        ("midway", "claimed", []),
        ("finished", "claimed", []),
        ("committed", "done", ["0"]),
    ],
)
def test_a_worker_killed_at_any_point_leaves_all_or_nothing(point: str, state: str, done: list[str]) -> None:
    council = CouncilFactory()
    write_jobs(council, 3)
    killed = start(point)
    killed.communicate(timeout=60)
    assert killed.returncode == -signal.SIGKILL
    first = Job.objects.get(topic="kill_test", key="0")
    assert first.state == state
    assert effects() == done

    let_leases_run_out()
    other = start("none")
    _, errors = other.communicate(timeout=60)
    assert other.returncode == 0, errors
    assert effects() == ["0", "1", "2"]
    assert set(Job.objects.filter(topic="kill_test").values_list("state", flat=True)) == {"done"}
    assert Job.objects.get(topic="kill_test", key="0").attempt == (2 if state == "claimed" else 1)


def test_workers_killed_at_random_moments_among_two_others_do_every_job_once() -> None:
    council = CouncilFactory()
    write_jobs(council, 120)
    chance = random.Random(7)
    for _ in range(4):
        pair = [start("slow"), start("slow")]
        for process in pair:
            assert process.stdout is not None
            assert process.stdout.readline() == "ready\n"
        time.sleep(chance.uniform(0.02, 0.3))
        for process in pair:
            process.send_signal(signal.SIGKILL)
        for process in pair:
            process.communicate(timeout=60)
        let_leases_run_out()
    before = len(effects())
    assert 0 < before
    last = [start("none"), start("none")]
    for process in last:
        _, errors = process.communicate(timeout=60)
        assert process.returncode == 0, errors
    assert effects() == [str(n) for n in range(120)]
    assert LEASE >= datetime.timedelta(minutes=1)
