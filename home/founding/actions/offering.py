"""Topics and sessions in the demo: two years that were held, and three months that can be booked."""

from __future__ import annotations

import datetime
import json
import random
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from academy.law.pack import current_pack
from academy.people.models import Council, User
from courses.sessions.actions import add_trainer, keep_places, open_session, plan_sessions
from courses.sessions.models import Interest, Seats, Session, Topic, Trainer, Venue
from courses.sessions.rules.planning import Plan, Where, local_moment
from home.founding.actions.filling import fill_sessions, plan_workshops

CONTENT = Path("home/fixtures/hub")
MONTHS_BACK, A_MONTH = 24, 14
WEEKS_AHEAD = 13
CLOCKS = ((9, 30), (10, 0), (13, 30), (15, 45), (16, 0), (16, 0), (17, 30))
SIZES = (30, 35, 40, 45, 50, 60)
LEADERS = (
    ("Dawn Achebe", "SENCO"),
    ("Tom Hale", "coordinator"),
    ("Ines Ferreira", "preparing for adulthood"),
    ("Moira Castellane", "speech and language therapist"),
    ("Priti Vasanthan", "educational psychologist"),
    ("Young experts from Alderwick Voices", ""),
    ("Col Penhallow", "social care"),
    ("Bettina Okorie", "parent carer forum"),
    ("Gareth Lyndhurst", "tribunal officer"),
)
REASONS = (
    "The trainer is ill. A new date follows.",
    "Fewer than eight people booked, so it would not have been worth your way.",
    "The venue has no heating this week.",
)
WISHED = (("virtual-school-plans", 9), ("governors-and-send", 4))
"""Topics without a date, and how many people want to hear of one."""
MAIN = "annual-reviews-report-and-meeting"


@dataclass(frozen=True)
class Stock:
    """What sessions are made from."""

    topics: Sequence[Topic]
    modes: dict[str, str]
    weights: Sequence[int]
    venues: Sequence[Venue]


@transaction.atomic
def offer_through(*, council: Council, until: datetime.datetime) -> None:
    """Topics, venues, held sessions in bulk, and coming ones through the actions of the desk.

    Asked again, nothing changes.
    """
    if Topic.objects.filter(council=council, code=MAIN).exists():
        return
    stock = _lay_stock(council, until)
    chance = random.Random(7)  # noqa: S311
    _hold_past(council, stock, until, chance)
    _plan_ahead(stock, until, chance)
    _plan_series(stock, until)
    fill_sessions(council=council, main=_topic(stock, MAIN), venue=stock.venues[0], until=until)
    plan_workshops(council=council, topic=_topic(stock, "golden-thread-morning"), until=until)
    _wish(council, stock, until)


