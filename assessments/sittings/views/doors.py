"""Who comes in: what the pages of this part have in common."""

from __future__ import annotations

import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views import View
from django.views.generic import TemplateView

from academy.kit.refusals import Refused
from academy.people import doors


class Door(doors.Door, View):
    """A door that knows when somebody came."""

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.at: datetime.datetime = timezone.now()


class Page(Door, TemplateView):
    """A page behind a door."""


class Press(Door):
    """A button: does one thing, says what came of it, and goes on."""

    http_method_names = ("post",)  # type: ignore[assignment]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            words = self.act()
        except Refused as refused:
            messages.error(request, refused.words)
        else:
            if words:
                messages.success(request, words)
        return redirect(self.goes_to())

    def act(self) -> str:
        """Do it; the words to say."""
        raise NotImplementedError

    def goes_to(self) -> str:
        """The page after it."""
        raise NotImplementedError
