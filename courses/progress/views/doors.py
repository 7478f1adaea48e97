"""The door to learning."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from academy.people.access import can

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]


class NotOpenYet(Exception):
    """A lesson of a week that has not come for this person: they are led to its module, which says when."""

    def __init__(self, words: str, path: str) -> None:
        super().__init__(words)
        self.words, self.path = words, path


def learner(view: View[P]) -> View[P]:
    """For council staff who are signed in: visitors go to sign in, guests find nothing here."""

    @login_required
    @wraps(view)
    def inner(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if not can(request.user, "learn"):
            raise Http404("For council staff")
        try:
            return view(request, *args, **kwargs)
        except NotOpenYet as later:
            messages.info(request, later.words)
            return redirect(later.path)

    return inner
