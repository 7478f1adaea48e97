"""Who comes in, and how a form, a button and a refusal behave: what the pages have in common."""

from __future__ import annotations

import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views import View

from academy.kit.refusals import Refused
from academy.people.access import visible
from academy.people.doors import Door
from academy.people.models import User
from competencies.plans.forms import PlanForm
from competencies.plans.queries.sight import Sight, sight_of

LOOK = "Goals and supervision"
"""What the history of looks calls these pages."""


class PlanPage(Door, View):
    """A page of plans. `load` finds what it is about, as far as the actor may see it."""

    template_name = ""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.at: datetime.datetime = timezone.now()
        if request.user.is_authenticated:
            self.load()
        return super().dispatch(request, *args, **kwargs)

    @property
    def today(self) -> datetime.date:
        """The day on which the page is looked at."""
        return timezone.localdate(self.at)

    def load(self) -> None:
        """Find what the page is about. Http404 for what is not there for this person."""

    def context(self) -> dict[str, Any]:
        """What the page shows."""
        return {}

    def show(self, **more: Any) -> HttpResponse:
        """The page."""
        return render(self.request, self.template_name, {**self.context(), **more})

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The page as it stands."""
        return self.show()


class FormPage(PlanPage):
    """A form that makes one call and goes on. What is refused is said at its field, and nothing is lost."""

    done = ""
    template_name = "competencies/plans/form.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The empty form."""
        return self.show(form=self.make_form(None))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """One call, and back; or the form again with what is wrong."""
        form = self.make_form(request.POST)
        if form.is_valid():
            try:
                self.act(form)
            except Refused as refused:
                form.refuse(refused)
            else:
                messages.success(request, self.done)
                return redirect(self.back())
        return self.show(form=form)

    def make_form(self, sent: Any) -> PlanForm:
        """The form, empty or with what was sent."""
        raise NotImplementedError

    def act(self, form: Any) -> None:
        """Call the one action of this page."""
        raise NotImplementedError

    def back(self) -> str:
        """Where to go afterwards."""
        raise NotImplementedError


class Press(PlanPage):
    """A button: done or refused in words, and back."""

    http_method_names = ("post", "options")  # type: ignore[assignment]
    done = ""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """One call, and back."""
        try:
            self.act()
        except Refused as refused:
            messages.error(request, refused.words)
        else:
            messages.success(request, self.done)
        return redirect(self.back())

    def act(self) -> None:
        """Call the one action of this button."""
        raise NotImplementedError

    def back(self) -> str:
        """Where to go afterwards."""
        raise NotImplementedError


class AboutPerson(PlanPage):
    """About one person: oneself, or the one in the address, for whoever leads them."""

    person: User
    sight: Sight

    def load(self) -> None:
        pk = self.kwargs.get("pk", self.actor.pk)
        person = visible(self.actor, User).filter(pk=pk).select_related("council").first()
        sight = sight_of(actor=self.actor, person=person, on=self.today) if person is not None else None
        if person is None or sight is None:
            raise Http404
        self.person, self.sight = person, sight
