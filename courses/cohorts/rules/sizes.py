"""How many people a cohort has, in each of its two modes. Pure."""

from __future__ import annotations

from academy.kit.refusals import Refused
from academy.kit.words import plural

SMALL, FULL = "small", "full"
SIZES = {SMALL: (3, 8), FULL: (9, 20)}
"""The fewest and the most members of each mode."""


def check_room(*, mode: str, members: int, name: str) -> None:
    """Refuses one more than the mode allows."""
    most = SIZES[mode][1]
    if members < most:
        return
    if mode == SMALL:
        raise Refused(
            f"{name} is small and has {most} people already. Make it a full cohort, or choose another.",
            code="full",
        )
    raise Refused(f"{name} has {most} people already. Choose another cohort or make a new one.", code="full")


def check_mode(*, mode: str, members: int) -> None:
    """Refuses a small cohort for more people than it holds."""
    most = SIZES[mode][1]
    if members > most:
        raise Refused(
            f"It has {plural(members, 'person', 'people')}, and a {mode} cohort has {most} at most.",
            code="mode",
        )


def check_sharing(*, modes: list[str]) -> None:
    """Refuses to share a session between full cohorts: they have their own."""
    if len(modes) > 1 and SMALL not in modes:
        raise Refused(
            "Full cohorts have their own live sessions. Share a session where one of the cohorts is small.",
            code="sharing",
        )


def size_words(*, mode: str, members: int) -> str:
    """What to think about while the number does not fit the mode; empty while it does."""
    fewest, most = SIZES[mode]
    if fewest <= members <= most:
        return ""
    if mode == FULL and members >= SIZES[SMALL][0]:
        return f"A full cohort has {fewest} to {most} people. With {members}, think of making it a small one."
    return f"A {mode} cohort has {fewest} to {most} people; this one has {members} so far."
