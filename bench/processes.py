"""Processes of the bench: a job that prints JSON, and gunicorn serving the academy or the floor."""

import contextlib
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from academy.kit.children import Children
from bench.load import Target, ask

ROOT = Path(__file__).resolve().parents[1]
HOME = Path(tempfile.gettempdir()) / f"academy-bench-{os.getuid()}"
WORKERS, THREADS = 2, 2


def say(words: str) -> None:
    """Progress, on standard error."""
    sys.stderr.write(f"{words}\n")
    sys.stderr.flush()


def environment(database: str, settings: str = "bench.settings") -> dict[str, str]:
    """What a process needs to find the database and the settings."""
    HOME.mkdir(exist_ok=True)
    own = {"DATABASE_URL": database, "DJANGO_SETTINGS_MODULE": settings, "ACADEMY_HOME": str(HOME)}
    return {**os.environ, "STATEMENT_TIMEOUT": "1800", "CELERY_BROKER_URL": "memory://localhost//", **own}


def job(database: str, *command: str, settings: str = "bench.settings") -> Any:
    """Runs one job of `bench.jobs` in a process of its own and returns what it printed."""
    result = subprocess.run(
        [sys.executable, "-m", "bench.jobs", *command],
        cwd=ROOT,
        env=environment(database, settings),
        stdout=subprocess.PIPE,
        text=True,
        check=False,
    )
    if result.returncode:
        raise SystemExit(f"bench.jobs {' '.join(command)} failed")
    return json.loads(result.stdout)


@contextlib.contextmanager
def serving(database: str, port: int, settings: str) -> Iterator[None]:
    """gunicorn on 127.0.0.1, as in production but for the number of cores."""
    command = [sys.executable, "-m", "gunicorn", "academy.wsgi:application", "--bind", f"127.0.0.1:{port}"]
    pool = [
        "--worker-class",
        "gthread",
        "--workers",
        str(WORKERS),
        "--threads",
        str(THREADS),
        "--keep-alive",
        "30",
    ]
    children = Children()
    children.start("gunicorn", [*command, *pool, "--no-control-socket"], env=environment(database, settings))
    try:
        until = time.monotonic() + 180
        path = "/bare/1" if settings.endswith("floor_settings") else "/healthz"
        while True:
            try:
                ask(Target("up", port, path))
                break
            except OSError:
                if time.monotonic() > until or children.ended():
                    raise SystemExit("gunicorn did not come up") from None
                time.sleep(0.2)
        yield
    finally:
        children.stop()
