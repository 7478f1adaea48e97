"""Who somebody is to a session: plain facts, so that the rules need no database."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from academy.people.roles import ROLES, Right
from courses.sessions.audiences import audiences_of


@dataclass(frozen=True)
class Booker:
    """Somebody who books or is booked: their groups, for whom they come, and whether they work here.

    `organisation_id` is the one they come for; `leads` people decide about sessions for themselves.
    """

    person_id: int
    audiences: frozenset[str] = frozenset()
    organisations: frozenset[int] = frozenset()
    organisation_id: int | None = None
    is_staff: bool = False
    leads: bool = False


def booker_from(
    person_id: int, *, posts: Iterable[str], affiliations: Iterable[tuple[str, int, bool]]
) -> Booker:
    """The facts from the roles of open posts, or else from affiliations: role, organisation, coordinates.

    Whoever works here is no guest, as in `standing_of`. A guest of several organisations comes for the one
    that they look after, or else for the first.
    """
    roles = list(posts)
    if roles:
        rights = {right for role in roles for right in ROLES[role].rights}
        return Booker(
            person_id,
            audiences=audiences_of(roles),
            is_staff=Right.LEARN in rights,
            leads=Right.LEAD_TEAM in rights,
        )
    guests = list(affiliations)
    ordered = sorted(guests, key=lambda guest: not guest[2])
    return Booker(
        person_id,
        audiences=audiences_of(role for role, _, _ in guests),
        organisations=frozenset(organisation_id for _, organisation_id, _ in guests),
        organisation_id=ordered[0][1] if ordered else None,
    )
