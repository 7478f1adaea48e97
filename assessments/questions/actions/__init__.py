"""Changing the bank."""

from assessments.questions.actions.importing import BroughtIn, import_items
from assessments.questions.actions.reviewing import bring_back_item, retire_item, review_version
from assessments.questions.actions.wordings import Wording
from assessments.questions.actions.writing import (
    discard_draft,
    offer_version,
    save_draft,
    start_version,
    write_item,
)

__all__ = [
    "BroughtIn",
    "Wording",
    "bring_back_item",
    "discard_draft",
    "import_items",
    "offer_version",
    "retire_item",
    "review_version",
    "save_draft",
    "start_version",
    "write_item",
]
