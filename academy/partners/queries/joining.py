"""What somebody at an address may have. Asked for addresses that a code in the mailbox has checked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from academy.partners.models import JoinCode
from academy.partners.queries.addresses import domains_of, organisations_at, working_code
from academy.partners.rules.addresses import fits
from academy.partners.rules.roles import role_choices
from academy.people.access import has_standing
from academy.people.models import Organisation, User


@dataclass(frozen=True)
class Offer:
    """Where somebody may join (with `code`) or ask (without), and in which roles. Nowhere: no rows."""

    code: JoinCode | None
    rows: tuple[Organisation, ...]

    @property
    def joins(self) -> bool:
        """Whether an account is made at once."""
        return self.code is not None

    @property
    def organisations(self) -> list[tuple[int, str]]:
        """For a form."""
        return [(row.pk, row.name) for row in self.rows]

    @property
    def roles(self) -> list[tuple[str, str]]:
        """The roles of all of them together, for a form."""
        return list(dict.fromkeys(pair for row in self.rows for pair in role_choices(row.sector)))

    def organisation(self, pk: int) -> Organisation:
        """One of them."""
        return next(row for row in self.rows if row.pk == pk)


def is_known(*, email: str) -> bool:
    """Whether somebody can sign in with this address today."""
    people = User.objects.filter(email__iexact=email) | User.objects.filter(emailaddress__email__iexact=email)
    return any(has_standing(person) for person in people.distinct())


def offer_for(*, email: str, code: str) -> Offer:
    """A code joins only where the address is its organisation's and nobody has it; else one may ask."""
    found = working_code(code)
    new = not User.objects.filter(email__iexact=email).exists()
    if found is not None and new and fits(email, domains_of(found.organisation)):
        return Offer(found, (found.organisation,))
    return Offer(None, tuple(_that_take_requests(organisations_at(email))))


def _that_take_requests(rows: Sequence[Organisation]) -> list[Organisation]:
    return [row for row in rows if role_choices(row.sector)]
