"""The worker: claims, fences, tries eight times, and puts failures where people see them."""

import datetime
import threading
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, connections, transaction
from django.utils import timezone

from academy.record.models import Entry
from academy.work import registry, worker
from academy.work.actions import announce, retry_job
from academy.work.models import Job
from academy.work.queries import failed_jobs
from academy.work.worker import MOST_ATTEMPTS, claim_next, do_due_jobs, do_job
from tests.factories.academy import CouncilFactory, EntryFactory, JobFactory, StaffFactory

NOW = datetime.datetime(2026, 11, 20, 9, 0, tzinfo=datetime.UTC)
MINUTE = datetime.timedelta(minutes=1)


@pytest.fixture
def topic() -> Iterator[list[dict[str, Any]]]:
    """A topic `test` whose handler notes what it was given."""
    seen: list[dict[str, Any]] = []

    def handler(*, payload: dict[str, Any], at: datetime.datetime) -> None:
        seen.append(payload)
        if payload.get("breaks"):
            EntryFactory(verb="half")
            raise ZeroDivisionError

    registry.answers("test")(handler)
    yield seen
    del registry.HANDLERS["test"], registry.LEASES["test"]


@pytest.mark.django_db
def test_work_is_written_only_with_its_change() -> None:
    connection.in_atomic_block, inside = False, connection.in_atomic_block
    try:
        with pytest.raises(RuntimeError):
            announce(topic="test", key="1", payload={}, at=NOW)
    finally:
        connection.in_atomic_block = inside


@pytest.mark.django_db
def test_same_topic_and_key_is_one_job_done_once(topic: list[dict[str, Any]]) -> None:
    for _ in range(2):
        with transaction.atomic():
            announce(topic="test", key="1", payload={"n": 1}, at=NOW)
    assert do_due_jobs(at=NOW) == 1
    assert do_due_jobs(at=NOW) == 0
    assert topic == [{"n": 1}]


@pytest.mark.django_db
def test_oldest_first_and_only_the_topics_asked_for(topic: list[dict[str, Any]]) -> None:
    JobFactory(due_at=NOW, payload={"n": 2})
    JobFactory(due_at=NOW - MINUTE, payload={"n": 1})
    JobFactory(due_at=NOW + MINUTE, payload={"n": 3})
    other = JobFactory(topic="other", due_at=NOW - MINUTE)
    assert do_due_jobs(at=NOW, topics=["test"]) == 2
    assert topic == [{"n": 1}, {"n": 2}]
    other.refresh_from_db()
    assert other.state == "due" and other.attempt == 0


@pytest.mark.django_db
def test_a_failing_job_is_tried_eight_times_then_listed_and_leaves_nothing(
    topic: list[dict[str, Any]],
) -> None:
    job = JobFactory(due_at=NOW, payload={"breaks": True})
    at = NOW
    for attempt in range(1, MOST_ATTEMPTS + 1):
        assert do_due_jobs(at=at) == 0
        job.refresh_from_db()
        assert job.attempt == attempt and job.due_at > at
        assert job.state == ("failed" if attempt == MOST_ATTEMPTS else "due")
        at = job.due_at
    assert job.fault == "ZeroDivisionError"
    assert not Entry.objects.filter(verb="half").exists()
    assert do_due_jobs(at=at + datetime.timedelta(days=1)) == 0
    assert list(failed_jobs()) == [job]

    retry_job(job=job, by=None, at=at)
    Job.objects.update(payload={"n": 1})
    assert do_due_jobs(at=at) == 1
    job.refresh_from_db()
    assert job.state == "done" and job.attempt == MOST_ATTEMPTS + 1


@pytest.mark.django_db
def test_unknown_topics_fail_in_sight() -> None:
    job = JobFactory(topic="nobody_answers", due_at=NOW, attempt=MOST_ATTEMPTS - 1)
    do_due_jobs(at=NOW)
    job.refresh_from_db()
    assert (job.state, job.fault) == ("failed", "KeyError")


