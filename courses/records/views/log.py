"""My record: on a page, as a PDF and as a spreadsheet; and what I write down myself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from academy.kit.refusals import Refused
from academy.kit.sheets import XLSX, workbook
from academy.kit.typesetting import PDF, download, typeset
from academy.people.queries import scanner_for
from competencies.evidence.queries import evidence_of
from courses.progress.views.doors import learner
from courses.records.actions import add_entry, change_entry, delete_entry, note_live
from courses.records.forms.log import EntryForm, LogForm
from courses.records.models import CpdEntry
from courses.records.queries.certificates import certificates_of
from courses.records.queries.files import record_paper, record_sheets
from courses.records.queries.live import live_to_note
from courses.records.queries.log import LogRow, entry_of, log_of
from courses.records.queries.totals import Sums, sums_of
from courses.records.queries.units import competency_choices, competency_words, units_in_force

ROWS_A_PAGE, NEWEST = 50, 20
"""A long record is read in pages; of its evidence the newest is here, and all has its own page."""


@dataclass(frozen=True)
class Shown:
    """What somebody asked for and what there is."""

    form: LogForm
    rows: tuple[LogRow, ...]
    sums: Sums


def _shown(request: HttpRequest) -> Shown:
    person: Any = request.user
    today = timezone.localdate()
    units = units_in_force(council_id=person.council_id, on=today)
    choices = competency_choices(actor=person)
    form = LogForm(request.GET, competencies=choices, units=units, today=today)
    rows = log_of(actor=person, period=form.shown, competencies=form.about)
    words = competency_words(choices)
    sums = sums_of(rows, period=form.shown, about=form.about, words=words, units=units)
    form.show_as_filters()
    return Shown(form, rows, sums)


@require_GET
@learner
def my_record(request: HttpRequest) -> HttpResponse:
    """What I did, what it comes to, and what it has shown."""
    person: Any = request.user
    shown = _shown(request)
    evidence = [one for one in evidence_of(actor=person, person_id=person.pk) if shown.form.takes(one)]
    asked = request.GET.copy()
    asked.pop("page", None)
    asked.pop("live", None)
    return render(
        request,
        "courses/records/record.html",
        {
            "form": shown.form,
            "rows": shown.rows,
            "page": Paginator(shown.rows, ROWS_A_PAGE).get_page(request.GET.get("page")),
            "sums": shown.sums,
            "evidence": evidence[:NEWEST],
            "more_evidence": len(evidence) - NEWEST,
            "certificates": certificates_of(actor=person),
            "live": live_to_note(actor=person, at=timezone.now()),
            "live_open": "live" in request.GET,
            "query": asked.urlencode(),
        },
    )


@require_GET
@learner
def my_record_pdf(request: HttpRequest) -> HttpResponse:
    """The same as a tagged PDF, to print or to hand over."""
    person: Any = request.user
    shown, now = _shown(request), timezone.now()
    paper = record_paper(actor=person, rows=shown.rows, sums=shown.sums, at=now)
    return download(typeset("record", paper, at=now), name="my-record.pdf", kind=PDF)


@require_GET
@learner
def my_record_sheet(request: HttpRequest) -> HttpResponse:
    """The same as a spreadsheet."""
    shown = _shown(request)
    return download(workbook(record_sheets(shown.rows, shown.sums)), name="my-record.xlsx", kind=XLSX)


@require_http_methods(["GET", "POST"])
@learner
def entry_new(request: HttpRequest) -> HttpResponse:
    """Write down something that I did myself."""
    form = _form(request, None)
    if request.method == "POST" and form.is_valid():
        person: Any = request.user
        add_entry(key=form.cleaned_data["key"], entry=form.entry, by=person, at=timezone.now())
        messages.success(request, "Written down. Only you see it.")
        return redirect("my_record")
    return render(request, "courses/records/entry.html", {"form": form})


@require_http_methods(["GET", "POST"])
@learner
def entry_change(request: HttpRequest, pk: int) -> HttpResponse:
    """Change what I wrote down."""
    entry = _own(request, pk)
    form = _form(request, entry)
    if request.method == "POST" and form.is_valid():
        person: Any = request.user
        change_entry(entry=entry, words=form.entry, by=person, at=timezone.now())
        messages.success(request, "Changed.")
        return redirect("my_record")
    return render(request, "courses/records/entry.html", {"form": form, "entry": entry})


@require_http_methods(["GET", "POST"])
@learner
def entry_delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask first, then take it out."""
    entry = _own(request, pk)
    if request.method == "POST":
        person: Any = request.user
        delete_entry(entry=entry, by=person)
        messages.success(request, "Taken out of your record.")
        return redirect("my_record")
    return render(request, "courses/records/entry_delete.html", {"entry": entry})


@require_POST
@learner
def live_note(request: HttpRequest, pk: int) -> HttpResponse:
    """I was at a live session of my cohort."""
    person: Any = request.user
    try:
        note_live(session_id=pk, by=person, at=timezone.now())
    except Refused as refused:
        raise Http404(refused.words) from refused
    messages.success(request, "Written down. Only you see it.")
    return redirect(f"{reverse('my_record')}?live=more#live")


def _form(request: HttpRequest, known: CpdEntry | None) -> EntryForm:
    person: Any = request.user
    sent = request.POST if request.method == "POST" else None
    return EntryForm(
        sent,
        competencies=competency_choices(actor=person),
        today=timezone.localdate(),
        known=known,
        scanner=scanner_for(council=person.council) if sent is not None else None,
    )


def _own(request: HttpRequest, pk: int) -> CpdEntry:
    person: Any = request.user
    entry = entry_of(actor=person, pk=pk)
    if entry is None:
        raise Http404("No such entry")
    return entry
