"""/healthz and /readyz: what they say when all is well and when something is not."""

import datetime
import json
from typing import Any
from unittest import mock

import pytest
from django.db import OperationalError
from django.test import Client, RequestFactory
from django.utils import timezone

from academy.kit import health
from academy.work.models import Job

NOON = datetime.datetime(2026, 11, 20, 12, tzinfo=datetime.UTC)


def ready(client: Client) -> tuple[int, dict[str, Any]]:
    response = client.get("/readyz")
    return response.status_code, response.json()


def test_healthz_touches_nothing(client: Client) -> None:
    """No database mark: a query here would fail the test."""
    response = client.get("/healthz")
    assert (response.status_code, response.json()) == (200, {"status": "up"})
    assert "no-store" in response["Cache-Control"]


@pytest.mark.django_db
def test_readyz_when_all_is_well(client: Client) -> None:
    status, body = ready(client)
    assert (status, body["status"], body["reasons"]) == (200, "ready", [])
    assert set(body["checks"]) == {"database", "migrations", "broker", "ledger"}
    assert body["checks"]["ledger"]["oldest_due_seconds"] == 0


def job(key: str, due: datetime.timedelta, state: str = "due") -> Job:
    now = timezone.now()
    return Job.objects.create(topic="test", key=key, state=state, due_at=now + due, written_at=now)


@pytest.mark.django_db
def test_readyz_tells_the_age_of_the_oldest_due_work(client: Client) -> None:
    job("old", -datetime.timedelta(minutes=5))
    job("older but done", -datetime.timedelta(hours=5), "done")
    job("older but given up", -datetime.timedelta(hours=5), "failed")
    job("tomorrow", datetime.timedelta(days=1))
    status, body = ready(client)
    assert status == 200
    assert 299 <= body["checks"]["ledger"]["oldest_due_seconds"] <= 330


@pytest.mark.django_db
@pytest.mark.parametrize("state", ["due", "claimed"])
def test_work_that_waits_too_long_makes_it_not_ready(client: Client, state: str) -> None:
    job("stuck", -datetime.timedelta(minutes=40), state)
    status, body = ready(client)
    assert (status, body["status"]) == (503, "not ready")
    assert body["reasons"] == ["Work has been waiting for 40 minutes. Is the worker running?"]


def test_waiting_counts_from_the_due_time(settings: Any) -> None:
    settings.LEDGER_LATE_SECONDS = 60
    assert health.waiting(None, NOON).well
    assert health.waiting(NOON - datetime.timedelta(seconds=60), NOON).well
    assert not health.waiting(NOON - datetime.timedelta(seconds=61), NOON).well
    assert health.waiting(NOON + datetime.timedelta(seconds=5), NOON).figures == {"oldest_due_seconds": 0}


@pytest.mark.django_db
def test_a_database_that_is_down_is_told_without_its_address(client: Client) -> None:
    secret = 'connection to "db.internal" failed: password authentication failed for user "boss"'
    with mock.patch.object(health, "connection") as down:
        down.cursor.side_effect = OperationalError(secret)
        response = client.get("/readyz")
    text = response.content.decode()
    assert response.status_code == 503
    assert "The database does not answer." in json.loads(text)["reasons"]
    assert "internal" not in text
    assert "boss" not in text


@pytest.mark.django_db
def test_a_missing_migration_is_counted() -> None:
    check = health.Migrations()
    with mock.patch("academy.kit.health.MigrationExecutor") as executor:
        executor.return_value.migration_plan.return_value = ["one", "two"]
        assert check().words == "2 migrations are not applied. Run manage.py migrate."
        executor.return_value.migration_plan.return_value = []
        assert check().well
        executor.return_value.migration_plan.side_effect = AssertionError("asked again")
        assert check().well


def test_a_broker_out_of_reach_is_found_quickly(settings: Any) -> None:
    settings.CELERY_BROKER_URL = "redis://:hush@127.0.0.1:1/0"
    from celery import current_app

    with mock.patch.object(current_app, "connection_for_write") as link:
        link.return_value.__enter__.return_value.ensure_connection.side_effect = OSError("hush")
        answer = health.ask(health.broker, "broker")
    assert (answer.well, answer.words) == (False, "The broker does not answer.")


def test_folders_that_cannot_be_written_are_named_in_words(settings: Any) -> None:
    settings.CELERY_BROKER_URL = "filesystem://"
    gone = dict.fromkeys(["data_folder_in", "processed_folder", "control_folder"], "/nonexistent")
    settings.CELERY_BROKER_TRANSPORT_OPTIONS = gone
    answer = health.broker()
    assert (answer.well, answer.words) == (False, "The folders for messages cannot be written.")


def test_only_reading_is_allowed(rf: RequestFactory) -> None:
    assert health.Alive.as_view()(rf.post("/healthz")).status_code == 405
    assert health.Ready.as_view()(rf.post("/readyz")).status_code == 405
