"""Who comes to which pages at all: visitors sign in first, and for others the page is not there."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.contrib.auth.decorators import login_required
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from academy.people.access import can
from academy.people.models import User

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]


def only(act: str) -> Callable[[View[P]], View[P]]:
    """For those who may do `act`: the door of a page that is a function."""

    def door(view: View[P]) -> View[P]:
        @login_required
        @wraps(view)
        def inner(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            if not can(request.user, act):
                raise Http404("For others")
            return view(request, *args, **kwargs)

        return inner

    return door


class Door(LoginRequiredMixin):
    """For those who may do one of `acts`: the door of a page that is a class."""

    acts: tuple[str, ...] = ("learn",)
    request: HttpRequest

    @property
    def actor(self) -> User:
        """Who is asking."""
        if not isinstance(self.request.user, User):
            raise Http404
        return self.request.user

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_authenticated and not any(can(request.user, act) for act in self.acts):
            raise Http404
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc,no-any-return]
