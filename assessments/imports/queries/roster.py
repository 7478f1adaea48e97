"""Everybody who works or worked for a council, as the check needs them."""

from __future__ import annotations

import datetime
from collections import defaultdict
from dataclasses import dataclass, field

from academy.people.models import Council, Post, Team, User
from assessments.imports.checking.writers import Person, name_key


@dataclass
class Roster:
    """People by what files call them, and the team of each on any day."""

    people: tuple[Person, ...]
    ids: dict[str, int]
    teams: dict[str, int]
    stays: dict[int, list[tuple[datetime.date, datetime.date | None, int]]] = field(repr=False)

    @property
    def auditors(self) -> dict[str, str]:
        """Staff number by what a file calls an auditor: the number itself or an e-mail address."""
        by_email = {one.email.casefold(): one.ref for one in self.people if one.email and one.ref}
        return by_email | {ref: ref for ref in self.ids}

    def team_on(self, person_id: int | None, day: datetime.date, named: str = "") -> int | None:
        """The team the file names if we know it, else the writer's team on that day, else their last one."""
        known = self.teams.get(name_key(named)) if named else None
        if known is not None:
            return known
        stays = self.stays.get(person_id, []) if person_id is not None else []
        on_day = [team for start, end, team in stays if start <= day and (end is None or end >= day)]
        return on_day[-1] if on_day else (stays[-1][2] if stays else None)

    @property
    def names(self) -> list[str]:
        """Given and family names, for the personal-data gate: a named adult is personal too."""
        return [word for person in self.people for word in (person.given_name, person.family_name)]


def load_roster(*, council: Council) -> Roster:
    """The roster of a council, leavers included. Three queries."""
    stays: defaultdict[int, list[tuple[datetime.date, datetime.date | None, int]]] = defaultdict(list)
    last: dict[int, Post] = {}
    posts = Post.objects.filter(person__council=council).select_related("person", "team")
    for post in posts.order_by("person_id", "starts_on", "pk"):
        stays[post.person_id].append((post.starts_on, post.ends_on, post.team_id))
        last[post.person_id] = post
    people = tuple(
        Person(
            key=post.person_id,
            ref=post.person.ref,
            given_name=post.person.given_name,
            family_name=post.person.family_name,
            email=post.person.email,
            role=post.role,
            team=post.team.name,
            area=post.team.area,
            joined_on=post.person.joined_on,
            left_on=post.person.left_on,
        )
        for post in last.values()
    )
    refs = User.objects.filter(council=council).exclude(ref="").values_list("ref", "pk")
    teams = {
        name_key(name): pk for name, pk in Team.objects.filter(council=council).values_list("name", "pk")
    }
    return Roster(people=people, ids=dict(refs), teams=teams, stays=dict(stays))
