"""What a starter and their buddy have together: the next half hour, the log, what was watched."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from courses.cohorts import actions
from courses.cohorts.forms import MeetingForm
from courses.cohorts.queries import pairs
from courses.cohorts.views.doors import form_page, press, today
from courses.progress.views.doors import learner


@require_GET
@learner
def buddies(request: HttpRequest) -> HttpResponse:
    """My starters, or my buddy: meetings, and what was watched."""
    actor: Any = request.user
    found = pairs.pairs_of(actor=actor, at=timezone.now(), on=today())
    context = {
        "starters": [view for view in found if view.pair.buddy_id == actor.pk],
        "mine": next((view for view in found if view.pair.buddy_id != actor.pk), None),
    }
    return render(request, "courses/cohorts/buddies.html", context)


@require_http_methods(["GET", "POST"])
@learner
def meet(request: HttpRequest, pk: int) -> HttpResponse:
    """Agree on the next half hour, or move it."""
    actor: Any = request.user
    pair = pairs.pair_of(actor=actor, pk=pk, on=today())
    if pair is None:
        raise Http404("No such pair")
    other = pair.member.person if pair.buddy_id == actor.pk else pair.buddy
    form = MeetingForm(request.POST or None)
    return form_page(
        request, form, title=f"Meet {other.get_full_name()}", button="Save", back=reverse("buddies"),
        lead="Half an hour, every week. Both of you see it in your week.", done="The next meeting is set.",
        act=lambda: actions.plan_meeting(
            pair=pair, starts_at=form.starts_at, place=form.cleaned_data["place"], by=actor, at=timezone.now()
        ),
    )  # fmt: skip


@require_POST
@learner
def held(request: HttpRequest, pk: int) -> HttpResponse:
    """We met."""
    actor: Any = request.user
    meeting = pairs.meeting_of(actor=actor, pk=pk)
    if meeting is None:
        raise Http404("No such meeting")
    return press(
        request, lambda: actions.hold_meeting(meeting=meeting, by=actor, at=timezone.now()),
        done="Noted: you met.", back=reverse("buddies"),
    )  # fmt: skip


@require_POST
@learner
def sign(request: HttpRequest, pk: int) -> HttpResponse:
    """My starter watched this."""
    actor: Any = request.user
    record = pairs.record_to_sign(actor=actor, pk=pk, on=today())
    if record is None:
        raise Http404("No such record")
    return press(
        request, lambda: actions.sign_shadowing(record=record, by=actor, at=timezone.now()),
        done="Signed.", back=reverse("buddies"),
    )  # fmt: skip
