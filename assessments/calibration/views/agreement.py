"""How far auditors agree: one's own, or the council's."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.views.generic import TemplateView

from academy.people.access import can
from academy.people.doors import Door
from assessments.calibration.queries.pages import DIRECTIONS, agreement_page, criterion_row, figures_of


class AgreementPage(Door, TemplateView):
    """An auditor sees their own figures, QA everybody's, a head of service figures without names."""

    acts = ("see_agreement",)
    template_name = "assessments/calibration/agreement.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found = agreement_page(actor=self.actor, today=timezone.localdate())
        own = found.own
        return super().get_context_data(
            found=found,
            own_figures=figures_of(own.agreement) if own is not None and own.agreement.enough else [],
            own_direction=DIRECTIONS[own.direction] if own is not None else "",
            own_criteria=[criterion_row(one) for one in found.own_criteria],
            may_seed=can(self.actor, "seed_plans"),
            **kwargs,
        )
