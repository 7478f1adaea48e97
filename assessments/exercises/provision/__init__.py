"""X3, rewriting a vague line of provision. `look_at` is for others: words to look at, invented amounts."""

from assessments.exercises.provision.line import Line
from assessments.exercises.provision.noticing import Noticed, look_at

__all__ = ["Line", "Noticed", "look_at"]
