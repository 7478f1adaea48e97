"""The matrix: people by tasks, as it stands on a day."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from django.db.models import Q

from competencies.entrustment.models import Entrustment, Proposal
from competencies.entrustment.queries import levels_held
from competencies.entrustment.queries.expecting import expected_levels
from competencies.framework.models import EntrustableTask
from competencies.framework.queries import framework_in_force
from courses.pathways.queries.licences import kinds_held
from home.team.queries.people import Staff
from home.team.rules.cells import LOWERED, RAISED, TREND_DAYS, Cell
from home.team.rules.trusted import ALONE, TRUSTS, is_trusted

STOOD = ("stands", "lapsed", "replaced")
Pair = tuple[int, int]
"""Person and task."""


@dataclass(frozen=True)
class Task:
    """A task as the head of a column names it."""

    code: str
    title: str


@dataclass(frozen=True)
class Row:
    """One person with a cell for every task of the framework, and the licences they hold."""

    staff: Staff
    cells: Mapping[str, Cell]
    licences: Collection[str] = frozenset()


@dataclass(frozen=True)
class Matrix:
    """People by all tasks in force, on a day. Without a framework there are no tasks."""

    on: datetime.date
    tasks: tuple[Task, ...] = ()
    rows: tuple[Row, ...] = ()
    titles: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def alone(self) -> dict[str, list[int]]:
        """By task, who does it without a check before it leaves the team."""
        return {
            task.code: [row.staff.pk for row in self.rows if row.cells[task.code].standing >= ALONE]
            for task in self.tasks
        }

    @cached_property
    def trusted(self) -> dict[str, list[Row]]:
        """Who may be relied on for what, by the key of each rule."""
        return {
            trust.key: [row for row in self.rows if is_trusted(trust, row.cells, row.licences)]
            for trust in TRUSTS
        }


def matrix_of(*, council_id: int, people: Sequence[Staff], on: datetime.date, today: datetime.date) -> Matrix:
    """The matrix of these people: a constant number of queries, however many people and tasks.

    Whoever asks has made sure that the people may be seen. What the evidence is ready for is known of today
    alone.
    """
    framework = framework_in_force(council_id=council_id)
    if framework is None:
        return Matrix(on)
    tasks = list(EntrustableTask.objects.filter(framework=framework).order_by("position"))
    ids = [one.pk for one in people]
    held = levels_held(council_id=council_id, person_ids=ids, on=on, history=on != today)
    expected = expected_levels(framework_id=framework.pk, person_ids=ids, on=on)
    ready = _ready(ids, framework.pk) if on == today else {}
    trends = _trends(ids, tasks, on)
    licences = kinds_held(person_ids=ids, on=on)
    rows = []
    for staff in people:
        cells = {}
        for task in tasks:
            pair = staff.pk, task.pk
            mine = held.get(pair)
            level = ready.get(pair, 0)
            cells[task.code] = Cell(
                mine,
                expected[pair][0] if pair in expected else None,
                trends.get(pair, ""),
                level if level > (mine.standing if mine else 0) else 0,
                on,
            )
        rows.append(Row(staff, cells, licences.get(staff.pk, frozenset())))
    shown = tuple(Task(task.code, task.title) for task in tasks)
    return Matrix(on, shown, tuple(rows), {task.code: task.title for task in shown})


def _ready(people: Sequence[int], framework_id: int) -> dict[Pair, int]:
    """The level for which somebody's evidence is complete, as it was last worked out: one query."""
    rows = Proposal.objects.filter(person_id__in=people, task__framework_id=framework_id)
    return {
        (person, task): level for person, task, level in rows.values_list("person_id", "task_id", "level")
    }


def _trends(people: Sequence[int], tasks: Iterable[EntrustableTask], on: datetime.date) -> dict[Pair, str]:
    """What was raised or lowered lately; the last decision that changed a level counts. One query.

    What was brought in from before the academy cites nothing: it raised nobody.
    """
    names = {task.identity: task.pk for task in tasks}
    since = on - datetime.timedelta(days=TREND_DAYS)
    raised = Q(step=Entrustment.Step.GRANT) & ~Q(cited=[])
    rows = Entrustment.objects.filter(
        raised | Q(step=Entrustment.Step.LOWER),
        person_id__in=people,
        state__in=STOOD,
        starts_on__gt=since,
        starts_on__lte=on,
        task_identity__in=list(names),
    ).order_by("starts_on", "pk")
    found: dict[Pair, str] = {}
    for person, identity, step in rows.values_list("person_id", "task_identity", "step"):
        found[person, names[identity]] = LOWERED if step == Entrustment.Step.LOWER else RAISED
    return found
