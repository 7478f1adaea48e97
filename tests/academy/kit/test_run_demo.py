"""`make demo`'s server: three processes that start, stop and fail together. All real."""

import json
import os
import pty
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from tests.academy.kit.test_children import alive, soon

pytestmark = pytest.mark.kills
ROOT = Path(__file__).resolve().parents[3]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def database_url() -> str:
    """The migrated test database, as processes of their own can reach it. Nothing here writes to it."""
    at = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{at['NAME']}"
    return f"postgres://{at['USER']}:{at['PASSWORD']}@{at['HOST']}:{at['PORT']}/{at['NAME']}"


class Demo:
    """A demo on a port and in a home of its own."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.port = free_port()
        self.process: subprocess.Popen[str] | None = None
        self.env = {
            **os.environ,
            "ACADEMY_HOME": str(home),
            "DATABASE_URL": database_url(),
            "DJANGO_SETTINGS_MODULE": "academy.settings.demo",
        }

    def start(self, port: int | None = None, **how: Any) -> subprocess.Popen[str]:
        command = [sys.executable, "manage.py", "run_demo", "--no-data", "--port", str(port or self.port)]
        how = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "start_new_session": True, **how}
        self.process = subprocess.Popen(command, cwd=ROOT, env=self.env, text=True, **how)
        return self.process

    def ready(self) -> bool:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/readyz", timeout=2) as response:
                return bool(json.load(response)["status"] == "ready")
        except OSError:
            return False

    def children(self) -> list[int]:
        """Every process below the supervisor, gunicorn's workers included."""
        assert self.process is not None
        found, todo = [], [self.process.pid]
        while todo:
            parent = todo.pop()
            for entry in Path(f"/proc/{parent}/task/{parent}/children").read_text().split():
                found.append(int(entry))
                todo.append(int(entry))
        return found


@pytest.fixture
def demo(tmp_path: Path, django_db_setup: None) -> Iterator[Demo]:
    demo = Demo(tmp_path)
    yield demo
    if demo.process is not None and demo.process.poll() is None:
        demo.process.send_signal(signal.SIGTERM)
        demo.process.wait(20)


def refused(demo: Demo, port: int) -> str:
    process = demo.start(port)
    words, _ = process.communicate(timeout=30)
    assert process.returncode == 1
    return words


def test_it_comes_up_stops_on_ctrl_c_and_comes_up_again(demo: Demo) -> None:
    for _ in range(2):
        process = demo.start()
        assert soon(demo.ready, 60)
        children = demo.children()
        # The worker, the clock, the web server and the web server's own worker.
        assert len(children) >= 4
        address = f"BASE_URL=http://127.0.0.1:{demo.port}"
        assert all(address in Path(f"/proc/{pid}/environ").read_text().split("\0") for pid in children)
        process.send_signal(signal.SIGINT)
        words, _ = process.communicate(timeout=30)
        assert process.returncode == 0, words
        assert f"http://127.0.0.1:{demo.port}" in words
        assert "has stopped" in words
        assert "Traceback" not in words
        assert not [pid for pid in children if alive(pid)]
        assert list((demo.home / "broker" / "queue").glob("*")) == []
        assert list((demo.home / "broker" / "processed").glob("*")) == []


def test_closing_the_terminal_stops_everything(demo: Demo) -> None:
    ours, theirs = pty.openpty()
    take_terminal = (
        "import fcntl, os, sys, termios; fcntl.ioctl(0, termios.TIOCSCTTY, 0); "
        "os.execv(sys.argv[1], sys.argv[1:])"
    )
    demo.process = subprocess.Popen(
        [sys.executable, "-c", take_terminal, sys.executable, "manage.py", "run_demo", "--no-data"]
        + ["--port", str(demo.port)],
        cwd=ROOT,
        env=demo.env,
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        start_new_session=True,
        text=True,
    )
    os.close(theirs)
    assert soon(demo.ready, 60)
    children = demo.children()
    os.close(ours)
    demo.process.wait(30)
    assert soon(lambda: not [pid for pid in children if alive(pid)])


def test_killing_it_outright_leaves_nothing_running(demo: Demo) -> None:
    process = demo.start(stdout=subprocess.DEVNULL)
    assert soon(demo.ready, 60)
    children = demo.children()
    process.kill()
    process.wait(10)
    assert soon(lambda: not [pid for pid in children if alive(pid)], 30)


def test_when_the_worker_dies_all_stop_and_it_says_so(demo: Demo) -> None:
    process = demo.start()
    assert soon(demo.ready, 60)
    children = demo.children()
    lines = {pid: Path(f"/proc/{pid}/cmdline").read_text() for pid in children}
    os.kill(next(pid for pid, line in lines.items() if "\0worker\0" in line), signal.SIGKILL)
    words, _ = process.communicate(timeout=30)
    assert process.returncode == 1
    assert "The worker stopped by itself" in words
    assert not [pid for pid in children if alive(pid)]


def test_a_busy_port_is_refused_in_words_before_anything_starts(demo: Demo) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        began = time.monotonic()
        words = refused(demo, port)
    assert f"Port {port}" in words
    assert "make demo PORT=" in words
    assert "Traceback" not in words
    assert time.monotonic() - began < 20


@pytest.mark.django_db  # one test of the file must ask for the database, or there is none when it runs alone
@pytest.mark.parametrize("port", ["70000", "-1"])
def test_a_port_that_cannot_exist_is_refused_in_words(demo: Demo, port: str) -> None:
    words = refused(demo, int(port))
    assert "cannot be used" in words
    assert "Traceback" not in words


def test_a_second_demo_on_the_same_home_is_refused(demo: Demo) -> None:
    first = demo.start()
    assert soon(demo.ready, 60)
    second = Demo(demo.home)
    assert "already running" in refused(second, second.port)
    assert first.poll() is None
    assert demo.ready()
