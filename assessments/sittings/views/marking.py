"""Marking what no machine can judge, and what managers see of papers."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from academy.kit.refusals import Refused
from assessments.sittings.actions import judge_answer
from assessments.sittings.forms.sitting import JudgeForm
from assessments.sittings.queries.marking import ToJudge, judgement_of, waiting_answers
from assessments.sittings.queries.papers import team_results
from assessments.sittings.views.doors import Page


class Queue(Page):
    """Answers that wait for a marker."""

    acts = ("mark_tasks",)
    template_name = "assessments/sittings/queue.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        waiting = waiting_answers(actor=self.actor, at=self.at)
        return super().get_context_data(waiting=waiting, **kwargs)


class Mark(Page):
    """One answer, without a name."""

    acts = ("mark_tasks",)
    template_name = "assessments/sittings/mark.html"

    def found(self) -> ToJudge:
        """The answer; 404 for one's own."""
        row = judgement_of(actor=self.actor, pk=self.kwargs["pk"])
        if row is None:
            raise Http404
        return row

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        found = self.found()
        return self.show(found, JudgeForm(found.lines))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Keep the levels."""
        found = self.found()
        form = JudgeForm(found.lines, request.POST)
        if not form.is_valid():
            return self.show(found, form)
        try:
            judge_answer(
                judgement=found.judgement,
                levels=form.levels,
                words=form.cleaned_data["words"],
                by=self.actor,
                at=self.at,
            )
        except Refused as refused:
            messages.error(request, refused.words)
        else:
            messages.success(request, "Marked. Thank you.")
        return redirect("sittings_marking")

    def show(self, found: ToJudge, form: JudgeForm) -> HttpResponse:
        """The page."""
        return self.render_to_response({"found": found, "form": form})


class TeamResults(Page):
    """Passed or not yet, of the people I lead."""

    acts = ("lead_team",)
    template_name = "assessments/sittings/results.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(results=list(team_results(actor=self.actor)), **kwargs)
