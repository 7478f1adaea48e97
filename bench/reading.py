"""How long 10,000 rows take from a file to what a person sees of it, and how much memory, without a database.

Each file is read by the child as in the product, scanned, checked and previewed in a process of its own.
"""

from __future__ import annotations

import csv
import datetime
import gzip
import io
import os
import random
import resource
import time
from pathlib import Path
from typing import Any

ROWS = 10_000
TODAY = datetime.date(2026, 11, 30)
FIXTURES = Path(__file__).parents[1] / "tests" / "fixtures" / "audits"
SECTIONS = ("A", "B", "C", "D", "E", "F", "G", "H1", "H2", "I", "J", "K")
HEAD = ["Audit ID", "Completed on", "Plan ref", "New/Amended", "Writer", "Auditor", *SECTIONS, "Overall"]


def _table(name: str) -> list[dict[str, str]]:
    text = gzip.decompress((FIXTURES / name).read_bytes()).decode()
    return list(csv.DictReader(io.StringIO(text, newline="")))


def _rows(writers: list[str], *, coloured: bool) -> list[list[str]]:
    """10,000 audits with a different comment each, so that nothing is saved by having been scanned before."""
    rng = random.Random(8)
    texts = [row["text"] for row in _table("comments.csv.gz")]
    rows = []
    for number in range(ROWS):
        grades = [
            "" if coloured else rng.choice(("O", "G", "G", "RI", "NA")) for _ in range(len(SECTIONS) + 1)
        ]
        comment = f"{rng.choice(texts)} {rng.choice(texts)} Note {number}."
        day = f"{rng.randint(1, 28):02d}/{rng.randint(1, 10):02d}/2026"
        refs = [f"AUD-{number}", day, f"PR-{number}", "New", rng.choice(writers), "AW-0001"]
        rows.append([*refs, *grades, comment])
    return rows


def _files(writers: list[str]) -> dict[str, bytes]:
    import xlsxwriter

    plain = _rows(writers, coloured=False)
    text = io.StringIO(newline="")
    csv.writer(text).writerows([[*HEAD, "Comment"], *plain])
    files = {"csv": text.getvalue().encode("utf-16")}
    for name, rows in (("xlsx", plain), ("colours", _rows(writers, coloured=True))):
        out = io.BytesIO()
        book = xlsxwriter.Workbook(out, {"in_memory": True})
        fills = [book.add_format({"bg_color": one}) for one in ("#00602B", "#00B050", "#FFC000", "#FF0000")]
        page = book.add_worksheet("Audits")
        for place, row in enumerate([[*HEAD, "Comment"], *rows]):
            page.write_row(place, 0, row)
            if name == "colours" and place:
                for column in range(6, 6 + len(SECTIONS)):
                    page.write_blank(place, column, None, fills[(place + column) % 4])
        book.close()
        files[name] = out.getvalue()
    return files


def _people() -> list[Any]:
    from assessments.imports.checking.writers import Person

    return [
        Person(
            row["staff_ref"], row["staff_ref"], row["given_name"], row["family_name"], row["email"],
            row["role_code"], row["team"], row["area"],
        )
        for row in _table("staff.csv.gz")
    ]  # fmt: skip


def _measure(raw: bytes) -> dict[str, Any]:
    """Seconds of each step, of all, and the rows and audits that came of it."""
    from academy.gate.scan import Scanner
    from assessments.imports.checking.check import check_sheets
    from assessments.imports.checking.showing import ten_rows
    from assessments.imports.checking.writers import WriterBook
    from assessments.imports.layouts import Answers, is_list_word, questions_of, read_book
    from assessments.imports.reading import read_cells

    people = _people()
    scanner = Scanner([word for one in people for word in (one.given_name, one.family_name)])
    start, before = time.perf_counter(), sum(os.times()[:4])
    book = read_cells(raw, may_hide=is_list_word)
    read = time.perf_counter() - start
    reading = read_book(book)
    if reading is None:
        raise ValueError("The file of the bench was not recognised")
    check = check_sheets(
        list(reading.parts),
        book=WriterBook(people),
        scanner=scanner,
        criteria=frozenset(),
        known={},
        today=TODAY,
    )
    questions_of(reading, Answers())
    ten_rows(check, names={one.key: one.ref for one in people}, scanner=scanner)
    return {
        "layout": reading.layout.code,
        "rows": check.data_rows,
        "audits": len(check.audits),
        "read_seconds": round(read, 1),
        "seconds": round(time.perf_counter() - start, 1),
        "processor_seconds": round(sum(os.times()[:4]) - before, 1),
        "reader_mb": round(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024),
        "own_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
    }


def reading() -> dict[str, Any]:
    """10,000 audits with their comments as CSV, as a workbook, and as colours in a workbook."""
    writers = [row["staff_ref"] for row in _table("staff.csv.gz") if row["role_code"] == "R02"][:60]
    return {name: _measure(raw) for name, raw in _files(writers).items()}
