"""Who comes in, and forms that show the answers once more before anything is changed."""

from __future__ import annotations

import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views import View

from academy.gate.forms import CleanForm
from academy.kit.refusals import Refused
from academy.people.doors import Door
from academy.people.models import User
from academy.staffing.queries import scanner_for
from competencies.entrustment.queries.people import person_seen, task_in_force
from competencies.entrustment.queries.signs import signs_for
from competencies.entrustment.rules import can_decide
from competencies.framework.models import EntrustableTask

PLACES = {
    "level": "level",
    "lower": "level",
    "not_lower": "level",
    "kinds": "evidence",
    "live": "evidence",
    "unknown": "evidence",
    "stranger": "evidence",
    "other_task": "evidence",
    "not_valid": "evidence",
    "no_reason": "reason",
    "otherwise": "otherwise",
    "asked": "second",
    "look_again": "look_again_on",
}
"""At which field a refusal is said, by its code; others stand above the form."""
OURS = ("csrfmiddlewaretoken", "step")


class PersonDoor(Door, View):
    """For whoever may see the levels of the person in the address; for others the page is not there."""

    person: User

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_authenticated:
            self.at: datetime.datetime = timezone.now()
            found = person_seen(actor=self.actor, pk=kwargs["pk"])
            if found is None:
                raise Http404
            self.person = found
            self.load(**kwargs)
        return super().dispatch(request, *args, **kwargs)

    def load(self, **kwargs: Any) -> None:
        """Find what else the page is about. Http404 for what is not there for this person."""

    @property
    def day(self) -> datetime.date:
        """Today."""
        return timezone.localdate(self.at)

    @property
    def own(self) -> bool:
        """Whether people look at themselves."""
        return self.person.pk == self.actor.pk


class TaskDoor(PersonDoor):
    """A page about one task of the framework in force and one person."""

    task: EntrustableTask

    def load(self, **kwargs: Any) -> None:
        task = task_in_force(council_id=self.person.council_id, code=kwargs["code"])
        if task is None:
            raise Http404
        self.task = task

    @property
    def page_url(self) -> str:
        """The page of this task and person."""
        return reverse("person_task", args=[self.person.pk, self.task.code])


class AskTwice(TaskDoor):
    """A form that shows the answers before it changes anything. What is refused is said at its field."""

    template_name = ""

    def load(self, **kwargs: Any) -> None:
        if not can_decide(person=self.person, by=self.actor):
            raise Http404
        super().load(**kwargs)

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """The form as it begins."""
        return self.show(self.make_form(None))

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Check the answers, show them, and on the second yes change something."""
        step = request.POST.get("step", "check")
        if step == "confirm" and (done := self.done_before(request.POST)):
            messages.success(request, done)
            return redirect(self.page_url)
        form = self.make_form(request.POST)
        if not form.is_valid():
            return self.show(form)
        if step == "confirm":
            return self._act(form)
        for refused in self.refusals(form):
            add_refusal(form, refused)
        if form.errors or step == "change":
            return self.show(form)
        hidden = [
            (name, value) for name, values in request.POST.lists() if name not in OURS for value in values
        ]
        return self._render("check", answers=self.answers(form), hidden=hidden, asked=form)

    def _act(self, form: Any) -> HttpResponse:
        try:
            done = self.act(form)
        except Refused as refused:
            add_refusal(form, refused)
            return self.show(form)
        messages.success(self.request, done)
        return redirect(self.page_url)

    def show(self, form: Any) -> HttpResponse:
        """The form with what was typed and what is wrong."""
        return self._render("form", form=form)

    def _render(self, what: str, **more: Any) -> HttpResponse:
        about = {
            "person": self.person,
            "task": self.task,
            "page_url": self.page_url,
            "signs": signs_for(person_id=self.person.pk, task=self.task, on=self.day),
            **self.context(),
            **more,
        }
        name = self.template_name if what == "form" else self.template_name.replace(".html", "_check.html")
        return render(self.request, name, about)

    def scanner(self, sent: QueryDict | None) -> Any:
        """The personal-data gate, when something was sent."""
        return scanner_for(council=self.actor.council) if sent is not None else None

    def make_form(self, sent: QueryDict | None) -> Any:
        """The form, empty or with what was sent."""
        raise NotImplementedError

    def done_before(self, sent: QueryDict) -> str:
        """What was done, if this is the second click on the same button."""
        return ""

    def context(self) -> dict[str, Any]:
        """What else the page shows."""
        return {}

    def refusals(self, form: Any) -> list[Refused]:
        """What stands against it, without changing anything."""
        raise NotImplementedError

    def answers(self, form: Any) -> list[tuple[str, str]]:
        """The answers in words, to be looked at once more."""
        raise NotImplementedError

    def act(self, form: Any) -> str:
        """Make the one change; what was done, in words."""
        raise NotImplementedError


def add_refusal(form: CleanForm, refused: Refused) -> None:
    """Say a refusal at the field that it is about."""
    place = PLACES.get(refused.code)
    if refused.code == "no_reason" and "help goes with it" in refused.words:
        place = "support"
    form.add_error(place if place in form.fields else None, refused.words)
