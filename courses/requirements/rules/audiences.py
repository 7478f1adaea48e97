"""The audiences of the matrix: which role belongs to which group."""

from __future__ import annotations

from academy.people.roles import ROLES

LEADERS, MANAGERS, STAFF, OTHERS = "L", "M", "S", "O"
GROUPS: dict[str, tuple[str, ...]] = {
    LEADERS: ("R12",),
    MANAGERS: ("R09", "R10", "R11", "R14", "R15"),
    STAFF: (
        "R01", "R02", "R03", "R04", "R05", "R06", "R07", "R08", "R13", "R16", "R17", "R18", "R19", "R20",
        "R21", "R22", "R23",
    ),
    OTHERS: ("P05", "P06", "P07", "P08", "P09", "P10", "P11", "P12", "P18"),
}  # fmt: skip
"""Roles by group. Roles that are missing are partners outside the matrix."""
GROUP_OF = {role: group for group, roles in GROUPS.items() for role in roles}


def roles_in(group: str, roles: tuple[str, ...] = ()) -> tuple[str, ...]:
    """The roles that a cell of the matrix is for: those it names, or else its whole group."""
    return tuple(role for role in GROUPS[group] if not roles or role in roles)


def titles_of(roles: tuple[str, ...]) -> list[str]:
    """What these roles are called."""
    return [ROLES[role].title for role in roles]
