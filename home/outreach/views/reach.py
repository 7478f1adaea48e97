"""Who is reached, how full sessions are, and what became of services' advice."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.utils import timezone
from django.views.generic import TemplateView

from academy.people.access import can
from academy.people.doors import Door
from home.outreach.queries.advice import services_for
from home.outreach.queries.coverage import SHOWS, coverage_for
from home.outreach.queries.filling import filling_for

PAGE, SERVICES = 50, 20


class Reach(Door, TemplateView):
    """For those who run sessions and those who see the council's figures."""

    acts = ("see_reach",)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(runs=can(self.actor, "run_sessions"), **kwargs)


class ReachPage(Reach):
    """Which settings and services came to what, and which never came."""

    template_name = "home/outreach/reach.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        sector, show = self.request.GET.get("sector", ""), self.request.GET.get("show", "")
        show = show if show in dict(SHOWS) else ""
        reach = coverage_for(actor=self.actor, today=timezone.localdate(), sector=sector, show=show)
        page = Paginator(reach.lines, PAGE).get_page(self.request.GET.get("page"))
        return super().get_context_data(
            reach=reach, page=page, sector=sector, show=show, shows=SHOWS, **kwargs
        )


class FillPage(Reach):
    """How full sessions are, who did not come and who waited in vain."""

    template_name = "home/outreach/fill.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        filling = filling_for(actor=self.actor, today=timezone.localdate())
        page = Paginator(list(filling.topics.items()), PAGE).get_page(self.request.GET.get("page"))
        return super().get_context_data(filling=filling, page=page, **kwargs)


class AdvicePage(Reach):
    """Services whose advice is audited: what they came to, before and after."""

    template_name = "home/outreach/advice.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        services = services_for(actor=self.actor, today=timezone.localdate())
        page = Paginator(services, SERVICES).get_page(self.request.GET.get("page"))
        return super().get_context_data(page=page, **kwargs)
