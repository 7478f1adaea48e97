"""Planning dates: the form, then the list of dates with holidays pointed out, then they are made."""

from __future__ import annotations

import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from academy.kit.refusals import Refused
from academy.kit.words import plural
from academy.law.pack import current_pack
from courses.sessions.actions import plan_sessions
from courses.sessions.actions.planning import check_dates
from courses.sessions.forms import PlanForm
from courses.sessions.models import Session
from courses.sessions.queries.desk import topics_to_plan, venues_of
from courses.sessions.rules.repeats import note_days
from courses.sessions.rules.wording import say_hours
from courses.sessions.views.doors import runs_sessions, scanner

CHANGE, MAKE = "change", "make"


@require_http_methods(["GET", "POST"])
@runs_sessions
def plan(request: HttpRequest) -> HttpResponse:
    """Ask, show the dates, make those that are ticked."""
    actor: Any = request.user
    topics = topics_to_plan(actor=actor)
    first = topics.filter(code=request.GET.get("topic", "")).first()
    known = {"topic": first.pk} if first else {}
    form = PlanForm(
        request.POST or None, topics=topics, venues=venues_of(actor=actor), initial=known,
        scanner=scanner(request),
    )  # fmt: skip
    step = request.POST.get("step", "")
    if request.method == "POST" and step != CHANGE and form.is_valid():
        try:
            if step == MAKE:
                return _made(request, form)
            return _shown(request, form)
        except Refused as refused:
            form.refuse(refused)
    return render(request, "courses/sessions/plan.html", {"form": form})


def _shown(request: HttpRequest, form: PlanForm) -> HttpResponse:
    """The dates as they would be made, with what speaks against each."""
    days = form.days()
    dates = form.stretches(days)
    check_dates(plan=form.plan(), dates=dates, series=form.series, at=timezone.now())
    context = {
        "form": form,
        "days": note_days(days, current_pack().calendar),
        "hours": say_hours(*dates[0]),
        "series": form.series,
        "topic": form.cleaned_data["topic"].title,
        "sent": [
            (name, value)
            for name in request.POST
            if name not in ("csrfmiddlewaretoken", "step", "keep")
            for value in request.POST.getlist(name)
        ],
    }
    return render(request, "courses/sessions/dates.html", context)


def _made(request: HttpRequest, form: PlanForm) -> HttpResponse:
    """Those that are ticked."""
    actor: Any = request.user
    kept = {*request.POST.getlist("keep")}
    days: list[datetime.date] = [day for day in form.days() if day.isoformat() in kept]
    made = plan_sessions(
        plan=form.plan(), dates=form.stretches(days), series=form.series, key=form.cleaned_data["key"],
        by=actor, at=timezone.now(),
    )  # fmt: skip
    them = "it" if len(made) == 1 else "them"
    messages.success(request, f"{plural(len(made), 'date')} planned. Nobody can book before you open {them}.")
    return redirect(_where_to(made))


def _where_to(made: list[Session]) -> str:
    """The page of one date; the month of the first of several."""
    if len(made) == 1:
        return reverse("desk_session", args=[made[0].pk])
    first = timezone.localdate(min(row.starts_at for row in made))
    return f"{reverse('session_desk')}?month={first:%Y-%m}"
