"""Reads a file of a stranger in a process of its own, which has nothing but the file and dies with its fault.

What the child may do to itself (memory, time) it limits itself; here is what the parent must hold: the size,
the clock, an empty environment, and that whatever goes wrong is a word and never a trace.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

MOST_BYTES = 10 * 1024 * 1024


class Unreadable(Exception):
    """Why a file was not read, as a code that its reader has words for, and where it happened."""

    def __init__(self, code: str, where: str = "") -> None:
        super().__init__(code)
        self.code, self.where = code, where


def read_apart(child: Path, raw: bytes, *, seconds: int) -> dict[str, Any]:
    """What the child says of the file. Raises Unreadable: too_big, empty, too_slow, unpacks_too_big, damaged,
    or whatever the child refuses it for."""
    if len(raw) > MOST_BYTES:
        raise Unreadable("too_big")
    if not raw.strip():
        raise Unreadable("empty")
    command = [sys.executable, "-I", str(child)]
    try:
        done = subprocess.run(command, input=raw, capture_output=True, timeout=seconds, env={}, check=False)
    except subprocess.TimeoutExpired:
        raise Unreadable("too_slow") from None
    if done.returncode or not done.stdout:
        raise Unreadable("unpacks_too_big" if not done.stdout else "damaged")
    answer: dict[str, Any] = json.loads(done.stdout)
    if "refused" in answer:
        raise Unreadable(answer["refused"], answer.get("where", ""))
    return answer
