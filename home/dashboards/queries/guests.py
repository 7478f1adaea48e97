"""What a guest sees of themselves, and what they are asked for."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from academy.kit.words import plural
from academy.people.access import visible
from academy.people.models import Affiliation, User
from academy.people.roles import ROLES
from assessments.auditing.models import PanelMember
from assessments.auditing.queries.mine import count_waiting
from assessments.auditing.queries.panels import seats_to_grade
from courses.reviews.queries.reviews import ReviewLine, lines_of


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


@dataclass(frozen=True)
class GuestAsks:
    """What the council asks a guest for. Most are asked for nothing."""

    to_audit: int
    seats: tuple[PanelMember, ...]
    reviews: tuple[ReviewLine, ...]

    @property
    def words(self) -> str:
        """The first of it in a sentence; empty when nothing is asked."""
        if self.to_audit:
            return f"You are asked to audit {plural(self.to_audit, 'plan')} of your own setting."
        if self.seats:
            return "You are asked to grade a plan on a panel."
        return "Somebody would like you to read a module." if self.reviews else ""


def guest_asks(*, actor: User, on: datetime.date) -> GuestAsks:
    """What a guest is asked to audit, to grade and to read. As many queries for one thing as for many."""
    return GuestAsks(
        to_audit=count_waiting(actor=actor, on=on),
        seats=tuple(seats_to_grade(actor=actor)),
        reviews=tuple(line for line in lines_of(actor=actor) if line.review.state == "open"),
    )
