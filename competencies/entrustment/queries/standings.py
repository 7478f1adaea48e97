"""Where people stand on every task of the framework: what they hold, what is expected, what comes next."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from academy.kit.words import day_month_year
from academy.law.dates import add_days
from competencies.entrustment.models import Entrustment
from competencies.entrustment.queries.expecting import Expected, expected_levels
from competencies.entrustment.queries.holding import Held, levels_held
from competencies.entrustment.queries.profile import Profile, profile_of
from competencies.entrustment.queries.shown import pieces_of
from competencies.entrustment.readiness import Before, Lack, Piece, Reading, read
from competencies.framework.models import EntrustableTask

__all__ = ["Lack", "TaskStanding", "is_ready", "read_people", "task_standings"]
Readings = dict[tuple[int, int], Reading]


@dataclass(frozen=True)
class TaskStanding:
    """One person on one task. `missing` is what moves them to `next_level`; `cites` are ids of evidence that
    a decision on it could cite, worked out by `task_standings` alone."""

    task: EntrustableTask
    held: Held | None
    waiting: Entrustment | None
    expected: int | None
    expected_from: datetime.date | None
    next_level: int
    missing: tuple[Lack, ...]
    ready: bool
    cites: tuple[int, ...] = ()

    @property
    def standing(self) -> int:
        """The level that counts: 0 for nothing decided, and for what lapsed."""
        return self.held.standing if self.held is not None else 0

    @property
    def below_expected(self) -> bool:
        """Whether less is held than the role profile expects by now."""
        return self.expected is not None and self.standing < self.expected


def task_standings(
    *, council_id: int, person_ids: Iterable[int], on: datetime.date
) -> dict[int, list[TaskStanding]]:
    """By person, every task in order, worked out from the evidence. A constant number of queries.

    Whoever asks has made sure that the people may be seen.
    """
    people = list(dict.fromkeys(person_ids))
    profile = profile_of(council_id=council_id, on=on)
    if profile is None:
        return {person: [] for person in people}
    held = levels_held(council_id=council_id, person_ids=people, on=on)
    readings = read_people(profile=profile, people=people, held=held, on=on)
    return _standings(profile, people, held, readings, council_id, on)


def read_people(
    *,
    profile: Profile,
    people: Sequence[int],
    held: Mapping[tuple[int, int], Held],
    on: datetime.date,
) -> Readings:
    """What the evidence of these people says about every task. One query."""
    pieces = pieces_of(
        person_ids=people,
        bridge=profile.bridge,
        months_valid=profile.months_valid,
        live_kinds=profile.live_kinds,
        since=profile.since,
        on=on,
    )
    return {
        (person, task.pk): read(
            task=profile.built[task.pk],
            pieces=theirs.get(task.pk, ()),
            before=standing_before(held.get((person, task.pk))),
            conditions=profile.conditions,
            on=on,
        )
        for person in people
        for theirs in [_by_task(profile, pieces.get(person, ()))]
        for task in profile.tasks
    }


def _by_task(profile: Profile, pieces: Iterable[Piece]) -> dict[int, list[Piece]]:
    """The pieces that bear on each task."""
    found: dict[int, list[Piece]] = {}
    for piece in pieces:
        for task in {task for competency, _ in piece.rows for task in profile.tasks_on.get(competency, ())}:
            found.setdefault(task, []).append(piece)
    return found


def standing_before(held: Held | None) -> Before:
    """Where somebody stands, as a reading of evidence asks for it."""
    if held is None:
        return Before()
    if held.counts:
        return Before(level=held.level, since=held.level_since)
    if held.level == 0 or held.lapsed_on is None:
        return Before()
    if held.ending == Entrustment.Ending.LAW:
        words = f"Something shown since the law changed on {day_month_year(held.lapsed_on)}"
    elif held.ending == Entrustment.Ending.DECISION:
        words = f"Something shown since the level lapsed on {day_month_year(held.lapsed_on)}"
    else:
        words = f"Something new: nothing was shown since the decision of {day_month_year(held.since)}"
        return Before(renews=held.level, new_from=add_days(held.since, 1), new_words=words)
    return Before(renews=held.level, new_from=held.lapsed_on, new_words=words)


def is_ready(reading: Reading, *, standing: int) -> bool:
    """Whether the evidence is enough for more than what counts."""
    return not reading.missing and reading.level > standing


def _standings(
    profile: Profile,
    people: Sequence[int],
    held: Mapping[tuple[int, int], Held],
    readings: Readings,
    council_id: int,
    on: datetime.date,
) -> dict[int, list[TaskStanding]]:
    """Everything known of each person and task, put side by side. Three queries."""
    expected = expected_levels(framework_id=profile.framework.pk, person_ids=people, on=on)
    waits = _waiting(profile, people, council_id)
    return {
        person: [
            _standing(
                task,
                held.get((person, task.pk)),
                waits.get((person, task.pk)),
                expected.get((person, task.pk)),
                readings[person, task.pk],
            )
            for task in profile.tasks
        ]
        for person in people
    }


def _standing(
    task: EntrustableTask,
    held: Held | None,
    waiting: Entrustment | None,
    expected: Expected | None,
    reading: Reading,
) -> TaskStanding:
    standing = held.standing if held is not None else 0
    level, since = expected or (None, None)
    ready = is_ready(reading, standing=standing)
    return TaskStanding(
        task, held, waiting, level, since, reading.level, reading.missing, ready, reading.cites
    )


def _waiting(profile: Profile, people: Sequence[int], council_id: int) -> dict[tuple[int, int], Entrustment]:
    """Decisions that wait for a second signature, with the names of whoever made them."""
    rows = Entrustment.objects.filter(
        person__council_id=council_id, person_id__in=people, state="waiting"
    ).select_related("decided_by")
    tasks = {task.identity: task.pk for task in profile.tasks}
    return {(row.person_id, tasks[row.task_identity]): row for row in rows if row.task_identity in tasks}
