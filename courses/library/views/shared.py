"""A practice note, a resource, and the document that is made from it."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from academy.kit.documents import DOCX
from academy.kit.typesetting import download
from academy.people.access import can
from academy.people.models import Council
from courses.library import queries


def council_of(request: HttpRequest) -> Council:
    """Whose hub was called up; before an academy is founded there is none."""
    council = queries.council_here(request)
    if council is None:
        raise Http404("No academy yet")
    return council


@require_safe
def note(request: HttpRequest, slug: str) -> HttpResponse:
    """A practice note."""
    view = queries.note_view(actor=request.user, council=council_of(request), slug=slug)
    if view is None:
        raise Http404("No such note")
    return render(request, "courses/library/note.html", _context(request, view))


@require_safe
def resource(request: HttpRequest, slug: str) -> HttpResponse:
    """A resource to read and to take away."""
    council = council_of(request)
    view = queries.resource_view(actor=request.user, council=council, slug=slug)
    if view is None:
        raise Http404("No such resource")
    made = queries.document_of(actor=request.user, council=council, slug=slug) or b""
    context = {**_context(request, view), "kilobytes": max(1, round(len(made) / 1024))}
    return render(request, "courses/library/resource.html", context)


@require_safe
def resource_file(request: HttpRequest, slug: str) -> HttpResponse:
    """The resource as a Word document."""
    made = queries.document_of(actor=request.user, council=council_of(request), slug=slug)
    if made is None:
        raise Http404("No such resource")
    return download(made, name=f"{slug}.docx", kind=DOCX)


def _context(request: HttpRequest, view: queries.NoteView | queries.ResourceView) -> dict[str, object]:
    return {
        "view": view,
        "address": request.build_absolute_uri(view.path),
        "may_edit": can(request.user, "edit_content"),
    }
