"""One session: its page, opening, moving, cancelling, deciding that it runs."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from courses.sessions import actions
from courses.sessions.forms import BookingTimesForm, CancelForm, MoveForm
from courses.sessions.queries.desk import venues_of
from courses.sessions.queries.filling import people_to_tell
from courses.sessions.queries.pages import session_page
from courses.sessions.rules.wording import say_told
from courses.sessions.views.doors import (
    found,
    runs_sessions,
    scanner,
    session_form,
    session_press,
    the_session,
)


@require_GET
@login_required
def session(request: HttpRequest, pk: int) -> HttpResponse:
    """For those who run sessions, and those who lead this one."""
    actor: Any = request.user
    page = found(session_page(actor=actor, pk=pk, at=timezone.now()))
    return render(request, "courses/sessions/session.html", {"page": page})


@require_http_methods(["GET", "POST"])
@runs_sessions
def move(request: HttpRequest, pk: int) -> HttpResponse:
    """Another time or place. Says first how many people will be told."""
    actor: Any = request.user
    row = the_session(request, pk)
    form = MoveForm(
        request.POST or None, session=row, venues=venues_of(actor=actor), scanner=scanner(request)
    )

    def act() -> None:
        starts_at, ends_at = form.moments()
        actions.move_session(
            session=row, starts_at=starts_at, ends_at=ends_at, where=form.where, by=actor, at=timezone.now()
        )

    return session_form(
        request, row, form, act=act, done="It is moved. Everybody who booked or waits is told once.",
        title="Move this session", lead=say_told(people_to_tell([pk])), button="Move it and tell them",
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@runs_sessions
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """It does not take place, with the reason. Says first how many people will be told."""
    actor: Any = request.user
    row = the_session(request, pk)
    form = CancelForm(request.POST or None, scanner=scanner(request))
    return session_form(
        request, row, form, done="It is cancelled. Everybody who booked or waits is told once.",
        act=lambda: actions.cancel_session(
            session=row, reason=form.cleaned_data["reason"], by=actor, at=timezone.now()
        ),
        title="Cancel this session",
        lead=f"{say_told(people_to_tell([pk]))} To hold it on another day, move it instead.",
        button="Cancel it and tell them", kind="warning",
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@runs_sessions
def booking_times(request: HttpRequest, pk: int) -> HttpResponse:
    """When one can book, and the smallest number."""
    actor: Any = request.user
    row = the_session(request, pk)
    form = BookingTimesForm(request.POST or None, session=row, scanner=scanner(request))

    def act() -> None:
        said = form.cleaned_data
        actions.change_booking(
            session=row, opens_at=form.moment("opens"), closes_at=form.moment("closes"),
            minimum=said["minimum"] or 0, decide_on=said["decide_on"], by=actor, at=timezone.now(),
        )  # fmt: skip

    return session_form(
        request, row, form, act=act, done="Saved.",
        title="When people can book", lead="People who booked already keep their places.", button="Save",
    )  # fmt: skip


@require_POST
@runs_sessions
def open_booking(request: HttpRequest, pk: int) -> HttpResponse:
    """From now on people find it and can book."""
    actor: Any = request.user
    row = the_session(request, pk)
    words = "It is open, with all dates of its series." if row.series_id else "It is open for booking."
    return session_press(
        request, pk, done=words, act=lambda: actions.open_session(session=row, by=actor, at=timezone.now())
    )  # fmt: skip


@require_POST
@runs_sessions
def go_ahead(request: HttpRequest, pk: int) -> HttpResponse:
    """It runs, however few come."""
    actor: Any = request.user
    row = the_session(request, pk)
    return session_press(
        request, pk, done="It goes ahead.",
        act=lambda: actions.go_ahead(session=row, by=actor, at=timezone.now()),
    )  # fmt: skip
