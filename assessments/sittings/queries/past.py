"""What somebody has done with a paper so far, and with one item of it."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from django.utils import timezone

from academy.people.models import User
from assessments.questions.kinds import Marked
from assessments.sittings.marking import MarkedSlot, near_points
from assessments.sittings.models import ExtraTime, Paper, Sitting, SittingSlot
from assessments.sittings.rules import Past


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


def passed_by(sitting: Sitting) -> bool:
    """Whether its person has passed its paper, in this sitting or another."""
    return Sitting.objects.filter(person=sitting.person_id, paper=sitting.paper_id, passed=True).exists()


def open_sitting_of(*, person: User, paper: Paper) -> Sitting | None:
    """The sitting of this paper that the person has begun and not handed in."""
    return Sitting.objects.filter(person=person, paper=paper, state="open").first()


def marked_slot(slot: SittingSlot, *, near: bool = False) -> MarkedSlot:
    """A marked answer as the result needs it; `near`: what got half of its points counts in full."""
    marked = Marked.from_row(slot.marked)
    points = near_points(marked) if near else slot.points
    right = not marked.nevers and slot.of > 0 and points >= slot.of
    return MarkedSlot(points, slot.of, right, slot.never, marked.nevers, slot.worth)


def extra_per_cent(*, person_id: int, at: datetime.datetime) -> int:
    """The extra time that somebody has on the day, in per cent."""
    return max((row.per_cent for row in _arrangements(person_id, timezone.localdate(at))), default=0)


def _arrangements(person_id: int, day: datetime.date) -> list[ExtraTime]:
    rows = ExtraTime.objects.filter(person_id=person_id, starts_on__lte=day)
    return [row for row in rows if row.ends_on is None or row.ends_on >= day]
