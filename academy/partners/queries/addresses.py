"""Which organisations an address belongs to. For actions and the way in; nothing here is shown as it is."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Q

from academy.partners.models import Domain, JoinCode
from academy.partners.rules.addresses import domain_of, is_free_mail
from academy.partners.tokens import hash_of
from academy.people.models import Organisation


def domains_of(organisation: Organisation) -> tuple[str, ...]:
    """The endings of addresses that are this organisation's, the one of the list first."""
    first = (organisation.email_domain.lower(),) if organisation.email_domain else ()
    more = Domain.objects.filter(organisation=organisation).values_list("name", flat=True)
    return tuple(dict.fromkeys([*first, *more]))


def organisations_at(email: str) -> Sequence[Organisation]:
    """The organisations whose addresses end like this one; none for an ending that anybody can have."""
    domain = domain_of(email)
    if not domain or is_free_mail(domain):
        return []
    rows = Organisation.objects.filter(Q(email_domain__iexact=domain) | Q(domains__name=domain))
    return list(rows.select_related("council").distinct().order_by("name", "pk"))


def working_code(code: str) -> JoinCode | None:
    """The code that somebody typed, if it works today."""
    rows = JoinCode.objects.select_related("organisation__council")
    return rows.filter(code_hash=hash_of(code), ended_at__isnull=True).first() if code.strip() else None
