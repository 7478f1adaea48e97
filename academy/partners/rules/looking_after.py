"""Who may change what about an organisation's people."""

from __future__ import annotations

from academy.kit.refusals import Refused
from academy.people.access import can, standing_of
from academy.people.models import Organisation, User

LAST = "Nobody else looks after this organisation. Choose another coordinator first."
OTHERS = "Only the coordinators of this organisation and the academy may do this."


def keeps_list(by: User | None, organisation: Organisation) -> bool:
    """Whether they keep the council's list of people. None is the command line."""
    return by is None or can(by, "manage_people", organisation)


def looks_after(by: User | None, organisation: Organisation) -> bool:
    """Whether they coordinate this organisation, or keep the council's list of people."""
    if by is None or keeps_list(by, organisation):
        return True
    return can(by, "coordinate_people") and organisation.pk in standing_of(by).coordinated


def check_looks_after(*, organisation: Organisation, by: User | None) -> None:
    """Refuses everybody who does not look after this organisation."""
    if not looks_after(by, organisation):
        raise Refused(OTHERS, code="not_allowed")


def check_keeps_list(*, organisation: Organisation, by: User | None) -> None:
    """Refuses everybody who does not keep the council's list of people."""
    if not keeps_list(by, organisation):
        raise Refused("Only people who keep the list of people may do this.", code="not_allowed")
