"""Who is booked into a session, for those who run it, lead its people or look after them."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from academy.people.access import visible
from academy.people.models import User
from courses.bookings.models import Booking, Need
from courses.bookings.states import BOOKING, OPEN
from courses.sessions.models import Mode, Session

ORDER = {state: place for place, state in enumerate(("confirmed", "offered", "asked", "waiting"))}


@dataclass(frozen=True)
class Attendee:
    """One booking of a session. `access` and `food` are empty for whoever may not see needs."""

    pk: int
    person_id: int
    person: str
    organisation: str
    mode: str
    state: str
    turn: int | None
    offer_until: datetime.datetime | None
    not_after: datetime.datetime | None
    access: str
    food: str
    reason: str
    charge: int
    made_at: datetime.datetime

    @property
    def state_words(self) -> str:
        """What it is, in words."""
        return BOOKING.words[self.state]

    @property
    def mode_words(self) -> str:
        """How they take part, in words."""
        return Mode(self.mode).label


def bookings_of(actor: User, session: Session, *, ended: bool = False) -> list[Attendee]:
    """The bookings of a session that the actor may see: places first, then the queue in its order.

    With `ended` also those that were cancelled, handed on, not agreed or passed over. Two queries and one for
    each right that decides what may be seen.
    """
    rows = visible(actor, Booking).filter(session=session)
    if not ended:
        rows = rows.filter(state__in=OPEN)
    needs = {need.booking_id: need for need in visible(actor, Need).filter(booking__session=session)}
    found = [_attendee(one, needs.get(one.pk)) for one in rows.select_related("person", "organisation")]
    return sorted(found, key=lambda one: (ORDER.get(one.state, len(ORDER)), one.turn or 0, one.person))


def _attendee(one: Booking, need: Need | None) -> Attendee:
    return Attendee(
        pk=one.pk,
        person_id=one.person_id,
        person=str(one.person),
        organisation=one.organisation.name if one.organisation else "",
        mode=one.mode,
        state=one.state,
        turn=one.turn if one.state in ("waiting", "offered") else None,
        offer_until=one.offer_until if one.state == "offered" else None,
        not_after=one.not_after,
        access=need.access if need else "",
        food=need.food if need else "",
        reason=one.reason,
        charge=one.charge,
        made_at=one.made_at,
    )
