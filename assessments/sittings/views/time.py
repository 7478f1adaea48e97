"""Extra time: who has it, giving it, ending it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from academy.kit.refusals import Refused
from assessments.sittings.actions import end_time, give_time
from assessments.sittings.forms.sitting import ExtraTimeForm
from assessments.sittings.queries.papers import arrangement_of, arrangements, person_by_email
from assessments.sittings.views.doors import Page, Press

PAGE = 50


class GiveTime(Page):
    """Who has extra time, and a form to give it."""

    acts = ("grant_time",)
    template_name = "assessments/sittings/extra_time.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.show(ExtraTimeForm(initial={"starts_on": self.at.date()}))

    def post(self, request: HttpRequest) -> HttpResponse:
        """Give it."""
        form = ExtraTimeForm(request.POST)
        if form.is_valid() and self.gave(form):
            messages.success(request, "The extra time is there from now on.")
            return redirect("extra_time")
        return self.show(form)

    def gave(self, form: ExtraTimeForm) -> bool:
        """Whether it was given; else the form says why not."""
        said = form.cleaned_data
        person = person_by_email(actor=self.actor, email=said["email"])
        if person is None:
            form.add_error("email", "Nobody here has this e-mail address. Look it up in the list of people.")
            return False
        try:
            give_time(
                person=person,
                per_cent=said["per_cent"],
                starts_on=said["starts_on"],
                ends_on=said["ends_on"],
                by=self.actor,
                at=self.at,
            )
        except Refused as refused:
            form.add_error(None, refused.words)
            return False
        return True

    def show(self, form: ExtraTimeForm) -> HttpResponse:
        """The page."""
        page = Paginator(arrangements(actor=self.actor), PAGE).get_page(self.request.GET.get("page"))
        return self.render_to_response({"form": form, "page": page, "today": self.at.date()})


class EndTime(Press):
    """Today is its last day."""

    acts = ("grant_time",)

    def act(self) -> str:
        row = arrangement_of(actor=self.actor, pk=self.kwargs["pk"])
        if row is None:
            raise Http404
        end_time(row=row, by=self.actor, at=self.at)
        return "Today is the last day of this extra time."

    def goes_to(self) -> str:
        return reverse("extra_time")
