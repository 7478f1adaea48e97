"""Answers that came late: the list, and the decision about one of them."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from academy.kit.refusals import Refused
from assessments.sittings.actions import count_late_answer, leave_late_answer
from assessments.sittings.forms.sitting import LateForm
from assessments.sittings.queries.late import ToDecide, late_answer_of, late_answers
from assessments.sittings.views.doors import Page

COUNT = "count"


class LateAnswers(Page):
    """Late answers that wait for a decision."""

    acts = ("decide_late",)
    template_name = "assessments/sittings/late.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(rows=late_answers(actor=self.actor, at=self.at), **kwargs)


class DecideLate(Page):
    """One late answer: let it count or not, with a reason."""

    acts = ("decide_late",)
    template_name = "assessments/sittings/late_answer.html"

    def found(self) -> ToDecide:
        """The answer; 404 for one's own."""
        row = late_answer_of(actor=self.actor, pk=self.kwargs["pk"])
        if row is None:
            raise Http404
        return row

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.render_to_response({"found": self.found(), "form": LateForm()})

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Keep the decision; the button says which."""
        found, form = self.found(), LateForm(request.POST)
        if not form.is_valid():
            return self.render_to_response({"found": found, "form": form})
        counts = request.POST.get("decision") == COUNT
        decide = count_late_answer if counts else leave_late_answer
        try:
            decide(late=found.late, reason=form.cleaned_data["reason"], by=self.actor, at=self.at)
        except Refused as refused:
            messages.error(request, refused.words)
        else:
            words = (
                "It counts now, and the result has been worked out again." if counts else "It does not count."
            )
            messages.success(request, f"{words} The person reads your reason with the result.")
        return redirect("late_answers")
