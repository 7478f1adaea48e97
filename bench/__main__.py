"""`make bench`: every figure beside its floor, measured in the same run. Prints one JSON document.

`python -m bench pages replay` measures only what is named. ROUNDS, SECONDS and SIZES make a quick run of it.
"""

import gzip
import json
import os
import platform
import shutil
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bench import databases, sittings, storm
from bench.effect_simulation import simulate
from bench.figures import ratio, spread
from bench.load import Target, throughput
from bench.processes import ROOT, THREADS, WORKERS, job, say, serving
from bench.seed import write_audits

ROUNDS = int(os.environ.get("ROUNDS", "5"))
SECONDS = float(os.environ.get("SECONDS", "2"))
SIZES = [int(size) for size in os.environ.get("SIZES", "5000,20000,50000").split(",")]
COUNTY, EMPTY, ROUND = "academy_bench", "academy_bench_empty", "academy_bench_round"
ITEMS, HISTORY = "academy_bench_items", "academy_bench_history"
LEVELS = "academy_bench_levels"
FIXTURES = ROOT / "tests" / "fixtures"
MONTH = FIXTURES / "audits" / "2026-11_L2.csv.gz"
STAFF = FIXTURES / "loop" / "staff.csv.gz"


def unpacked(file: Path, folder: Path) -> Path:
    """The file without its compression."""
    target = folder / file.stem
    with gzip.open(file) as source, target.open("wb") as out:
        shutil.copyfileobj(source, out)
    return target


def measure_pages(folder: Path) -> dict[str, Any]:
    """Requests per second of four pages and, between them, of the floors with the same number of bytes."""
    found = job(databases.url(COUNTY), "pages")
    cookie = job(databases.url(COUNTY), "floor", settings="bench.floor_settings")
    signed_in = f"{cookie['name']}={cookie['value']}"
    result: dict[str, Any] = {}
    with (
        serving(databases.url(COUNTY), 8471, "bench.settings"),
        serving(databases.url(COUNTY), 8472, "bench.floor_settings"),
    ):
        for page in found:
            size = page["bytes"]
            targets = [
                Target("page", 8471, page["path"], page["cookie"], size),
                Target("bare", 8472, f"/bare/{size}", "", size),
                Target("auth10q", 8472, f"/auth10q/{size}", signed_in, size),
            ]
            rates: dict[str, list[float]] = {target.name: [] for target in targets}
            for target in targets:
                throughput(target, SECONDS / 2)  # warm
            for _ in range(ROUNDS):
                for target in targets:
                    rates[target.name].append(throughput(target, SECONDS))
            result[page["name"]] = {
                "path": page["path"],
                "bytes": size,
                "queries": page["queries"],
                "drawn_afresh": page["drawn_afresh"],
                "requests_per_second": spread(rates["page"], 1),
                "bare": spread(rates["bare"], 1),
                "auth10q": spread(rates["auth10q"], 1),
                "ratio_to_auth10q": ratio(rates["page"], rates["auth10q"]),
                "auth10q_to_bare": ratio(rates["auth10q"], rates["bare"]),
                "weight": page["weight"],
            }
            say(f"  {page['name']}: {result[page['name']]['ratio_to_auth10q']['median']} of auth10q")
    return result


def measure_month(folder: Path) -> dict[str, Any]:
    """The latest month's file, each round on its own copy of the county."""
    month = unpacked(MONTH, folder)
    rounds = [job(databases.make(ROUND, COUNTY), "import_month", str(month)) for _ in range(ROUNDS)]
    last = rounds[-1]
    return {
        "file": month.name,
        **{name: last[name] for name in ("audits", "grades", "findings", "assignments") if name in last},
        "seconds": spread([entry["seconds"] for entry in rounds]),
        "check_and_apply": spread([entry["check_and_apply"] for entry in rounds]),
        "rules": spread([entry["rules"] for entry in rounds]),
        "limit_seconds": 3,
    }


