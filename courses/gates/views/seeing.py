"""Pages on which nothing is changed: my gates, the starters I look after, and the board of a cohort."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import Http404
from django.utils import timezone
from django.views.generic import TemplateView

from academy.people.access import can, visible
from academy.record.actions import note_look
from courses.cohorts.models import Cohort
from courses.gates.catalogue import catalogue
from courses.gates.queries import board_of, counts_for, starter_page, starters_for
from courses.gates.queries.people import member_seen, my_member


class MyGates(LoginRequiredMixin, TemplateView):
    """A starter's own tasks and gates: what is met, what is needed, what opens then and who decides."""

    template_name = "courses/gates/mine.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        actor: Any = self.request.user
        if not can(actor, "learn"):
            raise Http404
        member = my_member(actor=actor)
        found = starter_page(actor=actor, member=member) if member is not None else None
        return super().get_context_data(page=found, table=catalogue(), **kwargs)


class Starters(LoginRequiredMixin, TemplateView):
    """Who is ready, who needs what, and by when. Counts alone for heads of service."""

    template_name = "courses/gates/starters.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        actor: Any = self.request.user
        if not can(actor, "see_gates"):
            raise Http404
        names = can(actor, "open_gate")
        return super().get_context_data(
            starters=starters_for(actor=actor) if names else None,
            counts=() if names else counts_for(actor=actor),
            **kwargs,
        )


class Starter(LoginRequiredMixin, TemplateView):
    """One starter as whoever decides sees them."""

    template_name = "courses/gates/starter.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        actor: Any = self.request.user
        member = member_seen(actor=actor, pk=kwargs["pk"])
        if member is None:
            raise Http404
        note_look(actor=actor, person=member.person_id, what="Assessed tasks and gates", at=timezone.now())
        return super().get_context_data(
            page=starter_page(actor=actor, member=member), table=catalogue(), **kwargs
        )


class CohortBoard(LoginRequiredMixin, TemplateView):
    """Everybody of a cohort by weeks, tasks and gates."""

    template_name = "courses/gates/board.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        actor: Any = self.request.user
        if not can(actor, "see_gates"):
            raise Http404
        cohort = visible(actor, Cohort).filter(pk=kwargs["pk"]).first()
        if cohort is None:
            raise Http404
        return super().get_context_data(board=board_of(actor=actor, cohort=cohort), **kwargs)
