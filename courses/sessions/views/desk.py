"""The desk: what needs a decision, and the dates of a month."""

from __future__ import annotations

import datetime
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from academy.kit.words import month_year
from courses.sessions.forms import DeskFilter
from courses.sessions.queries.desk import (
    months_with_sessions,
    sessions_in,
    sessions_to_decide,
    state_choices,
)
from courses.sessions.states import SESSION
from courses.sessions.views.doors import runs_sessions

PAGE = 40


@require_GET
@runs_sessions
def desk(request: HttpRequest) -> HttpResponse:
    """What needs somebody, and the dates of one month."""
    actor: Any = request.user
    at = timezone.now()
    month = _month(request.GET.get("month", ""), timezone.localdate(at))
    state = request.GET.get("state", "")
    lines = sessions_in(actor=actor, month=month, state=state, at=at)
    months = {one.code: one.words for one in months_with_sessions(actor=actor)}
    months.setdefault(f"{month:%Y-%m}", f"{month_year(month)} (none)")
    state = state if state in SESSION.words else ""
    choices = sorted(months.items(), reverse=True)
    shown = {"month": f"{month:%Y-%m}", "state": state}
    context = {
        "filters": DeskFilter(months=choices, states=state_choices(), initial=shown),
        "page": Paginator(lines, PAGE).get_page(request.GET.get("page")),
        "todo": sessions_to_decide(actor=actor, at=at),
        "month_words": month_year(month),
        "state": state,
        "before": _step(month, -1),
        "after": _step(month, 1),
    }
    return render(request, "courses/sessions/desk.html", context)


def _month(said: str, today: datetime.date) -> datetime.date:
    """The month of an address such as 2026-12; this month for anything else."""
    try:
        return datetime.datetime.strptime(said, "%Y-%m").date()
    except ValueError:
        return today.replace(day=1)


def _step(month: datetime.date, by: int) -> datetime.date:
    """The month after or before, within the years that a date can have."""
    years, place = divmod(month.year * 12 + month.month - 1 + by, 12)
    return datetime.date(min(max(years, 1), 9998), place + 1, 1)
