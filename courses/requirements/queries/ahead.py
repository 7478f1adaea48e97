"""Whose training lapses soon: for planning, by the people who plan and in numbers."""

from __future__ import annotations

import datetime
from collections import defaultdict

from academy.law.dates import add_months
from courses.requirements.queries.facts import ground_of
from courses.requirements.rules.standing import stand


def lapsing_by_code(*, council_id: int, today: datetime.date, months: int = 3) -> dict[str, set[int]]:
    """By code of the module or page, the people who have done it and must refresh it from today until so many
    months ahead. Constant queries. The caller shows numbers, never who it is."""
    ground, until = ground_of(council_id=council_id, on=today), add_months(today, months)
    found: dict[str, set[int]] = defaultdict(set)
    for line in stand(cells=ground.cells, holders=ground.holders, facts=ground.facts, today=today):
        if line.done_on is not None and line.due_on is not None and today <= line.due_on <= until:
            found[line.code].add(line.person)
    return dict(found)
