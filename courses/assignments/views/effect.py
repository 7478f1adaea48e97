"""Does the training work? The whole council's answer, with its limits beside it."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import Http404, HttpRequest, HttpResponseBase
from django.views.generic import TemplateView

from academy.people.access import can
from courses.assignments.queries.effects import effects_for, workshops_for
from courses.assignments.queries.effectwords import (
    effect_bars,
    effect_chart,
    effect_facts,
    lead_of_effect,
    ranking_words,
    rule_rows,
    tiers_of,
    workshop_rows,
    workshop_words,
)


class EffectPage(LoginRequiredMixin, TemplateView):
    """What training changed, for all modules and for each. 404 for those who may not see figures."""

    template_name = "courses/assignments/effect.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_authenticated and not can(request.user, "see_effect"):
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found = effects_for(actor=self.request.user)  # type: ignore[arg-type]
        workshops = workshops_for(actor=self.request.user)  # type: ignore[arg-type]
        return super().get_context_data(
            found=found,
            workshop_lead=workshop_words(workshops),
            workshops=lambda: workshop_rows(workshops),
            lead=lead_of_effect(found),
            facts=lambda: effect_facts(found),
            bars=lambda: effect_bars(found),
            chart=lambda: effect_chart(found),
            tiers=lambda: tiers_of(found),
            rules=lambda: rule_rows(found),
            ranking=lambda: ranking_words(found),
            **kwargs,
        )
