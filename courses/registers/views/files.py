"""Bringing in who was in an online meeting: read, looked at, taken over. The file is not kept."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from academy.kit.apart import Unreadable
from academy.kit.cells import read_cells
from academy.kit.refusals import Refused
from academy.kit.words import plural
from courses.registers.actions import apply_report
from courses.registers.forms.files import READ_AGAIN, MatchForm, MeetingFileForm, seal, unseal
from courses.registers.queries.files import compare
from courses.registers.queries.register import register_of
from courses.registers.reading import Present, read_report
from courses.registers.views.doors import keeper
from courses.sessions.models import Session

UNREADABLE = {
    "too_big": "This file is larger than 10 MB. A report is far smaller.",
    "too_many_rows": "This file has too many lines. A report is far shorter.",
}
NOT_READ = "We cannot read this file. Download the report again, as CSV, and do not open it in between."


@require_http_methods(["GET", "POST"])
@keeper
def choose(request: HttpRequest, session: Session) -> HttpResponse:
    """Choose the file; then who is in it, before anything is marked."""
    actor: Any = request.user
    form = MeetingFileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            people = _read(form.cleaned_data["file"].read(), session)
        except Refused as refused:
            form.add_error("file", refused.words)
        else:
            sealed = seal(session.pk, actor.pk, people)
            return _preview(request, session, MatchForm(report=compare(session, people), sealed=sealed))
    found = register_of(actor, session, at=timezone.now())
    return render(request, "courses/registers/file.html", {"register": found, "form": form})


@require_POST
@keeper
def take_over(request: HttpRequest, session: Session) -> HttpResponse:
    """Mark what the page showed."""
    actor: Any = request.user
    people = unseal(session.pk, actor.pk, request.POST.get("sealed", ""))
    if people is None:
        messages.error(request, READ_AGAIN)
        return redirect("register_file", session.pk)
    form = MatchForm(request.POST, report=compare(session, people))
    if not form.is_valid():
        return _preview(request, session, form)
    try:
        count = apply_report(
            session=session, marks=form.marks, absent=form.absentees, by=actor, at=timezone.now()
        )
    except Refused as refused:
        form.add_error(None, refused.words)
        return _preview(request, session, form)
    said = (
        f"{plural(count, 'mark')} taken from the file." if count else "The register says all of it already."
    )
    messages.success(request, said)
    return redirect("session_register", session.pk)


def _preview(request: HttpRequest, session: Session, form: MatchForm) -> HttpResponse:
    actor: Any = request.user
    found = register_of(actor, session, at=timezone.now())
    shown = {"register": found, "form": form, "report": form.report}
    return render(request, "courses/registers/file_check.html", shown)


def _read(raw: bytes, session: Session) -> list[Present]:
    try:
        book = read_cells(raw)
    except Unreadable as no:
        raise Refused(UNREADABLE.get(no.code, NOT_READ), code="file") from None
    rows = [row for sheet in book.sheets for row in (*sheet.rows, [])]
    return read_report(rows, starts_at=session.starts_at, ends_at=session.ends_at)
