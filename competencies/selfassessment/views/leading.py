"""The side of whoever leads somebody: asking, answering task by task, and closing."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.generic import TemplateView

from academy.kit.refusals import Refused
from academy.people.doors import Door
from academy.people.models import User
from academy.people.queries import scanner_for
from academy.record.actions import note_look
from competencies.selfassessment.actions import close_assessment, open_assessment, reply_to
from competencies.selfassessment.forms import ReplyForm
from competencies.selfassessment.queries import (
    ItemView,
    item_seen,
    latest_of,
    level_choices,
    page_of,
    past_of,
    people_and_rounds,
    person_led,
)

Context = dict[str, Any]


class Led(Door, TemplateView):
    """Everybody whom I lead, and whose answers wait for me."""

    acts = ("confirm_self",)
    template_name = "competencies/selfassessment/led.html"

    def get_context_data(self, **kwargs: Any) -> Context:
        rows = people_and_rounds(actor=self.actor)
        waiting = sum(1 for row in rows if row.waiting)
        return super().get_context_data(rows=rows, waiting=waiting, **kwargs)


class LedPage(Door, TemplateView):
    """A page about somebody whom I lead. That I looked is in their history."""

    acts = ("confirm_self",)

    def person(self) -> User:
        """Whom the page is about. Http404 for everybody else."""
        found = person_led(actor=self.actor, pk=self.kwargs["pk"])
        if found is None:
            raise Http404
        return found

    def looked(self, person: User) -> None:
        """Write down that the reader looked."""
        note_look(actor=self.actor, person=person, what="Self-assessment", at=timezone.now())


class PersonSelf(LedPage):
    """The newest round of one person with both voices."""

    template_name = "competencies/selfassessment/person.html"

    def get_context_data(self, **kwargs: Any) -> Context:
        person = self.person()
        newest = latest_of(actor=self.actor, person_id=person.pk)
        page = None
        if newest is not None and newest.state != "open":
            page = page_of(actor=self.actor, assessment=newest)
            self.looked(person)
        past = [row for row in past_of(actor=self.actor, person_id=person.pk) if row != newest]
        return super().get_context_data(
            person=person, newest=newest, page=page, past=past, key=uuid.uuid4(), **kwargs
        )


class LedAct(LedPage):
    """Something that is only ever sent."""

    http_method_names = ("post", "options")


class Ask(LedAct):
    """Ask somebody for a round."""

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        person = self.person()
        try:
            key = uuid.UUID(request.POST.get("key", ""))
        except ValueError:
            return redirect("self_person", pk=pk)
        try:
            open_assessment(person=person, key=key, by=self.actor, at=timezone.now())
        except Refused as refusal:
            messages.error(request, refusal.words)
        else:
            messages.success(request, f"{person.given_name} gets an e-mail.")
        return redirect("self_person", pk=pk)


class Close(LedAct):
    """End the round. It grants nothing."""

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        newest = latest_of(actor=self.actor, person_id=self.person().pk)
        if newest is None:
            raise Http404
        try:
            close_assessment(assessment=newest, by=self.actor, at=timezone.now())
        except Refused as refusal:
            messages.error(request, refusal.words)
        else:
            messages.success(request, "Closed. Both voices stay to be read. No level has changed.")
        return redirect("self_person", pk=pk)


class Reply(LedPage):
    """One task: read both voices, and answer."""

    template_name = "competencies/selfassessment/reply.html"

    def found(self, person: User) -> ItemView:
        """The task. Http404 when it is somebody else's or nothing was handed in."""
        view = item_seen(actor=self.actor, pk=self.kwargs["item"])
        if view is None or view.item.assessment.person_id != person.pk:
            raise Http404
        return view

    def get_context_data(self, **kwargs: Any) -> Context:
        person = kwargs.pop("person", None) or self.person()
        view: ItemView = kwargs.pop("view", None) or self.found(person)
        form = kwargs.pop("form", None)
        if form is None and view.now is not None and view.item.assessment.state == "handed_in":
            form = ReplyForm(initial=self._kept(view), levels=level_choices(task=view.item.task))
        self.looked(person)
        return super().get_context_data(view=self, person=person, shown=view, form=form, **kwargs)

    def _kept(self, view: ItemView) -> Context:
        """What the reader said of this version before."""
        reply = view.reply
        kept: Context = {"version": view.now.answer.number if view.now is not None else 0}
        if reply is not None and reply.by_id == self.actor.pk:
            kept |= {"kind": reply.kind, "level": reply.level, "words": reply.words}
        return kept

    def post(self, request: HttpRequest, pk: int, item: int) -> HttpResponse:
        person = self.person()
        view = self.found(person)
        levels = level_choices(task=view.item.task)
        form = ReplyForm(request.POST, levels=levels, scanner=scanner_for(council=self.actor.council))
        if form.is_valid():
            try:
                self._send(view, form.cleaned_data)
            except Refused as refusal:
                form.add_error(refusal.code if refusal.code in form.fields else None, refusal.words)
            else:
                messages.success(request, f"Answered: {view.item.task.title}.")
                return self._next(view)
        return self.render_to_response(self.get_context_data(person=person, view=view, form=form))

    def _next(self, view: ItemView) -> HttpResponse:
        """The next task that waits, if that is where the reader wants to go; else the list."""
        pk = self.kwargs["pk"]
        if self.request.POST.get("go") == "next":
            for one in page_of(actor=self.actor, assessment=view.item.assessment).items:
                if one.waits_for_manager:
                    return redirect("self_reply", pk=pk, item=one.item.pk)
        return redirect("self_person", pk=pk)

    def _send(self, view: ItemView, said: Context) -> None:
        """Answer the version that was read."""
        read = [version.answer for version in view.versions if version.answer.number == said["version"]]
        if not read:
            raise Refused("They changed their answer a moment ago. Read it again first.", code="changed")
        about = {name: said[name] for name in ("kind", "level", "words")}
        reply_to(answer=read[0], **about, by=self.actor, at=timezone.now())
