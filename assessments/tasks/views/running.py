"""The board of those who run marking, one task on it, and one piece of work to moderate."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.generic import FormView, TemplateView

from academy.kit.refusals import Refused
from academy.people.access import can
from academy.people.doors import Door
from assessments.tasks.actions import moderate
from assessments.tasks.forms import ModerateForm
from assessments.tasks.queries.agreeing import LEAST_WORK, agreeing
from assessments.tasks.queries.board import Story, board, story_of, task_named, work_of_task
from assessments.tasks.views.doors import RunnerDoor

PAGE = 25


class BoardPage(Door, TemplateView):
    """Every task in counts; for those who run marking also how far markers agree."""

    acts = ("see_marking_counts",)
    template_name = "assessments/tasks/board.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = board(actor=self.actor, at=timezone.now()) or []
        return super().get_context_data(
            rows=rows,
            waiting=sum(row.waiting for row in rows),
            oldest=max((row.oldest_days or 0 for row in rows), default=0),
            agreeing=agreeing(actor=self.actor),
            runs=can(self.actor, "run_marking"),
            least=LEAST_WORK,
            **kwargs,
        )


class TaskBoardPage(RunnerDoor, TemplateView):
    """One task: its work without names, and how far its markers agree."""

    template_name = "assessments/tasks/task_board.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        task = task_named(actor=self.actor, code=kwargs["code"])
        if task is None:
            raise Http404
        rows = board(actor=self.actor, at=timezone.now()) or []
        page = Paginator(work_of_task(actor=self.actor, code=task.code), PAGE)
        return super().get_context_data(
            task=task,
            row=next((row for row in rows if row.code == task.code), None),
            page=page.get_page(self.request.GET.get("page")),
            agreeing=agreeing(actor=self.actor, code=task.code),
            least=LEAST_WORK,
            **kwargs,
        )


class StoryPage(RunnerDoor, FormView):
    """One piece of work with every judgement; another result may be put beside the last."""

    template_name = "assessments/tasks/story.html"
    form_class = ModerateForm

    def story(self) -> Story:
        """The work, or 404."""
        found = story_of(actor=self.actor, pk=self.kwargs["pk"])
        if found is None:
            raise Http404
        return found

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        story = self.story()
        return super().get_context_data(story=story, work=story.submission, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.story()
        return super().post(request, *args, **kwargs)

    def form_valid(self, form: ModerateForm) -> HttpResponse:
        try:
            moderate(
                submission=self.story().submission,
                passed=form.cleaned_data["result"] == "pass",
                reason=form.cleaned_data["reason"],
                by=self.actor,
                at=timezone.now(),
            )
        except Refused as refusal:
            form.add_error("reason", refusal.words)
            return self.form_invalid(form)
        messages.success(self.request, "Recorded beside the earlier result. The person gets an e-mail.")
        return redirect("task_moderate", pk=self.kwargs["pk"])
