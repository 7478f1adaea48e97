"""Venues: the list, adding one, changing one."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from courses.sessions import actions
from courses.sessions.forms import VenueForm
from courses.sessions.queries.desk import venues_of
from courses.sessions.views.doors import form_page, found, runs_sessions, scanner

PAGE = 40


@require_GET
@runs_sessions
def venues(request: HttpRequest) -> HttpResponse:
    """All venues with their words about access."""
    actor: Any = request.user
    page = Paginator(venues_of(actor=actor), PAGE).get_page(request.GET.get("page"))
    return render(request, "courses/sessions/venues.html", {"page": page})


@require_http_methods(["GET", "POST"])
@runs_sessions
def add(request: HttpRequest) -> HttpResponse:
    """A new venue."""
    actor: Any = request.user
    form = VenueForm(request.POST or None, scanner=scanner(request))
    return form_page(
        request, form, done="The venue can be chosen now.", back=reverse("desk_venues"), title="Add a venue",
        act=lambda: actions.add_venue(
            council=actor.council, **form.cleaned_data, by=actor, at=timezone.now()
        ),
        lead="People read how to get in before they book.", button="Add it", place="Venues",
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@runs_sessions
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Other words about a venue."""
    actor: Any = request.user
    row = found(venues_of(actor=actor).filter(pk=pk).first())
    form = VenueForm(request.POST or None, venue=row, scanner=scanner(request))
    return form_page(
        request, form, done="Saved.", back=reverse("desk_venues"), title=f"Change {row.name}",
        act=lambda: actions.change_venue(venue=row, **form.cleaned_data, by=actor, at=timezone.now()),
        lead="Sessions that take place there show the new words at once.", button="Save", place="Venues",
    )  # fmt: skip
