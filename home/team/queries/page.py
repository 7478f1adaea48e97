"""Everything on a team's page, put together once."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.utils import timezone

from academy.kit.words import listed, plural
from academy.people.models import Team, User
from academy.people.roles import ROLES
from courses.gates.queries.people import StarterRow
from courses.improvements.queries.together import Together, together_of
from home.team.queries.beside import (
    Caseloads,
    Leave,
    Waiting,
    caseloads_of,
    leave_of,
    starters_of,
    waiting_of,
)
from home.team.queries.improving import Improvement, improvements_of
from home.team.queries.matrix import Matrix, Row, Task, matrix_of
from home.team.queries.people import Staff, people_of
from home.team.rules.cells import Cell, lapse_words
from home.team.rules.cover import Gap, gap_without, gaps_by_person
from home.team.rules.narrowing import Narrow
from home.team.rules.trusted import TRUSTS, Trust, what_lacks
from home.team.rules.words import Lapse, say_opening


@dataclass(frozen=True)
class Spot:
    """One cell that somebody should look at: whose, on which task."""

    staff: Staff
    task: Task
    cell: Cell

    @property
    def lapse_words(self) -> str:
        """lapsed 9 November"""
        return lapse_words(self.cell)

    @property
    def why(self) -> str:
        """Why it lapsed, or that it will."""
        held = self.cell.held
        return held.why if held and held.lapsed_on else "Two years after the decision it counts no longer."


@dataclass(frozen=True)
class CoverLine:
    """Somebody who is away, or might be, and what the team then cannot do alone."""

    staff: Staff
    words: str
    gap: Gap

    @property
    def heading(self) -> str:
        """If Priya Nair is on leave"""
        return f"If {self.staff.name} is on leave"

    @property
    def said(self) -> str:
        """Which tasks then have nobody, and which one person."""
        if not self.gap:
            return "Every task here keeps at least two people at level 4."
        nobody, one = listed(list(self.gap.nobody)), listed(list(self.gap.one))
        parts = [
            f"Nobody is left at level 4 for {nobody}." if nobody else "",
            f"One person is left for {one}." if one else "",
        ]
        return " ".join(part for part in parts if part)


@dataclass(frozen=True)
class TeamPage:
    """One team as its page shows it. `matrix` is of everybody; `rows` are those that the choice leaves."""

    team: Team | None
    today: datetime.date
    narrow: Narrow
    matrix: Matrix
    leave: tuple[Leave, ...]
    caseloads: Caseloads
    waiting: tuple[Waiting, ...]
    starters: tuple[StarterRow, ...]
    improvements: tuple[Improvement, ...]
    together: tuple[Together, ...]

    @property
    def whose(self) -> str:
        """Whose levels these are; the one team of somebody who leads one team."""
        if self.team is not None:
            return self.team.name
        teams = {row.staff.team for row in self.matrix.rows}
        return teams.pop() if len(teams) == 1 else "The people you lead"

    @property
    def people(self) -> str:
        """9 people"""
        return plural(len(self.matrix.rows), "person", "people")

    @property
    def on(self) -> datetime.date:
        """The day on which the levels are looked at."""
        return self.matrix.on

    @property
    def is_past(self) -> bool:
        """Whether this is how it stood, and not how it stands."""
        return self.on != self.today

    @cached_property
    def shown(self) -> tuple[Task, ...]:
        """The tasks that are shown."""
        chosen = self.narrow.chosen(task.code for task in self.matrix.tasks)
        return tuple(task for task in self.matrix.tasks if task.code in chosen)

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """The people whom the choice of role and readiness leaves."""
        return tuple(
            row
            for row in self.matrix.rows
            if (not self.narrow.role or row.staff.role == self.narrow.role)
            and (
                not self.narrow.readiness
                or any(row.cells[task.code].fits(self.narrow.readiness) for task in self.shown)
            )
        )

    @property
    def lead(self) -> str:
        """The opening in words, over everybody and all tasks."""
        lapses = [
            Lapse(day, over=spot.cell.lapsed_on is not None)
            for spot in self.lapsing
            if (day := spot.cell.lapsed_on or spot.cell.lapses_on)
        ]
        gates = [(row.gate_number or 0, row.due_on) for row in self.starters]
        count = len(self.matrix.trusted["can_finalise"]) if self.matrix.tasks else 0
        return say_opening(finalise=count, gates=gates, lapses=lapses, today=self.on)

    def _spots(self) -> Iterator[Spot]:
        for row in self.matrix.rows:
            for task in self.matrix.tasks:
                yield Spot(row.staff, task, row.cells[task.code])

    @cached_property
    def ready(self) -> list[Spot]:
        """Where the evidence is complete for a higher level."""
        return [spot for spot in self._spots() if spot.cell.ready]

    @cached_property
    def lapsing(self) -> list[Spot]:
        """What lapsed, the latest first, and then what lapses soon."""
        over = [spot for spot in self._spots() if spot.cell.lapsed_on]
        soon = [spot for spot in self._spots() if spot.cell.lapses_on]
        over.sort(key=lambda spot: spot.cell.lapsed_on or self.today, reverse=True)
        soon.sort(key=lambda spot: spot.cell.lapses_on or self.today)
        return [*over, *soon]

    @cached_property
    def trusted(self) -> list[tuple[Trust, list[Row], list[tuple[Row, str]]]]:
        """By rule: who fits it, and who lacks one thing."""
        return [
            (
                trust,
                self.matrix.trusted[trust.key],
                [
                    (row, said)
                    for row in self.matrix.rows
                    if (said := what_lacks(trust, row.cells, row.licences))
                ],
            )
            for trust in TRUSTS
        ]

    @property
    def away_now(self) -> set[int]:
        """Who is on leave or seconded on the day."""
        return {one.person_id for one in self.leave if one.is_on(self.on)}

    @cached_property
    def gap_now(self) -> Gap:
        """What has nobody, or one, at level 4 as it is, with those away left out."""
        return gap_without(self.away_now, self._alone)

    @property
    def _alone(self) -> dict[str, list[int]]:
        return {task.code: self.matrix.alone[task.code] for task in self.shown}

    @cached_property
    def cover(self) -> list[CoverLine]:
        """Real leave and the gap it makes; then what each one's leave would do, the largest gap first."""
        staff = {row.staff.pk: row.staff for row in self.matrix.rows}
        real = []
        for one in self.leave:
            together = {other.person_id for other in self.leave if one.meets(other)}
            gap = gap_without(together, self._alone, only_touched=True)
            if one.person_id in staff:
                real.append(CoverLine(staff[one.person_id], one.words(self.on), gap))
        might = [
            CoverLine(staff[person], "", gap)
            for person, gap in gaps_by_person(list(staff), self._alone, away=self.away_now).items()
        ]
        might.sort(key=lambda line: (-len(line.gap.nobody), -len(line.gap.one), line.staff.name))
        return [*real, *might]

    @cached_property
    def asked_about(self) -> CoverLine | None:
        """The person of whom somebody asked: if they were on leave."""
        staff = next((row.staff for row in self.matrix.rows if row.staff.pk == self.narrow.away), None)
        if staff is None:
            return None
        return CoverLine(staff, "", gap_without({staff.pk} | self.away_now, self._alone))

    @property
    def roles(self) -> list[tuple[str, str]]:
        """The roles in this team, to choose from."""
        found = sorted({row.staff.role for row in self.matrix.rows})
        return [(code, ROLES[code].title) for code in found]


