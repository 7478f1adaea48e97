"""Young experts and the adults who bring them."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.utils import timezone

from academy.partners.models import Sponsorship
from academy.people.access import can, standing_of, visible
from academy.people.models import User
from academy.people.roles import ROLES


@dataclass(frozen=True)
class YoungExpertLine:
    """A young expert whom an adult brings."""

    pk: int
    name: str
    sponsor: str
    sponsor_role: str
    consent_on: datetime.date
    until: datetime.date


def own_young_experts(*, actor: User) -> list[YoungExpertLine]:
    """The young experts whom the actor brings."""
    rows = visible(actor, Sponsorship).filter(sponsor=actor, until__gte=timezone.localdate())
    name = actor.get_full_name()
    return [YoungExpertLine(row.pk, row.name, name, "", row.consent_on, row.until) for row in rows]


def young_expert_lines(*, actor: User) -> list[YoungExpertLine]:
    """Young experts who come these days, by name, as far as the actor may know of them."""
    rows = visible(actor, Sponsorship).filter(until__gte=timezone.localdate()).select_related("sponsor")
    return [
        YoungExpertLine(
            pk=row.pk,
            name=row.name,
            sponsor=row.sponsor.get_full_name(),
            sponsor_role=_title(row.sponsor),
            consent_on=row.consent_on,
            until=row.until,
        )
        for row in rows
    ]


def _title(person: User) -> str:
    standing = standing_of(person)
    return ", ".join(filter(None, [ROLES[standing.roles[0]].title if standing.roles else "", standing.place]))


def sponsorship_for(*, actor: User, pk: int) -> Sponsorship | None:
    """One young expert's row, for the sponsor and for those who keep the list of people."""
    rows = visible(actor, Sponsorship).select_related("sponsor")
    if not can(actor, "manage_people"):
        rows = rows.filter(sponsor=actor)
    return rows.filter(pk=pk).first()


def person_by_address(*, actor: User, email: str) -> User | None:
    """Somebody of the council whom the actor may see, by their address."""
    return visible(actor, User).filter(email__iexact=email.strip(), is_active=True).first()
