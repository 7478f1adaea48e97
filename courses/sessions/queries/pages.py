"""One session as those who run it, and those who lead it, see it."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, replace
from typing import Any

from django.utils import timezone

from academy.kit.words import date_and_time, full_date, plural
from academy.law.pack import current_pack
from academy.people.access import can, visible
from academy.people.models import Organisation, User
from courses.sessions.audiences import AUDIENCES
from courses.sessions.models import Material, Reserve, Session, Trainer
from courses.sessions.queries.desk import desk_rows, needs_of
from courses.sessions.queries.filling import Fill, fills_of, people_to_tell
from courses.sessions.registry import Reason, why_session
from courses.sessions.rules.planning import can_change, can_open
from courses.sessions.rules.repeats import note_days
from courses.sessions.rules.wording import MODES, say_hours, say_modes, say_when
from courses.sessions.states import SESSION


@dataclass(frozen=True)
class LeaderLine:
    """Somebody who leads it."""

    pk: int
    name: str
    words: str
    has_account: bool


@dataclass(frozen=True)
class MaterialLine:
    """Something to read."""

    pk: int
    when: str
    title: str
    url: str


@dataclass(frozen=True)
class ReserveLine:
    """Places kept for a group."""

    pk: int
    whom: str
    mode: str
    taken: int
    places: int
    until: datetime.datetime
    over: bool


@dataclass(frozen=True)
class Sibling:
    """A date of the same series. `notes`: what speaks against a day that is still to come."""

    pk: int
    when: str
    here: bool
    word: str
    notes: tuple[str, ...]


@dataclass(frozen=True)
class SessionPage:
    """A session with all that hangs on it. Those who only lead it get neither reserves nor what is to do."""

    pk: int
    topic_code: str
    title: str
    state: str
    starts_at: datetime.datetime
    ends_at: datetime.datetime
    venue_name: str
    venue_address: str
    venue_access: str
    room: str
    link: str
    opens_at: datetime.datetime | None
    closes_at: datetime.datetime | None
    minimum: int
    decide_on: datetime.date | None
    going_ahead_at: datetime.datetime | None
    why_cancelled: str
    series: str
    team: str
    fills: tuple[Fill, ...]
    leaders: tuple[LeaderLine, ...]
    materials: tuple[MaterialLine, ...]
    reserves: tuple[ReserveLine, ...] = ()
    siblings: tuple[Sibling, ...] = ()
    needs: tuple[str, ...] = ()
    reason: Reason | None = None
    to_tell: int = 0
    may_run: bool = False
    may_change: bool = False
    may_open: bool = False
    may_go_ahead: bool = False

    @property
    def word(self) -> str:
        """Where it stands, in words."""
        return SESSION.words[self.state]

    @property
    def day(self) -> str:
        """Thursday 3 December 2026."""
        return full_date(self.starts_at)

    @property
    def hours(self) -> str:
        """4pm to 5:30pm."""
        return say_hours(self.starts_at, self.ends_at)

    @property
    def mode_words(self) -> str:
        """In person, online, or both."""
        return say_modes([one.mode for one in self.fills])

    @property
    def taken(self) -> int:
        """Places that are taken."""
        return sum(one.taken for one in self.fills)

    @property
    def places(self) -> int:
        """All places."""
        return sum(one.places for one in self.fills)

    @property
    def waiting(self) -> int:
        """How many wait."""
        return sum(one.waiting for one in self.fills)

    @property
    def glance(self) -> list[tuple[str, str]]:
        """The facts at the side."""
        opens = (
            date_and_time(self.opens_at)
            if self.opens_at
            else "now"
            if self.state == "open"
            else "when you say so"
        )
        closes = date_and_time(self.closes_at) if self.closes_at else "when it begins"
        runs = f"{plural(self.minimum, 'person', 'people')} or more" if self.minimum else "any number"
        pairs = [("Booking opens", opens), ("Booking closes", closes), ("Runs with", runs)]
        if self.decide_on:
            pairs.append(("Decide on", full_date(self.decide_on)))
        if self.going_ahead_at:
            pairs.append(("Goes ahead", f"said {date_and_time(self.going_ahead_at)}"))
        return pairs


def session_page(*, actor: User, pk: int, at: datetime.datetime) -> SessionPage | None:
    """The page of a session, for those who run sessions and for those who lead this one; None for others."""
    row = desk_rows(actor).filter(pk=pk).first()
    if row is not None and can(actor, "run_sessions", row):
        return _for_desk(row, actor, at)
    led = visible(actor, Session).filter(pk=pk, trainers__person=actor)
    row = led.select_related("topic", "venue", "series", "team").first()
    return _page(row, actor) if row is not None else None


def _page(row: Session, actor: Any) -> SessionPage:
    venue = row.venue
    return SessionPage(
        pk=row.pk,
        topic_code=row.topic.code,
        title=row.topic.title,
        state=row.state,
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        venue_name=venue.name if venue else "",
        venue_address=venue.address if venue else "",
        venue_access=venue.access if venue else "",
        room=row.room,
        link=row.link,
        opens_at=row.opens_at,
        closes_at=row.closes_at,
        minimum=row.minimum,
        decide_on=row.decide_on,
        going_ahead_at=row.going_ahead_at,
        why_cancelled=row.why_cancelled,
        series=row.series.title if row.series else "",
        team=row.team.name if row.team else "",
        fills=fills_of([row.pk]).get(row.pk, ()),
        leaders=tuple(
            LeaderLine(one.pk, one.name, one.words, one.person_id is not None) for one in row.trainers.all()
        ),
        materials=tuple(
            MaterialLine(one.pk, str(Material.When(one.when).label), one.title, one.url)
            for one in row.materials.all()
        ),
        reason=why_session(session_id=row.pk, actor=actor),
    )


def _for_desk(row: Session, actor: User, at: datetime.datetime) -> SessionPage:
    page = _page(row, actor)
    others = desk_rows(actor).filter(series_id=row.series_id) if row.series_id else []
    needs = needs_of(row, page.fills, n_leaders=len(page.leaders), at=at)
    coming = row.state == "open" and row.starts_at > at
    return replace(
        page,
        reserves=tuple(_reserve(one, at) for one in _reserves(row)),
        siblings=tuple(_sibling(one, here=one.pk == row.pk, at=at) for one in others),
        needs=tuple(needs),
        to_tell=people_to_tell([row.pk]) if row.state == "open" else 0,
        may_run=True,
        may_change=can_change(row, at),
        may_open=can_open(row, at),
        may_go_ahead=coming and bool(row.minimum) and row.going_ahead_at is None,
    )


def _sibling(one: Session, *, here: bool, at: datetime.datetime) -> Sibling:
    """A day on which nothing is looked for any more has no notes."""
    (day,) = note_days([timezone.localdate(one.starts_at)], current_pack().calendar)
    return Sibling(
        pk=one.pk,
        when=say_when(one.starts_at, one.ends_at),
        here=here,
        word=SESSION.words[one.state],
        notes=day.notes if can_change(one, at) else (),
    )


def _reserves(row: Session) -> list[Reserve]:
    rows = Reserve.objects.filter(seats__session=row).select_related("seats", "organisation")
    return list(rows.order_by("until", "pk"))


def _reserve(one: Reserve, at: datetime.datetime) -> ReserveLine:
    return ReserveLine(
        pk=one.pk,
        whom=one.organisation.name if one.organisation else AUDIENCES[one.audience].words,
        mode=MODES[one.seats.mode].lower(),
        taken=one.taken,
        places=one.places,
        until=one.until,
        over=one.until <= at,
    )


def trainer_of(*, actor: User, pk: int) -> Trainer | None:
    """Somebody who leads a session of the council, for those who run sessions."""
    return visible(actor, Trainer, kind="session_desk").select_related("session").filter(pk=pk).first()


def reserve_of(*, actor: User, pk: int) -> Reserve | None:
    """Places that are kept in a session of the council, for those who run sessions."""
    return visible(actor, Reserve).select_related("seats__session").filter(pk=pk).first()


def material_of(*, actor: User, pk: int) -> Material | None:
    """Something to read with a session, for those who run sessions."""
    return visible(actor, Material, kind="session_desk").select_related("session").filter(pk=pk).first()


def person_with_account(*, actor: User, email: str) -> User | None:
    """Whoever signs in with this address in the actor's council."""
    return visible(actor, User).filter(email__iexact=email.strip(), is_active=True).first()


def organisation_choices(*, actor: User) -> list[tuple[str, str]]:
    """Organisations for which places can be kept."""
    rows = visible(actor, Organisation, kind="session_desk").order_by("name")
    return [(str(pk), name) for pk, name in rows.values_list("pk", "name")]


def organisation_of(*, actor: User, pk: str) -> Organisation | None:
    """One of these organisations."""
    rows = visible(actor, Organisation, kind="session_desk")
    return rows.filter(pk=pk).first() if pk.isdigit() else None
