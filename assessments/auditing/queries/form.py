"""An auditor's form as its pages show it: what is given, what is missing, what the arithmetic makes of it."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.urls import reverse
from django.utils import timezone

from academy.people.access import standing_of
from academy.people.models import User
from assessments.auditing.models import Allocation, AuditorMark, SectionSave
from assessments.auditing.queries.mine import asked_of
from assessments.auditing.rules.marking import (
    CLOSING,
    Gap,
    Given,
    amend_until,
    can_amend,
    gaps_in,
    given_of,
    marks_of,
    presumed,
)
from assessments.audits.arithmetic import (
    OTHER_PERSON,
    Mark,
    Reckoned,
    grade_of_mean,
    reckon_overall,
    weighted_mean,
)
from assessments.audits.models import Finding
from assessments.audits.queries import SECTION_NAMES
from assessments.instruments.models import Criterion
from assessments.instruments.queries import PLAN_AUDIT, criteria_of

CLOSING_NAME = "Words for the writer"
OPEN = ("asked", "started")


@dataclass(frozen=True)
class Line:
    """One criterion and what was given on it. `presumed`: why it is taken not to apply."""

    criterion: Criterion
    given: Given
    presumed: str

    @property
    def cause_words(self) -> str:
        """Why it is below good, in words."""
        return str(Finding.Cause(self.given.cause).label) if self.given.cause else ""

    @property
    def is_absent(self) -> bool:
        """Does not apply, as the auditor said or as is taken."""
        return self.given.not_applicable or (bool(self.presumed) and not self.given.is_answered)


@dataclass(frozen=True)
class SectionPart:
    """One section of the form: how far it is, and what the arithmetic makes of it."""

    code: str
    name: str
    url: str
    lines: tuple[Line, ...]
    gaps: int
    mean: float | None
    save: SectionSave | None

    @property
    def grade(self) -> int | None:
        """The grade of its weighted mean; None while nothing is graded."""
        return None if self.mean is None else grade_of_mean(self.mean)

    @property
    def answered(self) -> int:
        """Criteria with a grade or "does not apply"."""
        return sum(line.given.is_answered or line.is_absent for line in self.lines)

    @property
    def state(self) -> str:
        """Which mark it carries."""
        if not self.gaps:
            return "done"
        return "half" if self.save is not None and self.save.number else "todo"

    @property
    def words(self) -> str:
        """How far it is, in words."""
        if self.code == CLOSING:
            return "written" if not self.gaps else "not complete"
        said = f"{self.answered} of {len(self.lines)} answered"
        return f"{said}, words missing" if self.gaps and self.answered == len(self.lines) else said


@dataclass(frozen=True)
class FormPage:
    """One allocation as its auditor sees it. Never why it was drawn, nor whose plan it is."""

    allocation: Allocation
    sections: tuple[SectionPart, ...]
    gaps: tuple[Gap, ...]
    reckoned: Reckoned | None
    other_child: bool
    amending: bool
    may_amend: bool
    amend_until: datetime.date | None
    guest: bool
    marks: tuple[Mark, ...] = field(default=())

    @property
    def is_open(self) -> bool:
        """Whether anything may be given still."""
        return self.allocation.state in OPEN

    @property
    def overall(self) -> int | None:
        """The grade that counts: the auditor's own where they differ, or else the computed one."""
        return self.allocation.own_overall or (self.reckoned.grade if self.reckoned else None)

    @property
    def answered(self) -> int:
        """Criteria answered in the whole form."""
        return sum(part.answered for part in self.sections)

    @property
    def asked(self) -> int:
        """Criteria in the whole form."""
        return sum(len(part.lines) for part in self.sections)

    @property
    def missing(self) -> list[tuple[Gap, str, str]]:
        """What is missing with the section's name and the address of its field."""
        parts = {part.code: part for part in self.sections}
        return [(gap, parts[gap.section].name, f"{parts[gap.section].url}#{gap.field}") for gap in self.gaps]

    def part(self, code: str) -> SectionPart | None:
        """A section by its code."""
        return next((part for part in self.sections if part.code == code), None)

    def after(self, code: str) -> SectionPart | None:
        """The section that follows."""
        codes = [part.code for part in self.sections]
        place = codes.index(code) + 1
        return self.sections[place] if place < len(codes) else None


def section_name(code: str) -> str:
    """How a section is called on a page."""
    if code in SECTION_NAMES:
        return SECTION_NAMES[code]
    return f"Section {code}" if len(code) <= 2 else code


def form_page(*, actor: User, pk: int, today: datetime.date | None = None) -> FormPage | None:
    """The form of one's own allocation, or None. Five queries, however many criteria there are."""
    on = today or timezone.localdate()
    mine = asked_of(actor=actor, on=on).select_related("plan", "instrument", "audit", "auditor__council")
    allocation = mine.filter(pk=pk).first()
    if allocation is None:
        return None
    criteria = list(criteria_of(instrument=allocation.instrument))
    rows = AuditorMark.objects.filter(allocation=allocation)
    given = {mark.criterion_id: given_of(mark) for mark in rows}
    saves = {save.section: save for save in SectionSave.objects.filter(allocation=allocation)}
    gaps = gaps_in(criteria, given, allocation)
    marks = marks_of(criteria, given)
    amending = bool(allocation.concluded_at) and allocation.state in OPEN
    return FormPage(
        allocation=allocation,
        sections=_parts(allocation, criteria, given, gaps, marks, saves),
        gaps=tuple(gaps),
        reckoned=reckon_overall(marks),
        other_child=allocation.instrument.code == PLAN_AUDIT
        and any(mark.code == OTHER_PERSON and mark.grade == 1 for mark in marks),
        amending=amending,
        may_amend=can_amend(allocation, by=actor, on=on),
        amend_until=amend_until(allocation),
        guest=standing_of(actor).is_partner,
        marks=tuple(marks),
    )


def _parts(
    allocation: Allocation,
    criteria: Sequence[Criterion],
    given: dict[int, Given],
    gaps: Sequence[Gap],
    marks: Sequence[Mark],
    saves: dict[str, SectionSave],
) -> tuple[SectionPart, ...]:
    codes = [*dict.fromkeys(one.section for one in criteria), CLOSING]
    return tuple(
        SectionPart(
            code=code,
            name=CLOSING_NAME if code == CLOSING else section_name(code),
            url=reverse("audit_form_section", args=[allocation.pk, code]),
            lines=tuple(
                Line(one, given.get(one.pk, Given()), presumed(allocation, one))
                for one in criteria
                if one.section == code
            ),
            gaps=sum(gap.section == code for gap in gaps),
            mean=weighted_mean(mark for mark in marks if mark.section == code),
            save=saves.get(code),
        )
        for code in codes
    )
