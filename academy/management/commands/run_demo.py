"""The demo academy in one command: data, web server, worker and clock, all stopped together."""

import contextlib
import fcntl
import os
import socket
import sys
import time
import urllib.error
import urllib.request
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connections

from academy.kit import folder_broker
from academy.kit.children import Children, die_with_parent

HOST = "127.0.0.1"
THREADS = 8


class Command(BaseCommand):
    """`make demo` runs this."""

    help = "Start the demo academy: web server, Celery worker and beat. Ctrl-C stops all of them."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--no-data", action="store_true", help="start on the data that is there")
        parser.add_argument("--stop-with-parent", action="store_true", help="stop when the caller is killed")

    def handle(self, *args: Any, port: int, no_data: bool, stop_with_parent: bool, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("run_demo works with demo settings only.")
        if stop_with_parent:
            die_with_parent()
        with only_one(settings.ACADEMY_HOME):
            check_port(port)
            if not no_data:
                self.load()
            connections.close_all()
            folder_broker.clear(settings.BROKER_FOLDER)
            try:
                self.serve(port)
            finally:
                folder_broker.clear(settings.BROKER_FOLDER)

    def load(self) -> None:
        """Brings the data in if it is not there yet."""
        try:
            call_command("load_demo")
        except KeyboardInterrupt:
            raise CommandError("Stopped while the data was being loaded. make demo goes on.") from None

    def serve(self, port: int) -> None:
        """Starts the three processes, says where to look, and waits."""
        children = Children()
        children.listen()
        try:
            for name, command in commands(port).items():
                children.start(name, command, env=environment(port))
            self.say_when_ready(children, port)
            ended = children.wait()
        finally:
            children.stop()
        if ended:
            raise CommandError(
                f"The {ended} stopped by itself, so the demo was stopped. The reason is above."
            )
        self.say("The demo academy has stopped. Everything is kept; make demo starts it again.")

    def say_when_ready(self, children: Children, port: int) -> None:
        """Waits until the server answers, then tells the person where to go."""
        until = time.monotonic() + 60
        while not answers(port):
            if children.wait(0.2) or children.signal or time.monotonic() > until:
                return
        self.say(
            f"\nThe demo academy is at http://{HOST}:{port}\n"
            "Sign in as pdl@alderwick.example with the password alderwick-demo. "
            "The README lists the other accounts.\nCtrl-C stops it.\n"
        )

    def say(self, words: str) -> None:
        """Writes to the terminal, which may be gone by now."""
        with contextlib.suppress(OSError):
            self.stdout.write(words)
            self.stdout.flush()


def environment(port: int) -> dict[str, str]:
    """What the children inherit: ours, with the settings named. BASE_URL leads to this port if unset."""
    return {
        "BASE_URL": f"http://{HOST}:{port}",
        **os.environ,
        "DJANGO_SETTINGS_MODULE": os.environ["DJANGO_SETTINGS_MODULE"],
        "PYTHONUNBUFFERED": "1",
    }


def commands(port: int) -> dict[str, list[str]]:
    """The command line of each process."""
    python = sys.executable
    celery = [
        python,
        "-W",
        "ignore:You're running the worker",
        "-m",
        "celery",
        "-q",
        "-A",
        "academy",
    ]
    schedule = str(settings.ACADEMY_HOME / "celerybeat-schedule")
    worker = ["worker", "-P", "threads", "-c", "2", "-l", "WARNING"]
    quiet = ["--without-gossip", "--without-mingle", "--without-heartbeat"]
    server = [python, "-m", "gunicorn", "academy.wsgi:application", "--bind", f"{HOST}:{port}"]
    pool = ["--worker-class", "gthread", "--threads", str(THREADS), "--keep-alive", "5", "--timeout", "120"]
    manners = ["--graceful-timeout", "5", "--log-level", "warning", "--no-control-socket"]
    return {
        "worker": [*celery, *worker, *quiet],
        "clock": [*celery, "beat", "-l", "WARNING", "--pidfile=", "-s", schedule],
        "web server": [*server, *pool, *manners],
    }


@contextlib.contextmanager
def only_one(home: Path) -> Iterator[None]:
    """Holds a lock on `home`: two demos on one broker folder would take each other's messages."""
    with (home / "demo.lock").open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise CommandError(f"The demo academy in {home} is already running. Stop it first.") from None
        yield


def check_port(port: int) -> None:
    """Refuses a port that somebody else uses, before anything is started."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except (OSError, OverflowError):
            raise CommandError(
                f"Port {port} on {HOST} cannot be used: something else uses it, or you may not. "
                f"Choose another: make demo PORT={port + 1 if port < 65535 else 8001}"
            ) from None


def answers(port: int) -> bool:
    """Whether the server says that it is up."""
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(f"http://{HOST}:{port}/healthz", timeout=2) as response:
            up: bool = response.status == 200
            return up
    except (urllib.error.URLError, OSError):
        return False