def _read(name: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads((settings.BASE_DIR / CONTENT / name).read_text(encoding="utf-8"))
    return found


def _lay_stock(council: Council, until: datetime.datetime) -> Stock:
    began = until - datetime.timedelta(days=31 * MONTHS_BACK)
    rows = _read("topics.json")
    modes = {row["code"]: row.pop("mode") for row in rows}
    weights = [row.pop("weight") for row in rows]
    topics = Topic.objects.bulk_create(
        Topic(council=council, state="published", made_at=began, **row) for row in rows
    )
    venues = Venue.objects.bulk_create(Venue(council=council, **row) for row in _read("venues.json"))
    return Stock(topics, modes, weights, venues)


def _topic(stock: Stock, code: str) -> Topic:
    return next(topic for topic in stock.topics if topic.code == code)


def _days(first: datetime.date, last: datetime.date) -> list[datetime.date]:
    """Working days outside the school holidays."""
    calendar = current_pack().calendar
    days = (first + datetime.timedelta(days=n) for n in range((last - first).days + 1))
    return [
        day
        for day in days
        if calendar.is_working(day)
        and not any(one.shut_on <= day < one.reopens_on for one in calendar.closures)
    ]


def _months(today: datetime.date) -> Iterator[tuple[datetime.date, datetime.date]]:
    """First and last day of each month of the past, the newest up to yesterday."""
    first = today.replace(day=1)
    last = today - datetime.timedelta(days=1)
    for _ in range(MONTHS_BACK + 1):
        if first <= last:
            yield first, last
        last = first - datetime.timedelta(days=1)
        first = last.replace(day=1)


def _hold_past(council: Council, stock: Stock, until: datetime.datetime, chance: random.Random) -> None:
    """Held sessions, with one in forty cancelled. Who came is written by those who keep registers."""
    rows: list[Session] = []
    seen: set[tuple[int, datetime.datetime]] = set()
    for first, last in _months(timezone.localdate(until)):
        days = _days(first, last)
        for _ in range(min(A_MONTH, 2 * len(days))):
            topic = chance.choices(stock.topics, stock.weights)[0]
            starts_at = local_moment(chance.choice(days), datetime.time(*chance.choice(CLOCKS)))
            if (topic.pk, starts_at) not in seen:
                seen.add((topic.pk, starts_at))
                rows.append(_past(council, stock, topic, starts_at, chance))
    Session.objects.bulk_create(rows)
    Seats.objects.bulk_create(
        Seats(session=row, mode=mode, places=n)
        for row in rows
        for mode, n in _sizes(stock.modes[row.topic.code], chance).items()
    )
    Trainer.objects.bulk_create(
        Trainer(session=row, name=name, words=words)
        for row in rows
        for name, words in chance.sample(LEADERS, chance.choice((1, 1, 2)))
    )


def _past(
    council: Council, stock: Stock, topic: Topic, starts_at: datetime.datetime, chance: random.Random
) -> Session:
    off = chance.random() < 1 / 40
    online = stock.modes[topic.code] == "online"
    return Session(
        council=council, topic=topic, starts_at=starts_at,
        ends_at=starts_at + datetime.timedelta(minutes=topic.minutes),
        venue=None if online else chance.choice(stock.venues),
        link="" if stock.modes[topic.code] == "room" else _link(topic),
        state="cancelled" if off else "held", why_cancelled=chance.choice(REASONS) if off else "",
        changes=int(off), made_at=starts_at - datetime.timedelta(days=50),
    )  # fmt: skip


def _link(topic: Topic) -> str:
    return f"https://meet.alderwick.example/{topic.code}"


def _sizes(mode: str, chance: random.Random) -> dict[str, int]:
    size = chance.choice(SIZES)
    if mode == "both":
        return {"room": size // 2, "online": size - size // 2}
    return {mode: size}


def _plan_ahead(stock: Stock, until: datetime.datetime, chance: random.Random) -> None:
    """Thirteen weeks of dates through the desk: all but the last five weeks can be booked."""
    wished = {code for code, _ in WISHED}
    offered = [topic for topic in stock.topics if topic.code not in wished and topic.code != MAIN]
    weights = [stock.weights[stock.topics.index(topic)] for topic in offered]
    today = timezone.localdate(until)
    days = _days(today + datetime.timedelta(days=3), today + datetime.timedelta(weeks=WEEKS_AHEAD))
    opened = today + datetime.timedelta(weeks=WEEKS_AHEAD - 5)
    for number, day in enumerate(sorted(chance.choices(days, k=A_MONTH * 3))):
        topic = chance.choices(offered, weights)[0]
        starts_at = local_moment(day, datetime.time(*CLOCKS[number % len(CLOCKS)]))
        if Session.objects.filter(topic=topic, starts_at=starts_at).exists():
            continue
        mode = stock.modes[topic.code]
        plan = Plan(
            topic=topic,
            places=_sizes(mode, chance),
            where=Where(
                venue=None if mode == "online" else chance.choice(stock.venues),
                link="" if mode == "room" else _link(topic),
            ),
            closes_before=datetime.timedelta(days=chance.choice((1, 1, 3))),
            minimum=chance.choice((0, 0, 8)),
            decide_days=3 if day > today + datetime.timedelta(days=5) else None,
            leaders=tuple(chance.sample(LEADERS, chance.choice((1, 1, 2)))),
        )
        if plan.minimum and plan.decide_days is None:
            plan = Plan(**{**vars(plan), "minimum": 0})
        (row,) = plan_sessions(
            plan=plan, dates=[_stretch(starts_at, topic)], key=uuid.UUID(int=number + 1), by=None, at=until
        )
        if day < opened:
            open_session(session=row, by=None, at=until)


def _stretch(starts_at: datetime.datetime, topic: Topic) -> tuple[datetime.datetime, datetime.datetime]:
    return starts_at, starts_at + datetime.timedelta(minutes=topic.minutes)


def _plan_series(stock: Stock, until: datetime.datetime) -> None:
    """Two series that are booked as a whole, one with places kept for early years."""
    today = timezone.localdate(until)
    said = (("provision-mapping", "Three afternoons on provision", 20, 3), ("early-years-first-steps",
            "Two evenings for early years", 24, 2))  # fmt: skip
    for number, (code, title, ahead, n) in enumerate(said):
        topic = _topic(stock, code)
        days = _days(today + datetime.timedelta(days=ahead), today + datetime.timedelta(days=ahead + 60))
        same = [day for day in days if day.weekday() == days[0].weekday()][:n]
        dates = [_stretch(local_moment(day, datetime.time(14, 15)), topic) for day in same]
        mode = stock.modes[code]
        plan = Plan(
            topic=topic, places={"room": 30} if mode == "room" else {"room": 20, "online": 20},
            where=Where(stock.venues[number], "Main hall", "" if mode == "room" else _link(topic)),
            leaders=(LEADERS[number],),
        )  # fmt: skip
        rows = plan_sessions(
            plan=plan, dates=dates, series=title, key=uuid.UUID(int=1000 + number), by=None, at=until
        )
        open_session(session=rows[0], by=None, at=until)
        if number:
            for row in rows:
                keep_places(
                    session=row, mode="room", audience="early_years", organisation=None, places=8,
                    until=row.starts_at - datetime.timedelta(days=5), by=None, at=until,
                )  # fmt: skip
        else:
            _add_guest(rows, until)


def _add_guest(rows: Sequence[Session], until: datetime.datetime) -> None:
    """The demo's therapist leads a series as a guest, with her account."""
    guest = User.objects.filter(emailaddress__email="therapist@northtrust.example").first()
    if guest is None:
        return
    for row in rows:
        add_trainer(
            session=row, name=guest.get_full_name(), words="speech and language therapist", person=guest,
            by=None, at=until,
        )  # fmt: skip


def _wish(council: Council, stock: Stock, until: datetime.datetime) -> None:
    """People who want to hear when a topic has a date."""
    people = list(User.objects.filter(council=council, affiliations__role="P18", is_active=True).distinct())
    people += list(
        User.objects.filter(council=council, affiliations__role="P02", is_active=True).distinct()[:20]
    )
    for code, n in WISHED:
        since = until - datetime.timedelta(days=20)
        Interest.objects.bulk_create(
            Interest(topic=_topic(stock, code), person=person, since=since)
            for person in list(dict.fromkeys(people))[:n]
        )
