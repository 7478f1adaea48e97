"""The version that is being written: its pages, its differences, and its way to a second person and back."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.generic import TemplateView, View

from academy.kit.refusals import Refused
from academy.people.doors import Door
from academy.people.queries import scanner_for
from competencies.framework.actions import (
    drop_draft,
    publish_version,
    return_version,
    send_version,
    start_draft,
)
from competencies.framework.forms.bridging import ReturnForm
from competencies.framework.forms.wording import PlainForm
from competencies.framework.queries.changes import review_of
from competencies.framework.queries.shelves import domains_of, task_cards
from competencies.framework.queries.writing import bridge_of
from competencies.framework.rules.permits import can_second
from competencies.framework.states import FRAMEWORK
from competencies.framework.views.doors import DraftDoor, DraftForm


class Start(Door, View):
    """Begin the next version, or go to the one that was begun."""

    acts = ("keep_framework",)
    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        try:
            start_draft(council=self.actor.council, by=self.actor, at=timezone.now())
        except Refused as refused:
            messages.error(request, refused.words)
            return redirect("framework_versions")
        return redirect("framework_draft")


class DraftPage(DraftDoor, TemplateView):
    """Everything that can be changed, with where it is changed."""

    template_name = "competencies/framework/draft.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        draft = self.draft
        return super().get_context_data(
            draft=draft,
            may_edit=FRAMEWORK.allows(draft.state, "edit"),
            domains=domains_of(draft),
            cards=task_cards(framework=draft, roles=()),
            levels=draft.levels.all(),
            kinds=draft.evidence_kinds.all(),
            bridge=bridge_of(draft),
            **kwargs,
        )


class ChangesPage(DraftDoor, TemplateView):
    """What differs from the version in force, and who and what that touches."""

    template_name = "competencies/framework/changes.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        draft = self.draft
        in_review = draft.state == "review"
        return super().get_context_data(
            draft=draft,
            review=review_of(framework=draft),
            may_edit=FRAMEWORK.allows(draft.state, "edit"),
            may_decide=in_review and can_second(framework=draft, by=self.actor),
            waits=in_review and draft.sent_by_id == self.actor.pk,
            **kwargs,
        )


class Send(DraftDoor, View):
    """Give the version to a second person."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        try:
            send_version(framework=self.draft, by=self.actor, at=self.at)
        except Refused as refused:
            messages.error(request, refused.words)
        else:
            messages.success(request, "Sent. Somebody else who keeps the framework returns or publishes it.")
        return redirect("framework_changes")


class Publish(DraftDoor, View):
    """Put the version in force."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        try:
            new = publish_version(framework=self.draft, by=self.actor, at=self.at)
        except Refused as refused:
            messages.error(request, refused.words)
            return redirect("framework_changes")
        messages.success(request, f"Version {new.version} is in force from today.")
        return redirect("framework")


class Return(DraftForm):
    """Give the version back with words."""

    form_class = ReturnForm
    heading = "Return this version"
    lead = "Say what should be different. Whoever sent it writes on and sends it again."
    done = "Returned with your words."
    fields_of = {"no_words": "words"}
    back = "framework_changes"

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "scanner": scanner_for(council=self.draft.council)}

    def act(self, form: ReturnForm) -> None:
        words = form.cleaned_data["words"]
        return_version(framework=self.draft, words=words, by=self.actor, at=self.at)


class Drop(DraftForm):
    """Give the version up."""

    template_name = "competencies/framework/confirm.html"
    form_class = PlainForm
    heading = "Give up this version?"
    lead = "What was written stays in the list of versions, and nothing of it takes effect."
    done = "Given up. The version in force stays as it is."

    def act(self, form: PlainForm) -> None:
        drop_draft(framework=self.draft, by=self.actor, at=self.at)

    def get_success_url(self) -> str:
        return reverse("framework_versions")
