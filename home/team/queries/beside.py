"""What stands beside the levels: leave, caseloads, work past its date, and starters with their gates.

Only what the actor may know of each: leave and caseloads are for whoever leads the people.
"""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median_low

from django.db.models import Q

from academy.kit.words import day_month, day_month_year, listed, plural
from academy.people.access import can, people_led_by, visible
from academy.people.models import Absence, User
from academy.staffing.models import Caseload
from courses.assignments.models import Assignment
from courses.assignments.rules.permits import can_waive
from courses.cohorts.models import Member
from courses.cohorts.states import OPEN
from courses.gates.queries import standings_of
from courses.gates.queries.people import StarterRow, members_seen
from courses.requirements.models import Ask
from home.team.queries.people import Staff

AHEAD = datetime.timedelta(days=60)
"""Leave that begins within this time is known to the team's manager already."""


@dataclass(frozen=True)
class Leave:
    """One stretch of leave or secondment, now or soon."""

    person_id: int
    kind: str
    since: datetime.date
    until: datetime.date | None

    def is_on(self, on: datetime.date) -> bool:
        """Whether it holds on this day."""
        return self.since <= on and (self.until is None or self.until >= on)

    def meets(self, other: Leave) -> bool:
        """Whether the two overlap."""
        return self.is_on(max(self.since, other.since)) and other.is_on(max(self.since, other.since))

    def words(self, on: datetime.date) -> str:
        """On leave until 30 November; on leave from 4 January to 8 January"""
        what = "On secondment" if self.kind == Absence.Kind.SECONDMENT else "On leave"
        if self.since <= on:
            return f"{what} until {day_month(self.until)}" if self.until else f"{what}, no end known"
        to = f" to {day_month(self.until)}" if self.until else ""
        return f"{what} from {day_month(self.since)}{to}"


def leave_of(*, actor: User, people: Iterable[Staff], on: datetime.date) -> list[Leave]:
    """Leave now and in the next weeks, the soonest first, as far as the actor may know of it. One query."""
    rows = (
        visible(actor, Absence)
        .filter(
            Q(ends_on__isnull=True) | Q(ends_on__gte=on),
            person_id__in=[one.pk for one in people],
            starts_on__lte=on + AHEAD,
        )
        .order_by("starts_on", "pk")
    )
    return [Leave(*row) for row in rows.values_list("person_id", "kind", "starts_on", "ends_on")]


@dataclass(frozen=True)
class Caseloads:
    """How many plans each holds, and the middle of the team."""

    plans: Mapping[int, int]
    days: Mapping[int, datetime.date]

    @property
    def middle(self) -> int | None:
        """The middle of those that are known; with two it says nothing."""
        return median_low(self.plans.values()) if len(self.plans) > 2 else None

    def words(self, person: int) -> str:
        """Caseload 158; team middle 128"""
        if person not in self.plans:
            return ""
        middle = f"; team middle {self.middle}" if self.middle is not None else ""
        return f"Caseload {self.plans[person]}{middle}"

    def is_high(self, person: int) -> bool:
        """Whether somebody holds clearly more than the middle: a fifth more."""
        return self.middle is not None and self.plans.get(person, 0) * 5 > self.middle * 6


def caseloads_of(*, actor: User, people: Iterable[Staff], on: datetime.date) -> Caseloads:
    """The newest caseload of each up to the day, as far as the actor may know. One query."""
    rows = (
        visible(actor, Caseload).filter(person_id__in=[one.pk for one in people], on__lte=on).order_by("on")
    )
    newest = {row.person_id: row for row in rows}
    return Caseloads(
        {person: row.plans for person, row in newest.items()},
        {person: row.on for person, row in newest.items()},
    )


@dataclass(frozen=True)
class Waiting:
    """Somebody with work past its date or paused: what, how late, and what may explain it."""

    staff: Staff
    title: str
    why: tuple[str, ...]
    paused: bool
    high: bool
    take_off: int | None
    """The id of the one assignment that the actor may take off the list; None for several or none."""


def waiting_of(
    *,
    actor: User,
    people: Sequence[Staff],
    leave: Collection[Leave],
    caseloads: Caseloads,
    today: datetime.date,
) -> list[Waiting]:
    """People with work past its date, the longest wait first, then those with paused work. Three queries."""
    ids = [one.pk for one in people]
    late: dict[int, list[tuple[datetime.date, str]]] = {}
    rows: dict[int, list[Assignment]] = {}
    paused: dict[int, list[Assignment]] = {}
    assigned = visible(actor, Assignment).filter(person_id__in=ids, state__in=["asked", "paused"])
    for row in assigned.order_by("due_on", "pk"):
        if row.state == "paused":
            paused.setdefault(row.person_id, []).append(row)
        elif row.due_on < today:
            late.setdefault(row.person_id, []).append((row.due_on, row.module_code))
            rows.setdefault(row.person_id, []).append(row)
    asks = visible(actor, Ask).filter(person_id__in=ids, state="open", due_on__lt=today)
    for person, due, code in asks.values_list("person_id", "due_on", "code"):
        late.setdefault(person, []).append((due, code))
    away = {one.person_id: one.words(today) for one in leave if one.is_on(today)}
    led = _may_take_off(actor, ids)
    found = []
    for staff in sorted(people, key=lambda one: min(late.get(one.pk, [(today, "")]))[0]):
        why = tuple(filter(None, [away.get(staff.pk, ""), caseloads.words(staff.pk)]))
        high, mine = caseloads.is_high(staff.pk), sorted(set(late.get(staff.pk, [])))
        if mine:
            only = rows.get(staff.pk, [])
            may = len(only) == 1 and staff.pk in led and can_waive(only[0])
            title = f"{staff.name}: {_late_words(mine, today)}"
            found.append(Waiting(staff, title, why, False, high, only[0].pk if may else None))
        elif staff.pk in paused:
            first = paused[staff.pk][0]
            moves = f"Due date was {day_month_year(first.due_on)}; it moves by the days away"
            title = f"{staff.name}: {first.module_code}, paused"
            found.append(Waiting(staff, title, (*why, moves), True, high, None))
    return sorted(found, key=lambda one: one.paused)


def _may_take_off(actor: User, people: Sequence[int]) -> set[int]:
    """Those whose work the actor may take off the list, as the page that does it asks."""
    if can(actor, "decide_cause"):
        return set(people)
    return set(people_led_by(actor)) if can(actor, "waive_assignment") else set()


def _late_words(mine: Sequence[tuple[datetime.date, str]], today: datetime.date) -> str:
    oldest = plural((today - mine[0][0]).days, "day")
    codes = list(dict.fromkeys(code for _, code in mine))
    if len(codes) == 1:
        return f"{codes[0]}, {oldest} past"
    named = listed(codes) if len(codes) < 4 else f"{len(codes)} things"
    return f"{named}, the oldest {oldest} past"


def starters_of(*, actor: User, people: Iterable[Staff], on: datetime.date) -> list[StarterRow]:
    """The starters among these people, by the day of their next gate. A constant number of queries."""
    ids = [one.pk for one in people]
    members: list[Member] = list(members_seen(actor).filter(person_id__in=ids, state__in=OPEN))
    rows = [StarterRow(one) for one in standings_of(members, on=on).values()]
    rows = [row for row in rows if row.gate_number is not None]
    return sorted(rows, key=lambda row: (row.due_on or datetime.date.max, str(row.member.person)))
