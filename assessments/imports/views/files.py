"""The list of files, sending one, and the page of one file at every step."""

from __future__ import annotations

import csv
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.views import View
from django.views.generic import FormView, TemplateView

from academy.kit.refusals import Refused
from academy.people.access import can
from academy.people.models import User
from assessments.imports.actions import SameFile, check_batch, receive_file
from assessments.imports.forms import KeepFiguresForm, SendForm, TurnDownForm, UploadForm
from assessments.imports.models import Batch
from assessments.imports.queries import batch_of, batches_of, files_waiting_for
from assessments.imports.queries.asking import must_answer, questions_in
from assessments.imports.queries.correcting import rows_to_correct
from assessments.imports.queries.pages import check_page
from assessments.imports.rules import UNDO_DAYS, can_approve, can_keep_figures, can_turn_down, can_undo

PAGE = 25
QUICK_BYTES = 2 * 1024 * 1024
"""Larger files are checked by the worker while the page says so."""
STEPS = {"received": 1, "needs_mapping": 2, "checked": 3, "sent": 4, "applied": 6, "refused": 3, "undone": 6}


class BringsIn(LoginRequiredMixin):
    """For those who bring in audits; for others these pages do not exist."""

    request: HttpRequest

    @property
    def actor(self) -> User:
        """Who is asking."""
        if not isinstance(self.request.user, User):
            raise Http404
        return self.request.user

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_authenticated and not can(request.user, "bring_in_audits"):
            raise Http404
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc,no-any-return]

    def batch(self, pk: int) -> Batch:
        """The file, or 404 for one that the actor may not see."""
        try:
            return batch_of(actor=self.actor, pk=pk)
        except Batch.DoesNotExist:
            raise Http404 from None


class FileList(BringsIn, TemplateView):
    """Files so far, and those that wait for me."""

    template_name = "assessments/imports/list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        page = Paginator(batches_of(actor=self.actor), PAGE).get_page(self.request.GET.get("page"))
        waiting = list(files_waiting_for(actor=self.actor))
        return super().get_context_data(page=page, waiting=waiting, **kwargs)


class SendFile(BringsIn, FormView):
    """Takes a file and checks it at once; a large one is left to the worker."""

    template_name = "assessments/imports/upload.html"
    form_class = UploadForm

    def form_valid(self, form: UploadForm) -> HttpResponse:
        file = form.cleaned_data["file"]
        if file.size > settings.IMPORT_MAX_BYTES:
            form.add_error(
                "file", "This file is larger than 10 MB. Split it by month and send the parts one at a time."
            )
            return self.form_invalid(form)
        at = timezone.now()
        try:
            batch = receive_file(
                council=self.actor.council, name=file.name, raw=file.read(), by=self.actor, at=at
            )
        except SameFile as same:
            messages.info(self.request, same.words)
            return redirect("import_file", pk=same.batch.pk)
        except Refused as no:
            form.add_error("file", no.words)
            return self.form_invalid(form)
        if file.size <= QUICK_BYTES:
            check_batch(batch_id=batch.pk, by=self.actor, at=at)
        return redirect("import_file", pk=batch.pk)


class FilePage(BringsIn, TemplateView):
    """One file where it stands: being read, to match, checked, waiting, in, refused or taken back."""

    def get_template_names(self) -> list[str]:
        names = {"checked": "check", "sent": "check", "needs_mapping": "waits"}
        return [f"assessments/imports/{names.get(self.file.state, 'done')}.html"]

    def get(self, request: HttpRequest, pk: int, *args: Any, **kwargs: Any) -> HttpResponse:
        self.file = self.batch(pk)
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        at, batch = timezone.now(), self.file
        found = check_page(batch) if batch.state in ("checked", "sent", "applied") else None
        extra: dict[str, Any] = {}
        if batch.state == "needs_mapping":
            extra["open_questions"] = [
                one.words
                for one in questions_in(batch.report)
                if not one.code.startswith("column:") and must_answer(one)
            ]
        if can_keep_figures(batch):
            extra["figures_form"] = KeepFiguresForm()
        if batch.state == "checked":
            extra["send_form"] = SendForm(batch=batch)
        if batch.state == "sent" and can_turn_down(batch, self.actor):
            extra["turn_down_form"] = TurnDownForm()
        return super().get_context_data(
            batch=batch,
            found=found,
            step=STEPS[batch.state],
            own=batch.brought_by_id == self.actor.pk,
            can_approve=can_approve(batch, self.actor),
            can_undo=can_undo(batch, self.actor, at),
            undo_days=UNDO_DAYS,
            **extra,
            **kwargs,
        )


class RowsToCorrect(BringsIn, View):
    """The stopped rows as CSV."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        batch = self.batch(pk)
        if batch.state not in ("checked", "sent"):
            raise Http404
        try:
            lines = rows_to_correct(batch)
        except Refused:
            raise Http404 from None
        response = HttpResponse(content_type="text/csv; charset=utf-8")
        response["Content-Disposition"] = f'attachment; filename="rows-to-correct-{batch.pk}.csv"'
        response.write("\ufeff")
        csv.writer(response).writerows(lines)
        return response
