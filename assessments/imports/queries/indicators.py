"""Figures of summaries as a page shows them: by month and label, each with the file it came from."""

from __future__ import annotations

from dataclasses import dataclass, field

from academy.people.access import visible
from academy.people.models import User
from assessments.imports.layouts.grades import GRADE_NAMES
from assessments.imports.models import Batch, Indicator

MOST = 2000


@dataclass(frozen=True)
class TeamCounts:
    """One team: each grade in words and how many audits had it, in the order of the table; all of them."""

    team: str
    pairs: tuple[tuple[str, int], ...]
    total: int


@dataclass
class Summary:
    """One summary that was kept: the label and month it was given, its table, and where it came from."""

    label: str
    month: str
    batch: Batch
    kept_by: User
    kept_at: object
    grades: tuple[str, ...]
    teams: list[TeamCounts] = field(default_factory=list)

    @property
    def total(self) -> int:
        """All audits that were counted."""
        return sum(one.total for one in self.teams)


def summaries_of(*, actor: User) -> list[Summary]:
    """Summaries the actor may see, the newest month first. One query."""
    rows = visible(actor, Indicator).select_related("batch", "batch__brought_by", "kept_by")
    found: dict[int, list[Indicator]] = {}
    for one in rows.order_by("-month", "-kept_at", "batch_id", "team", "-grade")[:MOST]:
        found.setdefault(one.batch_id, []).append(one)
    return [_summary(figures) for figures in found.values()]


def _summary(figures: list[Indicator]) -> Summary:
    first = figures[0]
    grades = sorted({one.grade for one in figures}, key=lambda grade: (grade == 0, -grade))
    summary = Summary(
        label=first.label,
        month=f"{first.month:%B %Y}",
        batch=first.batch,
        kept_by=first.kept_by,
        kept_at=first.kept_at,
        grades=tuple(GRADE_NAMES[grade].split(",")[0] for grade in grades),
    )
    for team in dict.fromkeys(one.team for one in figures):
        by_grade = {one.grade: one.count for one in figures if one.team == team}
        counts = [by_grade.get(grade, 0) for grade in grades]
        pairs = tuple(zip(summary.grades, counts, strict=True))
        summary.teams.append(TeamCounts(team, pairs, sum(counts)))
    return summary
