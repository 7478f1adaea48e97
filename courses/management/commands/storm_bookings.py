"""Many people book one session at the same moment, again and again, from many processes: does it hold?"""

from __future__ import annotations

import datetime
import gc
import json
import multiprocessing
import random
import sys
import time
import uuid
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, nullcontext
from copy import copy
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from django.db import connections, transaction
from django.utils import timezone

from academy.kit.refusals import Refused
from academy.people.models import Affiliation, Council, Organisation, User
from academy.work.tasks import wake_worker
from courses.bookings.actions import book_places, booking, rooms
from courses.bookings.models import Booking
from courses.bookings.rules.places import Place, find_place
from courses.bookings.states import OPEN, TAKES
from courses.sessions.models import Seats, Session, Topic

FORK = multiprocessing.get_context("fork")
TOLD = tuple[int, int, str]
"""What one attempt was told: person, booking and its state."""


@dataclass
class Share:
    """What one process did: how long each attempt took, what it was told, and what went wrong."""

    took: list[float] = field(default_factory=list)
    told: list[TOLD] = field(default_factory=list)
    errors: Counter[str] = field(default_factory=Counter)
    began: float = 0.0
    ended: float = 0.0


class Command(BaseCommand):
    """`storm_bookings --session ID --json`: see docs/bookings.md for the keys."""

    help = "Book one session from many processes at once and count. In the demo and in tests only."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--session", type=int, help="the session, open for booking")
        parser.add_argument("--make", type=int, metavar="PLACES", help="make a session of so many places")
        parser.add_argument("--people", type=int, default=500)
        parser.add_argument(
            "--attempts", type=int, default=5000, help="in all; each person tries at least once"
        )
        parser.add_argument("--processes", type=int, default=20)
        parser.add_argument("--seed", type=int, default=7, help="for the order of the attempts")
        parser.add_argument("--without-guard", action="store_true", help="show that it then oversells")
        parser.add_argument("--json", action="store_true", help="one JSON document")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            return self._refuse("A storm is for the demo and for tests: it books real places.", options)
        if min(options["people"], options["attempts"], options["processes"]) < 1:
            return self._refuse("People, attempts and processes are at least one.", options)
        if options["make"]:
            session = make_session(places=options["make"], at=timezone.now())
        else:
            found = Session.objects.select_related("topic").filter(pk=options["session"]).first()
            if found is None:
                return self._refuse("There is no such session. Name one with --session.", options)
            session = found
        figures = storm(
            session=session,
            people=options["people"],
            attempts=options["attempts"],
            processes=options["processes"],
            seed=options["seed"],
            guarded=not options["without_guard"],
        )
        if options["json"]:
            self.stdout.write(json.dumps(figures))
        else:
            for name, value in figures.items():
                self.stdout.write(f"{name}: {value}")
        return None

    def _refuse(self, words: str, options: dict[str, Any]) -> None:
        if options["json"]:
            self.stdout.write(json.dumps({"state": "refused", "reasons": [words]}))
        self.stderr.write(words)
        sys.exit(1)


def make_session(*, places: int, at: datetime.datetime) -> Session:
    """An open session of a topic for everybody, online, in the first council, or in one of its own."""
    council = Council.objects.order_by("pk").first()
    council = council or Council.objects.create(name="Storm Council", slug="storm")
    topic, _ = Topic.objects.get_or_create(
        council=council,
        code="storm",
        defaults={
            "title": "Storm",
            "summary": "A session to measure with.",
            "state": "published",
            "made_at": at,
        },
    )
    starts = at + datetime.timedelta(days=30)
    session = Session.objects.create(
        council=council, topic=topic, starts_at=starts, ends_at=starts + datetime.timedelta(hours=1),
        state="open", made_at=at,
    )  # fmt: skip
    Seats.objects.create(session=session, mode="online", places=places)
    return session


def storm(
    *, session: Session, people: int, attempts: int, processes: int, seed: int, guarded: bool = True
) -> dict[str, Any]:
    """Run the attempts from real processes, each with a connection of its own, and count what came of it.

    Each attempt is one form of one person: a key of its own, through `book_places` as the pages call it.
    Every person tries at least once if there are attempts enough; who and when is drawn with the seed.
    """
    ids = people_for(session, people)
    draw = random.Random(seed)  # noqa: S311 (an order, not a secret)
    tries = ids[:attempts] + draw.choices(ids, k=max(0, attempts - len(ids)))
    draw.shuffle(tries)
    mode = session.seats.order_by("mode").values_list("mode", flat=True)[0]
    connections.close_all()
    start, answers = FORK.Barrier(processes), FORK.SimpleQueue()
    work = [tries[number::processes] for number in range(processes)]
    crowd = [
        FORK.Process(target=_run, args=(session.pk, mode, share, guarded, start, answers)) for share in work
    ]
    gc.freeze()  # what the processes share stays shared, as where a server loads the code before it forks
    for process in crowd:
        process.start()
    gc.unfreeze()
    shares: list[Share] = [answers.get() for _ in crowd]
    for process in crowd:
        process.join()
    return _figures(session, set(tries), shares)


