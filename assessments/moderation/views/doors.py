"""How a form and a button of these pages behave."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.views.generic import FormView, View

from academy.kit.refusals import Refused
from academy.people.doors import Door


class SaysForm(Door, FormView):
    """A form that makes one call and goes on. `load` finds what it is about; what is refused is said."""

    done = ""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_authenticated:
            self.load()
        return super().dispatch(request, *args, **kwargs)

    def load(self) -> None:
        """Find what the page is about, or Http404."""

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            self.act(form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, refusal.words)
            return self.form_invalid(form)
        messages.success(self.request, self.done)
        return redirect(self.get_success_url())

    def act(self, data: dict[str, Any]) -> None:
        """Call the one action of this page."""
        raise NotImplementedError


class Press(Door, View):
    """A button: done or refused in words, and back."""

    http_method_names = ("post", "options")  # type: ignore[assignment]
    done = ""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """One call, and back."""
        self.load()
        try:
            self.act()
        except Refused as refusal:
            messages.error(request, refusal.words)
        else:
            messages.success(request, self.done)
        return redirect(self.back())

    def load(self) -> None:
        """Find what the button is about, or Http404."""

    def act(self) -> None:
        """Call the one action of this button."""
        raise NotImplementedError

    def back(self) -> str:
        """Where to go afterwards."""
        raise NotImplementedError
