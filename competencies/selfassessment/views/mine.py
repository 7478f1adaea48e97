"""The person's side."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.generic import TemplateView

from academy.kit.refusals import Refused
from academy.people.doors import Door
from academy.people.queries import scanner_for
from competencies.selfassessment.actions import add_task, drop_task, hand_in, open_assessment, save_answer
from competencies.selfassessment.forms import AnswerForm, TaskForm
from competencies.selfassessment.models import SelfAssessment
from competencies.selfassessment.queries import (
    ItemView,
    item_seen,
    latest_of,
    level_choices,
    page_of,
    past_of,
    task_choices,
    task_named,
)

Context = dict[str, Any]


class MyPage(Door, TemplateView):
    """A page about my own round."""

    template_name = "competencies/selfassessment/mine.html"

    def current(self) -> SelfAssessment:
        """My newest round. Http404 when there is none."""
        found = latest_of(actor=self.actor, person_id=self.actor.pk)
        if found is None:
            raise Http404
        return found

    def get_context_data(self, **kwargs: Any) -> Context:
        mine = latest_of(actor=self.actor, person_id=self.actor.pk)
        page = page_of(actor=self.actor, assessment=mine) if mine is not None else None
        form = kwargs.pop("form", None)
        if form is None and mine is not None and mine.state == "open":
            form = TaskForm(choices=task_choices(actor=self.actor, assessment=mine))
        past = [row for row in past_of(actor=self.actor, person_id=self.actor.pk) if row != mine]
        return super().get_context_data(page=page, form=form, past=past, key=uuid.uuid4(), **kwargs)

    def said(self, refusal: Refused) -> HttpResponse:
        """Back to my page with a refusal in words."""
        messages.error(self.request, refusal.words)
        return redirect("my_self")


class MySelf(MyPage):
    """How I see my own work, task by task."""


class Act(MyPage):
    """Something that is only ever sent."""

    http_method_names = ("post", "options")


class Begin(Act):
    """Begin a round."""

    def post(self, request: HttpRequest) -> HttpResponse:
        try:
            key = uuid.UUID(request.POST.get("key", ""))
        except ValueError:
            return redirect("my_self")
        try:
            open_assessment(person=self.actor, key=key, by=self.actor, at=timezone.now())
        except Refused as refusal:
            return self.said(refusal)
        return redirect("my_self")


class Add(Act):
    """Rate one more task."""

    def post(self, request: HttpRequest) -> HttpResponse:
        mine = self.current()
        form = TaskForm(request.POST, choices=task_choices(actor=self.actor, assessment=mine))
        task = task_named(actor=self.actor, code=request.POST.get("code", "")) if form.is_valid() else None
        if task is None:
            return self.render_to_response(self.get_context_data(form=form))
        try:
            item = add_task(assessment=mine, task=task, by=self.actor, at=timezone.now())
        except Refused as refusal:
            return self.said(refusal)
        return redirect("self_item", pk=item.pk)


class HandIn(Act):
    """Give it to whoever leads me."""

    def post(self, request: HttpRequest) -> HttpResponse:
        try:
            hand_in(assessment=self.current(), by=self.actor, at=timezone.now())
        except Refused as refusal:
            return self.said(refusal)
        messages.success(request, "Handed in. Your manager gets an e-mail and answers task by task.")
        return redirect("my_self")


class Item(Door, TemplateView):
    """One task: my level, what I did and what I need; and what was answered."""

    template_name = "competencies/selfassessment/item.html"

    def found(self) -> ItemView:
        """My own task. Http404 for every other."""
        view = item_seen(actor=self.actor, pk=self.kwargs["pk"])
        if view is None or view.item.assessment.person_id != self.actor.pk:
            raise Http404
        return view

    def get_context_data(self, **kwargs: Any) -> Context:
        view: ItemView = kwargs.pop("view", None) or self.found()
        form = kwargs.pop("form", None)
        if form is None and view.item.assessment.state != "closed":
            now = view.now.answer if view.now is not None else None
            kept = {name: getattr(now, name) for name in ("level", "did", "needs")} if now is not None else {}
            form = AnswerForm(initial=kept, levels=level_choices(task=view.item.task))
        return super().get_context_data(view=self, shown=view, form=form, **kwargs)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        view = self.found()
        levels = level_choices(task=view.item.task)
        form = AnswerForm(request.POST, levels=levels, scanner=scanner_for(council=self.actor.council))
        if form.is_valid():
            said = form.cleaned_data
            words = {name: said[name] for name in ("level", "did", "needs")}
            try:
                save_answer(item=view.item, **words, by=self.actor, at=timezone.now())
            except Refused as refusal:
                form.add_error(None, refusal.words)
            else:
                return self._next(view)
        return self.render_to_response(self.get_context_data(view=view, form=form))

    def _next(self, view: ItemView) -> HttpResponse:
        """The next task without a level, while the round is being written; else the list."""
        assessment = view.item.assessment
        messages.success(self.request, f"Saved: {view.item.task.title}.")
        if assessment.state == "open" and self.request.POST.get("go") == "next":
            items = page_of(actor=self.actor, assessment=assessment).items
            after = [one for one in items if one.now is None]
            if after:
                return redirect("self_item", pk=after[0].item.pk)
        return redirect("my_self")


class Drop(Item):
    """Take a task that I added out again."""

    http_method_names = ("post", "options")

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        try:
            drop_task(item=self.found().item, by=self.actor, at=timezone.now())
        except Refused as refusal:
            messages.error(request, refusal.words)
        return redirect("my_self")
