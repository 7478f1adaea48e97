"""What the pages of cohorts show to whoever runs them or leads somebody in them."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Prefetch, Q, QuerySet
from django.utils import timezone

from academy.kit.words import day_month, plural, short_date
from academy.people.access import can, people_led_by, visible
from academy.people.models import User
from courses.cohorts.calendar import FULL_TIME, MemberCalendar, lay_out
from courses.cohorts.models import BuddyPair, Cohort, LiveSession, Member, TimeAway
from courses.cohorts.queries.calendars import calendars_of, holidays
from courses.cohorts.rules.sizes import size_words
from courses.cohorts.states import COHORT, MEMBER, OPEN


def runs_or_leads(actor: User) -> bool:
    """Whether the pages of cohorts are for this person at all."""
    return can(actor, "run_cohorts") or can(actor, "lead_team")


def cohort_calendar(cohort: Cohort) -> MemberCalendar:
    """The weeks of somebody who works full time and begins with the cohort."""
    return lay_out(starts_on=cohort.starts_on, hours=(FULL_TIME,), away=(), table=holidays())


@dataclass(frozen=True)
class CohortLine:
    """One cohort in the list."""

    cohort: Cohort
    learning: int
    members: int
    calendar: MemberCalendar
    week: int | None

    @property
    def state(self) -> str:
        """The state mark."""
        return {"running": "half", "finished": "done", "called_off": "stopped"}.get(self.cohort.state, "todo")

    @property
    def meta(self) -> list[str]:
        """What stands under its name."""
        small = "small cohort" if self.cohort.mode == Cohort.Mode.SMALL else ""
        return [f"from {day_month(self.cohort.starts_on)} {self.cohort.starts_on.year}", self.people, small]

    @property
    def people(self) -> str:
        """How many people, in words."""
        if self.cohort.state == "finished":
            return plural(self.members, "person was in it", "people were in it")
        return plural(self.learning, "person", "people")

    @property
    def when(self) -> str:
        """Where it stands."""
        if self.cohort.state == "running" and self.week:
            return f"Week {self.week}"
        return COHORT.words[self.cohort.state]


def cohort_lines(*, actor: User, on: datetime.date) -> list[CohortLine]:
    """All cohorts for those who run them; for a manager those with somebody they lead. One query."""
    rows = visible(actor, Cohort)
    if not can(actor, "run_cohorts"):
        rows = rows.filter(members__person__in=people_led_by(actor)).distinct()
    rows = rows.annotate(
        all_members=Count("members", distinct=True),
        open_members=Count("members", filter=Q(members__state__in=OPEN), distinct=True),
    )
    lines = []
    for row in rows.order_by("-starts_on", "name"):
        calendar = cohort_calendar(row)
        week = calendar.week_on(on)
        counts: tuple[int, int] = (row.open_members, row.all_members)  # type: ignore[attr-defined]
        lines.append(CohortLine(row, *counts, calendar, week.number if week else None))
    return lines


@dataclass(frozen=True)
class MemberLine:
    """One member in the page of a cohort."""

    member: Member
    calendar: MemberCalendar
    buddy: User | None
    on: datetime.date
    planned: MemberCalendar

    @property
    def place(self) -> str:
        """Which week they are in, or what came of them."""
        if self.member.state not in OPEN:
            return MEMBER.words[self.member.state]
        week = self.calendar.week_on(self.on)
        if week is None:
            return "After week 6" if self.on > self.calendar.starts_on else "Not begun"
        return f"Week {week.number}"

    @property
    def next_gate(self) -> str:
        """The next gate and its day."""
        if self.member.state not in OPEN:
            return ""
        number = self.calendar.next_gate(self.on)
        return f"Gate {number}: {day_month(self.calendar.gates[number])}" if number else "Past gate 3"

    @property
    def is_moved(self) -> bool:
        """Whether their next gate is on another day than the cohort's."""
        number = self.calendar.next_gate(self.on) or 3
        return self.member.state in OPEN and self.calendar.gates[number] != self.planned.gates[number]


@dataclass(frozen=True)
class CohortPage:
    """All that the page of a cohort shows. `rows` are the members whom the actor may see."""

    cohort: Cohort
    calendar: MemberCalendar
    rows: tuple[MemberLine, ...]
    sessions: tuple[LiveSession, ...]
    week: int | None
    may_run: bool
    sees_gates: bool
    hint: str
    on: datetime.date

    @property
    def coming_sessions(self) -> list[LiveSession]:
        """Today's and later ones."""
        return [one for one in self.sessions if timezone.localdate(one.starts_at) >= self.on]

    @property
    def past_sessions(self) -> list[LiveSession]:
        """Those that have been."""
        return [one for one in self.sessions if timezone.localdate(one.starts_at) < self.on]

    @property
    def open_rows(self) -> list[MemberLine]:
        """Those who are in it now."""
        return [row for row in self.rows if row.member.state in OPEN]

    @property
    def past_rows(self) -> list[MemberLine]:
        """Those who were."""
        return [row for row in self.rows if row.member.state not in OPEN]

    @property
    def without_buddy(self) -> int:
        """How many still need a buddy."""
        return sum(row.buddy is None for row in self.open_rows)

    @property
    def dates(self) -> list[tuple[str, str]]:
        """The weeks, the gates and the end of the protected caseload, in words."""
        found = [
            (f"Week {week.number}", f"{short_date(week.starts_on)} to {short_date(week.ends_on)}")
            for week in self.calendar.weeks
        ]
        found += [(f"Gate {number}", short_date(day)) for number, day in sorted(self.calendar.gates.items())]
        return [*found, ("Week 12", f"to {short_date(self.calendar.protected_until)}")]

    @property
    def is_small(self) -> bool:
        """Whether it shares its live sessions."""
        return self.cohort.mode == Cohort.Mode.SMALL


