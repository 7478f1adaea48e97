"""My record of the hub: on a page, and as a statement to print."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from academy.kit.typesetting import PDF, download, typeset
from academy.people.access import standing_of
from home.hub.queries.record import record_of, statement_of


@require_safe
@login_required
def record(request: HttpRequest) -> HttpResponse:
    """What I did here. Staff have a record of their own, in which this stands too."""
    person: Any = request.user
    if not standing_of(person).is_partner:
        return redirect("my_record")
    found = record_of(actor=person, at=timezone.now())
    return render(request, "home/hub/record.html", {"record": found})


@require_safe
@login_required
def record_pdf(request: HttpRequest) -> HttpResponse:
    """The same as a paper."""
    person: Any = request.user
    if not standing_of(person).is_partner:
        raise Http404("Staff have their own")
    now = timezone.now()
    found = record_of(actor=person, at=now)
    paper = typeset("record", statement_of(actor=person, rows=found.rows, at=now), at=now)
    return download(paper, name="statement-of-learning.pdf", kind=PDF)
