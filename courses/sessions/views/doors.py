"""What the pages share: who gets in, and how a form is shown."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from academy.gate.scan import Scanner
from academy.kit.refusals import Refused
from academy.people.access import can
from academy.people.queries import scanner_for
from courses.sessions.forms.fields import DeskForm
from courses.sessions.models import Session, Topic
from courses.sessions.queries.desk import session_row, topic_row

Row = TypeVar("Row")


def runs_sessions(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """For those who run sessions; others find nothing here."""

    @login_required
    @wraps(view)
    def inner(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not can(request.user, "run_sessions"):
            raise Http404("For people who run sessions")
        return view(request, *args, **kwargs)

    return inner


def scanner(request: HttpRequest) -> Scanner | None:
    """What looks through free text for personal data, where something was sent."""
    actor: Any = request.user
    return scanner_for(council=actor.council) if request.method == "POST" else None


def found(row: Row | None) -> Row:
    """What a page is about; a page about nothing is not there."""
    if row is None:
        raise Http404("No such thing")
    return row


def the_topic(request: HttpRequest, code: str) -> Topic:
    """The topic of a page, for those who may run its sessions."""
    actor: Any = request.user
    return found(topic_row(actor=actor, code=code))


def the_session(request: HttpRequest, pk: int) -> Session:
    """The session of a page, for those who may run it."""
    actor: Any = request.user
    return found(session_row(actor=actor, pk=pk))


def form_page(
    request: HttpRequest,
    form: DeskForm,
    *,
    act: Callable[[], Any],
    done: str,
    back: str,
    to: Callable[[], str] | None = None,
    **shown: Any,
) -> HttpResponse:
    """A page with one form. A good answer is acted on and leads `to` or `back`; a refusal is shown at its
    field."""
    if request.method == "POST" and form.is_valid():
        try:
            act()
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, done)
            return redirect(to() if to else back)
    return render(request, "courses/sessions/form.html", {"form": form, "back": back, **shown})


def press(request: HttpRequest, act: Callable[[], Any], *, done: str, back: str) -> HttpResponse:
    """A button: done or refused in words, and back."""
    try:
        act()
    except Refused as refused:
        messages.error(request, refused.words)
    else:
        messages.success(request, done)
    return redirect(back)


def session_form(
    request: HttpRequest,
    row: Session,
    form: DeskForm,
    *,
    act: Callable[[], Any],
    done: str,
    title: str,
    lead: str,
    button: str,
    kind: str = "",
) -> HttpResponse:
    """A page with one form about a session: acted on, and back to the page of the session."""
    back, place = _page_of(row.pk), row.topic.title
    return form_page(
        request, form, act=act, done=done, back=back, place=place,
        title=title, lead=lead, button=button, kind=kind,
    )  # fmt: skip


def session_press(
    request: HttpRequest, session_id: int, act: Callable[[], Any], *, done: str
) -> HttpResponse:
    """A button about a session: done or refused in words, and back to the page of the session."""
    return press(request, act, done=done, back=_page_of(session_id))


def _page_of(session_id: int) -> str:
    return reverse("desk_session", args=[session_id])
