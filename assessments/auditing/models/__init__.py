"""What audits done here keep: plans, samples, what auditors are asked and gave, and panels."""

from assessments.auditing.models.allocations import (
    Allocation,
    Amendment,
    AuditorMark,
    ListedPlan,
    PlanFile,
    Sample,
    SectionSave,
)
from assessments.auditing.models.panels import Panel, PanelGrade, PanelMember

__all__ = [
    "Allocation",
    "Amendment",
    "AuditorMark",
    "ListedPlan",
    "Panel",
    "PanelGrade",
    "PanelMember",
    "PlanFile",
    "Sample",
    "SectionSave",
]
