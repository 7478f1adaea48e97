"""Who may decide about somebody's gates, listen to their call and write down their conversation."""

from __future__ import annotations

from academy.kit.refusals import Refused
from academy.people.access import can, people_led_by, standing_of
from academy.people.models import User
from academy.people.roles import Right
from courses.cohorts.models import Member

NOT_ALLOWED = "Only the starter's manager or a practice development lead can do this."
OWN = "This is about yourself, so somebody else decides it."


def check_decide(member: Member, by: User) -> None:
    """Refused unless the person is the starter's manager or a practice development lead."""
    if member.person_id == by.pk:
        raise Refused(OWN, code="own")
    if not can(by, "open_gate", member):
        raise Refused(NOT_ALLOWED, code="not_allowed")


def can_decide(member: Member, by: User) -> bool:
    """Whether `check_decide` lets them."""
    try:
        check_decide(member, by)
    except Refused:
        return False
    return True


def is_lead(by: User) -> bool:
    """Whether somebody is a practice development lead for the gates of the whole council."""
    return Right.OPEN_GATES in standing_of(by).rights


def leads(by: User, member: Member) -> bool:
    """Whether somebody leads the starter: their team, or their line."""
    return people_led_by(by).filter(person_id=member.person_id).exists()


def check_second(member: Member, first: User, by: User) -> None:
    """Refused unless the two are different people, one of them the manager and the other the lead."""
    check_decide(member, by)
    if first.pk == by.pk:
        raise Refused("You wrote this down. The second person agrees to it.", code="same_person")
    if not ((leads(by, member) and is_lead(first)) or (leads(first, member) and is_lead(by))):
        raise Refused(
            "One of the two is the starter's manager, and the other a practice development lead.", code="pair"
        )


def can_second(member: Member, first: User, by: User) -> bool:
    """Whether `check_second` lets them."""
    try:
        check_second(member, first, by)
    except Refused:
        return False
    return True
