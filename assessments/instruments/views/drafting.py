"""The version that is being written: its pages, its differences, and its way to a second person and back."""

from __future__ import annotations

import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.generic import TemplateView, View

from academy.kit.refusals import Refused
from academy.kit.words import day_month_year
from academy.people.doors import Door
from assessments.instruments.actions import (
    drop_draft,
    move_criterion,
    publish_version,
    return_version,
    save_about,
    send_version,
    start_draft,
    take_back_version,
)
from assessments.instruments.forms.bridging import PublishForm, ReturnForm
from assessments.instruments.forms.wording import AboutForm, NamedForm
from assessments.instruments.queries import instruments_for
from assessments.instruments.queries.changes import review_of
from assessments.instruments.queries.reading import bridge_of, shelves_of
from assessments.instruments.rules.permits import can_second
from assessments.instruments.states import INSTRUMENT
from assessments.instruments.views.doors import DraftDoor, DraftForm


class Start(Door, View):
    """Begin the next version, or go to the one that was begun."""

    acts = ("keep_instruments",)
    http_method_names = ["post"]

    def post(self, request: HttpRequest, code: str) -> HttpResponse:
        try:
            start_draft(council=self.actor.council, code=code, by=self.actor, at=timezone.now())
        except Refused as refused:
            messages.error(request, refused.words)
            return redirect("instruments")
        return redirect("instrument_draft", code)


class DraftPage(DraftDoor, TemplateView):
    """Everything that can be changed, with where it is changed."""

    template_name = "assessments/instruments/draft.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        draft = self.draft
        return super().get_context_data(
            draft=draft,
            may_edit=INSTRUMENT.allows(draft.state, "edit"),
            shelves=shelves_of(draft),
            bridge=bridge_of(draft),
            **kwargs,
        )


class About(DraftForm):
    """Its name, what is new, and the day of its law."""

    form_class = AboutForm
    heading = "What is new in this version"
    done = "Saved. Everybody reads this once the version is published."

    def get_initial(self) -> dict[str, Any]:
        draft = self.draft
        return {"name": draft.name, "what_changed": draft.what_changed, "law_as_at": draft.law_as_at}

    def act(self, form: AboutForm) -> None:
        save_about(instrument=self.draft, by=self.actor, at=self.at, **form.cleaned_data)


class Move(DraftDoor, View):
    """A criterion one place up or down."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, code: str, pk: int, way: str) -> HttpResponse:
        row = self.row_of(self.draft.criteria.all())
        try:
            move_criterion(instrument=self.draft, row=row, up=way == "up", by=self.actor, at=self.at)
        except Refused as refused:
            messages.error(request, refused.words)
        return redirect(f"{self.url('instrument_draft')}#{row.code}")


class ChangesPage(DraftDoor, TemplateView):
    """What differs from the version before, and whom and what that touches."""

    template_name = "assessments/instruments/changes.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        draft = self.draft
        in_review = draft.state == "review"
        return super().get_context_data(
            draft=draft,
            review=review_of(instrument=draft),
            may_edit=INSTRUMENT.allows(draft.state, "edit"),
            may_decide=in_review and can_second(instrument=draft, by=self.actor),
            waits=in_review and draft.sent_by_id == self.actor.pk,
            **kwargs,
        )


class Send(DraftDoor, View):
    """Give the version to a second person."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, code: str) -> HttpResponse:
        try:
            send_version(instrument=self.draft, by=self.actor, at=self.at)
        except Refused as refused:
            messages.error(request, refused.words)
        else:
            messages.success(request, "Sent. Somebody else who keeps the audits returns or publishes it.")
        return redirect("instrument_changes", code)


def next_first(today: datetime.date) -> datetime.date:
    """The first day of the next month."""
    return (today.replace(day=1) + datetime.timedelta(days=32)).replace(day=1)


class Publish(DraftForm):
    """Put the version in force from a day on."""

    form_class = PublishForm
    heading = "Publish this version"
    lead = "Everybody on staff can read it at once. Audits are made with it from the day you choose."
    fields_of = {"day": "effective_from"}
    back = "instrument_changes"
    button = "Publish"

    def get_initial(self) -> dict[str, Any]:
        return {"effective_from": next_first(timezone.localdate())}

    def act(self, form: PublishForm) -> None:
        day = form.cleaned_data["effective_from"]
        publish_version(instrument=self.draft, effective_from=day, by=self.actor, at=self.at)
        self.done = f"Published. Audits are made with it from {day_month_year(day)}."

    def get_success_url(self) -> str:
        return reverse("instrument_version", args=[self.draft.code, self.draft.pk])


class Return(DraftForm):
    """Give the version back with words."""

    form_class = ReturnForm
    heading = "Return this version"
    lead = "Say what should be different. Whoever sent it writes on and sends it again."
    done = "Returned with your words."
    fields_of = {"no_words": "words"}
    back = "instrument_changes"
    button = "Return it"

    def act(self, form: ReturnForm) -> None:
        words = form.cleaned_data["words"]
        return_version(instrument=self.draft, words=words, by=self.actor, at=self.at)


class Drop(DraftForm):
    """Give the version up."""

    template_name = "assessments/instruments/confirm.html"
    form_class = NamedForm
    heading = "Give up this version?"
    lead = "What was written stays in the list of versions, and nothing of it takes effect."
    done = "Given up. The version in force stays as it is."

    def act(self, form: NamedForm) -> None:
        drop_draft(instrument=self.draft, by=self.actor, at=self.at)

    def get_success_url(self) -> str:
        return reverse("instruments")


class TakeBack(Door, View):
    """Take a published version back to writing before its first day."""

    acts = ("keep_instruments",)
    http_method_names = ["post"]

    def post(self, request: HttpRequest, code: str, pk: int) -> HttpResponse:
        found = instruments_for(actor=self.actor).filter(code=code, pk=pk).first()
        if found is None:
            raise Http404
        try:
            take_back_version(instrument=found, by=self.actor, at=timezone.now())
        except Refused as refused:
            messages.error(request, refused.words)
            return redirect("instrument_version", code, pk)
        messages.success(request, "Taken back. Nothing of it takes effect until it is published again.")
        return redirect("instrument_draft", code)
