"""Who may come in somebody's place: their deputy, or the colleague whom they hand it on to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from academy.kit.refusals import Refused
from academy.people.access import has_standing
from academy.people.models import User
from courses.bookings.queries.people import bookers_of
from courses.bookings.rules.people import Booker
from courses.sessions.models import Session


def check_deputy(
    deputy: User, people: Sequence[User], bookers: Mapping[int, Booker], *, session: Session
) -> None:
    """A deputy is one colleague of one person: somebody who could come in their place."""
    if len(people) != 1 or deputy.pk == people[0].pk:
        raise Refused("Name one colleague who comes in your place.", code="deputy")
    theirs = bookers_of([deputy.pk])[deputy.pk]
    check_colleague(deputy, theirs, bookers[people[0].pk], session)


def check_colleague(person: User, theirs: Booker, holder: Booker, session: Session) -> None:
    """Somebody of the same organisation, or who works here too."""
    same = theirs.is_staff if holder.is_staff else bool(holder.organisations & theirs.organisations)
    if person.council_id != session.council_id or not has_standing(person) or not same:
        raise Refused("Name a colleague who has an account here.", code="colleague")
