"""Files in the demo that do not speak for themselves: one that was asked about, and one that counts."""

from __future__ import annotations

import csv
import datetime
import io
from dataclasses import replace

from academy.people.models import Council, Post, User
from assessments.imports.actions import check_batch, keep_answers, keep_figures, receive_file
from assessments.imports.layouts import DROP, header_key
from assessments.imports.models import Batch, Mapping
from assessments.imports.queries.asking import answers_of
from home.founding.actions.cast import ago, cast_of

NAME = "Form of the area panels"
COLUMNS = {
    "Case key": "audit_ref",
    "Completed on": "audited_on",
    "Our plan number": "plan_ref",
    "New/Amended": "plan_type",
    "Scribe": "writer",
    "Point": "criterion",
    "Mark given": "grade",
    "Colour of the folder": DROP,
}
MARKS = {"B2": "Good", "E1": "Good", "F1": "RI", "F3": "RI", "K1": "Good, just", "W3": "Outstanding"}
WRITERS = 4
COUNTS = [
    ["Team", "Outstanding", "Good", "Requires improvement", "Inadequate"],
    ["North", "3", "21", "9", "1"],
    ["South", "2", "17", "11", "0"],
    ["East", "4", "25", "6", "1"],
]


def read_through(*, council: Council, until: datetime.datetime) -> None:
    """Let the demo's PDL answer the questions of a file with its own headings, which waits to be sent on, and
    keep the counts of a summary. Asked again, nothing changes."""
    if Mapping.objects.filter(council=council, name=NAME).exists():
        return
    people = cast_of(council=council, until=until)
    at = ago(until, 1, 10)
    batch = _send(council, "area panels.csv", _audits(council, until), people.pdl, at)
    answers = replace(
        answers_of(None),
        columns={header_key(heading): code for heading, code in COLUMNS.items()},
        grade_words={"good, just": 3},
        day_first=True,
    )
    keep_answers(batch=batch, answers=answers, name=NAME, by=people.pdl, at=at)
    summary = _send(council, "area counts.csv", [*COUNTS], people.qa, at)
    month = (until.date().replace(day=1) - datetime.timedelta(days=1)).replace(day=1)
    keep_figures(batch=summary, label="Plan audits of the areas", month=month, by=people.qa, at=at)


def _send(council: Council, name: str, rows: list[list[str]], by: User, at: datetime.datetime) -> Batch:
    text = io.StringIO(newline="")
    csv.writer(text).writerows(rows)
    batch = receive_file(council=council, name=name, raw=text.getvalue().encode(), by=by, at=at)
    return check_batch(batch_id=batch.pk, by=by, at=at)[0]


def _audits(council: Council, until: datetime.datetime) -> list[list[str]]:
    """A few audits of two weeks ago, one row a criterion, in the panels' own headings."""
    day = (until - datetime.timedelta(days=14)).strftime("%d/%m/%Y")
    posts = Post.objects.open_on(until.date()).filter(person__council=council, role="R02")
    refs = posts.exclude(person__ref="").order_by("person__ref").values_list("person__ref", flat=True)
    rows = [list(COLUMNS)]
    for number, ref in enumerate(refs[:WRITERS], 1):
        kind = "New" if number % 2 else "Amended"
        for code, mark in MARKS.items():
            rows.append([f"AP-{number}", day, f"PR-7200{number}", kind, ref, code, mark, "blue"])
    return rows
