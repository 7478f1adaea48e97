"""Demo accounts: real people of the loaded data who can be signed in as. Only ever under demo settings."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from allauth.account.models import EmailAddress
from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from academy.kit.refusals import Refused
from academy.people.backends import DEMO_ADDRESSES, DEMO_PASSWORD
from academy.people.models import Affiliation, Council, Post, User
from academy.record.actions import write

LONG_IN_POST = datetime.timedelta(days=730)
STAFF, GUESTS = "alderwick.example", {"senco": "P01", "therapist": "P08", "forum": "P13"}


@dataclass(frozen=True)
class _Team:
    """A manager with the three people who are shown working together."""

    manager: User
    starter: User
    coordinator: User
    senior: User


@transaction.atomic
def make_demo_accounts(*, council: Council, by: User | None, at: datetime.datetime) -> dict[str, User]:
    """Give each demo address to somebody of the loaded data, with the demo password.

    Asked again, nothing changes.

    The choice follows from the data alone: the team whose manager leads a new starter, a coordinator with two
    years of history and a senior coordinator directly. Refused outside demo settings.
    """
    if not settings.DEMO:
        raise Refused("Demo accounts are made under demo settings only.", code="not_demo")
    known = {
        row.email: row.user
        for row in EmailAddress.objects.filter(
            email__in=DEMO_ADDRESSES, user__council=council
        ).select_related("user")
    }
    if set(known) == set(DEMO_ADDRESSES) and all(user.has_usable_password() for user in known.values()):
        return known
    chosen = {
        **_choose_staff(council, timezone.localdate(at)),
        **_choose_guests(council, timezone.localdate(at)),
    }
    for address, person in chosen.items():
        _give(address, person, by=by, at=at)
    _appoint(chosen[f"admin@{STAFF}"], by=by, at=at)
    return chosen


def _in_post(council: Council, day: datetime.date, role: str) -> QuerySet[Post]:
    """Posts of a role held by people who are at work on the day, longest in service first."""
    away = Q(person__absences__starts_on__lte=day) & (
        Q(person__absences__ends_on__isnull=True) | Q(person__absences__ends_on__gte=day)
    )
    return (
        Post.objects.open_on(day)
        .filter(person__council=council, person__is_active=True, person__left_on__isnull=True, role=role)
        .exclude(pk__in=Post.objects.filter(away).values("pk"))
        .exclude(person__ref="")
        .select_related("person", "manager")
        .order_by("person__joined_on", "person__ref")
    )


def _choose_staff(council: Council, day: datetime.date) -> dict[str, User]:
    team = _choose_team(council, day)
    boss = _in_post(council, day, "R10").filter(person=team.manager).first()
    heads = [post.person for post in _in_post(council, day, "R12")]
    head = boss.manager if boss and boss.manager in heads else None
    quality = _in_post(council, day, "R13").first() or _in_post(council, day, "R14").first()
    people = {
        "starter": team.starter,
        "coordinator": team.coordinator,
        "senior": team.senior,
        "manager": team.manager,
        "pdl": _first(_in_post(council, day, "R15"), "R15"),
        "qa": quality.person if quality else _first(_in_post(council, day, "R14"), "R13"),
        "qamanager": _first(_in_post(council, day, "R14"), "R14"),
        "head": head or _first(_in_post(council, day, "R12"), "R12"),
        "admin": _first(_in_post(council, day, "R17"), "R17"),
        "tribunal": _first(_in_post(council, day, "R07"), "R07"),
    }
    return {f"{name}@{STAFF}": person for name, person in people.items()}


def _first(posts: QuerySet[Post], role: str) -> User:
    post = posts.first()
    if post is None:
        raise Refused(f"Nobody in post holds the role {role}. Bring in the staff first.", code="no_people")
    return post.person


def _choose_team(council: Council, day: datetime.date) -> _Team:
    """The first manager by staff number who leads all three directly, or else all but the starter."""
    starters = list(_in_post(council, day, "R01"))
    newest = max((post.starts_on for post in starters), default=day)
    coordinators = list(_in_post(council, day, "R02").filter(person__joined_on__lte=newest - LONG_IN_POST))
    seniors = list(_in_post(council, day, "R03"))
    managers = sorted(_in_post(council, day, "R10"), key=lambda post: post.person.ref)

    def of(posts: list[Post], manager: Post) -> list[User]:
        return [
            post.person
            for post in posts
            if post.manager_id == manager.person_id and post.team_id == manager.team_id
        ]

    for own_starter in (True, False):
        for manager in managers:
            begins = of(starters, manager) if own_starter else [post.person for post in starters]
            works, leads = of(coordinators, manager), of(seniors, manager)
            if begins and works and leads:
                return _Team(manager.person, begins[-1], works[-1], leads[0])
    raise Refused(
        "No team has a manager, a starter, a coordinator and a senior coordinator.", code="no_people"
    )


def _choose_guests(council: Council, day: datetime.date) -> dict[str, User]:
    people = {}
    for name, role in GUESTS.items():
        address = next(address for address in DEMO_ADDRESSES if address.startswith(f"{name}@"))
        place = address.partition("@")[2].partition(".")[0]
        held = (
            Affiliation.objects.filter(
                Q(ends_on__isnull=True) | Q(ends_on__gte=day), role=role, starts_on__lte=day
            )
            .filter(person__council=council, person__is_active=True)
            .select_related("person", "organisation")
            .order_by("person__ref")
        )
        row = held.filter(organisation__name__istartswith=place[:7]).first() or held.first()
        if row is None:
            raise Refused(f"No partner holds the role {role}. Bring in the partners first.", code="no_people")
        people[address] = row.person
    return people


def _give(address: str, person: User, *, by: User | None, at: datetime.datetime) -> None:
    """Adds the address as a second, verified one, and the password."""
    row, made = EmailAddress.objects.get_or_create(
        email=address, defaults={"user": person, "verified": True, "primary": False}
    )
    if not made and row.user_id != person.pk:
        row.user = person
        row.save(update_fields=["user"])
    if not person.check_password(DEMO_PASSWORD):
        person.set_password(DEMO_PASSWORD)
        person.save(update_fields=["password"])
        words = "Can be signed in as, in the demo"
        write(council=person.council_id, by=by, at=at, verb="demo", obj=person, about=person, words=words)


def _appoint(person: User, *, by: User | None, at: datetime.datetime) -> None:
    """Lets the person keep the list of staff, beside the post they hold."""
    own = person.posts.exclude(role="R23").latest("starts_on")
    _, made = Post.objects.get_or_create(
        person=person,
        role="R23",
        defaults={"team": own.team, "manager": own.manager, "starts_on": own.starts_on},
    )
    if made:
        words = "Keeps the list of staff as academy coordinator"
        write(council=person.council_id, by=by, at=at, verb="appoint", obj=person, about=person, words=words)
