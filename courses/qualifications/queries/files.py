"""A portfolio as it is handed out: on paper, and as a folder with an index.

No file name and no cell says more of the person than their own name on the first page; of a child nothing is
there: evidence names plans by reference alone.
"""

from __future__ import annotations

import csv
import datetime
import io
import zipfile
from collections.abc import Iterator, Sequence
from typing import Any

from django.template.loader import render_to_string

from academy.kit.sheets import plain
from academy.kit.words import date_and_time, day_month_year
from competencies.evidence.models import Evidence
from courses.qualifications.models import Registration
from courses.qualifications.queries.portfolios import Portfolio, UnitView

HEADS = ("Unit", "Title", "Stands", "Piece", "Shown on", "Kind", "Competency", "From", "File")
ZIPPED_ON = (1980, 1, 1, 0, 0, 0)
"""One date for every file: the same portfolio gives the same bytes."""


def portfolio_paper(portfolio: Portfolio, *, at: datetime.datetime) -> dict[str, Any]:
    """What the typesetter needs; the same paper as a record's."""
    row = portfolio.registration
    return {
        "title": f"Portfolio of {row.person.get_full_name()}",
        "council": row.person.council.name,
        "context": f"{row.award.title}, {row.centre}",
        "lead": standing(portfolio),
        "foot": f"SEND Academy, {row.person.council.name}. Printed on {date_and_time(at)}.",
        "limits": f"Registered on {day_month_year(row.registered_on)}. Assessor: {assessor_of(row)}. "
        f"Internal verifier: {verifier_of(row)}. Units and competencies: {row.award.source}",
        "parts": [_part(view) for view in portfolio.units],
    }


def standing(portfolio: Portfolio) -> str:
    """Where the portfolio stands, in a sentence."""
    row = portfolio.registration
    return f"{row.get_state_display()}. {portfolio.met} of {len(portfolio.units)} units met."


def assessor_of(row: Registration) -> str:
    """The assessor by name."""
    return row.assessor.get_full_name() if row.assessor else row.assessor_name


def verifier_of(row: Registration) -> str:
    """The internal verifier by name."""
    return row.verifier.get_full_name() if row.verifier else row.verifier_name


def _part(view: UnitView) -> dict[str, Any]:
    said = f"{view.words[:1].upper()}{view.words[1:]}." + (f" {view.decided.words}" if view.decided else "")
    rows = [
        [day_month_year(one.shown_on), one.get_kind_display(), one.competency.code, one.source_label]
        for one in view.put_forward
    ]
    return {
        "title": f"{view.unit.code} {view.unit.title}",
        "words": said,
        "heads": ("Shown on", "Kind", "Competency", "From"),
        "widths": (16, 26, 14, 44),
        "rows": rows or [["", "", "", "Nothing is put forward yet."]],
    }


def portfolio_zip(portfolio: Portfolio, *, paper: bytes, at: datetime.datetime) -> bytes:
    """A folder: index.html, index.csv, portfolio.pdf and one page for each piece."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as folder:
        for name, body in _files(portfolio, paper, at):
            folder.writestr(zipfile.ZipInfo(name, ZIPPED_ON), body, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _files(portfolio: Portfolio, paper: bytes, at: datetime.datetime) -> Iterator[tuple[str, bytes]]:
    rows = list(_index(portfolio))
    words = {"portfolio": portfolio, "rows": rows, "at": at, "standing": standing(portfolio)}
    words |= {
        "assessor": assessor_of(portfolio.registration), "verifier": verifier_of(portfolio.registration),
    }  # fmt: skip
    yield "index.html", render_to_string("courses/qualifications/folder_index.html", words).encode()
    yield "index.csv", _csv(rows)
    yield "portfolio.pdf", paper
    for view, number, one in _pieces(portfolio):
        page = {"view": view, "one": one, "registration": portfolio.registration}
        yield (
            file_of(view, number),
            render_to_string("courses/qualifications/folder_piece.html", page).encode(),
        )


def _pieces(portfolio: Portfolio) -> Iterator[tuple[UnitView, int, Evidence]]:
    for view in portfolio.units:
        for number, one in enumerate(view.put_forward, start=1):
            yield view, number, one


def file_of(view: UnitView, number: int) -> str:
    """The name of the page of one piece: by unit and number, never by a title."""
    return f"unit-{view.unit.position:02d}/piece-{number:02d}.html"


def _index(portfolio: Portfolio) -> Iterator[Sequence[str]]:
    for view, number, one in _pieces(portfolio):
        yield (
            view.unit.code, view.unit.title, view.words, str(number), one.shown_on.isoformat(),
            one.get_kind_display(), one.competency.code, one.source_label, file_of(view, number),
        )  # fmt: skip


def _csv(rows: Sequence[Sequence[str]]) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(HEADS)
    writer.writerows([[plain(cell) for cell in row] for row in rows])
    return out.getvalue().encode("utf-8-sig")
