"""Which competency has no module, no question, no task, no audit criterion."""

from __future__ import annotations

from typing import Any

from django.views.generic import TemplateView

from academy.people.access import can
from academy.people.doors import Door
from home.coverage.queries import COLUMNS, coverage_for

CHOICES = (
    ("", "Every competency"),
    ("any", "Anything missing"),
    *((column, f"No {title.lower().replace(' and ', ' or ')}") for column, title, _ in COLUMNS),
)


class CoveragePage(Door, TemplateView):
    """For those who keep the framework and those who write content."""

    acts = ("keep_framework", "edit_content")
    template_name = "home/coverage/coverage.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        asked = self.request.GET.get("gaps", "")
        gaps = asked if asked in dict(CHOICES) else ""
        return super().get_context_data(
            coverage=coverage_for(actor=self.actor, gaps=gaps),
            gaps=gaps,
            choices=CHOICES,
            sees_bank=can(self.actor, "see_item_figures"),
            **kwargs,
        )
