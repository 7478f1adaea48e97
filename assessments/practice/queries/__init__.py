"""Reading what can be practised and what somebody tried."""

from assessments.practice.queries.shelves import ItemLine, KindShelf, Shelf, kind_shelf, shelves
from assessments.practice.queries.trying import AttemptView, Trying, attempt_view, trying

__all__ = [
    "AttemptView",
    "ItemLine",
    "KindShelf",
    "Shelf",
    "Trying",
    "attempt_view",
    "kind_shelf",
    "shelves",
    "trying",
]
