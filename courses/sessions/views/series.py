"""A whole series, from the page of one of its dates: moved or cancelled in one act."""

from __future__ import annotations

import datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from academy.kit.words import listed, plural, weekday_date
from courses.sessions import actions
from courses.sessions.forms import CancelForm, MoveSeriesForm
from courses.sessions.models import Session
from courses.sessions.queries.desk import coming_together, venues_of
from courses.sessions.queries.filling import people_to_tell
from courses.sessions.rules.wording import say_told
from courses.sessions.views.doors import runs_sessions, scanner, session_form, the_session


def _of_series(request: HttpRequest, pk: int) -> Session:
    row = the_session(request, pk)
    if row.series_id is None:
        raise Http404("This date belongs to no series")
    return row


def _about(request: HttpRequest, row: Session, at: datetime.datetime) -> str:
    """Which dates it is about, and who is told."""
    actor: Any = request.user
    coming = coming_together(actor=actor, session=row, at=at)
    days = listed([weekday_date(one.starts_at) for one in coming])
    name = f"“{row.series}”"
    dates = f"{name} has {plural(len(coming), 'date')} still to come: {days}."
    told = say_told(people_to_tell(one.pk for one in coming))
    return f"{dates} {told}" if coming else f"{name} has no date still to come."


@require_http_methods(["GET", "POST"])
@runs_sessions
def move(request: HttpRequest, pk: int) -> HttpResponse:
    """Another day, time or place for all dates. Says first which they are and how many hear of it."""
    actor: Any = request.user
    row, at = _of_series(request, pk), timezone.now()
    form = MoveSeriesForm(
        request.POST or None, session=row, venues=venues_of(actor=actor), scanner=scanner(request)
    )
    return session_form(
        request, row, form, act=lambda: actions.move_series(session=row, shift=form.shift, by=actor, at=at),
        done="The dates are moved. Everybody who booked or waits is told once.",
        title="Move the whole series",
        lead=_about(request, row, at), button="Move them and tell people",
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@runs_sessions
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """No date that is still to come takes place, with the reason. Says first how many hear of it."""
    actor: Any = request.user
    row, at = _of_series(request, pk), timezone.now()
    form = CancelForm(request.POST or None, scanner=scanner(request))
    return session_form(
        request, row, form, done="The dates are cancelled. Everybody who booked or waits is told once.",
        act=lambda: actions.cancel_series(
            session=row, reason=form.cleaned_data["reason"], by=actor, at=at
        ),
        title="Cancel the whole series",
        lead=f"{_about(request, row, at)} To hold them on other days, move them instead.",
        button="Cancel them and tell people", kind="warning",
    )  # fmt: skip
