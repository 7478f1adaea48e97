"""The handbook: the shelf, a page, what changed in it, and who has read it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from academy.kit.refusals import Refused
from academy.law.pack import law_as_at
from academy.people.access import can
from courses.handbook import queries
from courses.handbook.actions import read_page
from courses.handbook.forms import ReadForm
from courses.progress.views.doors import learner


@require_GET
@learner
def shelf(request: HttpRequest) -> HttpResponse:
    """Every handbook and procedure, with what I have read."""
    actor: Any = request.user
    shelves = queries.handbook_for(actor=actor)
    rows = [row for one in shelves for row in one.rows]
    context = {
        "shelves": shelves,
        "all": len(rows),
        "read": sum(row.state == "done" for row in rows),
        "changed": sum(row.state == "half" for row in rows),
    }
    return render(request, "courses/handbook/shelf.html", context)


@require_GET
@learner
def page(request: HttpRequest, slug: str) -> HttpResponse:
    """One page, and what is different since I read it."""
    view = _find(request, slug)
    actor: Any = request.user
    context = {
        "view": view,
        "may_see_readers": queries.may_see_readers(actor=actor, page=view.page),
        "may_edit": can(actor, "edit_content"),
        "law_as_at": law_as_at(),
    }
    return render(request, "courses/handbook/page.html", context)


@require_POST
@learner
def read(request: HttpRequest, slug: str) -> HttpResponse:
    """ "I have read and understood this"."""
    view = _find(request, slug)
    actor: Any = request.user
    form = ReadForm(view.row.version, request.POST)
    if not form.is_valid():
        messages.error(request, "Nothing was kept. Look at the page again and press the button there.")
        return redirect(view.row.path)
    try:
        read_page(page=view.page, number=form.cleaned_data["version"], by=actor, at=timezone.now())
    except Refused as refused:
        messages.error(request, refused.words)
    else:
        messages.success(request, f"Thank you. It is kept that you have read {view.page.title}.")
    return redirect(view.row.path)


@require_GET
@learner
def changes(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """What is different now from an earlier version."""
    view = _find(request, slug)
    earlier = next((one for one in view.versions if one.number == number), None)
    if earlier is None or earlier is view.newest:
        raise Http404("No such earlier version")
    context = {
        "view": view,
        "earlier": earlier,
        "changes": queries.changes_since(page=view.page, number=number),
        "news": [one for one in view.earlier if one.number > number],
    }
    return render(request, "courses/handbook/changes.html", context)


@require_GET
@learner
def readers(request: HttpRequest, slug: str) -> HttpResponse:
    """Who has read it, for its owner and for those who see what people have learnt."""
    view = _find(request, slug)
    actor: Any = request.user
    found = queries.readers_of(actor=actor, page=view.page)
    if found is None:
        raise Http404("For its owner and those who lead people")
    return render(request, "courses/handbook/readers.html", {"view": view, "readers": found})


def _find(request: HttpRequest, slug: str) -> queries.PageView:
    """The page at this place for whoever asks; no such page when there is none for them."""
    actor: Any = request.user
    view = queries.page_view(actor=actor, slug=slug)
    if view is None or view.newest is None:
        raise Http404("No such page")
    return view
