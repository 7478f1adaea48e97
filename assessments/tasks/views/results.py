"""Results and feedback: one's own, and those of the people one leads or supports."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404
from django.utils import timezone
from django.views.generic import TemplateView

from academy.people.doors import Door
from academy.record.actions import note_look
from assessments.tasks.queries.results import result_of, results_for

PAGE = 25


class Results(Door, TemplateView):
    """Every result I may see."""

    template_name = "assessments/tasks/results.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        page = Paginator(results_for(actor=self.actor), PAGE).get_page(self.request.GET.get("page"))
        return super().get_context_data(page=page, **kwargs)


class ResultPage(Door, TemplateView):
    """One result with its feedback: strengths first."""

    template_name = "assessments/tasks/result.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        result = result_of(actor=self.actor, pk=kwargs["pk"])
        if result is None:
            raise Http404
        work = result.outcome.submission
        note_look(
            actor=self.actor, person=work.person_id, what="Result of a practical task", at=timezone.now()
        )
        return super().get_context_data(
            result=result,
            outcome=result.outcome,
            work=work,
            edition=work.edition,
            may_begin=result.again_on is not None and result.again_on <= timezone.localdate(),
            **kwargs,
        )
