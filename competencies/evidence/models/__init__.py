"""What people showed, and the short forms that say how it was seen."""

from competencies.evidence.models.evidence import Evidence
from competencies.evidence.models.pieces import LONGEST_REASON, LONGEST_REFERENCE, Kind, Piece, Strength

__all__ = ["LONGEST_REASON", "LONGEST_REFERENCE", "Evidence", "Kind", "Piece", "Strength"]
