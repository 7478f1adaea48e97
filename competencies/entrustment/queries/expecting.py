"""What is expected of people by now: the profile of their role and the weeks they have been in it."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable, Sequence

from academy.law.dates import add_weeks
from academy.people.models import Post
from competencies.framework.models import RoleExpectation

Expected = tuple[int, datetime.date]
"""A level, and the day from which it has been expected."""


def expected_levels(
    *, framework_id: int, person_ids: Iterable[int], on: datetime.date
) -> dict[tuple[int, int], Expected]:
    """By person and task. Of several posts the one that expects most counts. Two queries.

    Weeks are counted from the first day of the post; what is not expected yet has no entry.
    """
    steps: dict[str, list[tuple[int, int, int]]] = defaultdict(list)
    rows = RoleExpectation.objects.filter(task__framework_id=framework_id).order_by("weeks")
    for role, task, weeks, level in rows.values_list("role", "task_id", "weeks", "level"):
        steps[role].append((task, weeks, level))
    posts = Post.objects.open_on(on).filter(person_id__in=list(person_ids))
    found: dict[tuple[int, int], Expected] = {}
    alike: dict[tuple[str, datetime.date], dict[int, Expected]] = {}
    for person, role, starts_on in posts.values_list("person_id", "role", "starts_on"):
        if (role, starts_on) not in alike:
            alike[role, starts_on] = _reached(steps.get(role, ()), starts_on, on)
        for task, expected in alike[role, starts_on].items():
            held = found.get((person, task))
            if held is None or (expected[0], -expected[1].toordinal()) > (held[0], -held[1].toordinal()):
                found[person, task] = expected
    return found


def _reached(
    steps: Sequence[tuple[int, int, int]], starts_on: datetime.date, on: datetime.date
) -> dict[int, Expected]:
    """By task the last step of a role that has come due since the first day of a post."""
    passed = (on - starts_on).days // 7
    due = {task: (level, weeks) for task, weeks, level in steps if weeks <= passed}
    return {task: (level, add_weeks(starts_on, weeks)) for task, (level, weeks) in due.items()}
