"""The board of one cohort: people by weeks, tasks and gates."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils import timezone

from academy.kit.words import day_month, listed
from academy.people.models import User
from courses.cohorts.models import Cohort, Member
from courses.gates.catalogue import AssessedTask, Gate, catalogue
from courses.gates.queries.people import GateCounts, count_standings, members_seen
from courses.gates.queries.standings import MemberStanding, standings_of
from courses.gates.rules.gates import GateStanding
from courses.gates.rules.tasks import TaskStanding
from courses.pages.models import ModulePage
from courses.pathways.queries import exempted_modules
from courses.progress.models import Completion

GONE = ("moved", "left")


@dataclass(frozen=True)
class WeekCell:
    """How many modules of a week somebody has done or need not do."""

    week: int
    done: int
    exempt: int
    of: int

    @property
    def words(self) -> str:
        """5/6"""
        return f"{self.done + self.exempt}/{self.of}"

    @property
    def whole(self) -> bool:
        """Whether nothing of the week is left."""
        return self.of > 0 and self.done + self.exempt >= self.of


@dataclass(frozen=True)
class BoardRow:
    """One person on the board."""

    standing: MemberStanding
    weeks: tuple[WeekCell, ...]

    @property
    def member(self) -> Member:
        """Whose row it is."""
        return self.standing.member

    @property
    def tasks(self) -> tuple[TaskStanding, ...]:
        """The ten tasks in order."""
        return tuple(self.standing.tasks.values())

    @property
    def gates(self) -> tuple[GateStanding, ...]:
        """The three gates in order."""
        return tuple(self.standing.gates.values())

    @property
    def needs(self) -> str:
        """One line: ready, or the tasks that the next gate needs and its day."""
        gate = self.standing.next_gate
        if gate is None:
            return "All gates open"
        by = f" by {day_month(gate.due_on)}" if gate.due_on else ""
        if not gate.missing:
            return f"Ready for gate {gate.gate.number}"
        if gate.is_late(self.standing.on):
            by = ": set a new date"
        wanted = [one.task.code for one in gate.tasks if not one.met]
        return f"Needs {listed(wanted)}{by}"

    @property
    def modules_done(self) -> int:
        """Modules done or not needed, in all weeks."""
        return sum(cell.done + cell.exempt for cell in self.weeks)

    @property
    def modules(self) -> int:
        """All modules."""
        return sum(cell.of for cell in self.weeks)


@dataclass(frozen=True)
class Board:
    """One cohort. `rows` is empty for those who see counts only."""

    cohort: Cohort
    on: datetime.date
    rows: tuple[BoardRow, ...]
    weeks: tuple[int, ...]
    tasks: tuple[AssessedTask, ...]
    gates: tuple[Gate, ...]
    counts: GateCounts

    @property
    def ready_names(self) -> str:
        """Who is ready, in one line."""
        return listed([str(row.member.person) for row in self.ready])

    @property
    def facts(self) -> list[tuple[object, ...]]:
        """The figures of the whole cohort."""
        opened = [(count, f"gate {number} open") for number, count in self.counts.opened.items()]
        return [*opened, (self.counts.ready, "ready for the next gate", "settled")]

    @property
    def ready(self) -> tuple[BoardRow, ...]:
        """Those whose next gate a person may open."""
        return tuple(row for row in self.rows if row.standing.ready_for is not None)


def board_of(*, actor: User, cohort: Cohort, on: datetime.date | None = None) -> Board:
    """The board as far as the actor may see it: own starters, everybody, or counts alone.

    A constant number of queries, whatever the size of the cohort.
    """
    day = on or timezone.localdate()
    members = list(
        Member.objects.filter(cohort=cohort).exclude(state__in=GONE).select_related("person", "cohort")
    )
    standings = standings_of(members, on=day)
    seen = set(members_seen(actor).filter(cohort=cohort).exclude(person=actor).values_list("pk", flat=True))
    shown = [row for row in members if row.pk in seen]
    table = catalogue(cohort.programme_code)
    weeks = _modules(cohort.council_id)
    done = _weeks_of(shown, weeks)
    return Board(
        cohort=cohort,
        on=day,
        rows=tuple(BoardRow(standings[row.pk], done[row.pk]) for row in shown),
        weeks=tuple(sorted(weeks)),
        tasks=tuple(table.tasks.values()),
        gates=tuple(table.gates.values()),
        counts=count_standings(cohort, list(standings.values())),
    )


def _modules(council_id: int) -> dict[int, set[str]]:
    """The modules of each week of the council's induction."""
    found: dict[int, set[str]] = defaultdict(set)
    rows = ModulePage.objects.live().filter(council=council_id, week__isnull=False).exclude(code="")
    for week, code in rows.values_list("week", "code"):
        if week is not None:
            found[week].add(code)
    return found


def _weeks_of(members: Sequence[Member], weeks: Mapping[int, set[str]]) -> dict[int, tuple[WeekCell, ...]]:
    people = [row.person_id for row in members]
    codes = {code for week in weeks.values() for code in week}
    done: dict[int, set[str]] = defaultdict(set)
    rows = Completion.objects.filter(person__in=people, module_code__in=codes)
    for person, code in rows.values_list("person_id", "module_code"):
        done[person].add(code)
    exempt = exempted_modules(people)
    return {
        row.pk: tuple(
            _cell(number, held, done[row.person_id], set(exempt.get(row.person_id, {})))
            for number, held in sorted(weeks.items())
        )
        for row in members
    }


def _cell(week: int, held: set[str], done: set[str], exempt: set[str]) -> WeekCell:
    return WeekCell(week, len(held & done), len((held & exempt) - done), len(held))
