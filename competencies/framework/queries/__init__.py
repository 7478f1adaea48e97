"""Reading the framework."""

from competencies.framework.queries.bridges import counting_as, current_competencies, current_tasks
from competencies.framework.queries.versions import (
    competencies_by_code,
    competencies_in_force,
    draft_of,
    framework_in_force,
    tasks_in_force,
    versions_of,
)

__all__ = [
    "competencies_by_code",
    "competencies_in_force",
    "counting_as",
    "current_competencies",
    "current_tasks",
    "draft_of",
    "framework_in_force",
    "tasks_in_force",
    "versions_of",
]
