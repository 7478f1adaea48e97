"""Writing, adding files, checking and handing in."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views import View

from academy.gate.checking import FoundPersonal
from academy.kit.apart import MOST_BYTES
from academy.kit.refusals import Refused
from assessments.tasks.actions import add_file, remove_file, save_draft, submit_work
from assessments.tasks.actions.writing import Newer
from assessments.tasks.forms import RowSet, WorkForm
from assessments.tasks.forms.work import PREFIX, rows_initial, rows_said
from assessments.tasks.models import Submission
from assessments.tasks.queries.mine import TaskView, own_file, own_files, own_work, passages_in
from assessments.tasks.queries.storage import work_path
from assessments.tasks.rules.matrix import rows_of
from assessments.tasks.rules.sentences import Sentence, number_all, read_places
from assessments.tasks.views.mine import Mine


class WorkPage(Mine, View):
    """Write, save, add and take out files. One form, so that no press of a button loses words."""

    http_method_names = ["get", "head", "post"]

    def get(self, request: HttpRequest, code: str) -> HttpResponse:
        view, work = self.task(code), self.draft(code)
        if work.state != "draft":
            return redirect("task", code=code)
        rows = None
        if view.has_matrix:
            initial = rows_initial(rows_of(work.matrix))
            if "more" in request.GET or not initial:
                initial.append({})
            rows = RowSet(initial=initial, prefix=PREFIX)
        return self._show(view, work, self._fresh(work), rows)

    def post(self, request: HttpRequest, code: str) -> HttpResponse:
        view, work = self.task(code), self.draft(code)
        form = WorkForm(request.POST, request.FILES)
        rows = RowSet(request.POST, prefix=PREFIX) if view.has_matrix else None
        act = request.POST.get("act", "save")
        if not form.is_valid() or (rows is not None and not rows.is_valid()):
            return self._show(view, work, form, rows)
        try:
            save_draft(
                submission=work,
                text=form.cleaned_data["text"],
                rows=None if rows is None else rows_said(rows, without=_out(act)),
                seen=form.cleaned_data["saves"] or 0,
                by=self.actor,
                at=timezone.now(),
            )
            self._do(act, work, form)
        except Newer as newer:
            form.add_error("text", newer.words)
            return self._show(view, work, form, rows, stored=newer.stored)
        except Refused as refusal:
            form.add_error("file" if act == "file" else "text", refusal.words)
            return self._show(view, own_work(actor=self.actor, code=code) or work, form, rows)
        if act == "check":
            return redirect("task_check", code=code)
        address = reverse("task_work", args=[code])
        return redirect(f"{address}?more=1#more" if act == "row" else address)

    def _do(self, act: str, work: Submission, form: WorkForm) -> None:
        """What the pressed button asks besides saving."""
        file = form.cleaned_data["file"]
        if act.startswith("out:"):
            messages.success(self.request, "The row is taken out.")
        elif act.startswith("remove:") and act[7:].isdigit():
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

    def _show(
        self, view: TaskView, work: Submission, form: WorkForm, rows: Any = None, stored: str = ""
    ) -> HttpResponse:
        if form.is_bound:
            data = self.request.POST.copy()
            data["saves"] = str(work.saves)
            form.data = data
        files = own_files(actor=self.actor, submission=work)
        context = {"view": view, "edition": view.edition, "work": work, "form": form, "files": files}
        pairs = list(zip(rows or (), quoted(view, rows), strict=True))
        context |= {"stored": stored, "rows": rows, "pairs": pairs}
        return render(self.request, "assessments/tasks/work.html", context)


def _out(act: str) -> int | None:
    """The number of the row that is taken out, from 0; None for any other button."""
    return int(act[4:]) if act.startswith("out:") and act[4:].isdigit() else None


def quoted(view: TaskView, rows: Any) -> list[list[Sentence]]:
    """For each row the sentences that it names."""
    if rows is None:
        return []
    sentences = number_all((one.position, one.text) for one in view.documents)
    named = [read_places(str(one["places"].value() or "")) for one in rows]
    return [[sentences[place] for place in places if place in sentences] for places in named]


class KeepWords(Mine, View):
    """What the page itself sends while somebody writes. Answers with the number of the saving."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, code: str) -> JsonResponse:
        work = self.draft(code)
        form = WorkForm(request.POST)
        rows = RowSet(request.POST, prefix=PREFIX) if f"{PREFIX}-TOTAL_FORMS" in request.POST else None
        if not form.is_valid() or (rows is not None and not rows.is_valid()):
            return JsonResponse({"said": "Not saved"}, status=400)
        at = timezone.now()
        try:
            kept = save_draft(
                submission=work,
                text=form.cleaned_data["text"],
                rows=None if rows is None else rows_said(rows),
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
        told = "Handed in. You get an e-mail when the feedback is ready."
        if view.edition.automatic:
            told = "Handed in. What is marked by itself stands below; a marker reads the rest."
        messages.success(request, told)
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
