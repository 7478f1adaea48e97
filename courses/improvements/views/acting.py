"""Deciding on a shared step, beginning it, ending it, dropping it."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.views.generic import FormView, View

from academy.kit.refusals import Refused
from academy.people.access import can
from academy.people.queries import scanner_for
from courses.improvements.actions import (
    decide_improvement,
    drop_improvement,
    finish_improvement,
    plan_workshop,
    start_improvement,
)
from courses.improvements.forms import DecideForm, DropForm, FinishForm, WorkshopForm
from courses.improvements.queries.lists import owner_called, owners_for
from courses.improvements.queries.words import say_wide
from courses.improvements.queries.workshops import people_of_team, venues_for
from courses.improvements.views.reading import OneImprovement
from courses.sessions.models import Mode


class Act(OneImprovement, FormView[Form]):
    """A form about one shared step; 404 for those who may not do this."""

    template_name = "courses/improvements/act.html"
    right = "decide_improvement"
    title = ""
    done = ""
    button = ""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return self.handle_no_permission()
        if not can(request.user, self.right, self.improvement if self.right[0] == "c" else None):
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        actor: Any = self.request.user
        scanner = scanner_for(council=actor.council) if self.request.method == "POST" else None
        return {**super().get_form_kwargs(), "scanner": scanner}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            one=self.improvement,
            words=say_wide(self.improvement),
            title=self.title,
            button=self.button,
            **kwargs,
        )

    def act(self, said: dict[str, Any]) -> None:
        """What the form does."""
        raise NotImplementedError

    def form_valid(self, form: Form) -> HttpResponse:
        self.form = form
        try:
            self.act(form.cleaned_data)
        except Refused as refused:
            form.add_error(refused.code if refused.code in form.fields else None, refused.words)
            return self.form_invalid(form)
        messages.success(self.request, self.done)
        return redirect("improvement", self.improvement.pk)


class Decide(Act):
    """Do it, with an owner and a day."""

    form_class = DecideForm
    title, button = "Decide on a shared step", "Do it"
    done = "Decided. The owner gets a message. Until it is done nobody it reaches is asked alone."

    def get_form_kwargs(self) -> dict[str, Any]:
        actor: Any = self.request.user
        return {**super().get_form_kwargs(), "owners": owners_for(actor=actor)}

    def get_initial(self) -> dict[str, Any]:
        return DecideForm.first(self.improvement, timezone.localdate())

    def act(self, said: dict[str, Any]) -> None:
        actor: Any = self.request.user
        owner = owner_called(actor=actor, pk=int(said["owner"]))
        if owner is None:
            raise Refused("Choose an owner from the list.", code="owner")
        decide_improvement(
            improvement=self.improvement,
            step=said["step"],
            owner=owner,
            due_on=said["due_on"],
            words=said["words"],
            by=actor,
            at=timezone.now(),
        )


class Drop(Act):
    """Not now, or not any more."""

    form_class = DropForm
    title, button = "Not now", "Drop it"
    done = "Dropped. It is not proposed again for a quarter of a year."

    def act(self, said: dict[str, Any]) -> None:
        actor: Any = self.request.user
        drop_improvement(improvement=self.improvement, reason=said["words"], by=actor, at=timezone.now())


class Finish(Act):
    """It is done."""

    form_class = FinishForm
    right = "carry_improvement"
    title, button = "It is done", "It is done"
    done = "Done. In a quarter of a year this page shows what it changed."

    def act(self, said: dict[str, Any]) -> None:
        actor: Any = self.request.user
        finish_improvement(improvement=self.improvement, words=said["words"], by=actor, at=timezone.now())


class PlanWorkshop(Act):
    """The session of a team workshop: its people are invited at once."""

    form_class = WorkshopForm
    right = "carry_improvement"
    title, button = "Plan the session", "Plan it and invite the team"
    done = "The session is planned, and everybody in the team is offered a place."

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "venues": venues_for(actor=self.request.user)}

    def get_initial(self) -> dict[str, Any]:
        people = people_of_team(self.improvement, on=timezone.localdate())
        return {"places": len(people) or None, "mode": Mode.ROOM}

    def act(self, said: dict[str, Any]) -> None:
        actor: Any = self.request.user
        form: Any = self.form
        starts_at, ends_at = form.moments()
        plan_workshop(
            improvement=self.improvement,
            starts_at=starts_at,
            ends_at=ends_at,
            where=form.where,
            mode=said["mode"],
            places=said["places"],
            key=said["key"],
            by=actor,
            at=timezone.now(),
        )


class Start(OneImprovement, View):
    """It has begun."""

    http_method_names: ClassVar[list[str]] = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        actor: Any = request.user
        if not can(actor, "carry_improvement", self.improvement):
            raise Http404
        try:
            start_improvement(improvement=self.improvement, by=actor, at=timezone.now())
        except Refused as refused:
            messages.error(request, refused.words)
        else:
            messages.success(request, "It has begun.")
        return redirect("improvement", self.improvement.pk)
