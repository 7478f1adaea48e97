"""What each kind of person sees first, and the pages in the footer."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.contrib.auth.decorators import login_required
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.generic import TemplateView

from academy.kit.keeping import kept_page
from academy.people.access import can, standing_of
from academy.people.visibility import visibility_table
from home.dashboards.queries import (
    asked_week,
    desk_of,
    guest_asks,
    guest_card,
    has_desk,
    my_week,
    starter_week,
    week_marks,
)


@login_required
def start(request: HttpRequest) -> HttpResponse:
    """Send somebody who has just signed in to their own first screen."""
    standing = standing_of(request.user)  # type: ignore[arg-type]
    if standing.is_partner:
        return redirect("hub")
    if can(request.user, "see_loop") and not standing.led_teams:
        return redirect("loop")
    if can(request.user, "manage_people"):
        return redirect("people")
    return redirect("me")


class MyWeek(LoginRequiredMixin, TemplateView):
    """What is asked of me and why, what my audits said, what I finished."""

    template_name = "home/dashboards/me.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        actor: Any = request.user
        if not can(actor, "learn"):
            raise Http404
        spare = request.GET.get("minutes", "")
        marks = week_marks(actor=actor, at=timezone.now(), spare=spare)
        draw = partial(self.draw, marks.cohort, request, spare=spare)
        return kept_page(request, shows=marks.shows, draw=draw)

    def draw(self, cohort: bool, request: HttpRequest, spare: str) -> HttpResponse:
        """The week of a starter, or of everybody else."""
        actor: Any = request.user
        if cohort and (mine := starter_week(actor=actor, at=timezone.now())):
            week = my_week(actor=actor, at=timezone.now(), spare=spare)
            asked = asked_week(actor=actor, today=week.today)
            context = {"mine": mine, "week": week, "asked": asked}
            return render(request, "home/dashboards/starter.html", context)
        return super().get(request, spare=spare)

    def get_context_data(self, spare: str = "", **kwargs: Any) -> dict[str, Any]:
        actor: Any = self.request.user
        week = my_week(actor=actor, at=timezone.now(), spare=spare)
        asked = asked_week(actor=actor, today=week.today)
        dates = [day for day in (week.next_due, asked.next_due) if day is not None]
        return super().get_context_data(
            week=week,
            asked=asked,
            things=len(week.asks) + len(asked.others),
            minutes=week.minutes + asked.minutes,
            next_due=min(dates, default=None),
            **kwargs,
        )


class Assess(LoginRequiredMixin, TemplateView):
    """The desk of those who write, review and mark, and of team managers."""

    template_name = "home/dashboards/assess.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        actor: Any = self.request.user
        if not has_desk(actor):
            raise Http404
        return super().get_context_data(desk=desk_of(actor=actor, at=timezone.now()), **kwargs)


class GuestPage(LoginRequiredMixin, TemplateView):
    """A partner's page: what they are asked for, what we hold about them, whom to ask. Nothing internal."""

    template_name = "home/dashboards/guest.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        if not standing_of(self.request.user).is_partner:  # type: ignore[arg-type]
            raise Http404
        actor: Any = self.request.user
        return super().get_context_data(
            card=guest_card(actor=actor),
            asks=guest_asks(actor=actor, on=timezone.localdate()),
            **kwargs,
        )


class WhoSeesWhat(TemplateView):
    """Who can see what, read from the same table that decides it."""

    template_name = "home/dashboards/who_sees_what.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(rows=visibility_table(), **kwargs)


class Accessibility(TemplateView):
    """How accessible this is, as the law asks every public body to say."""

    template_name = "home/dashboards/accessibility.html"


class Privacy(TemplateView):
    """What is held about whom, why and for how long."""

    template_name = "home/dashboards/privacy.html"


class GetHelp(TemplateView):
    """What to do when stuck."""

    template_name = "home/dashboards/help.html"
