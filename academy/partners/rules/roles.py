"""Which partner roles people of an organisation have. Pure."""

from __future__ import annotations

from academy.people.roles import ROLES, Right

PARTNER_ROLES = tuple(code for code, role in ROLES.items() if Right.PARTNER in role.rights)
IN_SECTOR = {
    "school": ("P01", "P02"),
    "early years": ("P03",),
    "post-16": ("P04",),
    "education service": ("P05", "P06", "P18"),
    "health": ("P08", "P09", "P07"),
    "health commissioner": ("P12", "P07", "P10"),
    "social care": ("P10", "P11"),
    "parent carer forum": ("P13",),
    "advice service": ("P14",),
    "young experts": (),
    "youth justice": ("P18",),
}
"""Young experts never come in by a code: an adult brings them, or the academy invites them."""
BY_INVITATION = frozenset({"P15", "P16", "P17"})
"""Roles that only the academy gives."""
SPONSORS = frozenset({"P13", "P14"})
"""Partner roles whose holders may bring a young expert; so may everybody on the council's staff."""


def roles_in(sector: str) -> tuple[str, ...]:
    """The roles that fit an organisation, the usual one first. An unknown sector has all but a few."""
    usual = tuple(code for code in PARTNER_ROLES if code not in BY_INVITATION)
    return IN_SECTOR.get(sector.strip().lower(), usual)


def role_choices(sector: str, *, everything: bool = False) -> list[tuple[str, str]]:
    """Roles with their titles, for a form. `everything`: the academy may give any partner role."""
    fitting = roles_in(sector)
    more = tuple(code for code in PARTNER_ROLES if code not in fitting) if everything else ()
    return [(code, ROLES[code].title) for code in (*fitting, *more)]