def people_for(session: Session, number: int) -> list[int]:
    """So many partners who may book; those who are missing are made, with an organisation of their own."""
    today = timezone.localdate()
    council = session.council
    school, _ = Organisation.objects.get_or_create(
        council=council, ref="STORM", defaults={"name": "Storm School"}
    )
    known = set(User.objects.filter(email__endswith="@storm.example").values_list("email", flat=True))
    wanted = [f"person-{number}@storm.example" for number in range(number)]
    made = User.objects.bulk_create(
        User(council=council, email=email, given_name="Storm", family_name=email.split("@")[0])
        for email in wanted
        if email not in known
    )
    Affiliation.objects.bulk_create(
        Affiliation(person=person, organisation=school, role="P01", starts_on=today) for person in made
    )
    return list(User.objects.filter(email__in=wanted).order_by("pk").values_list("pk", flat=True))


def _run(session_id: int, mode: str, tries: Sequence[int], guarded: bool, start: Any, answers: Any) -> None:
    """One process: its attempts one after the other, as fast as they are answered."""
    share = Share()
    for inherited in connections.all(initialized_only=True):
        del connections[inherited.alias]  # what came through the fork is the parent's: it talks on that line
    try:
        with ExitStack() as stack:
            if not guarded:
                stack.enter_context(without_guard())
            session = Session.objects.select_related("topic").get(pk=session_id)
            crowd = User.objects.in_bulk(set(tries))
            _warm_up(session, mode, crowd[tries[0]])
            start.wait()
            share.began = time.monotonic()
            for person_id in tries:
                _try(session, mode, copy(crowd[person_id]), share)
            share.ended = time.monotonic()
    finally:
        connections.close_all()
        answers.put(share)


def _warm_up(session: Session, mode: str, person: User) -> None:
    """One booking that is taken back, and one call of the worker: what a process does only once is done."""
    with transaction.atomic():
        book_places(
            session=session, people=[person], mode=mode, key=uuid.uuid4(), by=copy(person), at=timezone.now()
        )
        transaction.set_rollback(True)
    wake_worker()


def _try(session: Session, mode: str, person: User, share: Share) -> None:
    """One attempt. The person comes as a sign-in would load them: what they hold is read again."""
    began = time.perf_counter()
    try:
        [made] = book_places(
            session=session, people=[person], mode=mode, key=uuid.uuid4(), by=person, at=timezone.now()
        )
        share.told.append((person.pk, made.pk, made.state))
    except Refused as refused:
        share.errors[f"refused: {refused.code}"] += 1
    except Exception as error:
        share.errors[type(error).__name__] += 1
    share.took.append(time.perf_counter() - began)


def _figures(session: Session, tried: set[int], shares: Sequence[Share]) -> dict[str, Any]:
    """What the database says now, beside what was told."""
    rows = Booking.objects.filter(session=session, state__in=OPEN)
    states = {one.pk: (one.person_id, one.state) for one in rows}
    count = Counter(state for _, state in states.values())
    took = sorted(one for share in shares for one in share.took)
    seconds = max(share.ended for share in shares) - min(share.began for share in shares)
    told = [one for share in shares for one in share.told]
    places, taken = session.seats.order_by("mode").values_list("places", "taken")[0]
    sold = sum(count[state] for state in TAKES)
    waiting = list(rows.filter(state="waiting").order_by("turn").values_list("pk", "turn"))
    untrue = sum(states.get(pk) != (person, state) for person, pk, state in told)
    return {
        "confirmed": count["confirmed"],
        "waiting": count["waiting"],
        "oversold": max(0, sold - places),
        "lost": untrue + len(tried - {person for person, _ in states.values()}),
        "errors": sum(sum(share.errors.values()) for share in shares),
        "bookings_per_s": round(len(states) / seconds, 1),
        "p50": _at(took, 0.5),
        "p95": _at(took, 0.95),
        "p99": _at(took, 0.99),
        "attempts_per_s": round(len(took) / seconds, 1),
        "in_order": waiting == sorted(waiting)
        and [turn for _, turn in waiting] == list(range(1, len(waiting) + 1)),
        "counted_right": taken == sold,
        "seconds": round(seconds, 2),
        "kinds_of_errors": dict(sum((share.errors for share in shares), Counter())),
        "database": connections["default"].vendor,
    }


def _at(took: Sequence[float], part: float) -> float:
    """Milliseconds within which this part of the attempts was answered."""
    return round(1000 * took[min(len(took) - 1, int(part * len(took)))], 1)


@contextmanager
def without_guard() -> Iterator[None]:
    """As it would be without locks: the number of free places is read first, and believed afterwards."""
    guarded = booking.fill

    def fill(order: Any, dates: Any, at: datetime.datetime, leave: Any) -> list[Booking]:
        seats = Seats.objects.filter(pk__in=[one.seats_id for one in dates]).order_by("pk")
        read = [rooms.Room(row) for row in seats]
        with _instead(booking, lock_rooms=lambda ids: read):
            return guarded(order, dates, at, leave)

    def take_place(room: rooms.Room, booker: Any, at: datetime.datetime) -> Place | None:
        place = find_place(room.seats, room.reserves, booker, at)
        if place is not None:
            room.seats.taken += 1
            room.seats.save(update_fields=["taken"])
        return place

    nobody = nullcontext(lambda: None)
    with _instead(
        booking,
        in_line=lambda: nobody,
        fill=fill,
        take_place=take_place,
        offer_places=lambda *args, **more: [],
    ):
        yield


@contextmanager
def _instead(module: Any, **others: Any) -> Iterator[None]:
    """Other functions in a module for a while."""
    before = {name: getattr(module, name) for name in others}
    vars(module).update(others)
    try:
        yield
    finally:
        vars(module).update(before)
