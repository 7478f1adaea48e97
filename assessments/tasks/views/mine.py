"""The person's own pages: which tasks, one task, writing, files, checking and handing in."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views import View
from django.views.generic import TemplateView

from academy.kit.refusals import Refused
from academy.people.access import can
from assessments.tasks.actions import add_file, begin_work, remove_file, save_draft, submit_work
from assessments.tasks.actions.writing import Newer
from assessments.tasks.forms import WorkForm
from assessments.tasks.models import Submission
from assessments.tasks.queries.mine import (
    TaskView,
    own_file,
    own_files,
    own_work,
    passages_in,
    task_view,
    tasks_for,
)
from assessments.tasks.queries.storage import work_path
from assessments.tasks.reading import MOST_BYTES
from assessments.tasks.rules.scanning import FoundPersonal
from assessments.tasks.views.doors import Door


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
            view=view, edition=view.edition, tries=tries, runs=can(self.actor, "run_marking"), **kwargs
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
    """One paper of the bundle."""

    template_name = "assessments/tasks/document.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        view = self.task(kwargs["code"])
        places = [one.position for one in view.documents]
        if kwargs["position"] not in places:
            raise Http404
        at = places.index(kwargs["position"])
        return super().get_context_data(
            view=view,
            edition=view.edition,
            document=view.documents[at],
            before=view.documents[at - 1] if at else None,
            after=view.documents[at + 1] if at + 1 < len(places) else None,
            **kwargs,
        )


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


class WorkPage(Mine, View):
    """Write, save, add and take out files. One form, so that no press of a button loses words."""

    http_method_names = ["get", "head", "post"]

    def get(self, request: HttpRequest, code: str) -> HttpResponse:
        view, work = self.task(code), self.draft(code)
        if work.state != "draft":
            return redirect("task", code=code)
        return self._show(view, work, self._fresh(work))

    def post(self, request: HttpRequest, code: str) -> HttpResponse:
        view, work = self.task(code), self.draft(code)
        form = WorkForm(request.POST, request.FILES)
        act = request.POST.get("act", "save")
        if not form.is_valid():
            return self._show(view, work, form)
        try:
            self._save(work, form)
            self._do(act, work, form)
        except Newer as newer:
            form.add_error("text", newer.words)
            return self._show(view, work, form, stored=newer.stored)
        except Refused as refusal:
            form.add_error("file" if act == "file" else "text", refusal.words)
            return self._show(view, own_work(actor=self.actor, code=code) or work, form)
        if act == "check":
            return redirect("task_check", code=code)
        return redirect("task_work", code=code)

    def _save(self, work: Submission, form: WorkForm) -> None:
        save_draft(
            submission=work,
            text=form.cleaned_data["text"],
            seen=form.cleaned_data["saves"] or 0,
            by=self.actor,
            at=timezone.now(),
        )

    def _do(self, act: str, work: Submission, form: WorkForm) -> None:
        """What the pressed button asks besides saving."""
        file = form.cleaned_data["file"]
        if act.startswith("remove:") and act[7:].isdigit():
            row = own_files(actor=self.actor, submission=work).filter(pk=int(act[7:])).first()
            if row is not None:
                remove_file(file=row, by=self.actor, at=timezone.now())
                messages.success(self.request, "The file is taken out.")
        elif file is not None:
            if file.size > MOST_BYTES:
                raise Refused("This file is larger than 10 MB. Send a smaller one.", code="too_big")
            add_file(submission=work, name=file.name, raw=file.read(), by=self.actor, at=timezone.now())
            messages.success(self.request, "Saved. The file is added.")
        elif act == "file":
            raise Refused("Choose a file first.", code="no_file")
        elif act == "save":
            messages.success(self.request, "Saved.")

    def _fresh(self, work: Submission) -> WorkForm:
        return WorkForm(initial={"text": work.text, "saves": work.saves})

    def _show(self, view: TaskView, work: Submission, form: WorkForm, stored: str = "") -> HttpResponse:
        if form.is_bound:
            data = self.request.POST.copy()
            data["saves"] = str(work.saves)
            form.data = data
        files = own_files(actor=self.actor, submission=work)
        context = {"view": view, "edition": view.edition, "work": work, "form": form, "files": files}
        return render(self.request, "assessments/tasks/work.html", {**context, "stored": stored})


class KeepWords(Mine, View):
    """What the page itself sends while somebody writes. Answers with the number of the saving."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, code: str) -> JsonResponse:
        work = self.draft(code)
        form = WorkForm(request.POST)
        if not form.is_valid():
            return JsonResponse({"said": "Not saved"}, status=400)
        at = timezone.now()
        try:
            kept = save_draft(
                submission=work,
                text=form.cleaned_data["text"],
                seen=form.cleaned_data["saves"] or 0,
                by=self.actor,
                at=at,
            )
        except Refused as refusal:
            return JsonResponse({"said": refusal.words}, status=409)
        return JsonResponse({"saves": kept.saves, "said": "Saved"})


class CheckPage(Mine, View):
    """Look once more, then hand in."""

    http_method_names = ["get", "head", "post"]

    def get(self, request: HttpRequest, code: str) -> HttpResponse:
        view, work = self.task(code), self.draft(code)
        if work.state != "draft":
            return redirect("task", code=code)
        return self._show(view, work)

    def post(self, request: HttpRequest, code: str) -> HttpResponse:
        view, work = self.task(code), self.draft(code)
        seen = request.POST.get("saves", "")
        try:
            submit_work(
                submission=work,
                seen=int(seen) if seen.isdigit() else -1,
                by=self.actor,
                at=timezone.now(),
            )
        except FoundPersonal as found:
            return self._show(view, work, refusal=found.words, places=[str(one) for one in found.places])
        except Refused as refusal:
            return self._show(view, own_work(actor=self.actor, code=code) or work, refusal=refusal.words)
        messages.success(request, "Handed in. You get an e-mail when the feedback is ready.")
        return redirect("task", code=code)

    def _show(
        self, view: TaskView, work: Submission, refusal: str = "", places: list[str] | None = None
    ) -> HttpResponse:
        context = {
            "view": view,
            "edition": view.edition,
            "work": work,
            "passages": passages_in(work),
            "files": own_files(actor=self.actor, submission=work),
            "refusal": refusal,
            "places": places or [],
        }
        return render(self.request, "assessments/tasks/check.html", context)


class OwnFile(Mine, View):
    """One's own file back, as it was sent."""

    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest, code: str, pk: int) -> FileResponse:
        file = own_file(actor=self.actor, code=code, pk=pk)
        if file is None or not work_path(file.stored_as).exists():
            raise Http404
        return FileResponse(
            work_path(file.stored_as).open("rb"),
            as_attachment=True,
            filename=file.name,
            content_type="application/octet-stream",
        )
