"""Writers whose next plans are to be looked at: what the loop asked of the sample."""

from __future__ import annotations

import datetime
from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Count, F, Q, QuerySet

from academy.people.access import visible
from academy.people.models import Team, User
from assessments.auditing.models import Allocation
from assessments.audits.models import Reaudit

COUNTS = ("random", "starter", "quarterly", "reaudit", "campaign", "panel", "setting")
"""Looks that become an audit of the writer: a second look and a plan with agreed grades never do."""
OPEN = ("asked", "started")


@dataclass(frozen=True)
class Wish:
    """A writer whose next plans are to be looked at. Never says on what, or why."""

    writer: User
    team: str
    plans: int
    looked_at: int
    waiting: int
    asked_on: datetime.date
    until: datetime.date

    @property
    def left(self) -> int:
        """Plans still to pick: those looked at, and those that are with an auditor, are taken off."""
        return max(0, self.plans - self.looked_at - self.waiting)


def wishes_of(*, actor: User, today: datetime.date) -> list[Wish]:
    """Writers whose next plans go into the sample, the soonest end first. Three queries."""
    return _wishes(visible(actor, Reaudit), today, besides=None)


def wishes_in(*, council_id: int, today: datetime.date, besides: int | None = None) -> list[Wish]:
    """The same for a draw. `besides`: the sample whose own plans do not count: it is drawn again."""
    return _wishes(Reaudit.objects.filter(writer__council_id=council_id), today, besides=besides)


def _wishes(rows: QuerySet[Reaudit], today: datetime.date, *, besides: int | None) -> list[Wish]:
    audits = "writer__audits_of_plans"
    counts = Q(
        **{
            f"{audits}__is_current": True,
            f"{audits}__audited_on__gt": F("asked_on"),
            f"{audits}__audited_on__lte": F("until"),
        }
    )
    if besides is not None:
        counts &= Q(**{f"{audits}__allocation": None}) | ~Q(**{f"{audits}__allocation__sample_id": besides})
    found: dict[int, list[Reaudit]] = defaultdict(list)
    open_ones = rows.filter(closed_on=None, until__gte=today).select_related("writer")
    for one in open_ones.annotate(looked_at=Count(audits, filter=counts, distinct=True)).order_by(
        "until", "pk"
    ):
        found[one.writer_id].append(one)
    teams = dict(
        Team.objects.filter(posts__person_id__in=found, posts__ends_on=None).values_list(
            "posts__person_id", "name"
        )
    )
    waiting = _with_auditors(list(found), besides)
    wishes = [
        Wish(
            writer=some[0].writer,
            team=teams.get(writer_id, ""),
            plans=max(one.plans for one in some),
            looked_at=min(one.looked_at for one in some),  # type: ignore[attr-defined]
            waiting=sum(day > max(one.asked_on for one in some) for day in waiting[writer_id]),
            asked_on=max(one.asked_on for one in some),
            until=max(one.until for one in some),
        )
        for writer_id, some in found.items()
    ]
    return [wish for wish in wishes if wish.left]


def _with_auditors(writers: list[int], besides: int | None) -> dict[int, list[datetime.date]]:
    """By writer, the days of issue of plans that an auditor has and that will count."""
    rows = Allocation.objects.filter(plan__writer__in=writers, state__in=OPEN, why__in=COUNTS)
    if besides is not None:
        rows = rows.exclude(sample_id=besides)
    found: dict[int, list[datetime.date]] = defaultdict(list)
    for writer_id, day in rows.values_list("plan__writer_id", "plan__issued_on").order_by("pk"):
        found[writer_id].append(day)
    return found
