"""The hub: one page to find everything, and its two shelves, which are the same page about less."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from academy.people.access import standing_of
from courses.library.queries import hub_here
from courses.sessions.audiences import audiences_of
from home.hub.forms import CLOSEST, HubForm
from home.hub.queries.catalogue import catalogue_for
from home.hub.queries.pages import HubView, hub_view, session_rows
from home.hub.queries.start import Start, start_of
from home.hub.rules.narrowing import RESOURCES

SESSIONS_A_PAGE, PAGES_A_PAGE = 15, 30


@dataclass(frozen=True)
class Shelf:
    """What a page of the hub is about. Without kinds it is about everything."""

    route: str
    title: str
    lead: str
    kinds: tuple[str, ...] = ()
    asks: tuple[str, ...] = ("for", "kind")

    @property
    def path(self) -> str:
        """Its address."""
        return reverse(self.route)

    @property
    def is_part(self) -> bool:
        """Whether it is only a part of the hub."""
        return bool(self.kinds)

    @property
    def has_sessions(self) -> bool:
        """Whether it has sessions at all."""
        return not self.kinds


HUB = Shelf(
    "hub",
    "Learning hub",
    "Sessions and short notes for everybody who works with children with SEND. You choose what is useful.",
    asks=("for", "kind", "when", "where", "area"),
)
NOTES = Shelf(
    "hub_notes",
    "Practice notes",
    "One question of the work, answered in a few minutes.",
    kinds=("note",),
    asks=("for",),
)
SHELF_OF_RESOURCES = Shelf(
    "hub_resources",
    "Resources",
    "Templates, checklists, example letters and guidance. Read them here or take them away as Word files.",
    kinds=RESOURCES,
)


@require_safe
def hub(request: HttpRequest) -> HttpResponse:
    """Everything."""
    return _show(request, HUB)


@require_safe
def notes(request: HttpRequest) -> HttpResponse:
    """The shelf of practice notes."""
    return _show(request, NOTES)


@require_safe
def resources(request: HttpRequest) -> HttpResponse:
    """The shelf of resources."""
    return _show(request, SHELF_OF_RESOURCES)


def _show(request: HttpRequest, shelf: Shelf) -> HttpResponse:
    actor: Any = request.user
    found = hub_here(request)
    if found is None:
        raise Http404("No academy yet")
    now = timezone.now()
    catalogue = catalogue_for(actor=actor, hub=found, at=now)
    own = _own(actor)
    form = HubForm(request.GET, areas=catalogue.areas, own=own)
    view = hub_view(
        catalogue=catalogue,
        wanted=form.wanted,
        query=form.query,
        exact=form.exact,
        closest_first=form.closest_first,
        kinds=shelf.kinds,
    )
    form.count(view.counts)
    lists_pages = shelf.is_part or not view.shows_sessions
    page = _page(request, view, lists_pages)
    context = {
        "shelf": shelf,
        "start": _start(request, shelf, now),
        "lead": (found.intro if shelf is HUB else "") or shelf.lead,
        "look_for": found.offered_to(own) if shelf is HUB else [],
        "form": form,
        "ticks": [form[name] for name in shelf.asks],
        "dates": [form["from"], form["to"]],
        "view": view,
        "page": page,
        "rows": [] if lists_pages else session_rows(cards=page.object_list, actor=actor, at=now),
        "listed": page.object_list if lists_pages else [],
        "query": form.address() if request.GET else "",
        "closest": form.address(order=CLOSEST),
        "soonest": form.address(order=""),
        "exactly": form.address(exact="1"),
        "to_read": _only_to_read(form),
    }
    return render(request, "home/hub/hub.html", context)


def _start(request: HttpRequest, shelf: Shelf, now: datetime.datetime) -> Start | None:
    """What is theirs, for partners who come in. Whoever searches or narrows down looks for something else."""
    actor: Any = request.user
    comes_in = shelf is HUB and not request.GET and actor.is_authenticated
    return start_of(actor=actor, at=now) if comes_in and standing_of(actor).is_partner else None


def _own(actor: Any) -> frozenset[str]:
    """The audiences of a partner. Staff look for others as often as for themselves: nothing is ticked."""
    if not actor.is_authenticated:
        return frozenset()
    standing = standing_of(actor)
    return audiences_of(standing.roles) if standing.is_partner else frozenset()


def _page(request: HttpRequest, view: HubView, lists_pages: bool) -> Any:
    rows: Any = view.shelved if lists_pages else view.sessions
    size = PAGES_A_PAGE if lists_pages else SESSIONS_A_PAGE
    return Paginator(rows, size).get_page(request.GET.get("page"))


def _only_to_read(form: HubForm) -> str:
    """The address of the same without sessions."""
    kinds = "&".join(f"kind={kind}" for kind in ("module", "note", *RESOURCES))
    return f"{form.address(kind='')}&{kinds}"
