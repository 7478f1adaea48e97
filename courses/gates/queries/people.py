"""Whose gates somebody may see and decide, and one starter as their page shows them."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils import timezone

from academy.kit.words import weekday_date
from academy.people.access import can, visible
from academy.people.models import User
from courses.cohorts.models import Cohort, Member
from courses.cohorts.queries import membership_of
from courses.cohorts.states import OPEN
from courses.gates.models import GraduationConversation, NinetyDayCheck, ProtectedCaseload
from courses.gates.models.results import RESULT
from courses.gates.queries.panels import decider_of
from courses.gates.queries.standings import MemberStanding, standing_of, standings_of
from courses.gates.rules.gates import OPENED
from courses.gates.rules.permits import can_decide

SOON = datetime.timedelta(days=30)


def members_seen(actor: User) -> QuerySet[Member]:
    """The members whose results the actor may see. Whoever runs cohorts sees places, and no results."""
    return visible(actor, Member, kind=RESULT).select_related("person", "cohort")


def member_seen(*, actor: User, pk: int) -> Member | None:
    """One of them; None for anybody else's."""
    return members_seen(actor).filter(pk=pk).first()


@dataclass(frozen=True)
class StarterRow:
    """One starter on the list: the gate that is next, and what is missing."""

    standing: MemberStanding

    @property
    def member(self) -> Member:
        """Whose row it is."""
        return self.standing.member

    @property
    def gate_number(self) -> int | None:
        """The next gate."""
        gate = self.standing.next_gate
        return gate.gate.number if gate else None

    @property
    def ready(self) -> bool:
        """Whether a person may open the next gate now."""
        return self.standing.ready_for is not None

    @property
    def missing(self) -> tuple[str, ...]:
        """What the next gate still needs."""
        gate = self.standing.next_gate
        return gate.missing if gate else ()

    @property
    def due_on(self) -> datetime.date | None:
        """The day of the next gate."""
        gate = self.standing.next_gate
        return gate.due_on if gate else None

    @property
    def late(self) -> bool:
        """Whether that day has passed."""
        gate = self.standing.next_gate
        return gate is not None and gate.is_late(self.standing.on)

    @property
    def meta(self) -> list[str]:
        """The line under the name."""
        return [f"Gate {self.gate_number}", self.member.cohort.name, "everything is there"]

    @property
    def due_words(self) -> str:
        """By when, in words."""
        return weekday_date(self.due_on) if self.due_on else ""

    @property
    def may(self) -> str:
        """What they may do already, by the last gate that is open."""
        opened = [one for one in self.standing.gates.values() if one.state == OPENED]
        said = opened[-1].gate.opens if opened else ""
        return said[:1].upper() + said[1:]


@dataclass(frozen=True)
class CheckRow:
    """A graduate whose two plans are being looked at."""

    check: NinetyDayCheck
    good: int
    plans: int


@dataclass(frozen=True)
class Starters:
    """The starters of one manager, or of everybody: ready first, then by date."""

    ready: tuple[StarterRow, ...]
    others: tuple[StarterRow, ...]
    checks: tuple[CheckRow, ...]
    later_checks: int
    cohorts: tuple[Cohort, ...]

    @property
    def count(self) -> int:
        """How many are in their six weeks."""
        return len(self.ready) + len(self.others)


def starters_for(*, actor: User, on: datetime.date | None = None) -> Starters:
    """Every starter in the six weeks that the actor may decide about. A constant number of queries."""
    day = on or timezone.localdate()
    members = list(members_seen(actor).filter(state__in=OPEN).exclude(person=actor))
    rows = [StarterRow(one) for one in standings_of(members, on=day).values()]
    rows.sort(key=lambda row: (row.due_on or datetime.date.max, str(row.member.person)))
    cohorts = {row.cohort_id: row.cohort for row in members}
    checks = _checks(actor)
    soon = [row for row in checks if row.check.state != "waiting" or row.check.due_on <= day + SOON]
    return Starters(
        ready=tuple(row for row in rows if row.ready),
        others=tuple(row for row in rows if not row.ready),
        checks=tuple(soon),
        later_checks=len(checks) - len(soon),
        cohorts=tuple(sorted(cohorts.values(), key=lambda one: one.name)),
    )


