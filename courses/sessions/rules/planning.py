"""What a planned session must say before it can be made or changed: each check refuses in words."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils import timezone

from academy.kit.refusals import Refused
from academy.people.access import can, standing_of
from academy.people.models import User
from courses.sessions.models import Mode, Session, Topic, Venue
from courses.sessions.states import SESSION, TOPIC

LONGEST = datetime.timedelta(hours=12)
FURTHEST = datetime.timedelta(days=3 * 366)
MOST_PLACES = 1000


@dataclass(frozen=True)
class Where:
    """Where a session takes place: a room of a venue, a link, or both."""

    venue: Venue | None = None
    room: str = ""
    link: str = ""


@dataclass(frozen=True)
class Plan:
    """What all dates that are made together have in common.

    `places` says how many for each way to take part. The times of booking and the day of decision are counted
    from the start of each date; `opens_at` is one moment for all. `leaders`: name, and what they are.
    """

    topic: Topic
    places: Mapping[str, int]
    where: Where = field(default_factory=Where)
    opens_at: datetime.datetime | None = None
    closes_before: datetime.timedelta | None = None
    minimum: int = 0
    decide_days: int | None = None
    leaders: tuple[tuple[str, str], ...] = ()


def check_runs(by: User | None, council_id: int, *, team_id: int | None = None) -> None:
    """Only those who run sessions of the council, or for a workshop those who lead its team. Nobody stands
    for the academy itself."""
    if by is None or (by.council_id == council_id and can(by, "run_sessions")):
        return
    if team_id is None or team_id not in standing_of(by).led_teams:
        raise Refused("Only people who run sessions may do this.", code="not_allowed")


def local_moment(day: datetime.date, clock: datetime.time) -> datetime.datetime:
    """The moment at which a clock on the wall shows this. Refuses the hour that the clocks jump over.

    The hour that comes twice in autumn is meant as it comes first.
    """
    moment = timezone.make_aware(datetime.datetime.combine(day, clock))
    back = timezone.localtime(moment.astimezone(datetime.UTC))
    if (back.date(), back.time()) != (day, clock):
        raise Refused(
            "The clocks go forward in that hour, so this time does not exist on that day.", code="starts"
        )
    return moment


def check_times(*, starts_at: datetime.datetime, ends_at: datetime.datetime, at: datetime.datetime) -> None:
    """It is still to come, within three years, and ends on the same day after it began."""
    if starts_at <= at:
        raise Refused("Choose a time that is still to come.", code="day")
    if starts_at > at + FURTHEST:
        raise Refused("Choose a day within the next three years.", code="day")
    if ends_at <= starts_at:
        raise Refused("It ends before it begins. Give a later end.", code="ends")
    if ends_at - starts_at > LONGEST:
        raise Refused("A session lasts at most 12 hours. Make separate dates of a longer one.", code="ends")


def check_places(places: Mapping[str, int]) -> None:
    """At least one way to take part, with places in each."""
    if not places:
        raise Refused("Give at least one place, in person or online.", code="room_places")
    for mode, n in places.items():
        if not 1 <= n <= MOST_PLACES:
            raise Refused(f"Give between 1 and {MOST_PLACES} places.", code=f"{Mode(mode).value}_places")


def check_where(where: Where, *, modes: Mapping[str, int] | frozenset[str], council_id: int) -> None:
    """Those who come in person must know where."""
    if Mode.ROOM.value in modes and where.venue is None:
        raise Refused("Choose the venue for those who come in person.", code="venue")
    if where.venue is not None and where.venue.council_id != council_id:
        raise Refused("Choose a venue from the list.", code="venue")


def check_booking_times(
    *,
    opens_at: datetime.datetime | None,
    closes_at: datetime.datetime | None,
    starts_at: datetime.datetime,
) -> None:
    """Booking opens before it closes, and closes by the start."""
    if closes_at is not None and closes_at > starts_at:
        raise Refused("Booking must close by the time it begins.", code="closes_at")
    if opens_at is not None and opens_at >= (closes_at or starts_at):
        raise Refused("Booking must open before it closes.", code="opens_at")


def check_minimum(
    *, minimum: int, decide_on: datetime.date | None, places: int, starts_at: datetime.datetime
) -> None:
    """A smallest number can be reached, and has a day on which somebody decides."""
    if minimum > places:
        raise Refused("The smallest number is larger than the number of places.", code="minimum")
    if minimum and decide_on is None:
        raise Refused("Say when to decide whether it runs.", code="decide")
    if decide_on is not None and decide_on > timezone.localdate(starts_at):
        raise Refused("Decide by the day of the session at the latest.", code="decide")


def check_topic(topic: Topic, *, council_id: int) -> None:
    """Dates are made of topics that are not retired."""
    if topic.council_id != council_id:
        raise Refused("Choose a topic from the list.", code="topic")
    if topic.state == "retired":
        raise Refused("This topic is retired. Publish it again before you plan a date.", code="topic")


def check_open(session: Session) -> None:
    """It can be opened for booking: its topic is published, it is to come and people can find it."""
    SESSION.after(session.state, "open")
    if session.topic.state != "published":
        raise Refused("Publish the topic first: nobody could find this date.", code="topic")


def check_can_change(session: Session, at: datetime.datetime) -> None:
    """It is planned or open, and has not begun."""
    if session.state not in ("planned", "open"):
        raise Refused(
            f"This session is {SESSION.words[session.state].lower()}, so it cannot be changed.", code="state"
        )
    if session.starts_at <= at:
        raise Refused("This session has begun, so it cannot be changed any more.", code="state")


def can_change(session: Session, at: datetime.datetime) -> bool:
    """Whether it can be moved, changed or cancelled now."""
    try:
        check_can_change(session, at)
    except Refused:
        return False
    return True


def can_open(session: Session, at: datetime.datetime) -> bool:
    """Whether it can be opened for booking now."""
    try:
        check_can_change(session, at)
        check_open(session)
    except Refused:
        return False
    return True


def needs_decision(session: Session, *, taken: int, at: datetime.datetime) -> bool:
    """The day to decide has come, fewer than the smallest number booked, and nobody has said yet."""
    return (
        session.state == "open"
        and session.starts_at > at
        and session.decide_on is not None
        and session.decide_on <= timezone.localdate(at)
        and session.going_ahead_at is None
        and taken < session.minimum
    )


def can_publish(topic: Topic) -> bool:
    """Whether a topic can be shown to people."""
    return TOPIC.allows(topic.state, "publish")


def can_retire(topic: Topic) -> bool:
    """Whether a topic can be taken away."""
    return TOPIC.allows(topic.state, "retire")
