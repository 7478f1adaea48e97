"""A meeting's file beside the register: who is who, and what it would say. Nothing of the file is kept."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from academy.kit.words import clock
from courses.bookings.models import Booking
from courses.registers.models import Attendance
from courses.registers.reading import Present, minutes_in, plain_name
from courses.registers.rules.times import Mark, mark_from_times
from courses.sessions.models import Mode, Session


@dataclass(frozen=True)
class Seen:
    """One person of the file. `booking` is whose place it is if the address says so, `guess` if only the name
    does. `stays` says why the register stays as it is."""

    number: int
    name: str
    booking: int | None
    booked: str
    guess: int | None
    mark: Mark
    words: str
    stays: str = ""


@dataclass(frozen=True)
class Report:
    """What a file says of a session."""

    seen: tuple[Seen, ...]
    missing: tuple[tuple[int, str], ...]
    choices: tuple[tuple[int, str], ...]

    @property
    def matched(self) -> tuple[Seen, ...]:
        """Known by their address."""
        return tuple(one for one in self.seen if one.booking is not None)

    @property
    def unmatched(self) -> tuple[Seen, ...]:
        """To be matched by hand, or left out."""
        return tuple(one for one in self.seen if one.booking is None)


def compare(session: Session, people: Sequence[Present]) -> Report:
    """The people of a file beside those with a place: by address first, then a guess by name. Two queries."""
    rows = Booking.objects.filter(session=session, state="confirmed").select_related("person")
    bookings = list(rows.order_by("person__family_name", "person__given_name", "pk"))
    marks = {m.booking_id: m for m in Attendance.objects.filter(booking__in=bookings, came__isnull=False)}
    by_address = {row.person.email.lower(): row for row in bookings}
    names = Counter(plain_name(row.person.get_full_name()) for row in bookings)
    by_name = {plain_name(row.person.get_full_name()): row for row in bookings}
    seen = []
    taken: set[int] = set()
    for number, one in enumerate(people):
        row = by_address.get(one.email)
        if row is not None:
            taken.add(row.pk)
        seen.append(_seen(number, one, session, row, marks.get(row.pk) if row else None))
    found = []
    for known, person in zip(seen, people, strict=True):
        same = by_name.get(plain_name(person.name))
        alone = names[plain_name(person.name)] == 1
        guess = same.pk if same and alone and known.booking is None and same.pk not in taken else None
        found.append(replace(known, guess=guess))
    free = [row for row in bookings if row.pk not in taken]
    return Report(
        seen=tuple(found),
        missing=tuple(
            (row.pk, row.person.get_full_name())
            for row in free
            if row.mode == Mode.ONLINE and row.pk not in marks
        ),
        choices=tuple((row.pk, row.person.get_full_name()) for row in free),
    )


def _seen(number: int, one: Present, session: Session, row: Booking | None, known: Attendance | None) -> Seen:
    minutes = minutes_in(one, session.starts_at, session.ends_at)
    mark = mark_from_times(session, one.first, one.last, minutes)
    times = [
        f"came at {clock(mark.arrived_at)}" if mark.arrived_at else "",
        f"left at {clock(mark.left_at)}" if mark.left_at else "",
        f"{minutes} minutes",
    ]
    by_hand = known is not None and known.how != Attendance.How.FILE
    return Seen(
        number=number,
        name=one.name or (row.person.get_full_name() if row else "Somebody without a name"),
        booking=row.pk if row else None,
        booked=row.person.get_full_name() if row else "",
        guess=None,
        mark=mark,
        words=", ".join(filter(None, times)),
        stays="Stays as it is marked: a person did that." if by_hand else "",
    )
