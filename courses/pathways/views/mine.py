"""My pathway, and my prior learning."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from academy.kit.refusals import Refused
from courses.pathways.actions import request_recognition, take_back_request
from courses.pathways.forms import AskForm
from courses.pathways.models import PriorLearning
from courses.pathways.queries.mine import is_starter, my_pathway, my_requests
from courses.pathways.queries.modules import module_choices
from courses.pathways.queries.people import request_for
from courses.pathways.rules.path import USUAL
from courses.pathways.rules.permits import TASKS_STAND
from courses.pathways.views.doors import Door, FormPage, Page


class MyPathwayPage(Page):
    """What I need not take and why, the diagnostic, the path I am on, my licences."""

    template_name = "courses/pathways/mine.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            mine=my_pathway(actor=self.actor, at=self.at), tasks_stand=TASKS_STAND, usual=USUAL, **kwargs
        )


class MyPriorLearning(FormPage):
    """What I asked to have recognised, and a form to ask."""

    template_name = "courses/pathways/prior_learning.html"
    form_class = AskForm
    done = "Sent. A practice development lead decides and you read the reason here."

    def get_success_url(self) -> str:
        return reverse("my_prior_learning")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {"choices": module_choices(actor=self.actor), **super().get_form_kwargs()}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        requests = my_requests(actor=self.actor)
        titles = dict(module_choices(actor=self.actor))
        return super().get_context_data(
            requests=[
                (row, _titled(row.modules, titles), _titled(row.recognised, titles)) for row in requests
            ],
            starter=is_starter(self.actor),
            open=any(row.state == "asked" for row in requests),
            key=self.request.POST.get("key") or uuid.uuid4(),
            tasks_stand=TASKS_STAND,
            **kwargs,
        )

    def act(self, said: dict[str, Any]) -> None:
        request_recognition(
            did=said["did"],
            brings=said["brings"],
            modules=[*said["induction"], *said["practice"]],
            key=_key(self.request),
            by=self.actor,
            at=self.at,
        )


class TakeBackRequest(Door):
    """I no longer ask."""

    http_method_names = ("post",)  # type: ignore[assignment]
    row: PriorLearning

    def load(self) -> None:
        row = request_for(actor=self.actor, pk=self.kwargs["pk"])
        if row is None or row.person_id != self.actor.pk:
            raise Http404
        self.row = row

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Take it back and go back to the page."""
        try:
            take_back_request(request=self.row, by=self.actor, at=self.at)
        except Refused as refused:
            messages.error(request, refused.words)
        else:
            messages.success(request, "Taken back. Nobody decides about it any more.")
        return redirect("my_prior_learning")


def _key(request: HttpRequest) -> uuid.UUID:
    """The key that came with the form; a new one for a form that lost it."""
    try:
        return uuid.UUID(request.POST.get("key", ""))
    except ValueError:
        return uuid.uuid4()


def _titled(codes: list[str], titles: dict[str, str]) -> list[str]:
    return [titles.get(code, code) for code in codes]
