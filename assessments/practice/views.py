"""Practising casework: the exercises, one of them, and what came of a try."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from academy.kit.refusals import Refused
from academy.people.doors import only
from assessments.practice import actions, queries
from assessments.practice.forms import key_from, seed_from, signed_seed
from assessments.questions.forms import AnswerForm

learner = only("learn")


@require_GET
@learner
def practise(request: HttpRequest) -> HttpResponse:
    """Every kind of exercise."""
    shelves = queries.shelves(actor=request.user)  # type: ignore[arg-type]
    return render(request, "assessments/practice/all.html", {"shelves": shelves})


@require_GET
@learner
def kind(request: HttpRequest, kind: str) -> HttpResponse:
    """The exercises of one kind."""
    shelf = queries.kind_shelf(actor=request.user, code=kind)  # type: ignore[arg-type]
    if shelf is None:
        raise Http404("No such kind")
    return render(request, "assessments/practice/kind.html", {"shelf": shelf})


@require_http_methods(["GET", "POST"])
@learner
def item(request: HttpRequest, kind: str, code: str) -> HttpResponse:
    """Do one exercise; sent answers are marked at once."""
    person: Any = request.user
    key = key_from(request.POST)
    found = queries.trying(actor=person, kind=kind, code=code, seed=seed_from(request.POST, code))
    if found is None:
        raise Http404("No such exercise")
    form = AnswerForm(found.asks, request.POST if request.method == "POST" else None)
    if request.method == "POST":
        form.complain()
        if form.is_valid():
            try:
                attempt = actions.mark_attempt(
                    version=found.version,
                    key=key,
                    seed=found.seed,
                    answer=form.answer,
                    by=person,
                    at=timezone.now(),
                )
            except Refused as refused:
                messages.error(request, refused.words)
            else:
                return redirect("practise_result", kind=kind, code=code, pk=attempt.pk)
    context = {"found": found, "form": form, "key": key, "drawn": signed_seed(code, found.seed)}
    return render(request, "assessments/practice/item.html", context)


@require_GET
@learner
def result(request: HttpRequest, kind: str, code: str, pk: int) -> HttpResponse:
    """What came of one try."""
    view = queries.attempt_view(actor=request.user, pk=pk)  # type: ignore[arg-type]
    if view is None or (view.kind.code, view.attempt.version.item.code) != (kind, code):
        raise Http404("No such try")
    return render(request, "assessments/practice/result.html", {"view": view})
