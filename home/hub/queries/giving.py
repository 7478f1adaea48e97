"""The sessions that somebody gives: what is to come and what has been, how many come, what there is to read.

Nobody is named here: who is on the register stands on the register, for those who keep it.
"""

from __future__ import annotations

import datetime
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import QuerySet

from academy.kit.words import plural
from academy.people.access import visible
from academy.people.models import User
from courses.sessions.models import Material, Session, Trainer
from courses.sessions.queries.filling import Fill, fills_of
from courses.sessions.rules.wording import say_hours, say_modes
from courses.sessions.states import SESSION


@dataclass(frozen=True)
class ToRead:
    """Something that people read before or keep afterwards."""

    when: str
    title: str
    url: str


@dataclass(frozen=True)
class GivenLine:
    """A session that the reader gives."""

    pk: int
    title: str
    starts_at: datetime.datetime
    line: str
    state: str
    taken: int
    places: int
    waiting: int
    materials: tuple[ToRead, ...]

    @property
    def tag(self) -> str:
        """How many come; or that it is off, or cannot be booked yet."""
        if self.state in ("cancelled", "planned"):
            return SESSION.words[self.state]
        waits = f", {self.waiting} waiting" if self.waiting and self.state == "open" else ""
        return f"{self.taken} of {plural(self.places, 'place')} taken{waits}"

    @property
    def has_register(self) -> bool:
        """Whether its register can be kept."""
        return self.state in ("open", "held")


def given_by(*, actor: User, at: datetime.datetime, past: bool = False) -> QuerySet[Session]:
    """The sessions that the actor gives with an account: those to come, soonest first.

    With `past` those that are over, latest first.
    """
    led = Trainer.objects.filter(person=actor).values("session")
    rows = visible(actor, Session).filter(pk__in=led).select_related("topic", "venue")
    if past:
        return rows.filter(ends_at__lte=at).order_by("-starts_at", "-pk")
    return rows.filter(ends_at__gt=at).order_by("starts_at", "pk")


def given_lines(rows: Collection[Session]) -> list[GivenLine]:
    """These sessions as lines, in their order: two queries for any number."""
    pks = [row.pk for row in rows]
    fills = fills_of(pks)
    materials: dict[int, list[ToRead]] = {}
    for one in Material.objects.filter(session__in=pks).order_by("session", "-when", "pk"):
        found = ToRead(str(Material.When(one.when).label), one.title, one.url)
        materials.setdefault(one.session_id, []).append(found)
    return [_line(row, fills.get(row.pk, ()), materials.get(row.pk, ())) for row in rows]


def _line(row: Session, fills: Collection[Fill], materials: Collection[ToRead]) -> GivenLine:
    where = ", ".join(filter(None, [row.venue.name, row.room])) if row.venue else ""
    modes = say_modes([one.mode for one in fills])
    return GivenLine(
        pk=row.pk,
        title=row.topic.title,
        starts_at=row.starts_at,
        line=" \u00b7 ".join(filter(None, (say_hours(row.starts_at, row.ends_at), modes, where))),
        state=row.state,
        taken=sum(one.taken for one in fills),
        places=sum(one.places for one in fills),
        waiting=sum(one.waiting for one in fills),
        materials=tuple(materials),
    )
