"""Which decisions rest on a piece of law."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils import timezone

from competencies.entrustment.models import Entrustment
from competencies.framework.models import EntrustableTask
from competencies.framework.queries import current_tasks


@dataclass(frozen=True)
class Touched:
    """How many levels a change of law ended, and how many it will end on its day. Never whose."""

    lapsed: int
    to_lapse: int

    @property
    def levels(self) -> int:
        """All of them."""
        return self.lapsed + self.to_lapse


def tasks_resting_on(*, council_id: int, keys: Iterable[str]) -> set[int]:
    """Ids of tasks, of every version, whose task in force rests on any of these keys of the law pack."""
    wanted = set(keys)
    rows = EntrustableTask.objects.filter(framework__council_id=council_id, framework__state="published")
    resting = {pk for pk, law in rows.values_list("pk", "law") if wanted.intersection(law)}
    return {old for old, now in current_tasks(council_id=council_id).items() if now & resting}


def decisions_before(*, council_id: int, keys: Iterable[str], on: datetime.date) -> QuerySet[Entrustment]:
    """Standing decisions that were made before the law of these keys changed on `on`."""
    return Entrustment.objects.filter(
        person__council_id=council_id,
        task_id__in=tasks_resting_on(council_id=council_id, keys=keys),
        state="stands",
        starts_on__lt=on,
    )


def waiting_before(*, council_id: int, keys: Iterable[str], on: datetime.date) -> QuerySet[Entrustment]:
    """Decisions that wait for a second signature and were made before the law of these keys changed."""
    return Entrustment.objects.filter(
        person__council_id=council_id,
        task_id__in=tasks_resting_on(council_id=council_id, keys=keys),
        state="waiting",
        decided_at__lt=timezone.make_aware(datetime.datetime.combine(on, datetime.time.min)),
    )


def levels_touched(*, council_id: int, keys: Iterable[str], on: datetime.date) -> Touched:
    """What a change of law on that day did to levels, and what it still will. Constant queries."""
    tasks = tasks_resting_on(council_id=council_id, keys=keys)
    rows = Entrustment.objects.filter(person__council_id=council_id, task_id__in=tasks)
    return Touched(
        rows.filter(state="lapsed", ending=Entrustment.Ending.LAW, ended_on=on).count(),
        rows.filter(state="stands", starts_on__lt=on).count(),
    )