def measure_bulk(folder: Path) -> dict[str, Any]:
    """Thousands of audits through `load_marks`, beside pandas.read_csv and COPY of the same marks."""
    job(databases.make(EMPTY), "prepare_empty", str(unpacked(STAFF, folder)))
    result: dict[str, Any] = {}
    for size in SIZES:
        file = folder / f"marks_{size}.csv"
        marks = write_audits(file, size)
        ours, floors = [], []
        for _ in range(ROUNDS):
            address = databases.make(ROUND, EMPTY)
            ours.append(job(address, "load_marks", str(file)))
            floors.append(job(address, "copy_floor", str(file)))
        if ours[-1]["stored_audits"] != size:
            raise SystemExit(f"{ours[-1]['stored_audits']} of {size} audits were stored: {ours[-1]['told']}")
        seconds = [entry["seconds"] for entry in ours]
        floor = [entry["read_csv"] + entry["copy"] for entry in floors]
        least = [entry["read_csv"] + entry["copy_text"] for entry in floors]
        result[str(size)] = {
            "marks": marks,
            "seconds": spread(seconds),
            "read_csv_and_copy": spread(floor),
            "copy_rows_per_second": round(
                marks / sorted(entry["copy"] for entry in floors)[len(floors) // 2]
            ),
            "times_read_csv_and_copy": ratio(seconds, floor),
            "times_read_csv_and_copy_of_text_without_indexes": ratio(seconds, least),
            "megabytes_at_most": round(max(entry["megabytes"] for entry in ours)),
            "audits_per_second": round(size / sorted(seconds)[len(seconds) // 2]),
        }
        say(f"  {size} audits: {result[str(size)]['seconds']['median']} s")
        file.unlink()
    return result


def measure_replay(folder: Path) -> dict[str, Any]:
    """The rules over two years of history."""
    rounds = [job(databases.url(COUNTY), "replay") for _ in range(ROUNDS)]
    return {
        "assignments": rounds[-1]["assignments"],
        "seconds": spread([entry["seconds"] for entry in rounds]),
        "limit_seconds": 5,
    }


def measure_statistics(folder: Path) -> dict[str, Any]:
    """What a hundred thousand responses tell about the items of a paper."""
    address = databases.make(ITEMS)
    job(address, "prepare_empty", str(unpacked(STAFF, folder)))
    rounds = [job(address, "statistics") for _ in range(ROUNDS)]
    databases.drop(ITEMS)
    return {
        "responses": rounds[-1]["responses"],
        "items": rounds[-1]["items"],
        "seconds": spread([entry["seconds"] for entry in rounds]),
        "limit_seconds": 5,
    }


def measure_sittings(folder: Path) -> dict[str, Any]:
    """200 people sitting a paper at once."""
    if os.environ.get("REUSE") != "1" or not databases.exists(EMPTY):
        job(databases.make(EMPTY), "prepare_empty", str(unpacked(STAFF, folder)))
    return sittings.measure(folder, EMPTY)


def measure_marking(folder: Path) -> dict[str, Any]:
    """Answers marked in a second, for each kind of exercise."""
    found: dict[str, Any] = job(f"sqlite:///{folder}/none.sqlite3", "marking")
    for code, figures in found.items():
        slowest = figures["slowest"]
        say(f"  {code}: {figures['per_second']} a second, {slowest['item']} {slowest['per_second']}")
    return found


def measure_effect_simulation(folder: Path) -> dict[str, Any]:
    """How often the interval of the effect of training holds the truth, over made-up councils."""
    found = simulate(int(os.environ.get("WORLDS", "200")))
    for name in ("without_effect", "with_effect"):
        say(f"  {name}: {found[name]['interval_holds_the_truth']['share']} of intervals hold the truth")
    return found


def measure_reading(folder: Path) -> dict[str, Any]:
    """10,000 rows of audits, from the file to what a person sees of it."""
    found: dict[str, Any] = job(f"sqlite:///{folder}/none.sqlite3", "reading")
    for name, one in found.items():
        say(f"  {name}: {one['seconds']} s, reader {one['reader_mb']} MB, check {one['own_mb']} MB")
    return {**found, "limit_seconds": 60, "limit_mb": 512}


def measure_matrix(folder: Path) -> dict[str, Any]:
    """Where 300 people stand against 40 requirements."""
    found: dict[str, Any] = job(f"sqlite:///{folder}/none.sqlite3", "matrix")
    say(f"  {found['lines']} lines in {found['ms']} ms")
    return found


def measure_evidence(folder: Path) -> dict[str, Any]:
    """The history of one person over ten years, paged."""
    found: dict[str, Any] = job(databases.make(HISTORY), "history")
    databases.drop(HISTORY)
    say(f"  newest {found['newest']['milliseconds']} ms, middle {found['middle']['milliseconds']} ms")
    return found


def measure_proposals(folder: Path) -> dict[str, Any]:
    """What moves 12,000 people to their next level on 24 tasks, and the matrix of 300 of them."""
    address = databases.make(LEVELS)
    seeded = job(address, "seed_levels")
    found: dict[str, Any] = job(address, "proposals")
    databases.drop(LEVELS)
    say(f"  {found['rows']} rows in {found['first']:.1f} s; matrix in {found['matrix_ms']:.0f} ms")
    return {**seeded, **found, "limit_seconds": 60, "limit_matrix_ms": 200}


def measure_bookings_model(folder: Path) -> dict[str, Any]:
    """20,000 mixed operations on bookings that agree with a sequential model."""
    count = os.environ.get("OPERATIONS", "20000")
    found: dict[str, Any] = job(f"sqlite:///{folder}/model.sqlite3", "bookings_model", count)
    say(f"  {found['operations']} operations agreed in {found['seconds']} s")
    return found


def measure_storm(folder: Path) -> dict[str, Any]:
    """5,000 attempts of 500 people on 50 places from 20 processes, on both databases."""
    found = {"sqlite": storm.on_sqlite(), "postgresql": storm.on_postgresql()}
    for name, one in found.items():
        say(f"  {name}: {one['bookings_per_s']} bookings a second, {one['oversold']} oversold")
    return {**found, "limit_bookings_per_s": 100}


PARTS: dict[str, Callable[[Path], dict[str, Any]]] = {
    "pages": measure_pages,
    "month": measure_month,
    "bulk": measure_bulk,
    "replay": measure_replay,
    "statistics": measure_statistics,
    "sittings": measure_sittings,
    "marking": measure_marking,
    "matrix": measure_matrix,
    "reading": measure_reading,
    "effect_simulation": measure_effect_simulation,
    "evidence": measure_evidence,
    "proposals": measure_proposals,
    "bookings_model": measure_bookings_model,
    "storm": measure_storm,
}
ALONE = {"bookings_model", "effect_simulation", "marking", "matrix", "reading"}
"""What needs no database server."""


def main(names: list[str]) -> int:
    """Measures what is named, or everything."""
    unknown = [name for name in names if name not in PARTS]
    if unknown:
        say(f"There is no {', '.join(unknown)}. Choose from {', '.join(PARTS)}.")
        return 2
    chosen = names or list(PARTS)
    report: dict[str, Any] = {
        "machine": {"cores": os.cpu_count(), "python": platform.python_version()},
        "server": {"gunicorn": "gthread", "workers": WORKERS, "threads": THREADS, "database": "PostgreSQL"},
        "rounds": ROUNDS,
    }
    with tempfile.TemporaryDirectory(prefix="academy-bench-") as folder:
        if set(chosen) - {"bulk", "statistics", "sittings", "proposals", "evidence", "storm"} - ALONE:
            if os.environ.get("REUSE") != "1" or not databases.exists(COUNTY):
                say("Loading the county")
                report["county"] = job(databases.make(COUNTY), "prepare")
        for name in chosen:
            say(f"Measuring: {name}")
            report[name] = PARTS[name](Path(folder))
    if set(chosen) - ALONE:
        databases.drop(ROUND)
    print(json.dumps(report, indent=2))  # noqa: T201
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
