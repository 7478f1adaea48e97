"""Reading who is trusted with what."""

from competencies.entrustment.queries.holding import Held, levels_held
from competencies.entrustment.queries.standings import TaskStanding, task_standings

__all__ = ["Held", "TaskStanding", "levels_held", "task_standings"]
