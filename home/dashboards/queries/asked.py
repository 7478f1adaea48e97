"""What is asked of somebody on /me/ besides what the audit rules ask, with every reason once."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

from academy.people.models import User
from courses.requirements.queries.asked import asked_of
from courses.requirements.rules.merging import RULE, Asked, Because


@dataclass(frozen=True)
class AskedWeek:
    """`others`: what no audit rule asks, without the weeks of a cohort, which have a place of their own.
    `also`: who else asks for what an audit rule asks, by code of the module."""

    others: tuple[Asked, ...]
    also: Mapping[str, tuple[Because, ...]]

    @property
    def minutes(self) -> int:
        """How long the others take together, as far as that is known."""
        return sum(one.minutes for one in self.others)

    @property
    def next_due(self) -> datetime.date | None:
        """The nearest date among the others."""
        return min((one.due_on for one in self.others), default=None)


def asked_week(*, actor: User, today: datetime.date) -> AskedWeek:
    """The one list, laid beside what /me/ shows of the audit rules anyway: a constant number of queries."""
    rows = asked_of(actor, today, weeks=False)
    return AskedWeek(
        others=tuple(row for row in rows if RULE not in row.sources),
        also={
            row.code: tuple(why for why in row.reasons if why.source != RULE)
            for row in rows
            if RULE in row.sources and len(row.sources) > 1
        },
    )
