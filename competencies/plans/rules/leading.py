"""Since when somebody has led a person, reckoned from the posts of the two. Pure.

The first day counts on which both held the posts that bring them together: a new manager begins with their
post, and a person who joins a team begins with theirs. Posts that follow each other without a day between
them are one stretch, so a promotion within the team takes nothing away.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

DAY = datetime.timedelta(days=1)


@dataclass(frozen=True)
class PostFacts:
    """A post as far as it matters here."""

    team_id: int
    manager_id: int | None
    leads: bool
    starts_on: datetime.date
    ends_on: datetime.date | None

    def is_open(self, on: datetime.date) -> bool:
        """Whether it is held on a day."""
        return self.starts_on <= on and (self.ends_on is None or self.ends_on >= on)


def leads_since(
    *, leader_id: int, leader: Iterable[PostFacts], person: Iterable[PostFacts], on: datetime.date
) -> datetime.date | None:
    """The first day of the unbroken time that leads up to `on`; None when they do not lead them on `on`."""
    theirs, own = [*leader], [*person]
    found = []
    for post in own:
        if not post.is_open(on):
            continue
        mates = [one for one in theirs if one.leads and one.team_id == post.team_id]
        found.append(_both(mates, [one for one in own if one.team_id == post.team_id], on))
        if post.manager_id == leader_id:
            found.append(_both(theirs, [one for one in own if one.manager_id == leader_id], on))
    return min((day for day in found if day is not None), default=None)


def _both(first: Iterable[PostFacts], second: Iterable[PostFacts], on: datetime.date) -> datetime.date | None:
    """Since when both stretches last; None when one of them does not reach `on`."""
    starts = (stretch_start(first, on), stretch_start(second, on))
    return None if None in starts else max(day for day in starts if day is not None)


def stretch_start(posts: Iterable[PostFacts], on: datetime.date) -> datetime.date | None:
    """The first day of the posts that lead up to a day without a gap."""
    rows = [*posts]
    start = min((post.starts_on for post in rows if post.is_open(on)), default=None)
    while start is not None:
        earlier = [
            post.starts_on
            for post in rows
            if post.starts_on < start and (post.ends_on is None or post.ends_on >= start - DAY)
        ]
        if not earlier:
            break
        start = min(earlier)
    return start
