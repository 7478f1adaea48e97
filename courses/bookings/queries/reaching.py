"""Whose bookings somebody may open, and for whom they may book."""

from __future__ import annotations

from django.db.models import Q

from academy.people.access import can, people_led_by, standing_of, visible
from academy.people.models import Organisation, User
from courses.bookings.models import Booking


def booking_for(*, actor: User, pk: int) -> Booking | None:
    """One booking that the actor may open: their own, one that they made, or of somebody they lead.

    The desk sees all bookings on pages of its own, and opens none of them here.
    """
    whose = Q(person=actor) | Q(booked_by=actor) | Q(person__in=people_led_by(actor))
    rows = visible(actor, Booking).filter(whose, pk=pk)
    return rows.select_related("session__topic", "session__venue", "person", "deputy", "seats").first()


def people_of(actor: User) -> list[User]:
    """Those for whom the actor may book besides themselves, by name."""
    if not can(actor, "book_for"):
        return []
    led = visible(actor, User).filter(pk__in=people_led_by(actor), is_active=True).exclude(pk=actor.pk)
    return list(led.order_by("given_name", "family_name", "pk"))


def organisation_of(actor: User) -> Organisation | None:
    """The organisation that the actor looks after; None for everybody else."""
    coordinated = standing_of(actor).coordinated
    return Organisation.objects.filter(pk__in=coordinated).order_by("pk").first() if coordinated else None


def organisation_name(actor: User) -> str:
    """What that organisation is called; nothing for everybody else."""
    found = organisation_of(actor)
    return found.name if found else ""
