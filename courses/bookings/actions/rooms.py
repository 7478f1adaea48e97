"""The places of a session, counted under the lock of their row: taking one and giving one back.

Whoever changes a booking that takes or may take a place locks its seats first, several in the order of their
keys; then nothing else can be decided about these places until the transaction ends. The conditional UPDATE
is the second wall and the check constraint of the database the third.
"""

from __future__ import annotations

import datetime
import fcntl
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from django.db import connection
from django.db.models import F

from courses.bookings.models import Booking
from courses.bookings.queries.standing import last_turn
from courses.bookings.rules.people import Booker
from courses.bookings.rules.places import Place, find_place, held, is_full
from courses.sessions.models import Reserve, Seats


@dataclass
class Room:
    """The locked places of a session for one way to take part."""

    seats: Seats

    @cached_property
    def reserves(self) -> list[Reserve]:
        """What is kept for whom, read under the lock: nobody asks where every place is taken."""
        return list(Reserve.objects.filter(seats=self.seats).order_by("pk"))


@contextmanager
def in_line() -> Iterator[Callable[[], None]]:
    """Everybody who books stands in line for the database, where it does not keep a line itself.

    SQLite lets one process write at a time, and the others look again after a while: whoever looks at the
    wrong moments waits for ever. A lock on a file beside it wakes them in the order in which they came.
    PostgreSQL keeps such a line for the row. Gives what lets the next one in: called when the transaction
    has committed, and by itself at the end.
    """
    file = Path(str(connection.settings_dict["NAME"]))
    if connection.vendor != "sqlite" or connection.in_atomic_block or not file.is_file():
        yield lambda: None
        return
    with file.with_name(f"{file.name}-line").open("a") as line:
        fcntl.flock(line, fcntl.LOCK_EX)
        yield lambda: fcntl.flock(line, fcntl.LOCK_UN)


def lock_rooms(seats: Collection[int]) -> list[Room]:
    """These seats as they are now, held until the end of the transaction, in one order for everybody."""
    return [Room(row) for row in Seats.objects.select_for_update().filter(pk__in=seats).order_by("pk")]


def lock_room(seats_id: int) -> Room:
    """One of them."""
    return lock_rooms([seats_id])[0]


def take_place(room: Room, booker: Booker, at: datetime.datetime) -> Place | None:
    """A place for this person, counted as taken; None when there is none for them."""
    if is_full(room.seats):
        return None
    place = find_place(room.seats, room.reserves, booker, at)
    if place is None or not _count_up(room, place, at):
        return None
    return place


def _count_up(room: Room, place: Place, at: datetime.datetime) -> bool:
    """The conditional UPDATE: one more is taken, if there still is one."""
    limit = F("places") if place.reserve else F("places") - held(room.reserves, at)
    if not Seats.objects.filter(pk=room.seats.pk, taken__lt=limit).update(taken=F("taken") + 1):
        return False
    room.seats.taken += 1
    if place.reserve is not None:
        Reserve.objects.filter(pk=place.reserve.pk).update(taken=F("taken") + 1)
        place.reserve.taken += 1
    return True


def give_back(room: Room, booking: Booking) -> None:
    """The place of a booking that has just left it is free again."""
    Seats.objects.filter(pk=room.seats.pk).update(taken=F("taken") - 1)
    room.seats.taken -= 1
    for reserve in room.reserves if booking.reserve_id else ():
        if reserve.pk == booking.reserve_id:
            Reserve.objects.filter(pk=reserve.pk).update(taken=F("taken") - 1)
            reserve.taken -= 1


def next_turn(room: Room) -> int:
    """The next place in the queue."""
    return last_turn(room.seats.pk) + 1


def lock_booking(pk: int) -> tuple[Room, Booking]:
    """A booking as it is now, with its places: the places first, as everybody does."""
    seats_id = Booking.objects.values_list("seats_id", flat=True).get(pk=pk)
    room = lock_room(seats_id)
    return room, lock_bookings([pk])[0]


def lock_bookings(pks: Iterable[int]) -> list[Booking]:
    """Bookings as they are now, held until the end of the transaction."""
    rows = Booking.objects.select_for_update(of=("self",)).filter(pk__in=list(pks)).order_by("pk")
    return list(rows.select_related("person", "session__topic"))
