"""Opens one spreadsheet in a process of its own, with limits, and prints its cells as JSON.

Started as a script by ``academy.kit.cells`` (``python -I child.py < file``), so it imports nothing of the
project but the folder ``reader`` beside it. Once its modules are loaded it gives up the right to open any
file
or socket (no descriptor is left to hand out), to use more than 512 MB or more than 60 seconds of processor.
Whatever a hostile file does to the libraries, it does here, and the parent reads a refusal.

Prints ``{"refused": code, "where": text}`` or ``{"kind", "encoding", "delimiter", "sheets": [...]}``, where a
sheet has ``name``, ``rows`` (``[[text, ...], ...]``) and, where there is any: ``formulas`` (the first cells
whose
value is worked out), ``unworked`` (cells whose formula was never worked out), ``fills`` (``{"RRGGBB": [[row,
column], ...]}``, both from 0) and ``hidden``.
"""

from __future__ import annotations

import importlib
import json
import resource
import sys
from pathlib import Path
from typing import NoReturn

sys.path.insert(0, str(Path(__file__).parent))
reader = importlib.import_module("reader")
stop = importlib.import_module("reader.stop")


def limit() -> None:
    """Take the limits: memory, processor time, no new descriptors, no new processes, no files written."""
    resource.setrlimit(resource.RLIMIT_AS, (stop.MEMORY_BYTES, stop.MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (stop.SECONDS, stop.SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NPROC, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (3, 3))


def main() -> NoReturn:
    """Read standard input, print JSON, leave."""
    raw = sys.stdin.buffer.read()
    limit()
    try:
        answer = reader.read(raw)
    except stop.Stop as refusal:
        answer = {"refused": refusal.code, "where": refusal.where}
    except MemoryError:
        answer = {"refused": "unpacks_too_big", "where": ""}
    except Exception:  # nothing of a stranger's file may travel in a trace
        answer = {"refused": "damaged", "where": ""}
    sys.stdout.write(json.dumps(answer, separators=(",", ":")))
    sys.stdout.flush()
    sys.exit(0)


if __name__ == "__main__":
    main()
