"""Reading about files of audits: what they hold, where they stand, who may act on them."""

from assessments.imports.queries.batches import (
    batch_of,
    batches_of,
    files_waiting_for,
    find_same_file,
    second_people,
)
from assessments.imports.queries.examining import Examination, examine_file
from assessments.imports.queries.roster import Roster, load_roster
from assessments.imports.queries.storage import load_raw

__all__ = [
    "Examination",
    "Roster",
    "batch_of",
    "batches_of",
    "examine_file",
    "files_waiting_for",
    "find_same_file",
    "load_raw",
    "load_roster",
    "second_people",
]
