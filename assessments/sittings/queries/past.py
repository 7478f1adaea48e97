"""What somebody has done with a paper so far."""

from __future__ import annotations

from collections.abc import Iterable

from academy.people.models import User
from assessments.sittings.models import Paper, Sitting
from assessments.sittings.rules import Past

ENDED = ("handed_in", "marked")


def past_of(*, person: User, paper: Paper) -> Past:
    """Sittings of one paper by one person."""
    return past_from(Sitting.objects.filter(person=person, paper=paper))


def past_from(sittings: Iterable[Sitting]) -> Past:
    """The same from rows that were read already."""
    rows = list(sittings)
    ends = [one.handed_in_at for one in rows if one.handed_in_at is not None]
    return Past(
        sittings=max((one.number for one in rows), default=0),
        ended_at=max(ends, default=None),
        passed=any(one.passed for one in rows),
    )


def open_sitting_of(*, person: User, paper: Paper) -> Sitting | None:
    """The sitting of this paper that the person has begun and not handed in."""
    return Sitting.objects.filter(person=person, paper=paper, state="open").first()
