"""Asking for feedback, handing out links, and reading what was said once there are three voices."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.generic import TemplateView

from academy.kit.refusals import Refused
from academy.people.doors import Door
from academy.people.models import User
from academy.record.actions import note_look
from competencies.voices.actions import close_round, make_links, open_round
from competencies.voices.catalogue import SCALE
from competencies.voices.forms import LinksForm, RoundForm
from competencies.voices.queries import (
    RoundRow,
    choices_for,
    person_asked_about,
    round_seen,
    rounds_led,
    rounds_of,
    summary_of,
)
from competencies.voices.rules import MOST_LINKS, can_run

Context = dict[str, Any]


class MyVoices(Door, TemplateView):
    """What families and partners say about working with me."""

    template_name = "competencies/voices/person.html"

    def get_context_data(self, **kwargs: Any) -> Context:
        rows = rounds_of(actor=self.actor, person_id=self.actor.pk)
        return super().get_context_data(person=self.actor, own=True, rows=rows, **kwargs)


class LedVoices(Door, TemplateView):
    """The rounds about those whom the reader leads."""

    acts = ("supervise",)
    template_name = "competencies/voices/led.html"

    def get_context_data(self, **kwargs: Any) -> Context:
        return super().get_context_data(rows=rounds_led(actor=self.actor), **kwargs)


class PersonPage(Door, TemplateView):
    """A page about somebody for whom the reader may ask."""

    def person(self) -> User:
        """Whom the page is about. Http404 for everybody else."""
        found = person_asked_about(actor=self.actor, pk=self.kwargs["pk"])
        if found is None:
            raise Http404
        return found

    def get_context_data(self, **kwargs: Any) -> Context:
        person = kwargs.pop("person", None) or self.person()
        return super().get_context_data(person=person, own=person.pk == self.actor.pk, **kwargs)


class PersonVoices(PersonPage):
    """The rounds about one person."""

    template_name = "competencies/voices/person.html"

    def get_context_data(self, **kwargs: Any) -> Context:
        return super().get_context_data(
            rows=rounds_of(actor=self.actor, person_id=self.kwargs["pk"]), **kwargs
        )


class NewRound(PersonPage):
    """Ask families or partners."""

    template_name = "competencies/voices/new.html"

    def _form(self, person: User, data: Any = None) -> RoundForm:
        audience = self.kwargs["audience"]
        choices = choices_for(council_id=person.council_id, audience=audience)
        return RoundForm(data, audience=audience, choices=choices, today=timezone.localdate())

    def get_context_data(self, **kwargs: Any) -> Context:
        person = kwargs.pop("person", None) or self.person()
        form = kwargs.pop("form", None) or self._form(person)
        return super().get_context_data(
            person=person, form=form, **{**kwargs, "audience": self.kwargs["audience"]}
        )

    def post(self, request: HttpRequest, pk: int, audience: str) -> HttpResponse:
        person = self.person()
        form = self._form(person, request.POST)
        if form.is_valid():
            try:
                row = open_round(person=person, draft=form.draft, by=self.actor, at=timezone.now())
            except Refused as refusal:
                form.add_error(refusal.code if refusal.code in form.fields else None, refusal.words)
            else:
                messages.success(request, "The round is open. Now print links to hand out.")
                return redirect("voices_round", pk=row.pk)
        return self.render_to_response(self.get_context_data(person=person, form=form))


class RoundPage(Door, TemplateView):
    """A page about one round."""

    def found(self) -> RoundRow:
        """The round. Http404 when it is not there for the reader."""
        row = round_seen(actor=self.actor, pk=self.kwargs["pk"])
        if row is None:
            raise Http404
        return row

    def get_context_data(self, **kwargs: Any) -> Context:
        row: RoundRow = kwargs.pop("row", None) or self.found()
        person = row.round.person
        return super().get_context_data(
            row=row,
            asked=row.round,
            person=person,
            own=person.pk == self.actor.pk,
            runs=row.round.state == "open" and can_run(person, self.actor),
            **kwargs,
        )


class Round(RoundPage):
    """While it is open: links. When it is closed: what was said."""

    template_name = "competencies/voices/round.html"

    def get_context_data(self, **kwargs: Any) -> Context:
        row = kwargs.pop("row", None) or self.found()
        form = kwargs.pop("form", None) or LinksForm()
        summary = summary_of(actor=self.actor, asked=row.round)
        if summary is not None:
            what = "Feedback from families and partners"
            note_look(actor=self.actor, person=row.round.person_id, what=what, at=timezone.now())
        return super().get_context_data(
            row=row,
            form=form,
            most_links=MOST_LINKS,
            summary=summary,
            scale=[words for _, words in SCALE],
            **kwargs,
        )


class Links(Round):
    """New links, shown once to be printed. Sent again, the page shows the same ones."""

    http_method_names = ("post", "options")

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        row = self.found()
        form = LinksForm(request.POST)
        if form.is_valid():
            said = form.cleaned_data
            try:
                tokens = make_links(
                    feedback_round=row.round,
                    key=said["key"],
                    count=said["count"],
                    by=self.actor,
                    at=timezone.now(),
                )
            except Refused as refusal:
                form.add_error("count" if refusal.code == "count" else None, refusal.words)
            else:
                return self._printed(row, tokens)
        return self.render_to_response(self.get_context_data(row=row, form=form))

    def _printed(self, row: RoundRow, tokens: tuple[str, ...]) -> HttpResponse:
        self.template_name = "competencies/voices/links.html"
        site = settings.BASE_URL.split("://")[-1].rstrip("/")
        return self.render_to_response(self.get_context_data(row=row, tokens=tokens, site=site))


class Close(RoundPage):
    """Close a round before its last day: asks first."""

    template_name = "competencies/voices/close.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        context = self.get_context_data(**kwargs)
        if not context["runs"]:
            return redirect("voices_round", pk=self.kwargs["pk"])
        return self.render_to_response(context)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        row = self.found()
        try:
            closed = close_round(feedback_round=row.round, by=self.actor, at=timezone.now())
        except Refused as refusal:
            messages.error(request, refusal.words)
        else:
            short = "Closed. Too few people had answered, so what they wrote is deleted. Nobody read it."
            messages.success(request, short if closed.state == "short" else "Closed. This is what they said.")
        return redirect("voices_round", pk=pk)
