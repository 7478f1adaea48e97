"""A cohort with a starter, a buddy, days away and a session, in both councils."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from courses.cohorts.models import BuddyMeeting, Member
from tests.factories.activities import ShadowingRecordFactory
from tests.factories.cohorts import (
    BuddyPairFactory,
    CohortFactory,
    LiveSessionFactory,
    MemberFactory,
    TimeAwayFactory,
)

BEFORE = "2026-01-05T10:00:00Z"


def _side(things: Any, whose: str) -> Any:
    return things.world.home if whose == "home" else things.world.second


def member_of(things: Any, whose: str) -> Member:
    """The starter of a council as a member, with all that belongs to it; made once."""
    side = _side(things, whose)
    held = Member.objects.filter(person=side.people["starter"]).first()
    if held is not None:
        return held
    cohort = CohortFactory(council=side.council)
    member: Member = MemberFactory(person=side.people["starter"], cohort=cohort)
    pair = BuddyPairFactory(member=member, buddy=side.people["senior"])
    BuddyMeeting.objects.create(pair=pair, starts_at=BEFORE)
    TimeAwayFactory(member=member)
    LiveSessionFactory(council=side.council).cohorts.add(cohort)
    ShadowingRecordFactory(person=member.person)
    return member


def _key(whose: str, find: Callable[[Member], Any]) -> Callable[[Any], dict[str, Any]]:
    return lambda things: {"pk": find(member_of(things, whose)).pk}


def _empty(whose: str) -> Callable[[Any], dict[str, Any]]:
    return lambda things: {"pk": CohortFactory(council=_side(things, whose).council, state="planned").pk}


def _nothing(things: Any) -> dict[str, Any]:
    member_of(things, "home")
    return {}


THINGS: dict[str, Callable[[Any], dict[str, Any]]] = {"place_of_starter": _nothing}
"""Things of the matrix by name."""
for _whose in ("home", "second"):
    THINGS |= {
        f"intake_of_{_whose}": _key(_whose, lambda member: member.cohort),
        f"empty_intake_of_{_whose}": _empty(_whose),
        f"member_of_{_whose}": _key(_whose, lambda member: member),
        f"away_of_{_whose}": _key(_whose, lambda member: member.times_away.get()),
        f"session_of_{_whose}": _key(_whose, lambda member: member.cohort.live_sessions.get()),
        f"pair_of_{_whose}": _key(_whose, lambda member: member.buddies.get()),
        f"meeting_of_{_whose}": _key(_whose, lambda member: member.buddies.get().meetings.get()),
        f"record_of_{_whose}": _key(_whose, lambda member: member.person.shadowing_records.get()),
    }
