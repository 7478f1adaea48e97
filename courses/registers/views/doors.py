"""Who gets in to the register of a session."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse

from courses.registers.queries.register import session_for
from courses.sessions.models import Session

P = ParamSpec("P")


def keeper(
    view: Callable[Concatenate[HttpRequest, Session, P], HttpResponse],
) -> Callable[..., HttpResponse]:
    """For those who run sessions, and for who leads this one; nobody else finds anything here."""

    @login_required
    @wraps(view)
    def inner(request: HttpRequest, pk: int, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        actor: Any = request.user
        session = session_for(actor, pk)
        if session is None:
            raise Http404("No such register")
        return view(request, session, *args, **kwargs)

    return inner
