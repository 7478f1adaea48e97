"""The markers' pages: the queue, taking work, marking it, putting it back."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views import View
from django.views.generic import TemplateView

from academy.kit.refusals import Refused
from assessments.tasks.actions import (
    MarksDraft,
    add_comment,
    claim_next,
    give_marks,
    release_marking,
    remove_comment,
    save_marks,
)
from assessments.tasks.actions.giving import NotWhole
from assessments.tasks.forms import MarkForm
from assessments.tasks.queries.marking import MarkingPage, marking_page, own_marking, queue_for
from assessments.tasks.views.doors import MarkerDoor


class QueuePage(MarkerDoor, TemplateView):
    """What waits, the oldest first, and what I hold."""

    template_name = "assessments/tasks/queue.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(queue=queue_for(actor=self.actor, at=timezone.now()), **kwargs)


class Take(MarkerDoor, View):
    """Take the piece of work that has waited longest."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        try:
            marking = claim_next(code=request.POST.get("code", "")[:12], by=self.actor, at=timezone.now())
        except Refused as refusal:
            messages.error(request, refusal.words)
            return redirect("marking_queue")
        return redirect("marking", pk=marking.pk)


class Release(MarkerDoor, View):
    """Put a piece of work back."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        marking = own_marking(actor=self.actor, pk=pk)
        if marking is None:
            raise Http404
        try:
            release_marking(marking=marking, by=self.actor, at=timezone.now())
        except Refused as refusal:
            messages.error(request, refusal.words)
        else:
            messages.success(request, "It is back in the queue. What you had saved is kept.")
        return redirect("marking_queue")


class MarkPage(MarkerDoor, View):
    """Work at the left, rubric at the right; one form, so that no press of a button loses anything."""

    http_method_names = ["get", "head", "post"]

    def _page(self, pk: int, *, released: bool = False) -> MarkingPage:
        page = marking_page(actor=self.actor, pk=pk, released=released)
        if page is None:
            raise Http404
        return page

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        page = self._page(pk)
        initial = {"strengths": page.marking.strengths, "changes": page.marking.changes}
        return self._show(page, MarkForm(lines=page.lines, marks=page.marks, initial=initial))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        page = self._page(pk, released=True)
        form = MarkForm(request.POST, lines=page.lines, marks=page.marks)
        if not form.is_valid():
            return self._show(page, form)
        act = request.POST.get("act", "save")
        try:
            self._do(act, page, form)
        except NotWhole as missing:
            self._say_missing(form, missing)
            return self._show(self._page(pk), form)
        except Refused as refusal:
            place = "comment" if refusal.code in ("passage", "no_words") else None
            form.add_error(place, refusal.words)
            return self._show(self._page(pk, released=True), form)
        if act == "give":
            messages.success(request, "Your marks are given. Thank you.")
            return redirect("marking_queue")
        messages.success(request, "Saved.")
        return redirect("marking", pk=pk)

    def _do(self, act: str, page: MarkingPage, form: MarkForm) -> None:
        """Save everything, then what the pressed button asks besides."""
        at, marking, data = timezone.now(), page.marking, form.cleaned_data
        if not (act == "give" and marking.state == "given"):
            said = MarksDraft(form.levels(), form.words(), data["strengths"], data["changes"])
            save_marks(marking=marking, said=said, by=self.actor, at=at)
        if act == "comment" or (data["comment"] and marking.state == "open"):
            add_comment(
                marking=marking,
                passage=data["passage"] or 0,
                quote=data["quote"],
                words=data["comment"],
                by=self.actor,
                at=at,
            )
        if act.startswith("remove:") and act[7:].isdigit():
            remove_comment(marking=marking, comment_id=int(act[7:]), by=self.actor, at=at)
        if act == "give":
            give_marks(marking=marking, by=self.actor, at=at)

    def _say_missing(self, form: MarkForm, missing: NotWhole) -> None:
        for key, words in missing.missing.items():
            form.add_error(key if isinstance(key, str) else f"level_{key}", words)

    def _show(self, page: MarkingPage, form: MarkForm) -> HttpResponse:
        passages = [(one, page.comments.get(one.number, [])) for one in page.passages]
        lines = [
            (*fields, page.given(fields[0]), page.earlier.get(fields[0].pk, []))
            for fields in form.line_fields
        ]
        work = page.marking.submission
        context = {
            "page": page,
            "form": form,
            "passages": passages,
            "lines": lines,
            "marking": page.marking,
            "edition": work.edition,
            "task": work.edition.task,
        }
        return render(self.request, "assessments/tasks/marking.html", context)
