"""Who may read a page of the hub."""

from __future__ import annotations

from typing import Any

from academy.people.access import can, scope_of
from academy.people.grants import Scope
from courses.library.models import REACH, OpenTo

PUBLIC = (OpenTo.PUBLIC.value,)
PARTNERS = (*PUBLIC, OpenTo.PARTNERS.value)
STAFF = (*PARTNERS, OpenTo.STAFF.value)


def levels_for(actor: Any) -> tuple[str, ...]:
    """The levels of `open_to` that somebody may read: everybody, partners, the council's own staff."""
    if scope_of(actor, REACH.kind) is Scope.NONE:
        return PUBLIC
    return STAFF if can(actor, "learn") else PARTNERS


def may_read(actor: Any, open_to: str) -> bool:
    """Whether somebody may read a page that is open to these people."""
    return open_to in levels_for(actor)
