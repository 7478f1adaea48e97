"""The person's own pages: which tasks, one task and its papers."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views import View
from django.views.generic import TemplateView

from academy.kit.refusals import Refused
from academy.kit.words import plural
from academy.people.access import can
from academy.people.doors import Door
from assessments.tasks.actions import begin_work, pick_sentences
from assessments.tasks.models import Submission
from assessments.tasks.queries.mine import (
    TaskView,
    own_work,
    sentences_to_pick,
    task_view,
    tasks_for,
)
from assessments.tasks.rules.sentences import number_all


class Mine(Door):
    """A page about one task for one person."""

    def task(self, code: str) -> TaskView:
        """The task, or 404 for one that is not for them."""
        found = task_view(actor=self.actor, code=code, at=timezone.now())
        if found is None:
            raise Http404
        return found

    def draft(self, code: str) -> Submission:
        """The attempt that is being written, or 404."""
        found = own_work(actor=self.actor, code=code)
        if found is None:
            raise Http404
        return found


class TaskList(Door, TemplateView):
    """Which tasks there are for me, and where they stand."""

    template_name = "assessments/tasks/list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        cards = tasks_for(actor=self.actor)
        return super().get_context_data(
            cards=cards,
            to_do=[card for card in cards if card.mark in ("todo", "look")],
            marks=can(self.actor, "mark_tasks"),
            runs=can(self.actor, "run_marking"),
            counts=can(self.actor, "see_marking_counts"),
            **kwargs,
        )


class TaskPage(Mine, TemplateView):
    """What is asked, with what, and how it is judged, before one begins."""

    template_name = "assessments/tasks/task.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        view = self.task(kwargs["code"])
        tries = [(one, view.outcomes.get(one.pk)) for one in view.tries]
        return super().get_context_data(
            view=view,
            edition=view.edition,
            tries=tries,
            runs=can(self.actor, "run_marking"),
            marks=can(self.actor, "mark_tasks"),
            signed_off=view.last is not None and view.last.state == "passed",
            **kwargs,
        )


class Begin(Mine, View):
    """Begin an attempt."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, code: str) -> HttpResponse:
        view = self.task(code)
        try:
            begin_work(task=view.edition.task, by=self.actor, at=timezone.now())
        except Refused as refusal:
            messages.error(request, refusal.words)
            return redirect("task", code=code)
        return redirect("task_work", code=code)


class DocumentPage(Mine, TemplateView):
    """One paper of the bundle. Where a matrix is asked for, its sentences are numbered and can be ticked."""

    http_method_names = ["get", "head", "post"]

    template_name = "assessments/tasks/document.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        view = self.task(kwargs["code"])
        places = [one.position for one in view.documents]
        if kwargs["position"] not in places:
            raise Http404
        at, work = places.index(kwargs["position"]), view.last
        return super().get_context_data(
            view=view,
            edition=view.edition,
            document=view.documents[at],
            paragraphs=sentences_to_pick(view.documents[at], work) if view.has_matrix else None,
            picking=view.has_matrix and work is not None and work.state == "draft",
            before=view.documents[at - 1] if at else None,
            after=view.documents[at + 1] if at + 1 < len(places) else None,
            **kwargs,
        )

    def post(self, request: HttpRequest, code: str, position: int) -> HttpResponse:
        view, work = self.task(code), self.draft(code)
        known = {one.place for one in number_all((one.position, one.text) for one in view.documents).values()}
        places = [place for place in request.POST.getlist("place") if place in known]
        try:
            before = len(work.matrix)
            now = pick_sentences(submission=work, places=places, by=self.actor, at=timezone.now())
        except Refused as refusal:
            messages.error(request, refusal.words)
        else:
            new = len(now.matrix) - before
            told = f"{plural(new, 'row')} added." if new else "You ticked nothing new, so no row was added."
            messages.success(request, told)
        return redirect("task_document", code=code, position=position)


class BundleFile(Mine, View):
    """The whole bundle as a text file."""

    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest, code: str) -> HttpResponse:
        view = self.task(code)
        parts = [f"{view.edition.title}\nEverything in this bundle is invented.\n"]
        parts += [f"{one.position}. {one.title}\n{'-' * 40}\n{one.text}\n" for one in view.documents]
        response = HttpResponse("\n\n".join(parts), content_type="text/plain; charset=utf-8")
        response["Content-Disposition"] = f'attachment; filename="{code}-bundle.txt"'
        return response
