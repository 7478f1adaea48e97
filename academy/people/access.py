"""The one place that decides who may see and do what.

Models state how their rows reach a council and a person (`reach`). Here stands, for every kind of
information and every act, which right carries how far: to oneself, to the people one leads, or to the
whole council. Views, exports, e-mails and counts all ask `visible` or `can`.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db import connection
from django.db.models import Model, Q, QuerySet
from django.utils import timezone

from academy.people.grants import DOES, SEES, Scope
from academy.people.models import Affiliation, Post, User
from academy.people.roles import ROLES, Right

M = TypeVar("M", bound=Model)


@dataclass(frozen=True)
class Standing:
    """What somebody holds today: read once a request, never kept in the session."""

    council_id: int
    roles: tuple[str, ...]
    rights: frozenset[Right]
    teams: frozenset[int]
    led_teams: frozenset[int]
    place: str
    coordinated: frozenset[int] = frozenset()
    guests: tuple[tuple[str, int, bool], ...] = ()
    """Of a guest: role, organisation and whether they look after it, for each of their places."""

    @property
    def is_partner(self) -> bool:
        """A guest: holds partner rights and no council role."""
        return Right.PARTNER in self.rights and Right.LEARN not in self.rights


def standing_of(person: User, day: datetime.date | None = None) -> Standing:
    """The roles, rights and teams that `person` holds on `day` (today unless given); cached on them."""
    cached: Standing | None = getattr(person, "_standing", None)
    if cached is not None and day is None:
        return cached
    on = day or timezone.localdate()
    posts = _posts(person, on)
    guests = [] if posts else _affiliations(person, on)
    roles = tuple(role for role, *_ in posts or guests)
    coordinated = frozenset(organisation_id for _, _, organisation_id, leads in guests if leads)
    rights = {right for code in roles for right in ROLES[code].rights}
    if coordinated:
        rights.add(Right.COORDINATE)
    standing = Standing(
        council_id=person.council_id,
        roles=roles,
        rights=frozenset(rights),
        teams=frozenset(team_id for _, team_id, _ in posts),
        led_teams=frozenset(team_id for role, team_id, _ in posts if Right.LEAD_TEAM in ROLES[role].rights),
        place=posts[0][2] if posts else (guests[0][1] if guests else ""),
        coordinated=coordinated,
        guests=tuple((role, organisation_id, leads) for role, _, organisation_id, leads in guests),
    )
    if day is None:
        person._standing = standing  # type: ignore[attr-defined]
    return standing


POSTS = """
    SELECT post.role, post.team_id, team.name
    FROM academy_post post JOIN academy_team team ON team.id = post.team_id
    WHERE post.person_id = %s AND post.starts_on <= %s AND (post.ends_on IS NULL OR post.ends_on >= %s)
    ORDER BY post.starts_on, post.id
"""
"""The posts of one person that are open on a day, as `open_on` has it. In SQL by hand: it is asked with every
request, and the ORM takes three times as long to word it as the database to answer."""
AFFILIATIONS = """
    SELECT place.role, organisation.name, place.organisation_id, place.coordinates
    FROM academy_affiliation place
    JOIN academy_organisation organisation ON organisation.id = place.organisation_id
    WHERE place.person_id = %s AND place.starts_on <= %s AND (place.ends_on IS NULL OR place.ends_on >= %s)
    ORDER BY place.id
"""
"""The same of a guest's places."""


def _posts(person: User, on: datetime.date) -> list[tuple[str, int, str]]:
    """Role, team and its name of each post that somebody holds on a day."""
    with connection.cursor() as cursor:
        cursor.execute(POSTS, [person.pk, on.isoformat(), on.isoformat()])
        return cursor.fetchall()


def _affiliations(person: User, on: datetime.date) -> list[tuple[str, str, int, bool]]:
    """Role, organisation's name and id, and whether they look after it, of each place of a guest on a day."""
    with connection.cursor() as cursor:
        cursor.execute(AFFILIATIONS, [person.pk, on.isoformat(), on.isoformat()])
        return [
            (role, name, organisation_id, bool(leads))
            for role, name, organisation_id, leads in cursor.fetchall()
        ]


def has_standing(person: User) -> bool:
    """Whether the person may be signed in at all today: active, and holding a post or an affiliation."""
    return person.is_active and bool(standing_of(person).roles)


def _widest(standing: Standing, table: dict[Right, Scope]) -> Scope:
    return max((scope for right, scope in table.items() if right in standing.rights), default=Scope.NONE)


def people_led_by(actor: User) -> QuerySet[Any, int]:
    """Ids of those whom the actor leads today: open posts in their teams or under their line.

    For a partner who looks after an organisation: its people.
    """
    standing = standing_of(actor)
    if standing.coordinated:
        guests = Affiliation.objects.open_on(timezone.localdate())
        return guests.filter(organisation_id__in=standing.coordinated).values_list("person_id", flat=True)
    led = standing.led_teams
    return (
        Post.objects.open_on(timezone.localdate())
        .filter(Q(team_id__in=led) | Q(manager=actor), person__council_id=actor.council_id)
        .values_list("person_id", flat=True)
    )


def scope_of(actor: Any, kind: str) -> Scope:
    """How far the actor sees this kind of information."""
    if not getattr(actor, "is_authenticated", False):
        return Scope.NONE
    return _widest(standing_of(actor), SEES.get(kind, {}))


def visible(actor: Any, model: type[M], *, kind: str = "") -> QuerySet[M]:
    """The rows of `model` that the actor may see, and no others. Anonymous people see none.

    `kind` asks the same rows for another kind of information: whose results of those in a cohort, say.
    """
    reach = model.reach  # type: ignore[attr-defined]
    scope = scope_of(actor, kind or reach.kind)
    rows: QuerySet[M] = model._default_manager.all()
    if scope is Scope.NONE:
        return rows.none()
    if scope is Scope.OWN and reach.council == f"{reach.person}__council":
        return rows.filter(**{reach.person: actor.pk})  # one's own council is one's own: no join needed
    rows = rows.filter(**{reach.council: actor.council_id})
    if scope is Scope.COUNCIL:
        return rows
    if reach.person is None:
        return rows.none()
    own = Q(**{reach.person: actor.pk})
    return (
        rows.filter(own)
        if scope is Scope.OWN
        else rows.filter(own | Q(**{f"{reach.person}__in": people_led_by(actor)}))
    )


def can(actor: Any, action: str, obj: Model | None = None) -> bool:
    """Whether the actor may do `action`, to `obj` if one is given.

    Unknown actions are a programming error.
    """
    table = DOES[action]
    if not getattr(actor, "is_authenticated", False) or not actor.is_active:
        return False
    scope = _widest(standing_of(actor), table)
    if scope is Scope.NONE or obj is None:
        return scope is not Scope.NONE
    reach = obj.reach  # type: ignore[attr-defined]
    if _follow(obj, reach.council) != actor.council_id:
        return False
    if scope is Scope.COUNCIL:
        return True
    person = _follow(obj, reach.person) if reach.person else None
    if person is not None and person == actor.pk:
        return Scope.OWN in table.values()
    return (
        scope is Scope.TEAM and person is not None and people_led_by(actor).filter(person_id=person).exists()
    )


def _follow(obj: Model, path: str) -> Any:
    """The primary key at the end of a look-up path, without loading the last row."""
    *steps, last = path.split("__")
    for step in steps:
        obj = getattr(obj, step)
    return obj.pk if last == "pk" else getattr(obj, f"{last}_id")
