"""The pages of organisations, for their own coordinators and for the academy.

Both sides have the same pages under their own addresses: `hub_...` for coordinators, `partners_...` for those
who keep the list of people. Which side it is says the route (`hub=True`).
"""

from __future__ import annotations

import uuid
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.generic import TemplateView

from academy.partners.forms import SearchForm
from academy.partners.queries.lists import (
    looked_after,
    organisation_for,
    organisation_lines,
    organisations,
    place_for,
)
from academy.partners.queries.pages import organisation_page
from academy.people.doors import Door
from academy.people.models import Affiliation, Organisation

PAGE = 50


class Organisations(Door, TemplateView):
    """The academy's list of organisations."""

    acts = ("manage_people",)
    template_name = "academy/partners/organisations.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        form = SearchForm(self.request.GET or None)
        said = form.cleaned_data if form.is_bound and form.is_valid() else {}
        rows = organisations(
            actor=self.actor, words=said.get("words", ""), waiting=said.get("waiting", False)
        )
        page = Paginator(rows, PAGE).get_page(self.request.GET.get("page"))
        lines = organisation_lines(list(page.object_list))
        return super().get_context_data(form=form, page=page, lines=lines, **kwargs)


class MyOrganisation(Door, TemplateView):
    """The coordinator's way to the organisation they look after; with several, to the first."""

    acts = ("coordinate_people",)
    template_name = "academy/partners/none.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        first = looked_after(actor=self.actor).first()
        if first is not None:
            return redirect("hub_organisation", pk=first.pk)
        return super().get(request, *args, **kwargs)


class OneOrganisation(Door):
    """A page about one organisation: 404 for everybody who does not look after it."""

    hub = False
    kwargs: dict[str, Any]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.acts = ("coordinate_people",) if self.hub else ("manage_people",)
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def organisation(self) -> Organisation:
        """The organisation, or 404."""
        found = organisation_for(actor=self.actor, pk=self.kwargs["pk"], as_coordinator=self.hub)
        if found is None:
            raise Http404
        return found

    def place(self) -> Affiliation:
        """The place of one of its people, or 404."""
        found = place_for(actor=self.actor, organisation=self.organisation, pk=self.kwargs["place"])
        if found is None:
            raise Http404
        return found

    def address(self, name: str = "organisation", *more: int) -> str:
        """A page about this organisation on the side that the reader is on."""
        return reverse(f"{'hub' if self.hub else 'partners'}_{name}", args=[self.organisation.pk, *more])

    def home(self) -> HttpResponse:
        """Back to the page of the organisation."""
        return redirect(self.address())

    def key(self) -> uuid.UUID:
        """The key that the server made with the form; a new one where it was lost."""
        try:
            return uuid.UUID(self.request.POST.get("key", ""))
        except ValueError:
            return uuid.uuid4()


class OrganisationView(OneOrganisation, TemplateView):
    """Its people, who looks after them, the code, and what waits for an answer."""

    template_name = "academy/partners/organisation.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        facts = organisation_page(actor=self.actor, organisation=self.organisation, at=timezone.now())
        others = [
            (row.pk, row.name)
            for row in (looked_after(actor=self.actor) if self.hub else ())
            if row.pk != facts.pk
        ]
        page = Paginator(facts.people, PAGE).get_page(self.request.GET.get("page"))
        return super().get_context_data(
            facts=facts, page=page, others=others, hub=self.hub, key=uuid.uuid4(), **kwargs
        )
