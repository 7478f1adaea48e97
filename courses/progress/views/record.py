"""My own record, on a page and as a file."""

from __future__ import annotations

import csv
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from competencies.evidence.queries import evidence_of
from courses.progress import queries
from courses.progress.views.doors import learner


@require_GET
@learner
def my_record(request: HttpRequest) -> HttpResponse:
    """What I have finished and what it showed."""
    person: Any = request.user
    return render(
        request,
        "courses/progress/record.html",
        {
            "completions": queries.my_completions(actor=person),
            "evidence": list(evidence_of(actor=person, person_id=person.pk)),
        },
    )


@require_GET
@learner
def my_record_csv(request: HttpRequest) -> HttpResponse:
    """My record as a spreadsheet file."""
    person: Any = request.user
    response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="my-record.csv"'
    rows = csv.writer(response)
    rows.writerow(["Kind", "Date", "Code", "Title", "Edition", "Minutes", "Result"])
    for done in queries.my_completions(actor=person):
        line = [
            "Module finished",
            done.done_on,
            done.module_code,
            done.title,
            done.edition,
            done.minutes,
            done.score,
        ]
        rows.writerow([_plain(cell) for cell in line])
    for shown in evidence_of(actor=person, person_id=person.pk):
        kind = f"Evidence: {shown.get_kind_display()}"
        line = [
            kind,
            shown.shown_on,
            shown.competency.code,
            shown.competency.text,
            "",
            "",
            shown.source_label,
        ]
        rows.writerow([_plain(cell) for cell in line])
    return response


def _plain(cell: object) -> str:
    """A cell that no spreadsheet takes for a formula."""
    text = str(cell)
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text
