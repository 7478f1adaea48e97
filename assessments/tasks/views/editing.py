"""Writing a task without code: its words, its bundle, its rubric; opening and closing it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views import View

from academy.kit.refusals import Refused
from assessments.tasks.actions import close_task, open_task, save_task
from assessments.tasks.forms import DocumentSet, LineSet, TaskForm, draft_of
from assessments.tasks.queries.board import task_named
from assessments.tasks.queries.editing import Editing, new_task, task_to_edit
from assessments.tasks.views.doors import RunnerDoor


class TaskEditor(RunnerDoor, View):
    """The editor. Another row appears with every saving, and with the button that asks for one."""

    http_method_names = ["get", "head", "post"]
    new = False

    def editing(self, code: str) -> Editing:
        """What the forms begin with, or 404."""
        found = new_task() if self.new else task_to_edit(actor=self.actor, code=code)
        if found is None:
            raise Http404
        return found

    def get(self, request: HttpRequest, code: str = "") -> HttpResponse:
        now = self.editing(code)
        form = TaskForm(initial=now.fields, fixed=not self.new)
        documents = DocumentSet(initial=now.documents, prefix="document")
        return self._show(now, form, documents, LineSet(initial=now.lines, prefix="line"))

    def post(self, request: HttpRequest, code: str = "") -> HttpResponse:
        now = self.editing(code)
        form = TaskForm(request.POST, fixed=not self.new)
        documents = DocumentSet(request.POST, prefix="document")
        lines = LineSet(request.POST, prefix="line")
        if "more" in request.POST:
            return self._grow(now, request)
        if not all([form.is_valid(), documents.is_valid(), lines.is_valid()]):
            return self._show(now, form, documents, lines)
        code = form.cleaned_data["code"] if self.new else code
        try:
            edition = save_task(
                council=self.actor.council,
                code=code,
                draft=draft_of(form, documents, lines),
                by=self.actor,
                at=timezone.now(),
                new=self.new,
            )
        except Refused as refusal:
            form.add_error("code" if refusal.code == "code" else None, refusal.words)
            return self._show(now, form, documents, lines)
        messages.success(request, f"Saved as edition {edition.number}.")
        return redirect("task_edit", code=code)

    def _grow(self, now: Editing, request: HttpRequest) -> HttpResponse:
        """The same page with what was written and one more row; nothing is saved yet."""
        data = request.POST.copy()
        key = "line-TOTAL_FORMS" if data["more"] == "line" else "document-TOTAL_FORMS"
        total = data.get(key, "0")
        data[key] = str(min(int(total) + 1 if total.isdigit() else 1, 16))
        form = TaskForm(initial=data.dict(), fixed=not self.new)
        documents = DocumentSet(data, prefix="document")
        return self._show(now, form, documents, LineSet(data, prefix="line"))

    def _show(self, now: Editing, form: TaskForm, documents: Any, lines: Any) -> HttpResponse:
        context = {"now": now, "form": form, "documents": documents, "lines": lines, "new": self.new}
        return render(self.request, "assessments/tasks/edit.html", context)


class NewTask(TaskEditor):
    """A new task."""

    new = True


class EditTask(TaskEditor):
    """A task that is there."""


class Turn(RunnerDoor, View):
    """Open or close a task."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, code: str) -> HttpResponse:
        task = task_named(actor=self.actor, code=code)
        if task is None:
            raise Http404
        act = close_task if request.POST.get("to") == "close" else open_task
        try:
            act(task=task, by=self.actor, at=timezone.now())
        except Refused as refusal:
            messages.error(request, refusal.words)
        else:
            done = "People can begin it." if act is open_task else "Nobody can begin it now."
            messages.success(request, done)
        return redirect("task_edit", code=code)
