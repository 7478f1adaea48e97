"""For whom a session is: the groups that partners and staff call themselves, and the roles in each."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from academy.people.roles import ROLES, Right


@dataclass(frozen=True)
class Audience:
    """A group that a session can be for. `words` is how its people would call themselves."""

    code: str
    words: str
    roles: frozenset[str]


def _audience(code: str, words: str, *roles: str) -> Audience:
    return Audience(code, words, frozenset(roles))


AUDIENCES: dict[str, Audience] = {
    one.code: one
    for one in (
        _audience("senco", "SENCO or inclusion lead", "P01"),
        _audience("leaders", "Headteacher or governor", "P02"),
        _audience("early_years", "Early years setting", "P03"),
        _audience("post16", "College or post-16", "P04"),
        _audience("psychology", "Educational psychologist or specialist teacher", "P05", "P06"),
        _audience("health", "Therapist or health", "P07", "P08", "P09", "P12"),
        _audience("social_care", "Social worker or early help", "P10", "P11"),
        _audience("families", "Parent, forum representative or young expert", "P13", "P14", "P15"),
        _audience("services", "Virtual school, youth justice or elective home education", "P18"),
        _audience(
            "staff",
            "SEND casework staff",
            *(code for code, role in ROLES.items() if Right.LEARN in role.rights),
        ),
    )
}
"""In the order in which a reader looks for themselves."""


def audiences_of(roles: Iterable[str]) -> frozenset[str]:
    """The audiences that people in these roles belong to."""
    held = frozenset(roles)
    return frozenset(code for code, one in AUDIENCES.items() if one.roles & held)


def is_for(audiences: Collection[str], roles: Iterable[str]) -> bool:
    """Whether something for these audiences is for people in these roles. None named means everybody."""
    return not audiences or not audiences_of(roles).isdisjoint(audiences)
