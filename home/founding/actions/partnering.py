"""Partners in the demo: who looks after whose places, a code, requests that wait, and a young expert."""

from __future__ import annotations

import datetime
import uuid

from django.utils import timezone

from academy.partners.actions import (
    YoungExpert,
    ask_access,
    invite_colleague,
    join_with_code,
    make_code,
    make_coordinator,
    record_sponsorship,
)
from academy.partners.actions.places import Newcomer
from academy.partners.models import JoinCode
from academy.partners.queries.addresses import working_code
from academy.people.models import Affiliation, Council, Organisation, User
from home.founding.actions.cast import ago

SPACE = uuid.UUID("6f1d1a52-3f0e-4a55-8a3c-0d5f5c1c2026")
"""From which the keys of the demo's forms are made, so that two demos have the same codes."""
COORDINATED = {"school": 14, "early years": 4, "post-16": 3, "health": 2, "social care": 1}
COLLEAGUES = 4
"""People of the SENCO's school, the SENCO among them."""
INVITED = (("Bramble", "Ashfold"), ("Rowan", "Millward"), ("Tansy", "Fernley"))


def partner_through(*, council: Council, until: datetime.datetime) -> None:
    """Give organisations their coordinators and the SENCO's school a code, with which somebody came and two
    ask. Asked again, nothing changes."""
    if JoinCode.objects.filter(organisation__council=council).exists():
        return
    since = ago(until, 60, 9)
    senco, forum, admin = (
        _account(council, address)
        for address in (
            "senco@oakfield.example",
            "forum@alderwickparents.example",
            "admin@alderwick.example",
        )
    )
    school = _place(senco).organisation
    make_coordinator(place=_place(senco), by=admin, at=since)
    make_coordinator(place=_place(forum), by=admin, at=since)
    for sector, count in COORDINATED.items():
        _choose_coordinators(council, sector, count, admin, since)
    _fill(school, senco, ago(until, 50, 10))
    code = make_code(organisation=school, key=_key("code"), by=senco, at=ago(until, 40, 9))
    _join(school, code, ago(until, 30, 16))
    _ask(school, ("Merrin", "Hollowell"), "P01", ago(until, 2, 15))
    another = _without_coordinator(council)
    _ask(another, ("Corin", "Wetherby"), "P01", ago(until, 1, 11))
    today = timezone.localdate(until)
    expert = YoungExpert("Robin", today - datetime.timedelta(days=21), today + datetime.timedelta(days=240))
    record_sponsorship(sponsor=forum, expert=expert, key=_key("expert"), by=admin, at=until)


def _key(words: str) -> uuid.UUID:
    return uuid.uuid5(SPACE, words)


def _account(council: Council, address: str) -> User:
    return User.objects.get(council=council, emailaddress__email=address)


def _place(person: User) -> Affiliation:
    return person.affiliations.select_related("organisation__council", "person").earliest("pk")


def _choose_coordinators(council: Council, sector: str, count: int, by: User, at: datetime.datetime) -> None:
    """The first person of each of the first organisations of a kind that has two or more."""
    rows = Organisation.objects.filter(council=council, sector=sector).order_by("ref")
    chosen = 0
    for organisation in rows[: count * 4]:
        open_ones = Affiliation.objects.open_on(timezone.localdate(at)).filter(organisation=organisation)
        places = list(open_ones.select_related("person", "organisation__council").order_by("pk")[:2])
        if len(places) < 2 or any(place.coordinates for place in places):
            continue
        make_coordinator(place=places[0], by=by, at=at)
        chosen += 1
        if chosen == count:
            return


def _fill(school: Organisation, senco: User, at: datetime.datetime) -> None:
    """Invites colleagues until the school has as many as the tour tells of."""
    here = Affiliation.objects.open_on(timezone.localdate(at)).filter(organisation=school).count()
    for given, family in INVITED[: max(0, COLLEAGUES - here)]:
        invite_colleague(
            organisation=school,
            given_name=given,
            family_name=family,
            email=_address(school, given, family),
            role="P01",
            by=senco,
            at=at,
        )


def _address(organisation: Organisation, given: str, family: str) -> str:
    return f"{given}.{family}@{organisation.email_domain}".lower()


def _join(school: Organisation, code: str, at: datetime.datetime) -> None:
    """Somebody came with the code."""
    found, newcomer = (
        working_code(code),
        Newcomer("Sorrel", "Brightwater", _address(school, "sorrel", "brightwater"), "P01"),
    )
    if found is not None:
        join_with_code(code=found, newcomer=newcomer, at=at)


def _ask(organisation: Organisation, name: tuple[str, str], role: str, at: datetime.datetime) -> None:
    newcomer = Newcomer(*name, _address(organisation, *name), role)
    ask_access(organisation=organisation, newcomer=newcomer, at=at)


def _without_coordinator(council: Council) -> Organisation:
    """A school whose requests the academy answers."""
    rows = Organisation.objects.filter(council=council, sector="school")
    return rows.exclude(affiliations__coordinates=True).order_by("ref")[40]
