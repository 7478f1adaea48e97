"""Who has read a page: names for those who may see them, counts for its owner and for heads of service."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.utils import timezone

from academy.people.access import can, people_led_by, scope_of
from academy.people.grants import Scope
from academy.people.models import Post, User
from courses.handbook.models import HandbookPage, PageRead
from courses.handbook.rules import Mark, asks_for, is_read


@dataclass(frozen=True)
class Reader:
    """One person in post and the newest version of the page that they have read; 0 for none."""

    name: str
    team: str
    read: int
    read_on: datetime.date | None
    state: str

    @property
    def words(self) -> str:
        """How far they are."""
        return {"done": "Read", "half": f"Read version {self.read}, asked again", "todo": "Not yet"}[
            self.state
        ]


@dataclass(frozen=True)
class Readers:
    """Counts over everybody whom the actor may ask about, and names where they may see names."""

    whose: str
    counts: dict[str, int]
    rows: tuple[Reader, ...]
    named: bool

    @property
    def people(self) -> int:
        """How many people this is about."""
        return sum(self.counts.values())

    @property
    def facts(self) -> list[tuple[str, str, str]]:
        """For the four figures at the top."""
        return [
            (str(self.counts["done"]), f"have read it, of {self.people}", "settled"),
            (str(self.counts["half"]), "read an earlier version and are asked again", "look"),
            (str(self.counts["todo"]), "have not read it yet", ""),
        ]


def may_see_readers(*, actor: User, page: HandbookPage) -> bool:
    """Its owner, and whoever may see who has learnt what."""
    return page.keeper_id == actor.pk or can(actor, "see_standing")


def readers_of(*, actor: User, page: HandbookPage) -> Readers | None:
    """Who has read this page, as far as the actor may know; None when they may not. Five queries."""
    if not may_see_readers(actor=actor, page=page):
        return None
    scope = scope_of(actor, PageRead.reach.kind)
    today = timezone.localdate()
    posts = Post.objects.open_on(today).filter(person__council_id=page.council_id, person__is_active=True)
    counted = can(actor, "see_standing") and scope is not Scope.TEAM or page.keeper_id == actor.pk
    seen = set(people_led_by(actor)) if scope is Scope.TEAM else set()
    if not counted:
        posts = posts.filter(person_id__in=seen)
    people = {
        pk: (f"{given} {family}", team)
        for pk, given, family, team in posts.order_by(
            "person__family_name", "person__given_name", "pk"
        ).values_list("person_id", "person__given_name", "person__family_name", "team__name")
    }
    best = _best(page)
    asked = asks_for(Mark(*row) for row in page.versions.values_list("number", "matters"))
    readers = {pk: _reader(name, team, best.get(pk), asked) for pk, (name, team) in people.items()}
    counts = {"done": 0, "half": 0, "todo": 0}
    for one in readers.values():
        counts[one.state] += 1
    shown = readers.keys() if scope is Scope.COUNCIL else readers.keys() & seen
    return Readers(
        whose="everybody in post" if counted else "your team",
        counts=counts,
        rows=tuple(one for pk, one in readers.items() if pk in shown),
        named=bool(shown),
    )


def _best(page: HandbookPage) -> dict[int, tuple[int, datetime.date]]:
    """The newest version that each person has read."""
    best: dict[int, tuple[int, datetime.date]] = {}
    rows = PageRead.objects.filter(version__page=page).values_list("person_id", "version__number", "on")
    for person, number, on in rows:
        best[person] = max((number, on), best.get(person, (0, on)))
    return best


def _reader(name: str, team: str, read: tuple[int, datetime.date] | None, asked: int) -> Reader:
    number = read[0] if read else 0
    state = "done" if is_read(asked=asked, read=number) else "half" if number else "todo"
    return Reader(name, team, number, read[1] if read else None, state)
