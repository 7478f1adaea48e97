"""The tables of the standard; each part owns its own."""

from competencies.evidence.models import Evidence
from competencies.framework.models import Competency, Domain, Framework

__all__ = ["Competency", "Domain", "Evidence", "Framework"]
