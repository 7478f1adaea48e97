"""What the page on agreement shows to whom: one's own, everybody's, or figures without names."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from academy.kit.charts import Bar
from academy.kit.components.differences import Difference
from academy.kit.words import day_month_year, plural, signed
from academy.people.access import standing_of
from academy.people.models import User
from academy.people.roles import Right
from assessments.audits.models import GRADE_CHOICES
from assessments.calibration.agreement import LEAST, Agreement, Estimate
from assessments.calibration.models import SeededGrade
from assessments.calibration.queries.figures import (
    AuditorFigures,
    CouncilFigures,
    CriterionFigures,
    council_figures,
    own_figures,
)
from assessments.calibration.queries.pairs import SOURCE_WORDS
from assessments.calibration.severity import Severity

FEWEST = 5
"""Figures about fewer auditors are shown to nobody who may not know them by name."""
MOST_AMBIGUOUS, MOST_APART = 8, 12
DIRECTIONS = {
    "lenient": "Lenient: grades higher than others would",
    "harsh": "Harsh: grades lower than others would",
    "even": "Much like the others",
    "": "Too few to tell",
}
GRADES = dict(GRADE_CHOICES)


@dataclass(frozen=True)
class AgreementPage:
    """`own` for an auditor, `council` for those who see figures; `named` whether by name."""

    own: AuditorFigures | None
    own_criteria: tuple[CriterionFigures, ...]
    council: CouncilFigures | None
    named: bool
    hidden: bool

    @property
    def lead(self) -> str:
        """The answer in words."""
        if self.hidden:
            return f"Fewer than {FEWEST} auditors are compared, so no figures are shown."
        if self.council is not None:
            return _say(self.council.total, "Auditors gave")
        if self.own is not None:
            return _say(self.own.agreement, "You gave")
        return ""

    @property
    def severities(self) -> list[Difference]:
        """The chart of severities: those furthest from nought, the most lenient first."""
        rows = self.council.auditors if self.council is not None and self.named else ()
        known = [(one.name, one.severity.estimate) for one in rows if one.severity.estimate is not None]
        known = sorted(known, key=lambda pair: -abs(pair[1].value))[:MOST_APART]
        known.sort(key=lambda pair: -pair[1].value)
        return [Difference(name, found.value, found.low or 0.0, found.high or 0.0) for name, found in known]

    @property
    def ambiguous(self) -> list[Bar]:
        """The criteria on which grades differ most, of those with ten or more."""
        rows = self.council.criteria if self.council is not None else ()
        return [
            Bar(
                f"{one.text} ({one.code})",
                one.ambiguity.value,
                f"{one.ambiguity.value:.0%}, n = {one.agreement.n}",
            )
            for one in rows[:MOST_AMBIGUOUS]
            if one.ambiguity is not None
        ]

    @property
    def auditor_rows(self) -> list[tuple[str, ...]]:
        """The table of auditors."""
        rows = self.council.auditors if self.council is not None and self.named else ()
        return [_auditor_row(one) for one in rows]

    @property
    def criterion_rows(self) -> list[tuple[str, ...]]:
        """The table of criteria."""
        rows = self.council.criteria if self.council is not None else self.own_criteria
        return [criterion_row(one) for one in rows]

    @property
    def figures(self) -> list[tuple[str, str]]:
        """The figures of the page, with their intervals and n."""
        found = self.council.total if self.council is not None else self.own.agreement if self.own else None
        return figures_of(found) if found is not None and found.enough else []

    @property
    def confusion(self) -> list[tuple[str, ...]]:
        """What was agreed against what was given."""
        found = self.council.total if self.council is not None else self.own.agreement if self.own else None
        if found is None or not found.enough:
            return []
        best_first = range(len(found.scale) - 1, -1, -1)
        return [
            (GRADES[found.scale[row]], *(str(found.table[row][at]) for at in best_first))
            for row in best_first
        ]

    @property
    def sources(self) -> str:
        """What the figures rest on."""
        counts = self.council.sources if self.council is not None else self.own.sources if self.own else {}
        return "; ".join(f"{words}: {counts.get(name, 0)}" for name, words in SOURCE_WORDS.items())


def agreement_page(*, actor: User, today: datetime.date) -> AgreementPage:
    """What this reader may see: QA everybody by name, a head figures without names, an auditor their own."""
    rights = standing_of(actor).rights
    named = Right.SEE_COUNCIL in rights
    whole = named or Right.SEE_FIGURES in rights
    council = council_figures(council_id=actor.council_id, today=today) if whole else None
    own: AuditorFigures | None = None
    criteria: tuple[CriterionFigures, ...] = ()
    if Right.AUDIT in rights:
        own, criteria = own_figures(person=actor, today=today)
    compared = sum(one.agreement.n > 0 for one in council.auditors) if council is not None else 0
    hidden = council is not None and not named and 0 < compared < FEWEST
    return AgreementPage(own, criteria, None if hidden else council, named, hidden)


def figures_of(found: Agreement) -> list[tuple[str, str]]:
    """An agreement as pairs of word and figure."""
    return [
        ("Grades compared", str(found.n)),
        ("The same grade", _share(found.exact)),
        ("Within one grade", _share(found.within_one)),
        ("Weighted kappa", _number(found.kappa)),
        ("Gwet’s AC2", _number(found.ac2)),
    ]


def _say(found: Agreement, who: str) -> str:
    if not found.enough or found.exact is None or found.within_one is None:
        return f"{plural(found.n, 'grade')} can be compared. From {LEAST} on we say how far they agree."
    return (
        f"{who} the same grade as others agreed in {found.exact.value:.0%} of {found.n} grades, and a grade "
        f"within one step of it in {found.within_one.value:.0%}."
    )


def _auditor_row(one: AuditorFigures) -> tuple[str, ...]:
    found = one.agreement
    licence = f"until {day_month_year(one.licensed_until)}" if one.licensed_until else "none"
    compared = f"; last compared {day_month_year(one.compared_on)}" if one.compared_on else ""
    return (
        one.name,
        str(found.n),
        _share(found.exact),
        _share(found.within_one),
        _number(found.kappa),
        _number(found.ac2),
        f"{DIRECTIONS[one.direction]} ({_lean(one.severity)}{plural(one.severity.audits, 'audit')})",
        f"{licence}{compared}" + ("; calibrating again" if one.recalibration else ""),
    )


def _lean(severity: Severity) -> str:
    found = severity.estimate
    return f"{signed(found.value)}, " if found is not None else ""


def criterion_row(one: CriterionFigures) -> tuple[str, ...]:
    """One criterion of the table."""
    return (f"{one.text} ({one.code})", str(one.agreement.n), _share(one.ambiguity))


def _share(found: Estimate | None) -> str:
    if found is None:
        return "Too few"
    if found.low is None or found.high is None:
        return f"{found.value:.0%}"
    return f"{found.value:.0%} ({found.low:.0%} to {found.high:.0%})"


def _number(found: Estimate | None) -> str:
    if found is None:
        return "Too few, or all alike"
    if found.low is None or found.high is None:
        return f"{found.value:.2f}"
    return f"{found.value:.2f} ({found.low:.2f} to {found.high:.2f})"


def seeded_plan_ids(council_id: int) -> list[int]:
    """Listed plans with agreed grades, for whoever shares plans out. One query."""
    rows = SeededGrade.objects.filter(plan__council_id=council_id)
    return sorted(set(rows.values_list("plan_id", flat=True)))
