"""What is measured inside a process of its own: `python -m bench.jobs NAME ...` prints one JSON document."""

import contextlib
import gzip
import io
import json
import re
import resource
import sys
import time
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from statistics import median
from typing import Any

import django

django.setup()

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY, get_user_model
from django.contrib.staticfiles import finders
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bench.bookings_world import bookings_model
from bench.evidence import history
from bench.marking import marking
from bench.matrix import matrix
from bench.proposals import proposals, seed_levels
from bench.reading import reading
from bench.sitting_jobs import begin_sittings, count_sittings, mark_many
from bench.statistics import statistics

HISTORY = ("2024-12-01", "2026-11-30")


def quietly(*command: str) -> str:
    """Runs a management command and returns what it printed."""
    out = io.StringIO()
    with contextlib.redirect_stdout(sys.stderr):
        call_command(*command, stdout=out)
    return out.getvalue()


def session_of(email: str) -> dict[str, str]:
    """A cookie that signs this person in, made as signing in makes it."""
    user = get_user_model().objects.get(emailaddress__email=email)
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    return {"name": settings.SESSION_COOKIE_NAME, "value": session.session_key}


def page(name: str, email: str, path: str) -> dict[str, Any]:
    """One page as this person gets it: its size, what it loads, what it costs when warm and when not."""
    cookie = session_of(email)
    client = Client(SERVER_NAME="127.0.0.1")
    client.cookies[cookie["name"]] = cookie["value"]
    for _ in range(2):
        response = client.get(path)
    with CaptureQueriesContext(connection) as queries:
        response = client.get(path)
    if response.status_code != 200:
        raise SystemExit(f"{path} answered {response.status_code} for {email}")
    text = response.content.decode()
    return {
        "name": name,
        "path": path,
        "cookie": f"{cookie['name']}={cookie['value']}",
        "bytes": len(response.content),
        "queries": len(queries),
        "drawn_afresh": drawn_afresh(client, path),
        "weight": weight(text),
    }


def drawn_afresh(client: Client, path: str) -> dict[str, float]:
    """What the page costs when nothing of it is kept: queries and milliseconds, the middle of five."""
    times, queries = [], CaptureQueriesContext(connection)
    for _ in range(5):
        cache.clear()
        began = time.perf_counter()
        client.get(path)
        times.append(1_000 * (time.perf_counter() - began))
    cache.clear()
    with queries:
        client.get(path)
    return {"queries": len(queries), "milliseconds": round(median(times), 1)}


def weight(text: str) -> dict[str, int]:
    """Bytes of a first visit: the page as sent; its styles, scripts and pictures compressed as they are."""
    names = set(re.findall(rf'(?:href|src)="{settings.STATIC_URL}([^"?#]+)"', text))
    assets = 0
    for name in names:
        file = finders.find(name)
        if isinstance(file, str):
            packed = Path(f"{file}.gz")
            assets += packed.stat().st_size if packed.exists() else Path(file).stat().st_size
    html = len(text.encode())
    return {
        "page": html,
        "page_compressed": len(gzip.compress(text.encode())),
        "assets": assets,
        "total": html + assets,
    }


def find_link(email: str, start: str, pattern: str) -> str:
    """The first link on a page that looks like `pattern`."""
    cookie = session_of(email)
    client = Client(SERVER_NAME="127.0.0.1")
    client.cookies[cookie["name"]] = cookie["value"]
    found = re.search(rf'href="({pattern})"', client.get(start).content.decode())
    if found is None:
        raise SystemExit(f"{start} shows {email} no link like {pattern}")
    return found[1]


def pages() -> list[dict[str, Any]]:
    """The pages of the bench."""
    coordinator, lead = "coordinator@alderwick.example", "pdl@alderwick.example"
    starter = "starter@alderwick.example"
    module = find_link(coordinator, "/learn/", r"/learn/(?!threads|shared|kept)[^/\"]+/[^/\"]+/")
    chain = find_link(lead, "/loop/findings/", r"/loop/findings/\d+/")
    return [
        page("me", coordinator, "/me/"),
        page("starter", starter, "/me/"),
        page("loop", lead, "/loop/"),
        page("module", coordinator, module),
        page("lesson", coordinator, find_link(coordinator, module, rf"{module}[^/\"]+/")),
        page("chain", lead, chain),
    ]


def floor() -> dict[str, str]:
    """The cookie of a signed-in person for the floor's own server."""
    return session_of("coordinator@alderwick.example")


