"""What the page of an organisation shows: plain facts with names, never rows."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.utils import timezone

from academy.partners.models import AccessRequest, JoinCode, Joining
from academy.partners.queries.addresses import domains_of
from academy.partners.registry import places_coming
from academy.partners.rules.looking_after import keeps_list
from academy.partners.rules.roles import roles_in
from academy.people.access import visible
from academy.people.models import Affiliation, Organisation, User
from academy.people.roles import ROLES

MOST_JOININGS = 10


@dataclass(frozen=True)
class PersonLine:
    """Somebody with a place in an organisation. `pk` is that of the place; `coming` counts booked places."""

    pk: int
    name: str
    email: str
    role: str
    since: datetime.date
    until: datetime.date | None
    coordinates: bool
    has_signed_in: bool
    coming: int


@dataclass(frozen=True)
class RequestLine:
    """Somebody who asks for an account."""

    pk: int
    name: str
    email: str
    role: str
    asked_at: datetime.datetime


@dataclass(frozen=True)
class CodeFacts:
    """The code that works, if any, and who has come in with this one and those before."""

    made_at: datetime.datetime | None
    made_by: str
    joined: int
    latest: tuple[tuple[str, datetime.datetime], ...]
    possible: bool


@dataclass(frozen=True)
class OrganisationPage:
    """All that the page of an organisation shows."""

    pk: int
    name: str
    sector: str
    council: str
    domains: tuple[str, ...]
    people: tuple[PersonLine, ...]
    left: int
    requests: tuple[RequestLine, ...]
    code: CodeFacts
    coordinators: int
    coming: int
    wide: bool


def organisation_page(*, actor: User, organisation: Organisation, at: datetime.datetime) -> OrganisationPage:
    """The page of an organisation that has been looked up for the actor: a constant number of queries."""
    today = timezone.localdate(at)
    places = visible(actor, Affiliation).filter(organisation=organisation)
    held = list(
        places.open_on(today)  # type: ignore[attr-defined]
        .select_related("person")
        .order_by("person__family_name", "person__given_name", "pk")
    )
    ids = [place.person_id for place in held]
    coming = places_coming(organisation_id=organisation.pk, person_ids=ids, at=at)
    people = tuple(_person(place, coming.get(place.person_id, 0)) for place in held)
    domains = domains_of(organisation)
    return OrganisationPage(
        pk=organisation.pk,
        name=organisation.name,
        sector=organisation.sector,
        council=organisation.council.name,
        domains=domains,
        people=people,
        left=places.filter(ends_on__lt=today).values("person").distinct().count(),
        requests=_requests(organisation),
        code=_code(organisation, possible=bool(domains and roles_in(organisation.sector))),
        coordinators=len({place.person_id for place in held if place.coordinates}),
        coming=sum(coming.values()),
        wide=keeps_list(actor, organisation),
    )


def _person(place: Affiliation, coming: int) -> PersonLine:
    person = place.person
    return PersonLine(
        pk=place.pk,
        name=person.get_full_name(),
        email=person.email,
        role=ROLES[place.role].title,
        since=place.starts_on,
        until=place.ends_on,
        coordinates=place.coordinates,
        has_signed_in=person.last_login is not None,
        coming=coming,
    )


def _requests(organisation: Organisation) -> tuple[RequestLine, ...]:
    rows = AccessRequest.objects.filter(organisation=organisation, state="waiting")
    return tuple(
        RequestLine(
            row.pk, f"{row.given_name} {row.family_name}", row.email, ROLES[row.role].title, row.asked_at
        )
        for row in rows
    )


def _code(organisation: Organisation, *, possible: bool) -> CodeFacts:
    """Names of who joined are shown for the newest few: whoever looks after the organisation knows them."""
    code = (
        JoinCode.objects.filter(organisation=organisation, ended_at__isnull=True)
        .select_related("made_by")
        .first()
    )
    joined = Joining.objects.filter(code__organisation=organisation)
    latest = joined.select_related("person").order_by("-at", "-pk")[:MOST_JOININGS]
    return CodeFacts(
        made_at=code.made_at if code else None,
        made_by=code.made_by.get_full_name() if code and code.made_by else "",
        joined=joined.count(),
        latest=tuple((row.person.get_full_name(), row.at) for row in latest),
        possible=possible,
    )


@dataclass(frozen=True)
class Ending:
    """What ending somebody's place means, for the page that asks first."""

    name: str
    organisation: str
    role: str
    coming: int
    coordinates: bool


def ending(*, place: Affiliation, at: datetime.datetime) -> Ending:
    """The facts about a place that has been looked up for the actor."""
    person = place.person
    coming = places_coming(organisation_id=place.organisation_id, person_ids=[person.pk], at=at)
    return Ending(
        name=person.get_full_name(),
        organisation=place.organisation.name,
        role=ROLES[place.role].title,
        coming=coming.get(person.pk, 0),
        coordinates=place.coordinates,
    )
