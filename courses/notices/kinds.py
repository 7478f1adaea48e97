"""Which kinds of message there are, when each is sent, and what may stand in its words. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

HERE = Path(__file__).resolve().parents[1] / "fixtures" / "notices"

PLACEHOLDERS: dict[str, tuple[str, str]] = {
    "first_name": ("the first name of the reader", "Lindsay"),
    "council": ("the name of the council", "Alderwick County Council"),
    "topic": ("what the session is about", "Annual reviews that change the plan"),
    "when": ("day and time", "Thursday 3 December 2026, 4pm to 5:30pm"),
    "where": ("the place, or that it is online", "Millbrook Centre, Oak room, 1 Mill Lane, Millbrook"),
    "access": ("how to get in and take part", "Level entrance from the car park, a lift, and a quiet room."),
    "join": ("the address to join online", "https://meet.example/annual-reviews"),
    "before": ("what to know or bring", "Bring the last annual review that you led, without names."),
    "link": ("the button to the page that this is about", "https://academy.example/hub/"),
    "price": ("what it costs", "£15 a place"),
    "charge": ("what not coming costs", "£20 if you do not come and did not cancel"),
    "standing": ("whether the reader has a place, waits or is asked", "You still have your place."),
    "until": ("the moment until which something holds", "2 December 2026 at 6pm"),
    "reason": ("why, in the words of whoever decided", "The trainer is ill."),
    "colleague": ("the other person that this is about", "Robin Whitlow"),
    "booked": ("how many people have a place", "7 people"),
    "fewest": ("with how many people it runs", "10 people"),
    "series": ("what dates that belong together are called", "Three evenings on annual reviews"),
    "dates": (
        "every date, a line each",
        "Thursday 3 December 2026, 4pm to 5:30pm\nThursday 10 December 2026, 4pm to 5:30pm",
    ),
    "help": ("the address of the page Get help", "https://academy.example/help/"),
}
"""What each means, and what a made-up booking puts there."""
LISTS = ("dates",)
"""Those that hold several lines: the line in which one stands is repeated for each."""
ADDRESSES = ("join", "link", "help")
ALWAYS = ("first_name", "council", "help")

SILENCES: dict[str, str] = {
    "evaluations": "e-mails that ask what you think of a session",
    "new_dates": "e-mails that say when a topic has a date",
}
"""What a reader may end. Everything else is about a booking that they made, and comes with it."""


@dataclass(frozen=True)
class Kind:
    """One kind of message. `needs` must stand in its words and `may` can; `button` is on the button.

    `silence`: the wish by which a reader ends such messages; none for news about their own booking.
    """

    code: str
    title: str
    sent: str
    button: str
    needs: tuple[str, ...]
    may: tuple[str, ...] = ()
    silence: str = ""

    @property
    def known(self) -> tuple[str, ...]:
        """Every placeholder that may stand in the words."""
        return (*ALWAYS, *self.needs, *self.may)


_PLACE = ("where", "access", "join", "before", "price", "charge")
_SHARED = ("topic", "where", "access", "join", "before")
"""Of a series: empty where its dates differ."""
KINDS: dict[str, Kind] = {
    kind.code: kind
    for kind in (
        Kind(
            "booking_booked", "You have a place", "When a place is booked, with an entry for the calendar.",
            "See your booking", ("topic", "when", "link"), _PLACE,
        ),
        Kind(
            "booking_waiting", "You are on the waiting list", "When every place is taken.",
            "See your booking", ("topic", "when", "link"), ("until",),
        ),
        Kind(
            "booking_asked", "Your manager is asked", "When staff book what needs a manager’s yes.",
            "See your booking", ("topic", "when", "link"), ("where",),
        ),
        Kind(
            "booking_to_approve", "Somebody needs your yes", "To the manager, at the same moment.",
            "Answer", ("topic", "when", "colleague", "link"), ("where",),
        ),
        Kind(
            "booking_declined", "Your manager did not agree", "When the manager says no.",
            "See other dates", ("topic", "reason", "link"), ("when",),
        ),
        Kind(
            "booking_offered", "A place has come free", "To the next person on the waiting list.",
            "Take the place", ("topic", "when", "until", "link"), ("where",),
        ),
        Kind(
            "booking_invited", "You are invited", "To a team whose workshop is planned; a place is kept.",
            "Take the place", ("topic", "when", "until", "link"), ("where",),
        ),
        Kind(
            "booking_offer_ended", "An offer has run out", "When nobody took the place in time.",
            "See your booking", ("topic", "link"), ("when",),
        ),
        Kind(
            "booking_passed_over", "No place came free", "When it begins, or the last moment is past.",
            "See other dates", ("topic", "link"), ("when",),
        ),
        Kind(
            "booking_changed", "A session has changed",
            "When day, time or place change, with an entry for the calendar that replaces the old one.",
            "See your booking", ("topic", "when", "standing", "link"), _PLACE,
        ),
        Kind(
            "booking_cancelled", "You gave up your place", "When somebody cancels, or it is done for them.",
            "See other dates", ("topic", "when"), ("link",),
        ),
        Kind(
            "booking_session_cancelled", "A session is off", "When the council cancels a session.",
            "See other dates", ("topic", "when", "link"), ("reason",),
        ),
        Kind(
            "booking_series_changed", "Dates of a series have changed",
            "Once for all dates that change together, with an entry for the calendar for each.",
            "See your bookings", ("series", "dates", "link"), _SHARED,
        ),
        Kind(
            "booking_series_cancelled", "A series is off",
            "Once for all dates when the council cancels a series.",
            "See other dates", ("series", "dates", "link"), ("topic", "reason"),
        ),
        Kind(
            "booking_handed_on", "A colleague comes in your place", "To whoever gave the place away.",
            "See other dates", ("topic", "when", "colleague"), ("link",),
        ),
        Kind(
            "booking_taken_over", "You take a colleague’s place", "To whoever comes instead.",
            "See your booking", ("topic", "when", "link"), ("colleague", *_PLACE),
        ),
        Kind(
            "booking_reminder", "Reminder",
            "Two working days before, and in the morning of an online session. Never after it began.",
            "See your booking", ("topic", "when", "link"), _PLACE,
        ),
        Kind(
            "booking_thanks", "Thank you, and what do you think?", "After the session.",
            "Say what you think", ("topic", "link"), ("when",), "evaluations",
        ),
        Kind(
            "booking_evaluation", "What did you change?", "Six to eight weeks after the session.",
            "Say what you changed", ("topic", "link"), ("when",), "evaluations",
        ),
        Kind(
            "topic_has_date", "A topic has a date", "To those who asked to hear about it.",
            "See it and book", ("topic", "when", "link"), ("where",), "new_dates",
        ),
        Kind(
            "session_to_decide", "Does it run?", "To the organiser, on the day on which to decide.",
            "Decide", ("topic", "when", "booked", "fewest", "link"), ("where",),
        ),
    )
}  # fmt: skip
"""In the order in which somebody comes across them."""


@cache
def our_words(code: str) -> tuple[str, str]:
    """Subject and body as they are shipped: the first line, and everything after the empty one."""
    subject, _, body = (HERE / f"{code}.txt").read_text(encoding="utf-8").strip().partition("\n\n")
    return subject, body