@pytest.mark.django_db
def test_a_job_that_kills_eight_workers_is_given_up(topic: list[dict[str, Any]]) -> None:
    job = JobFactory(due_at=NOW, attempt=MOST_ATTEMPTS, state="claimed", leased_until=NOW - MINUTE)
    assert do_due_jobs(at=NOW) == 0
    job.refresh_from_db()
    assert (job.state, job.fault, topic) == ("failed", worker.WORKER_LOST, [])


@pytest.mark.django_db
def test_a_lease_keeps_others_away_until_it_runs_out(topic: list[dict[str, Any]]) -> None:
    JobFactory(due_at=NOW)
    first = claim_next(at=NOW)
    assert first is not None and claim_next(at=NOW + 4 * MINUTE) is None
    second = claim_next(at=NOW + 6 * MINUTE)
    assert second is not None and second.attempt == 2

    assert do_job(job=second, at=NOW + 6 * MINUTE)
    assert not do_job(job=first, at=NOW + 7 * MINUTE)
    assert Job.objects.get().done_at == NOW + 6 * MINUTE


@pytest.mark.django_db
def test_a_worker_that_wakes_up_late_takes_everything_back() -> None:
    council = CouncilFactory()

    def late(*, payload: dict[str, Any], at: datetime.datetime) -> None:
        EntryFactory(council=council, about=None, verb="late")
        Job.objects.update(attempt=2)

    registry.answers("late")(late)
    try:
        JobFactory(topic="late", due_at=NOW)
        assert do_due_jobs(at=NOW) == 0
        assert not Entry.objects.filter(verb="late").exists()
    finally:
        del registry.HANDLERS["late"]


@pytest.mark.django_db
def test_a_topic_may_ask_for_a_longer_lease() -> None:
    registry.answers("long", lease=datetime.timedelta(hours=1))(lambda **_: None)
    try:
        JobFactory(topic="long", due_at=NOW)
        job = claim_next(at=NOW)
        assert job is not None and job.leased_until == NOW + datetime.timedelta(hours=1)
    finally:
        del registry.HANDLERS["long"]


@pytest.mark.django_db(transaction=True)
def test_two_workers_racing_for_jobs_do_each_once() -> None:
    done: list[int] = []
    registry.answers("race")(lambda *, payload, at: done.append(payload["n"]))
    for n in range(30):
        JobFactory(topic="race", due_at=timezone.now(), payload={"n": n})
    start, faults = threading.Barrier(2), []

    def work() -> None:
        try:
            start.wait()
            do_due_jobs()
        except Exception as error:
            faults.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=work) for _ in range(2)]
    try:
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(60)
    finally:
        del registry.HANDLERS["race"]
    assert not faults
    assert sorted(done) == list(range(30))
    assert set(Job.objects.values_list("state", "attempt")) == {("done", 1)}


@pytest.mark.django_db
def test_failures_are_listed_and_put_back_from_the_command_line(capsys: pytest.CaptureFixture[str]) -> None:
    job = JobFactory(state="failed", attempt=8, fault="OSError")
    call_command("failed_work")
    assert "OSError" in capsys.readouterr().out
    call_command("failed_work", "--retry", "all", "--json")
    job.refresh_from_db()
    assert job.state == "due"
    with pytest.raises(CommandError):
        call_command("failed_work", "--retry", str(job.pk))
    with pytest.raises(CommandError):
        call_command("failed_work", "--retry", "one")


@pytest.mark.django_db
def test_only_those_who_may_put_jobs_back() -> None:
    from academy.kit.refusals import Refused

    job = JobFactory(state="failed")
    with pytest.raises(Refused):
        retry_job(job=job, by=StaffFactory(), at=NOW)
    with pytest.raises(Refused):
        retry_job(job=JobFactory(state="done"), by=None, at=NOW)
    assert retry_job(job=job, by=StaffFactory(role="R23"), at=NOW).state == "due"
