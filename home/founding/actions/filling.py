"""Sessions of the demo in a state of their own: one full, one with twelve places, one that may not run; two
team workshops."""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Sequence

from django.utils import timezone

from academy.people.models import Affiliation, Council, Post, Team, User
from courses.bookings.actions import invite_people
from courses.bookings.models import Booking
from courses.improvements.actions.workshops import plan_workshop
from courses.improvements.models import Improvement
from courses.sessions.actions import open_session, plan_sessions
from courses.sessions.models import Seats, Session, Topic, Venue
from courses.sessions.rules.planning import Plan, Where, local_moment
from home.founding.actions.cast import cast_of

SEED = uuid.UUID("8f0c1b54-8a55-4c1b-9d52-2f2e8b0f7a10")
FULL, ROOMY, FEW = 14, 21, 9
"""So many days ahead these three are."""
LEFT, WAITING, FEWEST = 12, 6, 10
LINK = "https://meet.alderwick.example/annual-reviews"


def fill_sessions(*, council: Council, main: Topic, venue: Venue, until: datetime.datetime) -> None:
    """Three dates of one topic, with people of schools in them."""
    people = _school_people(council)
    dawn, tom = ("Dawn Achebe", "SENCO"), ("Tom Hale", "coordinator")
    full = _plan(main, FULL, Where(venue, "Oak room", LINK), {"room": 20, "online": 25}, (dawn,), until, 0)
    roomy = _plan(main, ROOMY, Where(None, "", LINK), {"online": 40}, (tom,), until, 0)
    few = _plan(main, FEW, Where(venue, "Elm room", ""), {"room": 30}, (dawn, tom), until, FEWEST)
    room, online = full.seats.get(mode="room"), full.seats.get(mode="online")
    _book(room, people[:20], until)
    _book(online, people[20:45], until)
    _wait(online, people[45 : 45 + WAITING], until)
    _book(roomy.seats.get(), people[60 : 60 + 40 - LEFT], until)
    _book(few.seats.get(), people[100:103], until)


def _school_people(council: Council) -> list[User]:
    """SENCOs and inclusion leads without an account of the demo's own, in a steady order."""
    rows = Affiliation.objects.filter(person__council=council, role="P01", ends_on=None)
    people = User.objects.filter(pk__in=rows.values("person"), is_active=True, emailaddress=None)
    return list(people.order_by("ref", "pk")[:150])


def _plan(
    topic: Topic,
    ahead: int,
    where: Where,
    places: dict[str, int],
    leaders: tuple[tuple[str, str], ...],
    until: datetime.datetime,
    minimum: int,
) -> Session:
    day = timezone.localdate(until) + datetime.timedelta(days=ahead)
    while day.weekday() > 3:
        day += datetime.timedelta(days=1)
    starts_at = local_moment(day, datetime.time(16))
    decide = (day - timezone.localdate(until)).days if minimum else None
    plan = Plan(
        topic=topic, places=places, where=where, closes_before=datetime.timedelta(hours=4), minimum=minimum,
        decide_days=decide, leaders=leaders,
    )  # fmt: skip
    dates = [(starts_at, starts_at + datetime.timedelta(minutes=topic.minutes))]
    (row,) = plan_sessions(plan=plan, dates=dates, key=uuid.uuid5(SEED, f"{ahead}"), by=None, at=until)
    open_session(session=row, by=None, at=until)
    return row


def _book(seats: Seats, people: Sequence[User], until: datetime.datetime) -> None:
    """Confirmed bookings in bulk, counted in the seats."""
    Booking.objects.bulk_create(_rows(seats, people, until, "confirmed"))
    Seats.objects.filter(pk=seats.pk).update(taken=len(people))


def _wait(seats: Seats, people: Sequence[User], until: datetime.datetime) -> None:
    """A queue in its order."""
    rows = _rows(seats, people, until, "waiting")
    for turn, row in enumerate(rows, 1):
        row.turn = turn
    Booking.objects.bulk_create(rows)


def _rows(seats: Seats, people: Sequence[User], until: datetime.datetime, state: str) -> list[Booking]:
    held = dict(
        Affiliation.objects.filter(person__in=people, ends_on=None).values_list("person", "organisation")
    )
    made_at = until - datetime.timedelta(days=9)
    return [
        Booking(
            session_id=seats.session_id, seats=seats, person=person, organisation_id=held.get(person.pk),
            booked_by=person, mode=seats.mode, state=state, key=uuid.uuid5(SEED, f"{seats.pk}:{person.pk}"),
            party=uuid.uuid5(SEED, f"party:{seats.pk}:{person.pk}"),
            made_at=made_at + datetime.timedelta(minutes=17 * n),
            settled_at=made_at + datetime.timedelta(minutes=17 * n) if state == "confirmed" else None,
        )
        for n, person in enumerate(people)
    ]  # fmt: skip


def plan_workshops(*, council: Council, topic: Topic, until: datetime.datetime) -> None:
    """The session of the shared step that is under way, and a morning that another team asked for."""
    people, today = cast_of(council=council, until=until), timezone.localdate(until)
    step = Improvement.objects.filter(council=council, state="under_way", step="workshop").first()
    if step is not None:
        starts_at = local_moment(_weekday(today + datetime.timedelta(days=12)), datetime.time(10))
        plan_workshop(
            improvement=step, starts_at=starts_at, ends_at=starts_at + datetime.timedelta(hours=2),
            where=Where(link="https://meet.alderwick.example/workshop"), mode="online", places=20,
            key=uuid.uuid5(SEED, "workshop"), by=people.pdl, at=until,
        )  # fmt: skip
    mine = people.coordinator.posts.values("team")
    busy = [step.team_id] if step is not None else []
    teams = Team.objects.filter(council=council, posts__role="R02", posts__ends_on=None)
    team = teams.exclude(pk__in=mine).exclude(pk__in=busy).order_by("name").first()
    if team is None:
        return
    starts_at = local_moment(_weekday(today + datetime.timedelta(days=19)), datetime.time(9, 30))
    (row,) = plan_sessions(
        plan=Plan(topic=topic, places={"online": 25}, where=Where(link=LINK)), team=team,
        dates=[(starts_at, starts_at + datetime.timedelta(minutes=topic.minutes))],
        key=uuid.uuid5(SEED, "morning"), by=people.pdl, at=until,
    )  # fmt: skip
    (row,) = open_session(session=row, by=people.pdl, at=until)
    posts = Post.objects.filter(team=team, ends_on=None).values("person")
    members = list(User.objects.filter(pk__in=posts, is_active=True).order_by("pk"))
    invite_people(session=row, people=members, by=None, at=until)


def _weekday(day: datetime.date) -> datetime.date:
    """The day itself, or the Monday after a weekend."""
    return day + datetime.timedelta(days=max(0, 7 - day.weekday()) if day.weekday() > 4 else 0)
