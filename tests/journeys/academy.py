"""The demo academy as a person meets it: loaded by its own command, served by its own processes."""

import contextlib
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BUILD = ROOT / "build"
HOME = BUILD / "journeys"
DATABASE = "academy_journeys"


def manage(*command: str, env: dict[str, str]) -> None:
    """Runs a management command and shows what it said if it fails."""
    result = subprocess.run(
        [sys.executable, "manage.py", *command],
        cwd=ROOT,
        env=env,
        capture_output=True,
        text=True,
        check=False,
    )
    if result.returncode:
        raise RuntimeError(f"{command}: {result.stdout[-3000:]}\n{result.stderr[-3000:]}")


def fresh_database(url: str) -> str:
    """An empty PostgreSQL database beside the one that `url` names."""
    import psycopg

    base = url.rsplit("/", 1)[0]
    with psycopg.connect(url, autocommit=True) as link:
        link.execute(f"DROP DATABASE IF EXISTS {DATABASE} WITH (FORCE)")
        link.execute(f"CREATE DATABASE {DATABASE}")
    return f"{base}/{DATABASE}"


def prepare() -> dict[str, str]:
    """Loads the demo into a home of its own and returns the environment that leads there.

    JOURNEYS_FROM names the home of a demo that was built before (SQLite): it is copied and brought up to
    date, which saves whoever writes a journey the minutes of building one.
    """
    shutil.rmtree(HOME, ignore_errors=True)
    HOME.mkdir(parents=True)
    env = {**os.environ, "ACADEMY_HOME": str(HOME), "DJANGO_SETTINGS_MODULE": "academy.settings.demo"}
    if "JOURNEYS_FROM" in env:
        shutil.copytree(env["JOURNEYS_FROM"], HOME, dirs_exist_ok=True)
        manage("init_academy", "--council", "Alderwick Council", env=env)
        return env
    if env.get("DATABASE_URL", "").startswith("postgres"):
        env["DATABASE_URL"] = fresh_database(env["DATABASE_URL"])
    manage("load_demo", env=env)
    return env


def free_port() -> int:
    """A port that nobody uses at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def ready(url: str) -> bool:
    """Whether /readyz says that all is well."""
    try:
        with urllib.request.urlopen(f"{url}/readyz", timeout=5) as response:
            return bool(json.load(response)["status"] == "ready")
    except OSError:
        return False


@contextlib.contextmanager
def serve(env: dict[str, str]) -> Iterator[str]:
    """The address of the running demo; it is stopped at the end."""
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    with (BUILD / "journeys.log").open("w") as log:
        command = [
            sys.executable,
            "manage.py",
            "run_demo",
            "--no-data",
            "--port",
            str(port),
            "--stop-with-parent",
        ]
        process = subprocess.Popen(command, cwd=ROOT, env=env, stdout=log, stderr=log, start_new_session=True)
        try:
            until = time.monotonic() + 180
            while not ready(url):
                if process.poll() is not None or time.monotonic() > until:
                    raise RuntimeError(f"The demo did not come up:\n{Path(log.name).read_text()[-3000:]}")
                time.sleep(0.2)
            yield url
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(30)
