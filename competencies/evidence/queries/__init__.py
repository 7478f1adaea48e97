"""Reading evidence."""

from competencies.evidence.queries.history import evidence_of
from competencies.evidence.queries.kinds import months_valid

__all__ = ["evidence_of", "months_valid"]
