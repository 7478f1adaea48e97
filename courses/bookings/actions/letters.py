"""What those who booked are told: one letter for each piece of news about one booking."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, Literal, get_args

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from academy.people.models import User
from academy.work.actions import post_message
from academy.work.registry import Invitation, Letter, composes
from competencies.plans.queries.sight import leaders_of
from courses.bookings.models import Booking
from courses.bookings.queries.calendars import invite_file
from courses.bookings.queries.letters import booking_to_tell, bookings_to_tell, values_of, values_of_series
from courses.bookings.states import OPEN
from courses.notices.queries import compose_notice
from courses.sessions.states import BOOKABLE

News = Literal[
    "booked", "waiting", "asked", "declined", "offered", "offer_ended", "passed_over", "changed", "cancelled",
    "session_cancelled", "handed_on", "taken_over", "reminder", "thanks", "evaluation",
]  # fmt: skip
"""Each is the name of a message's template with `booking_` before it."""
TO_APPROVE = "booking_to_approve"
TOGETHER: dict[News, str] = {
    "changed": "booking_series_changed",
    "session_cancelled": "booking_series_cancelled",
}
"""News that can come for several dates of a series at once, and the letter that then names them all."""


def tell(
    *, booking: Booking, news: News, at: datetime.datetime, occurrence: str = "", first: bool = False
) -> None:
    """Tell the person of a booking, once for each news and occurrence, in the caller's transaction.

    When a manager's yes is needed, those who can give it are asked at the same moment. `first`: the booking
    has just been made.
    """
    about = f"booking:{booking.pk}:{occurrence or booking.changes}"
    context = {"booking_id": booking.pk, "changes": booking.changes}
    post_message(
        person=booking.person,
        template=f"booking_{news}",
        about=about,
        context=context,
        at=at,
        first=first,
    )
    if news == "asked":
        for leader in leaders_of(person=booking.person, on=timezone.localdate(at)):
            post_message(person=leader.person, template=TO_APPROVE, about=about, context=context, at=at)


def tell_together(
    *, bookings: Sequence[Booking], news: News, at: datetime.datetime, occurrence: str = ""
) -> None:
    """Tell each person once what became of their bookings: of one as ever, of several in one letter."""
    mine: dict[int, list[Booking]] = {}
    for booking in bookings:
        mine.setdefault(booking.person_id, []).append(booking)
    for first, *more in mine.values():
        if not more:
            tell(booking=first, news=news, at=at, occurrence=occurrence)
            continue
        post_message(
            person=first.person,
            template=TOGETHER[news],
            about=f"booking:{first.pk}:{occurrence or first.changes}",
            context={"bookings": [[one.pk, one.changes] for one in (first, *more)]},
            at=at,
        )


Fits = Callable[[Booking, dict[str, Any]], bool]


def _in(*states: str) -> Fits:
    """Holds while the booking is in one of these states."""
    return lambda booking, context: booking.state in states


def _latest(booking: Booking, context: dict[str, Any]) -> bool:
    """Holds while nothing newer was said about the booking: that has a letter of its own."""
    return booking.state in OPEN and booking.changes == context["changes"]


def _offer_stands(booking: Booking, context: dict[str, Any]) -> bool:
    return (
        booking.state == "offered"
        and booking.offer_until is not None
        and booking.offer_until > timezone.now()
    )


def _is_coming(booking: Booking, context: dict[str, Any]) -> bool:
    session = booking.session
    return booking.state == "confirmed" and session.state in BOOKABLE and session.starts_at > timezone.now()


HOLDS: dict[str, Fits] = {
    "booked": _in("confirmed"),
    "waiting": _in("waiting"),
    "asked": _in("asked"),
    "declined": _in("declined"),
    "offered": _offer_stands,
    "offer_ended": _in("waiting"),
    "passed_over": _in("passed_over"),
    "changed": _latest,
    "cancelled": _in("cancelled"),
    "session_cancelled": _in("cancelled"),
    "handed_on": _in("handed_on"),
    "taken_over": _in("confirmed"),
    "reminder": _is_coming,
    "thanks": _in("confirmed"),
    "evaluation": _in("confirmed"),
}
"""When a piece of news is still true. What is not true any more when it would be sent is not sent."""
EVALUATED = ("thanks", "evaluation")
"""News that leads to the questions about a session, and not to the booking."""
IN_CALENDAR = ("booked", "taken_over", "changed", "cancelled", "session_cancelled", "handed_on")
"""News that the reader's calendar takes in by itself."""


def _write(news: str, *, person_id: int, context: dict[str, Any]) -> Letter | None:
    booking = booking_to_tell(context["booking_id"])
    if booking is None or booking.person_id != person_id or not HOLDS[news](booking, context):
        return None
    values = values_of(booking)
    if news in EVALUATED:
        values["link"] = settings.BASE_URL + reverse("evaluate", args=[booking.pk])
    invited = news == "offered" and booking.session.team_id is not None and booking.changes == 0
    return compose_notice(
        council=booking.session.council,
        code="booking_invited" if invited else f"booking_{news}",
        values=values,
        person=booking.person,
        calendars=_entries([booking]) if news in IN_CALENDAR else (),
    )


def _entries(bookings: Sequence[Booking]) -> tuple[Invitation, ...]:
    """What the calendar of the reader is to do about each; nothing for those without a place."""
    return tuple(entry for one in bookings if (entry := invite_file(one)) is not None)


def _write_together(news: News, *, person_id: int, context: dict[str, Any]) -> Letter | None:
    """One letter about several bookings of one person: those about which nothing newer was said."""
    changes: dict[int, int] = dict(context["bookings"])
    rows = [
        one
        for one in bookings_to_tell(changes)
        if one.person_id == person_id and HOLDS[news](one, {"changes": changes[one.pk]})
    ]
    if not rows:
        return None
    return compose_notice(
        council=rows[0].session.council,
        code=TOGETHER[news],
        values=values_of_series(rows),
        person=rows[0].person,
        calendars=_entries(rows),
    )


for _news in get_args(News):
    composes(f"booking_{_news}")(partial(_write, _news))
for _news, _code in TOGETHER.items():
    composes(_code)(partial(_write_together, _news))


@composes(TO_APPROVE)
def write_to_approve(*, person_id: int, context: dict[str, Any]) -> Letter | None:
    """To whoever leads the person: who asks, and where to answer. None when it is answered."""
    booking = booking_to_tell(context["booking_id"])
    leader = User.objects.filter(pk=person_id).first()
    if booking is None or leader is None or booking.state != "asked":
        return None
    values = {
        **values_of(booking),
        "colleague": booking.person.get_full_name(),
        "link": settings.BASE_URL + reverse("approvals"),
    }
    return compose_notice(council=booking.session.council, code=TO_APPROVE, values=values, person=leader)
