"""What names a piece of law, who learned it, and what is due to be looked at again."""

from courses.currency.queries.impact import Impact, Thing, changed_keys, changes_for, impact_of
from courses.currency.queries.learned import Learner, learners_of, own_changes
from courses.currency.queries.reviews import Due, due_for_review

__all__ = [
    "Due",
    "Impact",
    "Learner",
    "Thing",
    "changed_keys",
    "changes_for",
    "due_for_review",
    "impact_of",
    "learners_of",
    "own_changes",
]
