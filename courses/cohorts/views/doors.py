"""What the pages share: who gets in, and how a form is shown."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from academy.kit.refusals import Refused
from academy.people.access import can
from courses.cohorts.forms import SaysNo
from courses.cohorts.queries.pages import CohortPage, MemberPage, cohort_page, member_page


def runs_cohorts(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """For those who run cohorts; others find nothing here."""

    @login_required
    @wraps(view)
    def inner(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not can(request.user, "run_cohorts"):
            raise Http404("For people who run cohorts")
        return view(request, *args, **kwargs)

    return inner


def today() -> datetime.date:
    """The day on which a page is looked at."""
    return timezone.localdate()


def the_cohort(request: HttpRequest, pk: int, *, to_run: bool = False) -> CohortPage:
    """The cohort of a page, for those who may see it, or only those who may run it."""
    actor: Any = request.user
    page = cohort_page(actor=actor, pk=pk, on=today())
    if page is None or (to_run and not page.may_run):
        raise Http404("No such cohort")
    return page


def the_member(request: HttpRequest, pk: int, *, to_run: bool = False) -> MemberPage:
    """The member of a page, for those who may see it, or only those who may run the cohort."""
    actor: Any = request.user
    page = member_page(actor=actor, pk=pk, on=today())
    if page is None or (to_run and not page.may_run):
        raise Http404("No such member")
    return page


def form_page(
    request: HttpRequest,
    form: SaysNo,
    *,
    act: Callable[[], Any],
    done: str,
    back: str,
    **shown: Any,
) -> HttpResponse:
    """A page with one form. A good answer is acted on and leads `back`; a refusal is shown at its field."""
    if request.method == "POST" and form.is_valid():
        try:
            act()
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, done)
            return redirect(back)
    return render(request, "courses/cohorts/form.html", {"form": form, "back": back, **shown})


def press(request: HttpRequest, act: Callable[[], Any], *, done: str, back: str) -> HttpResponse:
    """A button: done or refused in words, and back."""
    try:
        act()
    except Refused as refused:
        messages.error(request, refused.words)
    else:
        messages.success(request, done)
    return redirect(back)
