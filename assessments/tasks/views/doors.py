"""Who comes to which pages at all; for others they do not exist."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase

from academy.people.access import can
from academy.people.models import User


class Door(LoginRequiredMixin):
    """Visitors sign in first; whoever may not do `act` finds nothing here."""

    act = "learn"
    request: HttpRequest

    @property
    def actor(self) -> User:
        """Who is asking."""
        if not isinstance(self.request.user, User):
            raise Http404
        return self.request.user

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_authenticated and not can(request.user, self.act):
            raise Http404
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc,no-any-return]


class MarkerDoor(Door):
    """For markers."""

    act = "mark_tasks"


class RunnerDoor(Door):
    """For those who run marking."""

    act = "run_marking"
