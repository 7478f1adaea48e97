"""Which organisations, people and requests somebody may look at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from academy.partners.models import AccessRequest
from academy.people.access import has_standing, standing_of, visible
from academy.people.models import Affiliation, Organisation, User


def organisations(*, actor: User, words: str = "", waiting: bool = False) -> QuerySet[Organisation]:
    """The council's organisations by name, with how many people each has, how many of them look after it and
    how many requests wait. `words` are looked for in the name, the reference and the endings of addresses."""
    today = timezone.localdate()
    held = Q(affiliations__starts_on__lte=today) & (
        Q(affiliations__ends_on__isnull=True) | Q(affiliations__ends_on__gte=today)
    )
    asked = Count("access_requests", filter=Q(access_requests__state="waiting"), distinct=True)
    rows = visible(actor, Organisation).annotate(
        people=Count("affiliations__person", filter=held, distinct=True),
        coordinators=Count(
            "affiliations__person", filter=held & Q(affiliations__coordinates=True), distinct=True
        ),
        asked=asked,
    )
    for word in words.split()[:4]:
        rows = rows.filter(
            Q(name__icontains=word)
            | Q(ref__iexact=word)
            | Q(email_domain__icontains=word)
            | Q(pk__in=Organisation.objects.filter(domains__name__icontains=word).values("pk"))
        )
    if waiting:
        rows = rows.filter(asked__gt=0)
    return rows.order_by("name", "pk")


@dataclass(frozen=True)
class OrganisationLine:
    """One organisation in the list."""

    pk: int
    name: str
    sector: str
    domain: str
    people: int
    coordinators: int
    asked: int


def organisation_lines(rows: Sequence[Organisation]) -> list[OrganisationLine]:
    """The rows of `organisations` as facts."""
    return [
        OrganisationLine(
            row.pk,
            row.name,
            row.sector,
            row.email_domain,
            row.people,  # type: ignore[attr-defined]
            row.coordinators,  # type: ignore[attr-defined]
            row.asked,  # type: ignore[attr-defined]
        )
        for row in rows
    ]


def looked_after(*, actor: User) -> QuerySet[Organisation]:
    """The organisations that a partner's coordinator looks after, by name."""
    coordinated = standing_of(actor).coordinated
    rows = Organisation.objects.filter(pk__in=coordinated, council=actor.council_id)
    return rows.select_related("council").order_by("name", "pk")


def organisation_for(*, actor: User, pk: int, as_coordinator: bool) -> Organisation | None:
    """One organisation, for its coordinators or for those who keep the list of people."""
    rows = looked_after(actor=actor) if as_coordinator else visible(actor, Organisation)
    return rows.select_related("council").filter(pk=pk).first()


def left_with(*, actor: User, organisation: Organisation, as_coordinator: bool) -> str:
    """Where somebody may go after they changed who looks after an organisation, themselves perhaps: `here`
    again, `elsewhere`, or `out` when nothing is left to sign in for."""
    now = User.objects.get(pk=actor.pk)
    if not has_standing(now):
        return "out"
    found = organisation_for(actor=now, pk=organisation.pk, as_coordinator=as_coordinator)
    return "elsewhere" if found is None else "here"


def place_for(*, actor: User, organisation: Organisation, pk: int) -> Affiliation | None:
    """The place of one of the organisation's people. The organisation has been looked up for the actor."""
    rows = visible(actor, Affiliation).select_related("person", "organisation__council")
    return rows.filter(pk=pk, organisation=organisation).first()


def request_for(*, organisation: Organisation, pk: int) -> AccessRequest | None:
    """One request that waits. The organisation has been looked up for the actor."""
    rows = AccessRequest.objects.select_related("organisation__council")
    return rows.filter(pk=pk, organisation=organisation, state="waiting").first()
