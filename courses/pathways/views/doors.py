"""Who comes in: what the pages of this part have in common."""

from __future__ import annotations

import datetime
from typing import Any

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.views.generic import FormView, TemplateView, View

from academy.gate.forms import CleanForm
from academy.kit.refusals import Refused
from academy.people.access import can
from academy.people.models import User
from academy.people.queries import scanner_for


class Door(LoginRequiredMixin, View):
    """For those who may do `action`; for others the page does not exist."""

    action = "learn"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.at: datetime.datetime = timezone.now()

    @property
    def actor(self) -> User:
        """Who is asking."""
        if not isinstance(self.request.user, User):
            raise Http404
        return self.request.user

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_authenticated:
            if not can(request.user, self.action):
                raise Http404
            self.load()
        return super().dispatch(request, *args, **kwargs)

    def load(self) -> None:
        """Find what the page is about. Http404 for what is not there for this person."""


class Page(Door, TemplateView):
    """A page behind a door."""


class FormPage(Door, FormView):
    """A form behind a door that makes one call and goes on. What it refuses is said at the form."""

    done = ""

    def get_form_kwargs(self) -> dict[str, Any]:
        return {"scanner": scanner_for(council=self.actor.council), **super().get_form_kwargs()}

    def form_valid(self, form: CleanForm) -> HttpResponse:
        try:
            self.act(form.cleaned_data)
        except Refused as refused:
            form.add_error(None, refused.words)
            return self.form_invalid(form)
        messages.success(self.request, self.done)
        return redirect(self.get_success_url())

    def act(self, said: dict[str, Any]) -> None:
        """Call the one action of this page."""
        raise NotImplementedError
