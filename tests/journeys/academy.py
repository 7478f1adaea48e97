"""The demo academy as a person meets it: loaded by its own command, served by its own processes."""

import contextlib
import fcntl
import functools
import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import psycopg

from tests.databases import kept_copy

ROOT = Path(__file__).resolve().parents[2]
BUILD = ROOT / "build"
RUN = os.environ.get("PYTEST_XDIST_TESTRUNUID", f"alone-{os.getpid()}")
WORKER = os.environ.get("PYTEST_XDIST_WORKER", "alone")
HOME = BUILD / "journeys" / WORKER
BUILT = BUILD / "journeys" / "built"
GIVEN = os.environ.get("JOURNEYS_FROM", "")
"""The home of a demo that was built before (SQLite), for whoever will not wait; for PostgreSQL it is carried
over."""
CARRY = f"from tests.journeys.carrying import carry; carry({str(Path(GIVEN) / 'academy.sqlite3')!r})"
SETTLE = "from academy.work.worker import do_due_jobs\nwhile do_due_jobs(): pass"
"""Hundreds of letters wait when the demo was loaded: sent once, not by each copy."""


def environment(home: Path = HOME) -> dict[str, str]:
    """What a process needs to work in the academy that this test process walks in."""
    env = {
        **os.environ,
        "ACADEMY_HOME": str(home),
        "BROKER_QUEUE": f"journeys-{home.name}",
        "DJANGO_SETTINGS_MODULE": "academy.settings.demo",
    }
    url = env.get("DATABASE_URL", "")
    if url.startswith("postgres"):
        env["DATABASE_URL"] = f"{url.rsplit('/', 1)[0]}/academy_journeys_{home.name}"
    return env


def name_of_database(home: Path) -> str:
    """The database of this home on the server, or nothing where it is a file."""
    url = environment(home).get("DATABASE_URL", "")
    return url.rsplit("/", 1)[1] if url.startswith("postgres") else ""


def manage(*command: str, env: dict[str, str] | None = None) -> str:
    """Runs a management command in the academy and returns what it said; shows it if it fails."""
    result = subprocess.run(
        [sys.executable, "manage.py", *command],
        cwd=ROOT,
        env=env or environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    if result.returncode:
        raise RuntimeError(f"{command}: {result.stdout[-3000:]}\n{result.stderr[-3000:]}")
    return result.stdout


def copy_database(home: Path, source: str) -> None:
    """The database of this home as a copy of another: of a file for SQLite, of a name for PostgreSQL."""
    name = name_of_database(home)
    if not name:
        shutil.copyfile(source, home / "academy.sqlite3")
        return
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as link:
        link.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        link.execute(f'CREATE DATABASE {name} TEMPLATE "{source}"')


def build() -> None:
    """Builds the demo academy: minutes of work, so once a run. What it was built for stands in a stamp."""
    shutil.rmtree(BUILT, ignore_errors=True)
    if GIVEN:
        shutil.copytree(GIVEN, BUILT, ignore=shutil.ignore_patterns("academy.sqlite3*"))
        copy_database(BUILT, kept_copy())
        manage("shell", "-c", CARRY, env=environment(BUILT))
    else:
        BUILT.mkdir(parents=True)
        copy_database(BUILT, kept_copy())
        manage("load_demo", env=environment(BUILT))
        manage("shell", "-c", SETTLE, env=environment(BUILT))
    (BUILT / "stamp").write_text(RUN)


def prepare() -> None:
    """An academy of this process's own, copied anew from the one that the run built."""
    shutil.rmtree(HOME, ignore_errors=True)
    postgres = name_of_database(BUILT)
    if GIVEN and not postgres:
        shutil.copytree(GIVEN, HOME)
        return
    BUILD.mkdir(exist_ok=True)
    with (BUILD / "journeys.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        stamp = BUILT / "stamp"
        if not stamp.exists() or stamp.read_text() != RUN:
            build()
        shutil.copytree(BUILT, HOME)
        copy_database(HOME, postgres or str(BUILT / "academy.sqlite3"))


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


@functools.cache
def zygote() -> subprocess.Popen[str]:
    """The process that the academies of this one are forked from."""
    log = (BUILD / f"journeys-{WORKER}.log").open("w")
    command = [sys.executable, "-m", "tests.journeys.zygote"]
    return subprocess.Popen(
        command,
        cwd=ROOT,
        env=environment(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=log,
        text=True,
        bufsize=1,
    )


def tell_zygote(words: str) -> None:
    """Has it done, or says what its log says."""
    process = zygote()
    assert process.stdin is not None and process.stdout is not None
    process.stdin.write(f"{words}\n")
    if process.stdout.readline() != "done\n":
        raise RuntimeError(f"The demo did not {words}:\n{journal()}")


def journal() -> str:
    """The end of what the processes said."""
    return (BUILD / f"journeys-{WORKER}.log").read_text()[-3000:]


@contextlib.contextmanager
def serve() -> Iterator[str]:
    """The address of the running demo; it is stopped at the end."""
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    tell_zygote(f"start {port}")
    try:
        until = time.monotonic() + 180
        while not ready(url):
            if time.monotonic() > until:
                raise RuntimeError(f"The demo did not come up:\n{journal()}")
            time.sleep(0.1)
        yield url
    finally:
        tell_zygote("stop")
