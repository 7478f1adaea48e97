"""Reading self-assessments."""

from competencies.selfassessment.queries.pages import (
    ItemView,
    Page,
    item_seen,
    latest_of,
    page_of,
    past_of,
    person_led,
)
from competencies.selfassessment.queries.tasks import expected_tasks, level_choices, task_choices, task_named
from competencies.selfassessment.queries.teams import LedRow, people_and_rounds

__all__ = [
    "ItemView",
    "LedRow",
    "Page",
    "expected_tasks",
    "item_seen",
    "latest_of",
    "level_choices",
    "page_of",
    "past_of",
    "people_and_rounds",
    "person_led",
    "task_choices",
    "task_named",
]