def members_seen(actor: User) -> QuerySet[Member]:
    """Places that these pages show: all to those who run cohorts, their own people's to a manager."""
    rows = visible(actor, Member).select_related("person", "cohort")
    if can(actor, "run_cohorts"):
        return rows
    return rows.filter(Q(person__in=people_led_by(actor)) | Q(person=actor))


def cohort_page(*, actor: User, pk: int, on: datetime.date) -> CohortPage | None:
    """The page of one cohort; None for those who neither run it nor lead somebody in it. Constant queries."""
    cohort = visible(actor, Cohort).select_related("facilitator").filter(pk=pk).first()
    may_run = cohort is not None and can(actor, "run_cohorts", cohort)
    if cohort is None or not runs_or_leads(actor):
        return None
    pairs = BuddyPair.objects.filter(Q(ends_on=None) | Q(ends_on__gt=on)).select_related("buddy")
    members = list(
        members_seen(actor)
        .filter(cohort=cohort)
        .prefetch_related(Prefetch("buddies", queryset=pairs, to_attr="now"))
    )
    if not may_run and not members:
        return None
    calendars, planned = calendars_of(members, on=on), cohort_calendar(cohort)
    week = planned.week_on(on)
    learning = sum(one.state in OPEN for one in members)
    return CohortPage(
        cohort=cohort,
        calendar=planned,
        rows=tuple(
            MemberLine(one, calendars[one.pk], one.now[0].buddy if one.now else None, on, planned)  # type: ignore[attr-defined]
            for one in members
        ),
        sessions=tuple(visible(actor, LiveSession).filter(cohorts=cohort)),
        week=week.number if week else None,
        may_run=may_run,
        sees_gates=can(actor, "see_gates"),
        hint=size_words(mode=cohort.mode, members=learning)
        if may_run and cohort.state in ("planned", "running")
        else "",
        on=on,
    )


@dataclass(frozen=True)
class MemberPage:
    """All that the page of one member shows. `away` is empty for those who are not told why dates moved."""

    member: Member
    calendar: MemberCalendar
    planned: MemberCalendar
    pairs: Sequence[BuddyPair]
    away: Sequence[TimeAway]
    may_run: bool
    sees_why: bool
    on: datetime.date

    @property
    def is_open(self) -> bool:
        """Whether they learn, or are to begin."""
        return self.member.state in OPEN

    @property
    def buddy(self) -> User | None:
        """The colleague at their side now."""
        return next((pair.buddy for pair in self.pairs if pair.ends_on is None), None)

    @property
    def week(self) -> int | None:
        """The week they are in."""
        found = self.calendar.week_on(self.on) if self.is_open else None
        return found.number if found else None

    @property
    def is_moved(self) -> bool:
        """Whether any gate is on another day than the cohort's."""
        return self.calendar.gates != self.planned.gates

    @property
    def gates(self) -> list[tuple[int, datetime.date, datetime.date]]:
        """Each gate, its day, and the day of the cohort."""
        return [(n, day, self.planned.gates[n]) for n, day in sorted(self.calendar.gates.items())]

    @property
    def holidays(self) -> list[str]:
        """Bank holidays between the first day and gate 3, in words."""
        table, first, last = holidays(), self.calendar.starts_on, self.calendar.gates[3]
        return [
            f"{name}, {day_month(day)}"
            for day, name in sorted(table.holidays.items())
            if first <= day <= last and day.weekday() < 5
        ]


def member_page(*, actor: User, pk: int, on: datetime.date) -> MemberPage | None:
    """The page of one member; None for those who may not see it. Constant queries."""
    member = members_seen(actor).filter(pk=pk).first()
    if member is None:
        return None
    may_run, own = can(actor, "run_cohorts", member), member.person_id == actor.pk
    return MemberPage(
        member=member,
        calendar=calendars_of([member], on=on)[member.pk],
        planned=cohort_calendar(member.cohort),
        pairs=list(member.buddies.select_related("buddy").order_by("-starts_on", "-pk")),
        away=list(visible(actor, TimeAway).filter(member=member)),
        may_run=may_run,
        sees_why=may_run or own,
        on=on,
    )
