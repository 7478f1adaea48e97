"""What is asked of me, and asking something of a person."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.generic import FormView, TemplateView, View

from academy.kit.refusals import Refused
from academy.people.access import can
from academy.people.models import User
from academy.people.queries import scanner_for
from courses.requirements.actions import ask_person, withdraw_ask
from courses.requirements.forms import AskForm
from courses.requirements.queries.asked import ask_of, asked_of, came_to, own_asks, person_for
from courses.requirements.queries.matrix import things_offered


class MyAsks(LoginRequiredMixin, TemplateView):
    """Everything that is asked of me, by whoever asks it, each thing once."""

    template_name = "courses/requirements/my_asks.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        actor: Any = self.request.user
        if not can(actor, "learn"):
            raise Http404
        rows, now = asked_of(actor, timezone.localdate()), timezone.now()
        came = came_to(actor, {row.code for row in rows}, at=now) if rows else {}
        lines = [(row, came.get(row.code, "")) for row in rows]
        return super().get_context_data(rows=rows, lines=lines, **kwargs)


class PersonAsks(LoginRequiredMixin, FormView):
    """What is asked of somebody I lead, and a form to ask for something more."""

    template_name = "courses/requirements/person_asks.html"
    form_class = AskForm
    person: User

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return self.handle_no_permission()
        person = person_for(actor=request.user, pk=kwargs["pk"])  # type: ignore[arg-type]
        if person is None or not can(request.user, "ask_person", person):
            raise Http404
        self.person = person
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        actor: Any = self.request.user
        scanner = scanner_for(council=actor.council) if self.request.method == "POST" else None
        offered = things_offered(council_id=actor.council_id)
        return {**super().get_form_kwargs(), "offered": offered, "scanner": scanner}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        actor: Any = self.request.user
        mine = own_asks(actor=actor, person=self.person)
        rows = [(row, mine.get(row.code)) for row in asked_of(self.person, timezone.localdate())]
        return super().get_context_data(person=self.person, rows=rows, **kwargs)

    def form_valid(self, form: AskForm) -> HttpResponse:
        actor: Any = self.request.user
        said = form.cleaned_data
        try:
            ask_person(
                person=self.person,
                source="person",
                what=said["what"],
                due_on=said["due_on"],
                reason=said["reason"],
                by=actor,
                at=timezone.now(),
            )
        except Refused as refused:
            field = {"due_on": "due_on", "what": "what", "words": "reason"}.get(refused.code)
            form.add_error(field, refused.words)
            return self.form_invalid(form)
        name = self.person.given_name
        messages.success(self.request, f"{name} is asked, and reads who asked and why.")
        return redirect("person_asks", pk=self.person.pk)


class Withdraw(LoginRequiredMixin, View):
    """Whoever asked takes it back."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        actor: Any = request.user
        ask = ask_of(actor=actor, pk=pk)
        if ask is None or not can(actor, "ask_person", ask.person):
            raise Http404
        try:
            now = withdraw_ask(ask=ask, by=actor, at=timezone.now())
        except Refused as refused:
            messages.error(request, refused.words)
        else:
            stays = now.state == "open"
            words = "It stays asked, for other reasons." if stays else "It is not asked any more."
            messages.success(request, f"Taken back. {words}")
        return redirect(reverse("person_asks", args=[ask.person_id]))
