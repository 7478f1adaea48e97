"""What people say afterwards: answering, reading it together, a manager's line, and the certificate."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from academy.kit.refusals import Refused
from academy.kit.typesetting import PDF, download, typeset
from academy.people.queries import scanner_for
from courses.registers.actions import answer_evaluation, choose_quote, say_line
from courses.registers.forms.evaluating import FORMS, LineForm
from courses.registers.queries.attended import certificate_of
from courses.registers.queries.here import evaluation_page, line_page
from courses.registers.queries.register import register_of
from courses.registers.queries.said import comment_of, said_of
from courses.registers.rules.keeping import runs_it
from courses.registers.views.doors import keeper
from courses.sessions.models import Session


@require_http_methods(["GET", "POST"])
@login_required
def evaluate(request: HttpRequest, pk: int) -> HttpResponse:
    """Three questions about a session that I came to; which ones depends on the day."""
    actor: Any = request.user
    page = evaluation_page(actor, pk, at=timezone.now())
    if page is None:
        raise Http404("Nothing to say here")
    form = None
    if page.card.phase and not page.card.answered:
        sent = request.POST if request.method == "POST" else None
        scanner = scanner_for(council=actor.council) if sent is not None else None
        form = FORMS[page.card.phase](sent, scanner=scanner, staff=page.card.staff)
        if form.is_valid():
            try:
                answer_evaluation(
                    booking=page.row, phase=page.card.phase, said=form.cleaned_data, by=actor,
                    at=timezone.now(),
                )  # fmt: skip
            except Refused as refused:
                form.add_error(None, refused.words)
            else:
                return redirect("evaluate", pk)
    return render(request, "courses/registers/evaluate.html", {"page": page.card, "form": form})


@require_http_methods(["GET", "POST"])
@login_required
def manager(request: HttpRequest, pk: int) -> HttpResponse:
    """One line about one of my people."""
    actor: Any = request.user
    page = line_page(actor, pk, at=timezone.now())
    if page is None:
        raise Http404("Nobody of yours")
    sent = request.POST if request.method == "POST" else None
    scanner = scanner_for(council=actor.council) if sent is not None else None
    form = LineForm(sent, scanner=scanner, initial={"sees": page.sees, "words": page.words})
    if form.is_valid():
        try:
            say_line(booking=page.row, by=actor, at=timezone.now(), **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, refused.words)
        else:
            messages.success(request, "Thank you. They can read it now.")
            return redirect("evaluate_manager", pk)
    return render(request, "courses/registers/manager.html", {"page": page, "form": form})


@require_GET
@keeper
def said(request: HttpRequest, session: Session) -> HttpResponse:
    """What people said of a session, without a word about who."""
    actor: Any = request.user
    shown = {
        "register": register_of(actor, session, at=timezone.now()),
        "said": said_of(session),
        "desk": runs_it(actor, session),
    }
    return render(request, "courses/registers/said.html", shown)


@require_POST
@keeper
def quote(request: HttpRequest, session: Session, comment: uuid.UUID) -> HttpResponse:
    """Put a comment on the page of the topic, or take it off."""
    actor: Any = request.user
    row = comment_of(session, comment)
    if row is None or not runs_it(actor, session):
        raise Http404("No such comment")
    chosen = request.POST.get("chosen") == "yes"
    try:
        choose_quote(session=session, comment=row, chosen=chosen, by=actor, at=timezone.now())
    except Refused as refused:
        messages.error(request, refused.words)
    else:
        messages.success(request, "It is on the page of the topic." if chosen else "Taken off.")
    return redirect("register_said", session.pk)


@require_GET
@login_required
def certificate(request: HttpRequest, pk: int) -> HttpResponse:
    """My certificate of attendance."""
    actor: Any = request.user
    paper = certificate_of(actor, pk, at=timezone.now())
    if paper is None:
        raise Http404("No certificate")
    return download(typeset("attendance", paper.data, at=paper.at), name="certificate.pdf", kind=PDF)
