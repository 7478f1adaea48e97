"""The list of cohorts, one cohort, and what is done with it."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from academy.people.access import can
from courses.cohorts import actions
from courses.cohorts.forms import AddForm, CohortForm
from courses.cohorts.models import Cohort
from courses.cohorts.queries.choices import facilitators, licensed_person
from courses.cohorts.queries.pages import cohort_lines, runs_or_leads
from courses.cohorts.views.doors import form_page, press, runs_cohorts, the_cohort, today


@require_GET
@login_required
def cohorts(request: HttpRequest) -> HttpResponse:
    """All cohorts, or those with somebody I lead."""
    actor: Any = request.user
    if not runs_or_leads(actor):
        raise Http404("For people who run cohorts and managers")
    lines = cohort_lines(actor=actor, on=today())
    context = {
        "now": [line for line in lines if line.cohort.state in ("planned", "running")],
        "past": [line for line in lines if line.cohort.state not in ("planned", "running")],
        "may_run": can(actor, "run_cohorts"),
    }
    return render(request, "courses/cohorts/list.html", context)


@require_http_methods(["GET", "POST"])
@runs_cohorts
def make(request: HttpRequest) -> HttpResponse:
    """A new cohort."""
    actor: Any = request.user
    form = CohortForm(request.POST or None, people=facilitators(actor=actor, on=today()))
    made: list[Cohort] = []

    def act() -> None:
        made.append(
            actions.make_cohort(council=actor.council, **form.cleaned_data, by=actor, at=timezone.now())
        )

    answer = form_page(
        request, form, act=act, done="The cohort is planned. Add its starters next.", back=reverse("cohorts"),
        title="Make a cohort", lead="It begins by itself on its first day.", button="Make it",
    )  # fmt: skip
    return redirect("cohort", pk=made[0].pk) if made else answer


@require_GET
@login_required
def cohort(request: HttpRequest, pk: int) -> HttpResponse:
    """One cohort: who, when, with whom, and its live sessions."""
    return render(request, "courses/cohorts/cohort.html", {"page": the_cohort(request, pk)})


@require_http_methods(["GET", "POST"])
@runs_cohorts
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Another name, day, mode or facilitator."""
    actor: Any = request.user
    row = the_cohort(request, pk, to_run=True).cohort
    known = {
        "name": row.name,
        "starts_on": row.starts_on,
        "mode": row.mode,
        "facilitator": row.facilitator_id,
    }
    people = facilitators(actor=actor, on=today(), now=row.facilitator_id)
    form = CohortForm(request.POST or None, people=people, initial=known)
    return form_page(
        request, form, done="Saved.", back=reverse("cohort", args=[pk]), title=f"Change {row.name}",
        act=lambda: actions.change_cohort(cohort=row, **form.cleaned_data, by=actor, at=timezone.now()),
        lead="The first day can change until the cohort has begun.", button="Save",
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@runs_cohorts
def add(request: HttpRequest, pk: int) -> HttpResponse:
    """A starter comes in, with a buddy if one is known."""
    actor: Any = request.user
    row = the_cohort(request, pk, to_run=True).cohort
    form = AddForm(request.POST or None, actor=actor, on=today())

    def act() -> None:
        person, buddy, at = form.cleaned_data["person"], form.cleaned_data["buddy"], timezone.now()
        with transaction.atomic():
            member = actions.add_member(cohort=row, person=person, by=actor, at=at)
            if buddy:
                chosen = licensed_person(actor=actor, pk=buddy, on=today())
                actions.pair_buddy(member=member, buddy=chosen, by=actor, at=at)

    return form_page(
        request, form, act=act, done="They are in the cohort.", back=reverse("cohort", args=[pk]),
        title=f"Add a starter to {row.name}", button="Add them",
        lead="Their weeks are laid out around their own working days, leave and bank holidays.",
    )  # fmt: skip


@require_POST
@runs_cohorts
def call_off(request: HttpRequest, pk: int) -> HttpResponse:
    """The cohort will not take place."""
    actor: Any = request.user
    row = the_cohort(request, pk, to_run=True).cohort
    return press(
        request, lambda: actions.call_off_cohort(cohort=row, by=actor, at=timezone.now()),
        done=f"{row.name} is called off.", back=reverse("cohort", args=[pk]),
    )  # fmt: skip
