"""Who can be whose buddy. Pure: what is asked of the database comes in as facts."""

from __future__ import annotations

from dataclasses import dataclass

from academy.kit.refusals import Refused

MOST_STARTERS = 2


@dataclass(frozen=True)
class BuddyFacts:
    """What decides whether somebody can be the buddy of a starter on a day.

    `starters` counts the open starters they have besides this one.
    """

    name: str
    in_post: bool
    away: bool
    is_self: bool
    is_manager: bool
    learns: bool
    starters: int
    licensed: bool


def check_buddy(facts: BuddyFacts) -> None:
    """Refuses in words, with what to do next."""
    for holds, code, words in (
        (facts.is_self, "self", "Nobody can be their own buddy. Choose a colleague."),
        (not facts.in_post, "in_post", f"{facts.name} holds no post on that day. Choose somebody who does."),
        (
            facts.is_manager,
            "manager",
            f"{facts.name} is the manager of this starter. A buddy is somebody else.",
        ),
        (
            facts.learns,
            "learns",
            f"{facts.name} is in an induction too. Choose somebody who has finished theirs.",
        ),
        (
            not facts.licensed,
            "licence",
            f"{facts.name} does not hold the buddy licence. Choose somebody who does, or help them get it.",
        ),
        (
            facts.away,
            "away",
            f"{facts.name} is not at work on that day. Choose somebody who is there when it begins.",
        ),
        (
            facts.starters >= MOST_STARTERS,
            "capacity",
            f"{facts.name} has {MOST_STARTERS} starters already, and nobody has more at a time. "
            "Choose somebody else, or hand one over first.",
        ),
    ):
        if holds:
            raise Refused(words, code=code)
