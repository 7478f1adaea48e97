"""Giving somebody a place in an organisation: what an invitation, a code and an approved request have in
common."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from academy.kit.refusals import Refused
from academy.people.models import Affiliation, Organisation, User
from academy.people.roles import ROLES
from academy.record.actions import write

CANNOT = (
    "An account cannot be made for this address. Ask the person which work address they use, or write to the "
    "academy."
)
"""Said for whoever works for the council, for another council's people and for what is wrong besides, so that
nobody learns whether an address is known."""


@dataclass(frozen=True)
class Newcomer:
    """Somebody for whom a place is made: as they wrote themselves, or as somebody else wrote them."""

    given_name: str
    family_name: str
    email: str
    role: str

    @property
    def address(self) -> str:
        """The address as it is kept."""
        return self.email.strip().lower()


def find_guest(*, email: str, organisation: Organisation, today: datetime.date) -> User | None:
    """The person with this address if they may be a guest here, nobody if the address is new.

    Raises Refused, always in the same words, for people of another council and for the council's own staff.
    """
    person = User.objects.filter(email__iexact=email.strip()).first()
    if person is None:
        person = User.objects.filter(emailaddress__email__iexact=email.strip()).first()
    if person is None:
        return None
    if person.council_id != organisation.council_id or _works_here(person, today):
        raise Refused(CANNOT, code="address")
    return person


def _works_here(person: User, today: datetime.date) -> bool:
    """Whether somebody holds a post for the council today or later."""
    return any(post.ends_on is None or post.ends_on >= today for post in person.posts.all())


def give_place(
    *,
    organisation: Organisation,
    newcomer: Newcomer,
    until: datetime.date | None = None,
    words: str,
    by: User | None,
    at: datetime.datetime,
) -> tuple[Affiliation, bool]:
    """The open place of somebody in an organisation, and whether it is new. In the caller's transaction.

    A place that is open already stays as it is, whatever role was asked for.
    """
    Organisation.objects.select_for_update().get(pk=organisation.pk)
    today = timezone.localdate(at)
    person = find_guest(email=newcomer.address, organisation=organisation, today=today)
    if person is None:
        person = User.objects.create_person(
            council=organisation.council,
            email=newcomer.address,
            given_name=newcomer.given_name.strip(),
            family_name=newcomer.family_name.strip(),
        )
    elif not person.is_active:
        person.is_active = True
        person.save(update_fields=["is_active"])
    held = Affiliation.objects.filter(person=person, organisation=organisation)
    place = held.open_on(today).first()
    if place is not None:
        return place, False
    begins: dict[str, Any] = {"starts_on": today, "ends_on": until, "coordinates": False}
    place, _ = Affiliation.objects.update_or_create(
        person=person, organisation=organisation, role=newcomer.role, defaults=begins
    )
    said = f"{words}: {ROLES[newcomer.role].title}, {organisation.name}"
    write(council=organisation.council_id, by=by, at=at, verb="welcome", obj=place, about=person, words=said)
    return place, True
