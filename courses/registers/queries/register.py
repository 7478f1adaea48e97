"""The register of a session as those who keep it see it, and their day's sessions."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from academy.kit.words import clock, date_and_time
from academy.people.access import visible
from academy.people.models import Post, User
from courses.bookings.models import Booking, Need
from courses.bookings.rules.times import KEEP_NEEDS
from courses.registers.models import Attendance
from courses.registers.rules.keeping import can_keep, runs_it
from courses.registers.rules.times import is_here_open, is_open, length_of
from courses.sessions.models import Mode, Seats, Session


@dataclass(frozen=True)
class Line:
    """One person with a place, and what the register says of them."""

    booking: int
    name: str
    from_where: str
    mode: str
    mode_words: str
    came: bool | None
    arrived_at: datetime.datetime | None
    left_at: datetime.datetime | None
    minutes: int
    said: str
    by_words: str
    access: str
    food: str

    @property
    def choice(self) -> str:
        """Which of the four it is; nothing while nobody has marked it."""
        if self.came is None:
            return ""
        if not self.came:
            return "absent"
        if self.arrived_at is not None:
            return "late"
        return "early" if self.left_at is not None else "present"


@dataclass(frozen=True)
class Register:
    """One session with everybody who has a place."""

    session: int
    title: str
    when: str
    starts_at: datetime.datetime
    ends_at: datetime.datetime
    length: int
    state: str
    open: bool
    here_open: bool
    over: bool
    sees_needs: bool
    needs_until: datetime.datetime
    modes: tuple[tuple[str, str], ...]
    lines: tuple[Line, ...]
    waiting: int

    @property
    def came(self) -> int:
        """How many came."""
        return sum(line.came is True for line in self.lines)

    @property
    def absent(self) -> int:
        """How many did not."""
        return sum(line.came is False for line in self.lines)

    @property
    def unmarked(self) -> int:
        """Of how many nothing is said yet."""
        return sum(line.came is None for line in self.lines)

    @property
    def needs(self) -> tuple[Line, ...]:
        """Those who need something."""
        return tuple(line for line in self.lines if line.access or line.food)


def session_for(actor: User, pk: int) -> Session | None:
    """A session whose register the actor keeps; None for everybody else."""
    rows = Session.objects.filter(pk=pk, council_id=actor.council_id)
    session = rows.select_related("topic", "venue", "council").first()
    return session if session is not None and can_keep(actor, session) else None


def register_of(actor: User, session: Session, *, at: datetime.datetime) -> Register:
    """Everybody with a place, by name, and what is marked. The same number of queries for any number.

    Needs are there for those who run sessions alone, and only until they are deleted.
    """
    organiser = runs_it(actor, session)
    rows = Booking.objects.filter(session=session, state="confirmed").select_related("person", "organisation")
    marks = {
        mark.booking_id: mark
        for mark in Attendance.objects.filter(booking__session=session).select_related("marked_by")
    }
    asked = visible(actor, Need).filter(booking__session=session) if organiser else Need.objects.none()
    needs = {need.booking_id: need for need in asked}
    teams = _teams([row.person_id for row in rows], session)
    lines = [
        _line(row, marks.get(row.pk), needs.get(row.pk), teams.get(row.person_id, ""), actor) for row in rows
    ]
    modes = Seats.objects.filter(session=session).order_by("-mode").values_list("mode", flat=True)
    return Register(
        session=session.pk,
        title=session.topic.title,
        when=date_and_time(session.starts_at),
        starts_at=session.starts_at,
        ends_at=session.ends_at,
        length=length_of(session),
        state=session.state,
        open=is_open(session, at),
        here_open=is_here_open(session, at),
        over=at >= session.ends_at,
        sees_needs=organiser,
        needs_until=session.ends_at + KEEP_NEEDS,
        modes=tuple((mode, Mode(mode).label) for mode in modes),
        lines=tuple(sorted(lines, key=lambda line: (line.name.split()[-1:], line.name, line.booking))),
        waiting=Booking.objects.filter(session=session, state__in=("waiting", "offered", "asked")).count(),
    )


def _teams(people: list[int], session: Session) -> dict[int, str]:
    """The team of each of the staff on the day of the session. One query."""
    posts = Post.objects.open_on(session.starts_at.date()).filter(person_id__in=people)
    return dict(posts.order_by("-starts_on").values_list("person_id", "team__name"))


def _line(row: Booking, mark: Attendance | None, need: Need | None, team: str, actor: User) -> Line:
    came = mark.came if mark else None
    return Line(
        booking=row.pk,
        name=row.person.get_full_name(),
        from_where=row.organisation.name if row.organisation else team,
        mode=row.mode,
        mode_words=Mode(row.mode).label,
        came=came,
        arrived_at=mark.arrived_at if mark else None,
        left_at=mark.left_at if mark else None,
        minutes=mark.minutes if mark else 0,
        said=_said(mark),
        by_words=_by(mark, row, actor),
        access=need.access if need else "",
        food=need.food if need else "",
    )


def _said(mark: Attendance | None) -> str:
    """What is marked, in words."""
    if mark is None or mark.came is None:
        return ""
    if not mark.came:
        return "Did not come"
    parts = [
        f"came at {clock(mark.arrived_at)}" if mark.arrived_at else "",
        f"left at {clock(mark.left_at)}" if mark.left_at else "",
    ]
    times = ", ".join(filter(None, parts))
    return times[:1].upper() + times[1:] if times else "Came"


def _by(mark: Attendance | None, row: Booking, actor: User) -> str:
    """Who marked it, how and when. Also of a mark that was taken back."""
    if mark is None:
        return ""
    who = "The academy"
    if mark.marked_by is not None:
        own = "They themselves" if mark.marked_by_id == row.person_id else mark.marked_by.get_full_name()
        who = "You" if mark.marked_by_id == actor.pk else own
    done = "took a mark back" if mark.came is None else mark.get_how_display()
    return f"{who}, {done}, {date_and_time(mark.marked_at)}"
