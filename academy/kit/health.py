"""Whether this process is up (/healthz) and whether it can do its work (/readyz).

A check is a function without arguments that returns a `Check`. The settings list the checks by their paths,
because the kit does not know the parts above it. Answers say what is wrong in words and never carry an
address, a user name or the text of an error.
"""

import datetime
import logging
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from celery import current_app
from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.decorators import method_decorator
from django.utils.module_loading import import_string
from django.views import View
from django.views.decorators.cache import never_cache

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Check:
    """One answer: `name`, whether all is `well`, `words` for a person, and figures for a machine."""

    name: str
    well: bool
    words: str
    figures: dict[str, Any] = field(default_factory=dict)


Checker = Callable[[], Check]


def database() -> Check:
    """Whether the database answers."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        cursor.fetchone()
    return Check("database", True, "The database answers.")


class Migrations:
    """Whether every migration is applied. Once they are, they stay so for the life of the process."""

    def __init__(self) -> None:
        self.applied = False

    def __call__(self) -> Check:
        if not self.applied:
            executor = MigrationExecutor(connection)
            missing = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
            if missing:
                words = f"{missing} migrations are not applied. Run manage.py migrate."
                return Check("migrations", False, words, {"missing": missing})
            self.applied = True
        return Check("migrations", True, "All migrations are applied.")


migrations = Migrations()


def broker() -> Check:
    """Whether messages can be sent: the broker answers, or its folders can be written."""
    if settings.CELERY_BROKER_URL.startswith("filesystem"):
        options = settings.CELERY_BROKER_TRANSPORT_OPTIONS
        places = [options[key] for key in ("data_folder_in", "processed_folder", "control_folder")]
        if not all(os.access(place, os.W_OK | os.X_OK) for place in places):
            return Check("broker", False, "The folders for messages cannot be written.")
        return Check("broker", True, "The folders for messages can be written.")
    with current_app.connection_for_write(connect_timeout=2) as link:
        link.ensure_connection(max_retries=1, interval_start=0, timeout=3)
    return Check("broker", True, "The broker answers.")


def waiting(oldest: datetime.datetime | None, now: datetime.datetime) -> Check:
    """How long the oldest due row of the ledger has waited; too long means that no worker works."""
    seconds = max(0, round((now - oldest).total_seconds())) if oldest else 0
    figures = {"oldest_due_seconds": seconds}
    if seconds > settings.LEDGER_LATE_SECONDS:
        words = f"Work has been waiting for {seconds // 60} minutes. Is the worker running?"
        return Check("ledger", False, words, figures)
    return Check("ledger", True, "No work is waiting too long.", figures)


def ask(check: Checker, name: str) -> Check:
    """The answer of a check; one that breaks is a failure, told without the text of the error."""
    try:
        return check()
    except Exception as error:
        log.warning("Readiness check %s failed: %s", name, type(error).__name__)
        return Check(name, False, f"The {name} does not answer.")


@method_decorator(never_cache, name="dispatch")
class Alive(View):
    """The process is up. Nothing is looked up, so that a slow database does not get processes killed."""

    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest) -> HttpResponse:
        return JsonResponse({"status": "up"})


@method_decorator(never_cache, name="dispatch")
class Ready(View):
    """Every check's answer as JSON: 200 when all is well, else 503 with the reasons in words."""

    http_method_names = ["get", "head"]

    @staticmethod
    def checks() -> Sequence[tuple[str, Checker]]:
        """The name and the function of every check that the settings list."""
        return [(name, import_string(path)) for name, path in settings.READY_CHECKS.items()]

    def get(self, request: HttpRequest) -> HttpResponse:
        answers = [ask(check, name) for name, check in self.checks()]
        reasons = [answer.words for answer in answers if not answer.well]
        body = {
            "status": "not ready" if reasons else "ready",
            "reasons": reasons,
            "checks": {a.name: {"well": a.well, "words": a.words, **a.figures} for a in answers},
        }
        return JsonResponse(body, status=503 if reasons else 200)
