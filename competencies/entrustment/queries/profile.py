"""The framework in force, as readings of evidence need it: read once for any number of people."""

from __future__ import annotations

import datetime
from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property

from academy.law.dates import add_months
from competencies.entrustment.readiness import HIGHEST, Built, Conditions
from competencies.entrustment.rules import LEAST_KINDS, LIVE_FROM
from competencies.framework.models import Competency, EntrustableTask, EvidenceKind, Framework, Level
from competencies.framework.queries import current_competencies, framework_in_force

ASKS_NOTHING = Level(fresh_months=24)
"""For a level that a framework does not describe: what every decision must rest on."""


@dataclass(frozen=True)
class Profile:
    """Tasks in order, what each is built on, what each level asks for on the day, and the bridge."""

    framework: Framework
    tasks: tuple[EntrustableTask, ...]
    built: dict[int, Built]
    conditions: dict[int, Conditions]
    months_valid: dict[str, int]
    live_kinds: frozenset[str]
    bridge: dict[int, frozenset[int]]

    @cached_property
    def tasks_on(self) -> dict[int, list[int]]:
        """By competency in force, ids of the tasks that are built on it."""
        found: dict[int, list[int]] = defaultdict(list)
        for task, built in self.built.items():
            for competency in built.competencies:
                found[competency].append(task)
        return found

    @property
    def since(self) -> datetime.date:
        """The first day on which anything was shown that can still count for a level."""
        return min(one.fresh_from for one in self.conditions.values())


def profile_of(*, council_id: int, on: datetime.date) -> Profile | None:
    """A constant number of queries. None while the council has no framework in force."""
    framework = framework_in_force(council_id=council_id)
    if framework is None:
        return None
    tasks = tuple(framework.tasks.prefetch_related("competencies__domain"))
    for task in tasks:
        task.framework = framework
    kinds = list(EvidenceKind.objects.filter(framework=framework))
    live = frozenset(kind.code for kind in kinds if kind.is_live)
    return Profile(
        framework,
        tasks,
        {task.pk: built_on(task, live) for task in tasks},
        _conditions(framework, on),
        {kind.code: kind.months_valid for kind in kinds},
        live,
        current_competencies(council_id=council_id),
    )


def built_on(task: EntrustableTask, live: frozenset[str]) -> Built:
    """What the task is built on; its competencies are prefetched."""
    rows: list[Competency] = sorted(
        task.competencies.all(), key=lambda row: (row.domain.position, row.position, row.code)
    )
    named = dict.fromkeys(kind for row in rows for kind in row.evidence_kinds)
    return Built({row.pk: f"{row.code} ({_lower(row.text)})" for row in rows}, tuple(named), live)


def _lower(text: str) -> str:
    """The text as it goes on inside a sentence: SEND and other abbreviations keep their capitals."""
    first = text.split(" ", 1)[0]
    return text[0].lower() + text[1:] if first[1:] == first[1:].lower() else text


def _conditions(framework: Framework, on: datetime.date) -> dict[int, Conditions]:
    """By level, 1 to 5: never less than what a decision must rest on."""
    held = {row.number: row for row in Level.objects.filter(framework=framework)}
    return {number: _asks(number, held.get(number, ASKS_NOTHING), on) for number in range(1, HIGHEST + 1)}


def _asks(number: int, level: Level, on: datetime.date) -> Conditions:
    return Conditions(
        level=number,
        least_kinds=max(level.least_kinds, LEAST_KINDS),
        least_live=max(level.least_live, 1 if number >= LIVE_FROM else 0),
        least_audits=level.least_audits,
        least_recommendations=level.least_recommendations,
        every_competency=level.every_competency,
        fresh_months=level.fresh_months,
        fresh_from=add_months(on, -level.fresh_months),
        months_below=level.months_below,
    )
