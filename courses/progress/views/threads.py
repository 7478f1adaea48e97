"""A golden thread through the programme, and what people shared with whoever leads them."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from academy.people.access import can
from courses.activities.queries import shadowing_seen_by, shared_with
from courses.progress import queries
from courses.progress.views.doors import learner


@require_GET
@learner
def thread(request: HttpRequest, code: str) -> HttpResponse:
    """Every module and lesson that carries a thread, in order."""
    person: Any = request.user
    found = queries.thread_walk(actor=person, code=code)
    if found is None:
        raise Http404("No such thread")
    return render(request, "courses/progress/thread.html", {"walk": found})


@require_GET
@learner
def shared(request: HttpRequest) -> HttpResponse:
    """For whoever leads people: what they shared, and their records of shadowing."""
    if not can(request.user, "lead_team"):
        raise Http404("For those who lead people")
    person: Any = request.user
    context = {
        "reflections": list(shared_with(actor=person)[:100]),
        "records": list(shadowing_seen_by(actor=person)[:100]),
    }
    return render(request, "courses/progress/shared.html", context)
