"""Booking over HTTP for our own page: the same acts as the pages, in JSON, with refusals in words.

Signed in with the session's cookie and with the CSRF token, as any form of ours. What is not yours is not
there. A refusal is a problem document (RFC 9457) whose `detail` may be shown as it is.
"""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Iterable

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Body, NinjaAPI, Schema
from ninja.errors import AuthenticationError, ValidationError
from ninja.security import django_auth
from pydantic import AwareDatetime, Field

from academy.kit.refusals import Refused
from academy.people.access import standing_of, visible
from academy.people.models import User
from academy.people.queries import scanner_for
from courses.bookings.actions import (
    accept_offer,
    book_places,
    cancel_booking,
    hand_on,
    refuse_offer,
)
from courses.bookings.models import Booking
from courses.bookings.queries import BookingLine, booking_line, lines_of, my_bookings, places_of
from courses.bookings.queries.people import colleague_with
from courses.sessions.models import Session

NOT_THERE = "There is nothing here for you. Check the address."
EMPTY = "Say in the body of the request what you want."
ABSENT = Body(None)
"""A body may be missing: whether the thing is there for this person is looked at first."""
PERSONAL = "This looks as if it had a name, a number or an address in it. Leave that out."

api = NinjaAPI(
    title="Bookings",
    docs_url=None,
    openapi_url=None,
    auth=django_auth,
    urls_namespace="bookings_api",
)


class BookIn(Schema):
    """Places for oneself, or for people one looks after. `key` is made once for each form."""

    key: uuid.UUID
    mode: str
    people: list[int] = Field(default_factory=list, max_length=40)
    not_after: AwareDatetime | None = None
    access: str = Field("", max_length=300)
    food: str = Field("", max_length=200)


class CancelIn(Schema):
    """Whether the deputy who was named does not get the place."""

    without_deputy: bool = False


class HandOnIn(Schema):
    """The colleague, by the whole address that they sign in with."""

    email: str = Field(max_length=254)


class BookingOut(Schema):
    """One booking as its person sees it."""

    id: int
    session: int
    topic: str
    title: str
    starts_at: datetime.datetime
    ends_at: datetime.datetime
    where: str
    link: str
    mode: str
    person: str
    own: bool
    state: str
    words: str
    turn: int | None
    offer_until: datetime.datetime | None
    not_after: datetime.datetime | None
    can_cancel: bool
    can_accept: bool
    can_hand_on: bool


class ModeOut(Schema):
    """One way to take part, and the places that this person can have."""

    mode: str
    words: str
    places: int
    free: int
    waiting: int


class PlacesOut(Schema):
    """What a session has for this person."""

    session: int
    bookable: bool
    modes: list[ModeOut]
    booking: int | None
    state: str


@api.get("mine/", response=list[BookingOut], url_name="mine")
def list_mine(request: HttpRequest, past: bool = False) -> list[BookingOut]:
    """One's own bookings: those to come, or those that are over."""
    return _out(my_bookings(_actor(request), past=past))


@api.get("sessions/{int:pk}/", response=PlacesOut, url_name="session")
def show_places(request: HttpRequest, pk: int) -> PlacesOut:
    """The places of a session, and one's own booking."""
    actor = _actor(request)
    session = _session(actor, pk)
    found = places_of([session], actor)[session.pk]
    modes = [
        ModeOut(mode=one.mode, words=one.words, places=one.places, free=one.free, waiting=one.waiting)
        for one in found.modes
    ]
    return PlacesOut(
        session=session.pk, bookable=found.bookable, modes=modes, booking=found.booking_id, state=found.state
    )


@api.post("sessions/{int:pk}/book/", response=list[BookingOut], url_name="book")
def book(request: HttpRequest, pk: int, form: BookIn | None = ABSENT) -> list[BookingOut]:
    """Book; the same key again shows the same bookings."""
    actor = _actor(request)
    session = _session(actor, pk)
    if form is None:
        raise Refused(EMPTY, code="empty")
    people = [actor]
    if form.people:
        people = list(visible(actor, User).filter(pk__in=form.people).order_by("pk"))
        if len(people) != len(set(form.people)):
            raise Http404
    needs = {}
    if form.access or form.food:
        scanner = scanner_for(council=actor.council)
        if any(scanner.kinds(text) for text in (form.access, form.food)):
            raise Refused(PERSONAL, code="personal")
        needs = {person.pk: (form.access, form.food) for person in people}
    made = book_places(
        session=session,
        people=people,
        mode=form.mode,
        key=form.key,
        by=actor,
        at=timezone.now(),
        not_after=form.not_after,
        needs=needs,
    )
    return _out(lines_of(made, actor))


