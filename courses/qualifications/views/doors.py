"""Finding the registration of an address, for those who may see it."""

from __future__ import annotations

import datetime
from functools import cached_property
from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils import timezone

from academy.people.doors import Door
from academy.people.models import User
from academy.record.actions import note_look
from courses.qualifications.models import Registration
from courses.qualifications.queries import Portfolio, portfolio_of, registrations_seen

LOOK = "Qualification and portfolio"


def registration_for(*, actor: User, pk: int, at: datetime.datetime) -> Registration:
    """The registration, or 404 for one that the actor may not see. Looking at somebody else's is noted."""
    row = registrations_seen(actor).filter(pk=pk).first()
    if row is None:
        raise Http404
    note_look(actor=actor, person=row.person_id, what=LOOK, at=at)
    return row


class AboutOne(Door):
    """Pages about one registration."""

    kwargs: dict[str, Any]

    @cached_property
    def at(self) -> datetime.datetime:
        """The moment of this request."""
        return timezone.now()

    @cached_property
    def registration(self) -> Registration:
        """The registration of the address."""
        return registration_for(actor=self.actor, pk=self.kwargs["pk"], at=self.at)

    @cached_property
    def portfolio(self) -> Portfolio:
        """Its portfolio today."""
        return portfolio_of(registration=self.registration, on=timezone.localdate(self.at))

    @property
    def own(self) -> bool:
        """Whether the reader is the person."""
        return self.registration.person_id == self.actor.pk

    def back(self) -> str:
        """The page of the registration."""
        return reverse("qualification", args=[self.registration.pk])
