"""Who does what in the demo's assessing."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.db.models import Min
from django.utils import timezone

from academy.people.models import Council, Post, User

SITTERS = 42
"""So many of those who began last have sat papers."""
BEGINS = ("R01", "R02")


@dataclass(frozen=True)
class Cast:
    """The demo's accounts and their colleagues. `newest` began last, with the day on which they did."""

    council: Council
    starter: User
    coordinator: User
    senior: User
    manager: User
    qa: User
    pdl: User
    seniors: tuple[User, ...]
    managers: tuple[User, ...]
    newest: tuple[tuple[User, datetime.date], ...]
    team: tuple[User, ...]
    """The coordinators whom the demo's manager leads, without the starter."""

    @property
    def markers(self) -> tuple[User, ...]:
        """Those who mark, one after the other."""
        others = [one for one in self.managers if one.pk != self.manager.pk]
        return (self.senior, self.qa, self.manager, *self.seniors[:2], *others[:1], self.pdl)


def cast_of(*, council: Council, until: datetime.datetime) -> Cast:
    """The cast as it is on the day."""
    accounts = {
        name: User.objects.get(council=council, emailaddress__email=f"{name}@alderwick.example")
        for name in ("starter", "coordinator", "senior", "manager", "qa", "pdl")
    }
    known = {one.pk for one in accounts.values()}
    led = Post.objects.filter(manager=accounts["manager"], ends_on=None, role__in=BEGINS)
    team = [post.person for post in led.select_related("person").order_by("person__ref")]
    return Cast(
        council=council,
        **accounts,
        seniors=tuple(one for one in _in_post(council, "R03") if one.pk not in known),
        managers=tuple(_in_post(council, "R10")),
        newest=tuple(_newest(council, timezone.localdate(until), known)),
        team=tuple(one for one in team if one.is_active and one.pk != accounts["starter"].pk),
    )


def _in_post(council: Council, *roles: str) -> list[User]:
    people = User.objects.filter(
        council=council, is_active=True, left_on=None, posts__role__in=roles, posts__ends_on=None
    )
    return list(people.distinct().order_by("joined_on", "ref"))


def _newest(council: Council, today: datetime.date, known: set[int]) -> list[tuple[User, datetime.date]]:
    """Coordinators by the start of their first post, the last to begin first; nobody who has just begun."""
    people = {one.pk: one for one in _in_post(council, *BEGINS) if one.pk not in known}
    began = (
        Post.objects.filter(person__in=people).order_by().values("person_id").annotate(on=Min("starts_on"))
    )
    days = {row["person_id"]: row["on"] for row in began}
    found = [(people[pk], on) for pk, on in days.items() if on < today - datetime.timedelta(days=28)]
    return sorted(found, key=lambda row: (row[1], row[0].ref), reverse=True)[:SITTERS]


def moment(day: datetime.date, minutes: int = 0) -> datetime.datetime:
    """Nine in the morning of the working day on or before `day`, or so many minutes later."""
    while day.weekday() > 4:
        day -= datetime.timedelta(days=1)
    return at_nine(day, minutes)


def at_nine(day: datetime.date, minutes: int = 0) -> datetime.datetime:
    """Nine in the morning of this very day, or so many minutes later."""
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time(9))) + datetime.timedelta(
        minutes=minutes
    )


def ago(until: datetime.datetime, days: int, minutes: int = 0) -> datetime.datetime:
    """A moment at work so many days before."""
    return moment(timezone.localdate(until) - datetime.timedelta(days=days), minutes)
