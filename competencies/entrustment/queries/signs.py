"""Signs that a level may be worth a talk, from the parts above."""

from __future__ import annotations

import datetime

from competencies.entrustment.registry import Sign, signs_of
from competencies.framework.models import EntrustableTask


def signs_for(*, person_id: int, task: EntrustableTask, on: datetime.date) -> list[Sign]:
    """What a person who decides on this task should have seen first: a hint, never a reason by itself."""
    codes = frozenset(task.competencies.values_list("code", flat=True))
    found = signs_of(
        council_id=task.framework.council_id,
        person_ids=[person_id],
        codes_by_task={task.pk: codes},
        on=on,
    )
    return found.get((person_id, task.pk), [])
