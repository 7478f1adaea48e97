"""Processes that live and die together: real processes, really killed."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

pytestmark = pytest.mark.kills

SLEEPER = [sys.executable, "-c", "import time; time.sleep(60)"]
FAMILY = """
import subprocess, sys
from academy.kit.children import Children, die_with_parent
family = Children(grace={grace})
family.listen()
for name, code in {children!r}.items():
    family.start(name, [sys.executable, "-c", code])
print(*(child.pid for child in family.running.values()), flush=True)
ended = family.wait(20)
family.stop()
sys.exit(3 if ended else 0)
"""
SLEEPS = "import time; time.sleep(60)"
DEAF = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print(flush=True); time.sleep(60)"
PARENT = (
    "import subprocess, sys, time; "
    "c = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)']); "
    "open(sys.argv[1] if len(sys.argv) > 1 else {path!r}, 'w').write(str(c.pid)); time.sleep(60)"
)


def alive(pid: int) -> bool:
    """Whether a process runs; one that is dead and not yet collected does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def soon(true: Callable[[], bool], seconds: float = 10) -> bool:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if true():
            return True
        time.sleep(0.05)
    return False


def family(grace: float = 5, **children: str) -> tuple[subprocess.Popen[str], list[int]]:
    process = subprocess.Popen(
        [sys.executable, "-c", FAMILY.format(grace=grace, children=children)],
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    assert process.stdout is not None
    line = next(line for line in process.stdout if line.strip())
    return process, [int(pid) for pid in line.split()]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_stop_signal_ends_all(number: int) -> None:
    process, pids = family(one=SLEEPS, two=SLEEPS)
    assert all(alive(pid) for pid in pids)
    process.send_signal(number)
    assert process.wait(10) == 0
    assert not any(alive(pid) for pid in pids)


def test_when_one_ends_the_others_are_stopped() -> None:
    process, pids = family(long=SLEEPS, short="import time; time.sleep(1)")
    assert process.wait(15) == 3
    assert not any(alive(pid) for pid in pids)


def test_a_child_that_will_not_stop_is_killed() -> None:
    process, pids = family(grace=1, deaf=DEAF)
    time.sleep(0.5)
    process.send_signal(signal.SIGTERM)
    assert process.wait(10) == 0
    assert not any(alive(pid) for pid in pids)


def test_what_a_child_started_goes_with_it(tmp_path: Path) -> None:
    note = tmp_path / "pid"
    process, pids = family(parent=PARENT.format(path=str(note)))
    assert soon(lambda: note.exists() and note.read_text() != "")
    grandchild = int(note.read_text())
    assert alive(grandchild)
    process.send_signal(signal.SIGTERM)
    assert process.wait(10) == 0
    assert soon(lambda: not alive(grandchild))


def test_killing_the_parent_outright_leaves_no_orphans() -> None:
    process, pids = family(one=SLEEPS, two=SLEEPS)
    os.kill(process.pid, signal.SIGKILL)
    process.wait(10)
    assert soon(lambda: not any(alive(pid) for pid in pids))
