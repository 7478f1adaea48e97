"""What people hold on a day: the last decision on each task, and whether it still counts."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import cast

from academy.law.dates import add_days
from competencies.entrustment.models import Entrustment
from competencies.framework.queries import current_tasks

Row = tuple[int, int, int, datetime.date, datetime.date, datetime.date | None, str, str, str, int]
"""Person, task, level, first and last day, end, state, why it ended, words, id. What stood has both days: a
constraint."""


@dataclass(frozen=True)
class Held:
    """The last decision on one task of one person. `level` is what was decided; `counts` says whether it
    stands on the day; when it lapsed, `lapsed_on` says since when, `why` in words and `ending` in a word
    (`Entrustment.Ending`). `level_since`: since when this level was held, renewals included."""

    person_id: int
    task_id: int
    level: int
    counts: bool
    since: datetime.date
    valid_until: datetime.date
    lapsed_on: datetime.date | None
    why: str
    entrustment_id: int
    level_since: datetime.date
    ending: str = ""

    @property
    def standing(self) -> int:
        """The level that counts on the day: none while it is lapsed."""
        return self.level if self.counts else 0


def levels_held(
    *, council_id: int, person_ids: Iterable[int], on: datetime.date, history: bool = True
) -> dict[tuple[int, int], Held]:
    """By person and task in force, what was last decided. One query besides the bridge's.

    Without `history` what another decision replaced is not read: quicker for a matrix of today, and
    `level_since` is then the day of the last decision.
    """
    bridge = current_tasks(council_id=council_id)
    rows = (
        Entrustment.objects.filter(
            person__council_id=council_id,
            person_id__in=list(person_ids),
            state__in=["stands", "lapsed", "replaced"] if history else ["stands", "lapsed"],
            starts_on__lte=on,
        )
        .order_by("starts_on", "pk")
        .values_list(
            "person_id",
            "task_id",
            "level",
            "starts_on",
            "valid_until",
            "ended_on",
            "state",
            "ending",
            "ended_words",
            "pk",
        )
    )
    found: dict[tuple[int, int], Held] = {}
    for row in cast("Iterable[Row]", rows):
        for task in bridge.get(row[1], ()):
            key = row[0], task
            found[key] = _held(task, row, on, found.get(key))
    return found


def _held(task_id: int, row: Row, on: datetime.date, before: Held | None) -> Held:
    person_id, _, level, since, until, ended_on, state, ending, words, pk = row
    ended = ended_on if state == "lapsed" and ended_on is not None and ended_on <= on else None
    if ended is None and until < on:
        ended, ending = add_days(until, 1), Entrustment.Ending.MONTHS
        words = words or "24 months have passed since the decision."
    level_since = since
    if before is not None and before.level == level and (before.lapsed_on or on) > since:
        level_since = before.level_since
    return Held(
        person_id, task_id, level, ended is None, since, until, ended, words if ended else "", pk,
        level_since=level_since,
        ending=ending if ended else "",
    )  # fmt: skip