@api.post("{int:pk}/cancel/", response=BookingOut, url_name="cancel")
def cancel(request: HttpRequest, pk: int, form: CancelIn | None = ABSENT) -> BookingOut:
    """Give a place or a turn up."""
    actor = _actor(request)
    booking, without = _booking(actor, pk), form is not None and form.without_deputy
    done = cancel_booking(booking=booking, by=actor, at=timezone.now(), without_deputy=without)
    return _one(actor, done)


@api.post("{int:pk}/accept/", response=BookingOut, url_name="accept")
def accept(request: HttpRequest, pk: int) -> BookingOut:
    """Take the place on offer."""
    actor = _actor(request)
    return _one(actor, accept_offer(booking=_booking(actor, pk), by=actor, at=timezone.now()))


@api.post("{int:pk}/refuse/", response=BookingOut, url_name="refuse")
def refuse(request: HttpRequest, pk: int) -> BookingOut:
    """Leave the place on offer to the next."""
    actor = _actor(request)
    return _one(actor, refuse_offer(booking=_booking(actor, pk), by=actor, at=timezone.now()))


@api.post("{int:pk}/hand-on/", response=BookingOut, url_name="hand_on")
def give_on(request: HttpRequest, pk: int, form: HandOnIn | None = ABSENT) -> BookingOut:
    """Give a place to a colleague; one's own booking as it is then."""
    actor = _actor(request)
    booking = _booking(actor, pk)
    if form is None:
        raise Refused(EMPTY, code="empty")
    to = colleague_with(email=form.email, of=booking.person)
    if to is None:
        raise Refused("No colleague has an account with this address. Ask them to join first.", "colleague")
    hand_on(booking=booking, to=to, by=actor, at=timezone.now())
    return _one(actor, booking)


@api.exception_handler(Refused)
def say_refused(request: HttpRequest, refused: Refused) -> HttpResponse:
    """A rule says no: its words, and its code as the title."""
    return _problem(request, 409, refused.code, refused.words)


@api.exception_handler(Http404)
def say_not_there(request: HttpRequest, _: Http404) -> HttpResponse:
    """Not there, or not yours: nobody can tell which."""
    return _problem(request, 404, "not_found", NOT_THERE)


@api.exception_handler(AuthenticationError)
def say_sign_in(request: HttpRequest, _: AuthenticationError) -> HttpResponse:
    """Nobody is signed in, or the time was over."""
    return _problem(request, 401, "sign_in", "Sign in first.")


@api.exception_handler(ValidationError)
def say_invalid(request: HttpRequest, wrong: ValidationError) -> HttpResponse:
    """What was sent cannot be read: which fields, and never what stood in them."""
    fields = sorted({str(one["loc"][-1]) for one in wrong.errors})
    return _problem(request, 422, "invalid", f"This could not be read: {', '.join(fields)}.")


def _problem(request: HttpRequest, status: int, title: str, detail: str) -> HttpResponse:
    answer: HttpResponse = api.create_response(
        request,
        {"type": "about:blank", "title": title, "status": status, "detail": detail},
        status=status,
    )
    answer["Content-Type"] = "application/problem+json"
    return answer


def _actor(request: HttpRequest) -> User:
    actor = request.user
    if not isinstance(actor, User):
        raise PermissionDenied
    return actor


def _session(actor: User, pk: int) -> Session:
    """A session that this person may find: their council's, and none for staff alone if they are a guest."""
    rows = visible(actor, Session).exclude(state="planned").select_related("topic")
    session = rows.filter(pk=pk).first()
    if session is None or (session.topic.internal and not _works_here(actor)):
        raise Http404
    return session


def _works_here(actor: User) -> bool:
    return not standing_of(actor).is_partner


def _booking(actor: User, pk: int) -> Booking:
    rows = visible(actor, Booking).select_related("session__topic", "person")
    booking = rows.filter(pk=pk).first()
    if booking is None:
        raise Http404
    return booking


def _one(actor: User, booking: Booking) -> BookingOut:
    line = booking_line(actor, booking.pk)
    if line is None:
        raise Http404
    return _out([line])[0]


def _out(lines: Iterable[BookingLine]) -> list[BookingOut]:
    return [
        BookingOut(
            id=one.pk, session=one.session_id, topic=one.topic_code, title=one.title,
            starts_at=one.starts_at, ends_at=one.ends_at, where=one.where, link=one.link, mode=one.mode,
            person=one.person, own=one.own, state=one.state, words=one.state_words, turn=one.turn,
            offer_until=one.offer_until, not_after=one.not_after, can_cancel=one.can_cancel,
            can_accept=one.can_accept, can_hand_on=one.can_hand_on,
        )
        for one in lines
    ]  # fmt: skip
