"""Coming bookings of the demo's accounts: places, a waiting list, an offer, and somebody who asks."""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Sequence

from django.utils import timezone

from academy.people.models import Affiliation, Council, User
from courses.bookings.actions import book_places, cancel_booking
from courses.bookings.models import Booking
from courses.sessions.models import Seats, Session
from home.founding.actions.cast import ago
from home.founding.actions.offering import MAIN

SPACE = uuid.UUID("0d0e6a0e-7a0c-4b1a-9a53-6e4a2c1b2026")
"""From which the keys of the demo's forms are made, so that asking again books nothing twice."""
ACCOUNTS = ("senco@oakfield.example", "therapist@northtrust.example", "coordinator@alderwick.example")
SOON = datetime.timedelta(days=6)
WAITING = 5
"""So many wait before the SENCO for the full session."""


def book_ahead(*, council: Council, until: datetime.datetime) -> None:
    """Let the demo's accounts book what is ahead of them. Asked again, nothing changes."""
    senco, therapist, coordinator = (
        User.objects.get(council=council, emailaddress__email=address) for address in ACCOUNTS
    )
    if Booking.objects.filter(person=senco, session__starts_at__gt=until).exists():
        return
    ahead = _ahead(council, until)
    if len(ahead) < 3:
        return
    at, colleagues = ago(until, 3, 10), _colleagues(senco)
    two, full, offered = ahead[:3]
    _book(two, [senco, *colleagues[:1]], senco, at)
    _book(two, [therapist], therapist, at)
    others = _others(council, senco, at)
    for session, waiting in ((full, WAITING), (offered, 0)):
        _fill(session, others, waiting, at)
        _book(session, [senco], senco, at, not_after=_evening_before(session))
    first = Booking.objects.filter(session=offered, state="confirmed").order_by("pk").first()
    if first is not None:
        cancel_booking(booking=first, by=first.person, at=until)
    asked = _ahead(council, until, needs_approval=True)
    if asked:
        _book(asked[0], [coordinator], coordinator, at)


def _ahead(council: Council, until: datetime.datetime, *, needs_approval: bool = False) -> list[Session]:
    """Open dates with one way to take part, soonest first, that stand alone; of each topic the first."""
    rows = Session.objects.filter(
        council=council, state="open", series=None, team=None, starts_at__gt=until + SOON,
        topic__needs_approval=needs_approval, topic__needs_modules=[],
    )  # fmt: skip
    if not needs_approval:
        rows = rows.filter(topic__internal=False).exclude(topic__code=MAIN)
    found: dict[int, Session] = {}
    for row in rows.select_related("topic").prefetch_related("seats__reserves").order_by("starts_at", "pk"):
        seats = list(row.seats.all())
        if len(seats) == 1 and not seats[0].reserves.all() and row.topic_id not in found:
            found[row.topic_id] = row
    return list(found.values())


def _colleagues(person: User) -> Sequence[User]:
    """Those of the same organisation, by when they came."""
    places = person.affiliations.values("organisation")
    rows = Affiliation.objects.filter(organisation__in=places).exclude(person=person).select_related("person")
    return [one.person for one in rows.open_on(timezone.localdate()).order_by("pk")]


def _others(council: Council, senco: User, at: datetime.datetime) -> Sequence[Affiliation]:
    """Partners of other organisations, each once."""
    here = senco.affiliations.values("organisation")
    rows = Affiliation.objects.open_on(timezone.localdate(at)).filter(person__council=council)
    rows = rows.exclude(organisation__in=here).select_related("person", "organisation").order_by("pk")
    return list({one.person_id: one for one in rows}.values())


def _book(
    session: Session,
    people: Sequence[User],
    by: User,
    at: datetime.datetime,
    not_after: datetime.datetime | None = None,
) -> None:
    mode = session.seats.get().mode
    key = uuid.uuid5(SPACE, f"{session.pk}:{by.pk}")
    book_places(session=session, people=people, mode=mode, key=key, by=by, at=at, not_after=not_after)


def _fill(session: Session, others: Sequence[Affiliation], waiting: int, at: datetime.datetime) -> None:
    """Take every place that is left, and let some wait: rows at once, for nobody reads letters about them."""
    seats = session.seats.get()
    left = seats.places - seats.taken
    rows = [
        Booking(
            session=session, seats=seats, person=one.person, organisation=one.organisation,
            booked_by=one.person, mode=seats.mode, state="confirmed" if number < left else "waiting",
            key=uuid.uuid5(SPACE, f"{session.pk}:{one.person_id}"),
            party=uuid.uuid5(SPACE, f"{session.pk}:{one.person_id}:party"),
            turn=None if number < left else number - left + 1, made_at=at,
            settled_at=at if number < left else None,
        )
        for number, one in enumerate(others[: left + waiting])
    ]  # fmt: skip
    Booking.objects.bulk_create(rows)
    Seats.objects.filter(pk=seats.pk).update(taken=seats.taken + min(left, len(rows)))


def _evening_before(session: Session) -> datetime.datetime:
    """Six in the evening of the day before."""
    day = timezone.localdate(session.starts_at) - datetime.timedelta(days=1)
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time(18)))
