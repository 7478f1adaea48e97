"""A few processes that live and die together: when one ends, or somebody says stop, all end."""

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from types import FrameType

PR_SET_PDEATHSIG = 1
STOPPING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def die_with_parent(number: int = signal.SIGTERM) -> None:
    """Asks Linux to signal this process when its parent dies; elsewhere nothing happens."""
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, number)


class Children:
    """Starts processes, waits until one ends or a stop signal comes, and then stops them all.

    Each child leads a process group of its own, so Ctrl-C in the terminal reaches only this process, which
    stops the children in order. A child is asked with SIGTERM, and after `grace` seconds its whole group is
    killed. If this process is itself killed, Linux sends every child SIGTERM.
    """

    def __init__(self, grace: float = 10.0) -> None:
        self.grace = grace
        self.signal: int | None = None
        self.running: dict[str, subprocess.Popen[bytes]] = {}

    def listen(self) -> None:
        """From now on Ctrl-C, a polite kill and a closed terminal mean: stop."""
        for number in STOPPING:
            signal.signal(number, self._heard)

    def _heard(self, number: int, frame: FrameType | None) -> None:
        self.signal = number

    def start(self, name: str, command: Sequence[str], env: dict[str, str] | None = None) -> None:
        """Starts one child."""
        self.running[name] = subprocess.Popen(
            command, env=env, stdin=subprocess.DEVNULL, start_new_session=True, preexec_fn=die_with_parent
        )

    def ended(self) -> str | None:
        """The name of a child that has ended, if any has."""
        return next((name for name, child in self.running.items() if child.poll() is not None), None)

    def wait(self, seconds: float | None = None) -> str | None:
        """Sleeps until a stop signal, a child's end (its name is returned) or the end of the time."""
        until = None if seconds is None else time.monotonic() + seconds
        while self.signal is None and (until is None or time.monotonic() < until):
            name = self.ended()
            if name is not None:
                return name
            time.sleep(0.1)
        return None

    def stop(self) -> None:
        """Asks all to stop, first the one that was started last; kills those that do not within the grace."""
        children = list(reversed(self.running.values()))
        for child in children:
            if child.poll() is None:
                child.send_signal(signal.SIGTERM)
        until = time.monotonic() + self.grace
        for child in children:
            try:
                child.wait(max(0.0, until - time.monotonic()))
            except subprocess.TimeoutExpired:
                pass
            self._end_group(child)
        self.running.clear()

    @staticmethod
    def _end_group(child: subprocess.Popen[bytes]) -> None:
        """Kills what is left of the child's group: itself if it would not stop, and anything it started."""
        try:
            os.killpg(child.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass
        child.wait()
