"""How much of somebody's plans one reader sees: all of their own, and of those they lead from a day on."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q
from django.utils import timezone

from academy.kit.refusals import Refused
from academy.people.access import can
from academy.people.models import Post, User
from academy.people.roles import ROLES, Right
from competencies.plans.models import PlanHandover
from competencies.plans.rules.leading import PostFacts, leads_since

LEADING = tuple(code for code, role in ROLES.items() if Right.LEAD_TEAM in role.rights)


@dataclass(frozen=True)
class Sight:
    """What the reader is to the person, and the first day whose plans they see; no day: everything."""

    side: str
    since: datetime.date | None = None

    @property
    def is_own(self) -> bool:
        """Whether the reader is the person."""
        return self.side == "person"

    def shows(self, day: datetime.date) -> bool:
        """Whether something of that day is seen."""
        return self.since is None or day >= self.since

    def rows(self, field: str) -> Q:
        """The same as a condition on a date field."""
        return Q() if self.since is None else Q(**{f"{field}__gte": self.since})


def sight_of(*, actor: User, person: User, on: datetime.date) -> Sight | None:
    """None for whoever neither is the person nor leads them on the day."""
    if actor.pk == person.pk:
        return Sight("person") if can(actor, "learn", person) else None
    if not can(actor, "supervise", person):
        return None
    if PlanHandover.objects.filter(person=person, to=actor).exists():
        return Sight("manager")
    posts = _posts([actor.pk, person.pk])
    since = leads_since(leader_id=actor.pk, leader=posts[actor.pk], person=posts[person.pk], on=on)
    return Sight("manager", since or on)


def check_side(*, person: User, day: datetime.date, by: User, at: datetime.datetime) -> str:
    """Which side `by` is on for something of that day: "person" or "manager". Raises Refused for others."""
    sight = sight_of(actor=by, person=person, on=timezone.localdate(at))
    if sight is None or not sight.shows(day):
        raise Refused("Only the person and whoever leads them may do this.", code="who")
    return sight.side


def _posts(people: Iterable[int]) -> dict[int, list[PostFacts]]:
    found: dict[int, list[PostFacts]] = defaultdict(list)
    rows = Post.objects.filter(person_id__in=[*people]).values_list(
        "person_id", "team_id", "manager_id", "role", "starts_on", "ends_on"
    )
    for person, team, manager, role, starts, ends in rows:
        found[person].append(PostFacts(team, manager, role in LEADING, starts, ends))
    return found


@dataclass(frozen=True)
class Leader:
    """Somebody who leads a person today: since when, and whether they were handed what is from before."""

    person: User
    since: datetime.date
    reads_all: bool


def leaders_of(*, person: User, on: datetime.date) -> list[Leader]:
    """Everybody who leads this person on a day, the one who has done so for longest first. Three queries."""
    own = Post.objects.open_on(on).filter(person=person)
    teams, managers = own.values("team_id"), own.exclude(manager=None).values("manager_id")
    found = (
        User.objects.filter(
            Q(pk__in=managers)
            | Q(
                pk__in=Post.objects.open_on(on)
                .filter(team_id__in=teams, role__in=LEADING)
                .values("person_id")
            ),
            council_id=person.council_id,
            is_active=True,
        )
        .exclude(pk=person.pk)
        .distinct()
    )
    rows = {row.pk: row for row in found}
    posts = _posts([person.pk, *rows])
    handed = set(PlanHandover.objects.filter(person=person, to__in=rows).values_list("to_id", flat=True))
    leaders = []
    for pk, row in rows.items():
        since = leads_since(leader_id=pk, leader=posts[pk], person=posts[person.pk], on=on)
        if since is not None and can(row, "supervise", person):
            leaders.append(Leader(row, since, pk in handed))
    return sorted(leaders, key=lambda one: (one.since, one.person.family_name, one.person.pk))
