"""One member of a cohort: dates and why they moved, buddy, move, time away."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from academy.people.access import can, visible
from courses.cohorts import actions
from courses.cohorts.forms import AwayForm, BuddyForm, MoveForm
from courses.cohorts.models import TimeAway
from courses.cohorts.queries import membership_of
from courses.cohorts.queries.choices import licensed_person
from courses.cohorts.states import OPEN
from courses.cohorts.views.doors import form_page, press, runs_cohorts, the_member, today

AWAY_LEAD = (
    "Say the days and nothing else: nobody asks why. The weeks and gates that are still to come move on by "
    "as many working days. The manager is told that they moved, and not why."
)


@require_GET
@login_required
def member(request: HttpRequest, pk: int) -> HttpResponse:
    """The dates of one member, and what can be done."""
    return render(request, "courses/cohorts/member.html", {"page": the_member(request, pk)})


@require_http_methods(["GET", "POST"])
@runs_cohorts
def buddy(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose a buddy, or hand over to another."""
    actor: Any = request.user
    page = the_member(request, pk, to_run=True)
    form = BuddyForm(request.POST or None, actor=actor, on=today())
    name = page.member.person.get_full_name()

    def act() -> None:
        chosen = licensed_person(actor=actor, pk=form.cleaned_data["buddy"], on=today())
        do = actions.hand_over_buddy if page.buddy else actions.pair_buddy
        do(member=page.member, buddy=chosen, by=actor, at=timezone.now())

    lead = (
        f"{page.buddy.get_full_name()} is the buddy now. From today it is somebody else."
        if page.buddy
        else "A buddy meets the starter every week for half an hour, to the end of week 12."
    )
    return form_page(
        request, form, act=act, done="The buddy is set.", back=reverse("cohort_member", args=[pk]),
        title=f"{'Hand over to another buddy' if page.buddy else 'Choose a buddy'}: {name}", lead=lead,
        button="Hand over" if page.buddy else "Choose",
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@runs_cohorts
def move(request: HttpRequest, pk: int) -> HttpResponse:
    """Into another cohort."""
    actor: Any = request.user
    page = the_member(request, pk, to_run=True)
    form = MoveForm(request.POST or None, actor=actor, member=page.member)
    return form_page(
        request, form, title=f"Move {page.member.person.get_full_name()} to another cohort", button="Move",
        act=lambda: actions.transfer_member(
            member=page.member, to=form.cleaned_data["to"], by=actor, at=timezone.now()
        ),
        done="They are in the other cohort now.", back=reverse("cohort", args=[page.member.cohort_id]),
        lead="What they have learnt and passed stays theirs. In a cohort that begins later they begin with "
        "it; in any other they keep their dates.",
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@runs_cohorts
def away(request: HttpRequest, pk: int) -> HttpResponse:
    """Days on which a member was away."""
    page = the_member(request, pk, to_run=True)
    return _away(
        request, page.member, reverse("cohort_member", args=[pk]), page.member.person.get_full_name()
    )


@require_http_methods(["GET", "POST"])
@login_required
def my_away(request: HttpRequest) -> HttpResponse:
    """I was away: plan again."""
    actor: Any = request.user
    mine = membership_of(actor, today()) if can(actor, "learn") else None
    if mine is None or mine.state not in OPEN:
        raise Http404("Not in a cohort")
    return _away(request, mine, reverse("me"), "")


def _away(request: HttpRequest, row: Any, back: str, name: str) -> HttpResponse:
    actor: Any = request.user
    form = AwayForm(request.POST or None)
    told = visible(actor, TimeAway).filter(member=row)
    return form_page(
        request, form, back=back, button="Plan again", lead=AWAY_LEAD, told=told, member=row,
        title=f"{name} was away: plan again" if name else "I was away: plan again",
        act=lambda: actions.tell_time_away(member=row, **form.cleaned_data, by=actor, at=timezone.now()),
        done="Planned again. The new dates count from now.",
    )  # fmt: skip


@require_POST
@login_required
def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Days away that were said by mistake."""
    actor: Any = request.user
    row = visible(actor, TimeAway).select_related("member__person", "member__cohort").filter(pk=pk).first()
    if row is None:
        raise Http404("No such days")
    own = row.member.person_id == actor.pk
    return press(
        request, lambda: actions.take_back_time_away(away=row, by=actor, at=timezone.now()),
        done="Taken back. The dates have moved again.",
        back=reverse("me") if own else reverse("cohort_member", args=[row.member_id]),
    )  # fmt: skip


@require_POST
@runs_cohorts
def let_go(request: HttpRequest, pk: int) -> HttpResponse:
    """Somebody leaves before the end."""
    actor: Any = request.user
    page = the_member(request, pk, to_run=True)
    return press(
        request,
        lambda: actions.let_member_go(member=page.member, on=today(), by=actor, at=timezone.now()),
        done=f"{page.member.person.get_full_name()} has left the cohort.",
        back=reverse("cohort", args=[page.member.cohort_id]),
    )
