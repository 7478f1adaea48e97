"""How many places a session has, and inviting a team to its workshop."""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Sequence

from django.db import transaction

from academy.kit import words
from academy.kit.refusals import Refused
from academy.law.pack import current_pack
from academy.people.access import can
from academy.people.models import User
from academy.record.actions import write
from courses.bookings.actions.letters import tell
from courses.bookings.actions.moves import label, note, plan_offer_end
from courses.bookings.actions.offering import offer_places
from courses.bookings.actions.planning import plan_session
from courses.bookings.actions.rooms import Room, lock_room, next_turn, take_place
from courses.bookings.models import Booking
from courses.bookings.queries.people import bookers_of
from courses.bookings.rules.checks import check_open, check_places
from courses.bookings.rules.people import Booker
from courses.bookings.rules.places import held
from courses.bookings.rules.times import INVITATION, deadline_of, end_of_offer
from courses.bookings.states import OPEN
from courses.sessions.models import Mode, Seats, Session


@transaction.atomic
def set_places(*, session: Session, mode: str, places: int, by: User, at: datetime.datetime) -> Seats:
    """More places are offered to those who wait at once; fewer than are taken are refused in words."""
    if not can(by, "run_sessions", session):
        raise Refused("Somebody who runs sessions changes the number of places.", code="not_allowed")
    if mode not in Mode.values:
        raise Refused("Choose whether these places are in person or online.", code="mode")
    if session.state not in ("planned", "open"):
        raise Refused("The places of a session that is over cannot be changed.", code="state")
    check_places(places=places, taken=0, kept=0)
    made, _ = Seats.objects.get_or_create(session=session, mode=mode, defaults={"places": places})
    room = lock_room(made.pk)
    before = room.seats.places
    check_places(places=places, taken=room.seats.taken, kept=held(room.reserves, at))
    if places != before:
        Seats.objects.filter(pk=made.pk).update(places=places)
        room.seats.places = places
    kind = Mode(mode).label.lower()
    write(
        council=session.council_id, by=by, at=at, verb="places", obj=session,
        words=f"{words.plural(places, 'place')} {kind} in {label(session)}"[:400],
    )  # fmt: skip
    if places > before:
        offer_places(room, at=at, rested=True)
    return room.seats


@transaction.atomic
def invite_people(
    *, session: Session, people: Sequence[User], by: User | None, at: datetime.datetime
) -> list[Booking]:
    """Offer each of a team a place before anybody else; those for whom there is none wait in order.

    Whoever has a booking already keeps it. An invitation stands for five working days, and never beyond the
    moment when booking closes. `by` None: a rule asked for the workshop.
    """
    if by is not None:
        for person in people:
            if not can(by, "run_sessions") and not can(by, "book_for", person):
                raise Refused("You can invite the people you look after.", code="not_yours")
    check_open(session, at)
    seats = Seats.objects.filter(session=session).order_by("-places", "mode").first()
    if seats is None:
        raise Refused("This session has no places yet.", code="places")
    room = lock_room(seats.pk)
    bookers = bookers_of([person.pk for person in people])
    have = set(
        Booking.objects.filter(session=session, person__in=people, state__in=OPEN).values_list(
            "person_id", flat=True
        )
    )
    plan_session(session, at)
    party = uuid.uuid4()
    fresh = [person for person in people if person.pk not in have]
    return [_invite(room, session, person, bookers[person.pk], party, by, at) for person in fresh]


def _invite(
    room: Room,
    session: Session,
    person: User,
    booker: Booker,
    party: uuid.UUID,
    by: User | None,
    at: datetime.datetime,
) -> Booking:
    place = take_place(room, booker, at)
    booking = Booking.objects.create(
        session=session,
        seats=room.seats,
        reserve=place.reserve if place else None,
        person=person,
        organisation_id=booker.organisation_id,
        booked_by=by,
        mode=room.seats.mode,
        state="offered" if place else "waiting",
        key=uuid.uuid5(party, f"{session.pk}:{person.pk}"),
        party=party,
        turn=next_turn(room),
        offer_until=end_of_offer(at, deadline_of(session), current_pack().calendar, INVITATION)
        if place
        else None,
        made_at=at,
    )
    note(booking, "invite", "Was invited to" if place else "Went on the waiting list of", by=by, at=at)
    tell(booking=booking, news="offered" if place else "waiting", at=at)
    if place:
        plan_offer_end(booking, at)
    return booking