def team_page(*, actor: User, team: Team | None, narrow: Narrow, today: datetime.date) -> TeamPage:
    """A team as far as the actor may see it. The view has made sure that they may see this team at all.

    A constant number of queries, however many people and tasks.
    """
    on = narrow.day(today)
    people = people_of(actor=actor, team=team, on=on)
    leave = leave_of(actor=actor, people=people, on=on)
    caseloads = caseloads_of(actor=actor, people=people, on=on)
    now = on == today
    return TeamPage(
        team=team,
        today=today,
        narrow=narrow,
        matrix=matrix_of(council_id=actor.council_id, people=people, on=on, today=today),
        leave=tuple(leave),
        caseloads=caseloads,
        waiting=_waiting(actor, people, leave, caseloads, today) if now else (),
        starters=tuple(starters_of(actor=actor, people=people, on=on)) if now else (),
        improvements=tuple(improvements_of(actor=actor, people=people, on=on)),
        together=_together(actor, team, people) if now else (),
    )


def _together(actor: User, team: Team | None, people: Sequence[Staff]) -> tuple[Together, ...]:
    """Workshops of the team, or of the teams of those whom the actor leads."""
    teams = {team.pk} if team else {one.team_id for one in people}
    return together_of(actor=actor, teams=teams, at=timezone.now())


def _waiting(
    actor: User,
    people: Sequence[Staff],
    leave: Collection[Leave],
    caseloads: Caseloads,
    today: datetime.date,
) -> tuple[Waiting, ...]:
    return tuple(waiting_of(actor=actor, people=people, leave=leave, caseloads=caseloads, today=today))