def _checks(actor: User) -> tuple[CheckRow, ...]:
    """Checks that are not settled well yet: first those that need somebody, then by date."""
    rows = (
        visible(actor, NinetyDayCheck)
        .exclude(state="good")
        .exclude(member__person=actor)
        .select_related("member__person", "member__cohort")
        .prefetch_related("plans")
    )
    order = {"short": 0, "waiting": 1, "supported": 2}
    found = []
    for row in sorted(rows, key=lambda row: (order[row.state], row.due_on)):
        plans = list(row.plans.all())
        found.append(CheckRow(row, sum(plan.good for plan in plans), len(plans)))
    return tuple(found)


def gates_ready(*, actor: User) -> int:
    """How many gates wait for the actor to open them: three queries less than the list, for a desk."""
    members = list(members_seen(actor).filter(state__in=OPEN).exclude(person=actor))
    return sum(one.ready_for is not None for one in standings_of(members).values())


@dataclass(frozen=True)
class GateCounts:
    """How many are where, without names: for heads of service."""

    cohort: Cohort
    members: int
    ready: int
    opened: Mapping[int, int]
    late: int


def counts_for(*, actor: User, on: datetime.date | None = None) -> tuple[GateCounts, ...]:
    """Counts of every running cohort of the council. Nothing about a person leaves this function."""
    if not can(actor, "see_gates"):
        return ()
    day = on or timezone.localdate()
    members = list(
        Member.objects.filter(cohort__council=actor.council_id, cohort__state="running")
        .exclude(state__in=("moved", "left"))
        .select_related("cohort")
    )
    found: dict[int, list[MemberStanding]] = {}
    for one in standings_of(members, on=day).values():
        found.setdefault(one.member.cohort_id, []).append(one)
    return tuple(count_standings(rows[0].member.cohort, rows) for rows in found.values())


def count_standings(cohort: Cohort, rows: list[MemberStanding]) -> GateCounts:
    """How many of one cohort are where."""
    numbers = sorted({number for row in rows for number in row.gates})
    return GateCounts(
        cohort=cohort,
        members=len(rows),
        ready=sum(row.ready_for is not None for row in rows),
        opened={number: sum(row.gates[number].state == OPENED for row in rows) for number in numbers},
        late=sum(row.next_gate is not None and row.next_gate.is_late(row.on) for row in rows),
    )


@dataclass(frozen=True)
class StarterPage:
    """One starter: gates, tasks, and what came after graduation. `decides`: the viewer may decide."""

    standing: MemberStanding
    decider: str
    own: bool
    decides: bool
    conversation: GraduationConversation | None
    protected: ProtectedCaseload | None
    check: NinetyDayCheck | None

    @property
    def may_now(self) -> str:
        """What the starter may do now, said to them."""
        opened = [one for one in self.standing.gates.values() if one.state == OPENED]
        return opened[-1].gate.opened if opened else "You watch and learn. Live cases come after gate 1."

    @property
    def week_words(self) -> str:
        """Week 3 of 6; empty before and after."""
        return f"Week {self.standing.week} of 6" if self.standing.week else ""

    @property
    def member(self) -> Member:
        """Whose page it is."""
        return self.standing.member


def starter_page(*, actor: User, member: Member, on: datetime.date | None = None) -> StarterPage:
    """Everything about one starter whom the actor may see. A constant number of queries."""
    day = on or timezone.localdate()
    own = member.person_id == actor.pk
    return StarterPage(
        standing=standing_of(member, on=day),
        decider=decider_of(member, day),
        own=own,
        decides=not own and can_decide(member, actor),
        conversation=visible(actor, GraduationConversation)
        .filter(member=member)
        .order_by("-attempt")
        .first(),
        protected=visible(actor, ProtectedCaseload).filter(member=member).first(),
        check=visible(actor, NinetyDayCheck).filter(member=member).prefetch_related("plans").first(),
    )


def my_member(*, actor: User, on: datetime.date | None = None) -> Member | None:
    """The actor's own place in a cohort."""
    return membership_of(actor, on or timezone.localdate())
