"""The sessions that I give, for guest trainers and everybody else who leads one with an account."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.utils import timezone
from django.views.generic import TemplateView

from academy.people.doors import Door
from home.hub.queries.giving import given_by, given_lines

A_PAGE = 20


class Giving(Door, TemplateView):
    """What I give, to come and past. It names nobody who comes."""

    acts = ("book",)
    template_name = "home/hub/giving.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        at = timezone.now()
        over = given_by(actor=self.actor, at=at, past=True)
        page = Paginator(over, A_PAGE).get_page(self.request.GET.get("page"))
        return super().get_context_data(
            coming=given_lines(list(given_by(actor=self.actor, at=at))),
            past=given_lines(list(page.object_list)),
            page=page,
            **kwargs,
        )
