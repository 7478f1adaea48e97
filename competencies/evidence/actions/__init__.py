"""Every change to evidence."""

from competencies.evidence.actions.adding import Showing, add_evidence, add_evidence_many
from competencies.evidence.actions.ending import end_evidence, end_evidence_many
from competencies.evidence.actions.recording import Draft, record_piece, take_back_piece

__all__ = [
    "Draft",
    "Showing",
    "add_evidence",
    "add_evidence_many",
    "end_evidence",
    "end_evidence_many",
    "record_piece",
    "take_back_piece",
]
