"""The buttons: match, choose writers, send, approve, turn down, take back."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views import View
from django.views.generic import FormView, TemplateView

from academy.kit.refusals import Refused
from academy.kit.words import plural
from assessments.imports.actions import (
    ColumnRefused,
    approve_batch,
    check_batch,
    keep_answers,
    name_writer,
    send_for_approval,
    turn_down_batch,
    undo_batch,
)
from assessments.imports.forms import MatchForm, SendForm, TurnDownForm
from assessments.imports.models import Batch
from assessments.imports.queries.pages import check_page
from assessments.imports.rules import UNDO_DAYS, can_undo
from assessments.imports.views.files import STEPS, BringsIn


class Match(BringsIn, FormView):
    """What the columns and the grade words mean."""

    template_name = "assessments/imports/match.html"
    form_class = MatchForm
    file: Batch

    def get_form_kwargs(self) -> dict[str, Any]:
        self.file = self.batch(self.kwargs["pk"])
        if self.file.state not in ("needs_mapping", "checked"):
            raise Http404
        return {**super().get_form_kwargs(), "batch": self.file}

    def form_valid(self, form: MatchForm) -> HttpResponse:
        try:
            batch = keep_answers(
                batch=self.file,
                answers=form.chosen,
                name=form.cleaned_data["name"],
                by=self.actor,
                at=timezone.now(),
            )
        except Refused as no:
            form.add_refusal(no.words, no.code, no.key if isinstance(no, ColumnRefused) else "")
            return self.form_invalid(form)
        return redirect("import_file", pk=batch.pk)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        return {**context, "batch": self.file, "own_mapping": self.file.mapping}


class Step(BringsIn, View):
    """A button that changes a file: says what came of it and shows the file again."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        batch = self.batch(pk)
        try:
            answer = self.act(batch)
        except Refused as no:
            messages.error(request, no.words)
            return redirect("import_file", pk=pk)
        return answer if isinstance(answer, HttpResponse) else self.say(answer, pk)

    def say(self, words: str, pk: int) -> HttpResponse:
        """Go back to the file with a word of what was done."""
        messages.success(self.request, words)
        return redirect("import_file", pk=pk)

    def act(self, batch: Batch) -> str | HttpResponse:
        """Do it; the words to say, or a page with an error at its field."""
        raise NotImplementedError


class CheckAgain(Step):
    """Checks a file afresh, for example after the staff list has come in."""

    def act(self, batch: Batch) -> str:
        checked, _ = check_batch(batch_id=batch.pk, by=self.actor, at=timezone.now())
        return "Checked again." if checked.state == "checked" else "Looked at again."


class ChooseWriters(Step):
    """Says whose initials they are."""

    def act(self, batch: Batch) -> str:
        answers = {
            name.removeprefix("writer:"): str(ref)
            for name, ref in self.request.POST.items()
            if name.startswith("writer:") and ref
        }
        if not answers:
            raise Refused("Choose at least one person first.", code="nothing")
        name_writer(batch=batch, answers=answers, by=self.actor, at=timezone.now())
        return f"{plural(len(answers), 'row')} read with the people you chose."


class Send(Step):
    """Asks a second person."""

    def act(self, batch: Batch) -> str | HttpResponse:
        if batch.state != "checked":
            raise Refused("This file has moved on. Look at where it stands now.", code="state")
        form = SendForm(self.request.POST, batch=batch)
        if not form.is_valid():
            context = {
                "batch": batch, "found": check_page(batch), "send_form": form, "form": form,
                "step": STEPS["checked"], "own": batch.brought_by_id == self.actor.pk,
            }  # fmt: skip
            return render(self.request, "assessments/imports/check.html", context, status=200)
        send_for_approval(
            batch=batch, asked=form.person, history_only=form.history_only, by=self.actor, at=timezone.now()
        )
        return f"Sent. {form.person.get_full_name()} can now look at it and bring it in."


class Approve(Step):
    """The second person brings the file in."""

    def act(self, batch: Batch) -> str:
        stored = approve_batch(batch=batch, by=self.actor, at=timezone.now())
        return f"Brought in: {plural(len(stored.audit_ids), 'audit')}, {plural(stored.grades, 'grade')}."


class TurnDown(Step):
    """The second person, or the one who sent it, stops the file."""

    def act(self, batch: Batch) -> str | HttpResponse:
        form = TurnDownForm(self.request.POST)
        if not form.is_valid():
            raise Refused(
                "Say why the file does not come in. The person who sent it will read it.", code="no_reason"
            )
        turn_down_batch(batch=batch, reason=form.cleaned_data["reason"], by=self.actor, at=timezone.now())
        return "Turned down. Nothing of the file was brought in."


class TakeBack(BringsIn, TemplateView):
    """Asks first, then takes a file back."""

    template_name = "assessments/imports/take_back.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        batch = self.batch(kwargs["pk"])
        if not can_undo(batch, self.actor, timezone.now()):
            raise Http404
        return super().get_context_data(batch=batch, days=UNDO_DAYS, **kwargs)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        batch = self.batch(pk)
        try:
            undo_batch(batch=batch, by=self.actor, at=timezone.now())
        except Refused as no:
            messages.error(request, no.words)
        else:
            messages.success(request, "Taken back. These audits do not count any more.")
        return redirect("import_file", pk=pk)