def prepare() -> dict[str, Any]:
    """The whole demo, which is the county the numbers are about."""
    began = time.perf_counter()
    quietly("load_demo")
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return {"seconds": round(time.perf_counter() - began, 1)}


def prepare_empty(staff: str) -> dict[str, Any]:
    """An academy with its people and nothing else."""
    quietly("init_academy", "--council", "Alderwick Council")
    quietly("import_staff", staff, "--json")
    return {}


def import_month(file: str) -> dict[str, Any]:
    """One month's file: check, apply, and what the rules ask for, until the ledger is empty."""
    from academy.work.worker import do_due_jobs

    began = time.perf_counter()
    told = json.loads(quietly("import_audits", file, "--approve-as", "qa@alderwick.example", "--json"))
    applied = time.perf_counter()
    do_due_jobs(most=100_000)
    ended = time.perf_counter()
    first = told[0] if isinstance(told, list) else told.get("files", [told])[0]
    if first["state"] != "applied":
        raise SystemExit(f"{file} was not applied: {first}")
    counts = {name: first[name] for name in ("audits", "grades", "findings", "assignments") if name in first}
    return {"seconds": ended - began, "check_and_apply": applied - began, "rules": ended - applied, **counts}


def load_marks(file: str) -> dict[str, Any]:
    """A file of marks through `load_marks`, with the memory it took at most."""
    began = time.perf_counter()
    told = json.loads(quietly("load_marks", file, "--json"))
    seconds = time.perf_counter() - began
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM assessments_audit")
        audits = cursor.fetchone()[0]
    return {"seconds": seconds, "megabytes": megabytes, "stored_audits": audits, "told": str(told)[:300]}


def copy_floor(file: str) -> dict[str, Any]:
    """pandas reads the file, and COPY puts the same marks into a table, in two ways.

    `copy`: row by row from Python into a table with the product's primary key and unique index, as a program
    would. `copy_text`: text made beforehand into a table with no index at all, the least that is possible.
    """
    import pandas

    began = time.perf_counter()
    frame = pandas.read_csv(file)
    read = time.perf_counter() - began
    criteria = frame.columns[list(frame.columns).index("auditor_ref") + 1 :]
    marks = frame[criteria].reset_index(names="audit").melt(id_vars="audit").dropna()
    numbers = {code: number for number, code in enumerate(criteria, 1)}
    marks["variable"] = marks["variable"].map(numbers)
    marks = marks.astype(int).sort_values(["audit", "variable"])
    text = marks.to_csv(index=False, header=False, sep="\t")
    rows = list(marks.itertuples(index=False, name=None))
    target = "COPY bench_marks (audit_id, criterion_id, grade) FROM STDIN"
    with connection.cursor() as cursor:
        identity = "id bigint GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY, "
        _marks_table(cursor, identity, ", UNIQUE (audit_id, criterion_id)")
        began = time.perf_counter()
        with cursor.copy(target) as copy:
            for row in rows:
                copy.write_row(row)
        by_row = time.perf_counter() - began
        _marks_table(cursor)
        began = time.perf_counter()
        with cursor.copy(target) as copy:
            copy.write(text)
        as_text = time.perf_counter() - began
        cursor.execute("DROP TABLE bench_marks")
    return {"read_csv": read, "copy": by_row, "copy_text": as_text, "marks": len(rows)}


def _marks_table(cursor: Any, key: str = "", unique: str = "") -> None:
    """A table for marks, made anew."""
    cursor.execute("DROP TABLE IF EXISTS bench_marks")
    columns = "audit_id bigint, criterion_id bigint, grade smallint"
    cursor.execute(f"CREATE TABLE bench_marks ({key}{columns}{unique})")


def replay() -> dict[str, Any]:
    """What the rules would have asked over the two years."""
    began = time.perf_counter()
    lines = json.loads(quietly("replay_loop", "--from", HISTORY[0], "--to", HISTORY[1], "--json"))
    return {"seconds": time.perf_counter() - began, "assignments": len(lines)}


JOBS: dict[str, Callable[..., Any]] = {
    job.__name__: job
    for job in (
        pages,
        floor,
        prepare,
        prepare_empty,
        import_month,
        load_marks,
        copy_floor,
        replay,
        statistics,
        bookings_model,
        begin_sittings,
        count_sittings,
        mark_many,
        marking,
        matrix,
        reading,
        history,
        seed_levels,
        proposals,
    )
}

if __name__ == "__main__":
    name, *arguments = sys.argv[1:]
    print(json.dumps(JOBS[name](*arguments)))  # noqa: T201
