"""Who has a calendar of their own here."""

from __future__ import annotations

from academy.kit.refusals import Refused
from academy.people.access import can
from academy.people.models import User


def check_keeps(person: User) -> None:
    """Everybody who can book has one."""
    if not can(person, "book"):
        raise Refused("You have no sessions here, so there is no calendar.", code="not_allowed")
