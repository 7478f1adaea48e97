"""The door to learning."""

from __future__ import annotations

from functools import wraps
from typing import ParamSpec

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from academy.people.doors import View, only

P = ParamSpec("P")


class NotOpenYet(Exception):
    """A lesson of a week that has not come for this person: they are led to its module, which says when."""

    def __init__(self, words: str, path: str) -> None:
        super().__init__(words)
        self.words, self.path = words, path


def learner(view: View[P]) -> View[P]:
    """For council staff; whoever comes too early to a lesson is led to its module."""

    @only("learn")
    @wraps(view)
    def inner(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except NotOpenYet as later:
            messages.info(request, later.words)
            return redirect(later.path)

    return inner
