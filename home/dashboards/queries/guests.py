"""What a guest sees of themselves."""

from __future__ import annotations

from dataclasses import dataclass

from academy.people.access import visible
from academy.people.models import Affiliation, User
from academy.people.roles import ROLES


@dataclass(frozen=True)
class GuestCard:
    """What we hold about a guest."""

    name: str
    email: str
    organisation: str
    role: str


def guest_card(*, actor: User) -> GuestCard:
    """The guest's own details and no others."""
    place = visible(actor, Affiliation).filter(person=actor).select_related("organisation").first()
    return GuestCard(
        actor.get_full_name(),
        actor.email,
        place.organisation.name if place else "",
        ROLES[place.role].title if place else "",
    )
