"""What to plan next."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.utils import timezone
from django.views.generic import TemplateView

from academy.people.doors import Door
from home.outreach.queries.demand import forecast_for

PAGE = 25


class DemandPage(Door, TemplateView):
    """Topics by how many people are likely to come and have no place planned."""

    acts = ("run_sessions",)
    template_name = "home/outreach/demand.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found = forecast_for(actor=self.actor, at=timezone.now(), today=timezone.localdate())
        page = Paginator(found.rows, PAGE).get_page(self.request.GET.get("page"))
        return super().get_context_data(forecast=found, page=page, **kwargs)
