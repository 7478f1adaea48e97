"""Whose team a page is about: found before anything is shown, and not there for anybody else."""

from __future__ import annotations

import datetime
from typing import Any

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone

from academy.people.access import can
from academy.people.doors import Door
from academy.people.models import Team
from home.team.queries.people import sees_names, team_for
from home.team.rules.narrowing import Narrow


class TeamDoor(Door):
    """For those who see levels by name: of the people they lead, or of one team (`pk` in the address)."""

    acts = ("see_levels",)
    team: Team | None = None

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_authenticated:
            self._find(kwargs.get("pk"))
        return super().dispatch(request, *args, **kwargs)

    def _find(self, pk: int | None) -> None:
        if pk is None:
            if not can(self.actor, "lead_team"):
                raise Http404("No team of one's own")
            return
        self.team = team_for(actor=self.actor, pk=pk) if sees_names(self.actor) else None
        if self.team is None:
            raise Http404("Another team")

    @property
    def today(self) -> datetime.date:
        """The day of the request."""
        return timezone.localdate()

    def narrow(self) -> Narrow:
        """What narrows the matrix."""
        return Narrow.read(self.request.GET, today=self.today)

    def address(self, name: str, *args: object) -> str:
        """The address of a page about the same people: `team_x`, or `team_one_x` for a chosen team."""
        if self.team is None:
            return reverse("team" if name == "team" else f"team_{name}", args=args)
        return reverse("team_one" if name == "team" else f"team_one_{name}", args=[self.team.pk, *args])
