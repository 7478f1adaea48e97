"""Whose levels somebody looks at: the people they lead, or a team of the council that they choose."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import cast

from academy.people.access import can, scope_of, standing_of, visible
from academy.people.grants import Scope
from academy.people.models import Post, Team, User
from academy.people.roles import ROLES
from home.team.rules.cells import time_words

KIND = "entrustment"
STARTER = "R01"
BESIDE = frozenset({"R16", "R23"})
"""Roles that somebody holds beside the post that says what they do."""
SHORT = {"R01": "Starter", "R02": "Coordinator", "R03": "Senior", "R10": "Manager", "R22": "Embedded"}


@dataclass(frozen=True)
class Staff:
    """One person in the matrix, with the post that counts on the day."""

    pk: int
    ref: str
    name: str
    role: str
    team_id: int
    team: str
    weeks: int

    @property
    def role_words(self) -> str:
        """The role as a team says it."""
        return SHORT.get(self.role, ROLES[self.role].title)

    @property
    def about(self) -> str:
        """Senior, 6 years"""
        return f"{self.role_words}, {time_words(self.weeks)}"


def sees_names(actor: User) -> bool:
    """Whether the actor sees anybody's levels by name besides their own."""
    return scope_of(actor, KIND) > Scope.OWN


def sees_all_teams(actor: User) -> bool:
    """Whether the actor may choose any team of the council: by name, or in numbers alone."""
    return scope_of(actor, KIND) is Scope.COUNCIL or (can(actor, "see_levels") and not sees_names(actor))


def team_for(*, actor: User, pk: int) -> Team | None:
    """A team whose people the actor may see by name; None for any other."""
    team = visible(actor, Team).filter(pk=pk).first() if sees_names(actor) else None
    if team is None or scope_of(actor, KIND) is Scope.COUNCIL or team.pk in standing_of(actor).led_teams:
        return team
    return None


def people_of(*, actor: User, team: Team | None, on: datetime.date) -> list[Staff]:
    """Those whom the actor may see today and who were in post on the day, by role and time in post.

    Without a team: everybody the actor leads. Never the actor. One query.
    """
    people = visible(actor, User, kind=KIND).exclude(pk=actor.pk).filter(is_active=True)
    posts = Post.objects.open_on(on).filter(person__in=people)
    return _staff(posts.filter(team=team) if team else posts, on)


def people_in_post(*, council_id: int, team: Team | None = None, on: datetime.date) -> list[Staff]:
    """Everybody in post on the day. For counts and for the command line: nobody's rights are asked."""
    posts = Post.objects.open_on(on).filter(person__council_id=council_id, person__is_active=True)
    return _staff(posts.filter(team=team) if team else posts, on)


Row = tuple[int, str, str, str, str, int, str, datetime.date]


def _staff(posts: object, on: datetime.date) -> list[Staff]:
    rows = posts.order_by("starts_on", "pk").values_list(  # type: ignore[attr-defined]
        "person_id", "person__ref", "person__given_name", "person__family_name", "role", "team_id",
        "team__name", "starts_on",
    )  # fmt: skip
    found: dict[int, Staff] = {}
    for pk, ref, given, family, role, team_id, team, starts_on in cast("Iterable[Row]", rows):
        known = found.get(pk)
        if known is None or (known.role in BESIDE and role not in BESIDE):
            weeks = (on - starts_on).days // 7
            found[pk] = Staff(pk, ref, f"{given} {family}".strip(), role, team_id, team, weeks)
    return sorted(found.values(), key=lambda one: (one.role == STARTER, -one.weeks, one.name))
