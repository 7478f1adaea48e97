"""Reading assignments: facts for the rules, the board, one finding's chain, a person's own work."""

from courses.assignments.queries.lists import count_waiting_for

__all__ = ["count_waiting_for"]
