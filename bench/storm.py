"""`python -m bench.storm`: a throwaway academy, a session of 50 places, and 500 people who try 5,000 times.

On SQLite always; on PostgreSQL too if DATABASE_URL, or BENCH_DATABASE_URL, names a server where databases may
be made. Prints one JSON document with both.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from bench import databases
from bench.processes import ROOT, say

NAME = "academy_bench_storm"
FLAGS = ["--people", "500", "--attempts", "5000", "--processes", "20", "--json"]
PLACES = 50


def run(folder: Path, address: str, *flags: str) -> dict[str, Any]:
    """Make the academy in an empty database and let the storm loose, with the demo's settings."""
    own = {
        "DJANGO_SETTINGS_MODULE": "academy.settings.demo",
        "ACADEMY_HOME": str(folder),
        "DATABASE_URL": address,
    }
    env = {**os.environ, **own}
    manage = [sys.executable, "manage.py"]
    subprocess.run([*manage, "migrate", "--verbosity", "0"], cwd=ROOT, env=env, check=True)
    command = [*manage, "storm_bookings", "--make", str(PLACES), *(flags or FLAGS)]
    done = subprocess.run(command, cwd=ROOT, env=env, check=True, stdout=subprocess.PIPE, text=True)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def on_sqlite(*flags: str) -> dict[str, Any]:
    """On a file in a folder of its own."""
    with tempfile.TemporaryDirectory(prefix="academy-storm-") as folder:
        return run(Path(folder), f"sqlite:///{folder}/academy.sqlite3", *flags)


def on_postgresql(*flags: str) -> dict[str, Any]:
    """On a database of its own, which is dropped afterwards."""
    address = databases.make(NAME)
    try:
        with tempfile.TemporaryDirectory(prefix="academy-storm-") as folder:
            return run(Path(folder), address, *flags)
    finally:
        databases.drop(NAME)


def main() -> int:
    """Both, as far as there is a server; fails where a place was sold twice, lost or an error shown."""
    server = os.environ.get("DATABASE_URL", "")
    if server.startswith("postgres"):
        os.environ.setdefault("BENCH_DATABASE_URL", server)
    say("Storm on SQLite: making an empty academy takes a minute")
    report = {"sqlite": on_sqlite()}
    if "BENCH_DATABASE_URL" in os.environ:
        say("Storm on PostgreSQL")
        report["postgresql"] = on_postgresql()
    print(json.dumps(report, indent=2))  # noqa: T201
    wanted = {"confirmed": PLACES, "waiting": 450, "oversold": 0, "lost": 0, "errors": 0, "in_order": True}
    return int(any(one[name] != value for one in report.values() for name, value in wanted.items()))


if __name__ == "__main__":
    sys.exit(main())
