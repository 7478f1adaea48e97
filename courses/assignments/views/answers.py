"""Pages on which people answer: the writer, the practice development lead, the manager."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.generic import FormView, TemplateView, View

from academy.kit.refusals import Refused
from academy.people.access import can
from courses.assignments.actions import (
    agree_coaching,
    answer_offer,
    decide_cause,
    say_not_mine,
    waive_assignment,
)
from courses.assignments.forms import CoachForm, DecideForm, NotMineForm, WaiveForm, WordsForm
from courses.assignments.models import Assignment
from courses.assignments.queries.feedback import feedback_on
from courses.assignments.queries.lists import (
    assignment_for,
    causes_to_decide,
    coaching_to_agree,
    offer_for,
)
from courses.assignments.rules.permits import can_coach, can_decide_cause, can_say_not_mine, can_waive
from courses.assignments.rules.words import name_criterion, said_of_others

PAGE = 25


class FeedbackPage(LoginRequiredMixin, TemplateView):
    """What an audit said about a plan I wrote."""

    template_name = "courses/assignments/feedback.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        feedback = feedback_on(
            actor=self.request.user,  # type: ignore[arg-type]
            pk=kwargs["pk"],
            today=timezone.localdate(),
        )
        if feedback is None:
            raise Http404
        return super().get_context_data(feedback=feedback, **kwargs)


class AnswerView(LoginRequiredMixin, FormView):
    """A form about one assignment. `action` is asked of access.py, `allowed` of the rules."""

    action = ""
    allowed: Callable[[Assignment], bool]
    done = ""
    crumb = "The whole story"
    assignment: Assignment

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return self.handle_no_permission()
        found = assignment_for(actor=request.user, pk=kwargs["pk"])  # type: ignore[arg-type]
        if found is None or not can(request.user, self.action, found):
            raise Http404
        self.assignment = found
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        row = self.assignment
        own = row.person_id == self.request.user.pk
        return super().get_context_data(
            assignment=row,
            reason=row.reason if own else said_of_others(row.reason),
            criterion=name_criterion(row.criterion.text, row.criterion.code),
            allowed=type(self).allowed(row),
            rule=f"Rule {row.rule.code}",
            own=own,
            crumb=self.crumb,
            back=self.get_success_url(),
            **kwargs,
        )

    def form_valid(self, form: WordsForm) -> HttpResponse:
        try:
            self.act(form.cleaned_data, assignment=self.assignment, by=self.request.user, at=timezone.now())
        except Refused as refusal:
            form.add_error(None, refusal.words)
            return self.form_invalid(form)
        messages.success(self.request, self.done)
        return redirect(self.get_success_url())

    def act(self, data: dict[str, Any], **said: Any) -> None:
        """Call the one action of this page; `said` is about what, by whom and when."""
        raise NotImplementedError

    def get_success_url(self) -> str:
        """Back to the story of the finding, unless a page says otherwise."""
        return reverse("finding", args=[self.assignment.finding_id])


class NotMine(AnswerView):
    """The writer says that the cause was not the writing."""

    template_name = "courses/assignments/not_mine.html"
    form_class = NotMineForm
    action = "answer_finding"
    allowed = staticmethod(can_say_not_mine)
    crumb = "Feedback"
    done = "Thank you. Nothing is asked of you while a practice development lead looks at it."

    def get_success_url(self) -> str:
        return reverse("feedback", args=[self.assignment.finding.audit_id])

    def act(self, data: dict[str, Any], **said: Any) -> None:
        say_not_mine(cause=data["cause"], words=data["words"], **said)


class DecideCause(AnswerView):
    """A practice development lead decides whose finding it is."""

    template_name = "courses/assignments/decide.html"
    form_class = DecideForm
    action = "decide_cause"
    allowed = staticmethod(can_decide_cause)
    crumb = "What waits for a decision"
    done = "Decided. The writer sees your reason."

    def act(self, data: dict[str, Any], **said: Any) -> None:
        decide_cause(agree=data["decision"] == "agree", words=data["words"], **said)

    def get_success_url(self) -> str:
        return reverse("loop_queue")


class Waive(AnswerView):
    """A manager or practice development lead takes work off somebody's list."""

    template_name = "courses/assignments/waive.html"
    form_class = WaiveForm
    action = "waive_assignment"
    allowed = staticmethod(can_waive)
    done = "Waived. The writer sees your reason."

    def act(self, data: dict[str, Any], **said: Any) -> None:
        waive_assignment(reason=data["words"], **said)


class Coach(AnswerView):
    """A manager writes down what was agreed."""

    template_name = "courses/assignments/coach.html"
    form_class = CoachForm
    action = "decide_coaching"
    allowed = staticmethod(can_coach)
    done = "Written down. The writer sees it."

    def act(self, data: dict[str, Any], **said: Any) -> None:
        agree_coaching(words=data["words"], **said)


class QueuePage(LoginRequiredMixin, TemplateView):
    """What waits for a person to decide: causes for the practice development lead, coaching for managers."""

    template_name = "courses/assignments/queue.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        actor: Any = self.request.user
        decides, coaches = can(actor, "decide_cause"), can(actor, "decide_coaching")
        if not (decides or coaches):
            raise Http404
        causes = Paginator(causes_to_decide(actor=actor), PAGE) if decides else None
        coaching = Paginator(coaching_to_agree(actor=actor), PAGE) if coaches else None
        page = self.request.GET.get("page")
        return super().get_context_data(
            causes=causes.get_page(page) if causes else None,
            coaching=coaching.get_page(page) if coaching else None,
            **kwargs,
        )


class AnswerOffer(LoginRequiredMixin, View):
    """One press: a note was read, an example may be shared or not."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        offer = offer_for(actor=request.user, pk=pk)  # type: ignore[arg-type]
        if offer is None:
            raise Http404
        try:
            answer_offer(
                offer=offer,
                answer=request.POST.get("answer", ""),
                by=request.user,  # type: ignore[arg-type]
                at=timezone.now(),
            )
        except Refused as refusal:
            messages.error(request, refusal.words)
        else:
            messages.success(request, "Thank you. We have kept your answer.")
        return redirect("me")
