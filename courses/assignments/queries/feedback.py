"""Feedback on one audited plan, for the person who wrote it: strengths first, then what would be better."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from academy.kit.words import listed, plural, weekday_date
from academy.people.models import User
from assessments.auditing.queries.guests import is_by_guest
from assessments.audits.models import GOOD, Audit, Finding
from assessments.audits.queries import judged_marks
from assessments.instruments.models import Criterion
from assessments.moderation.queries.replies import ReplyCard, own_audit, reply_card
from courses.assignments.models import Assignment, Offer
from courses.assignments.rules.permits import can_say_not_mine
from courses.assignments.rules.words import NUMBERS, name_criterion, say_pause
from courses.assignments.states import OPEN
from courses.pages.queries import ModuleCard, modules_by_code

NEXT = "One thing to do next"
"""The label of the auditor's own word on it."""
STRONG = 3
BETTER = 2


@dataclass(frozen=True)
class Mark:
    """One mark in words: what was seen, and what good looks like."""

    code: str
    name: str
    grade: int
    seen: str
    good: str
    finding_id: int | None = None


@dataclass(frozen=True)
class Asked:
    """One thing asked because of this audit, with its reason and the marks behind it."""

    assignment: Assignment
    module: ModuleCard | None
    lately: tuple[tuple[str, int], ...]
    may_object: bool
    queried: bool = False

    @property
    def title(self) -> str:
        """What to do."""
        return self.module.title if self.module else f"Module {self.assignment.module_code}"

    @property
    def url(self) -> str:
        """Where to do it."""
        return self.module.path if self.module else ""

    @property
    def minutes(self) -> int | None:
        """How long it takes."""
        return self.module.minutes if self.module else None

    @property
    def meta(self) -> list[str]:
        """The small line."""
        return [f"Module {self.assignment.module_code}", "leave and come back"]

    @property
    def due(self) -> str:
        """By when."""
        return weekday_date(self.assignment.due_on)

    @property
    def code(self) -> str:
        """The rule, for the small print."""
        return f"Rule {self.assignment.version}"

    @property
    def said(self) -> str:
        """What became of it, in words."""
        row = self.assignment
        if row.state == "paused":
            return say_pause(claimed=bool(row.claimed_cause), queried=self.queried)
        if row.state == "waived":
            return (
                f"{row.decided_by} took it off your list: {row.decision}" if row.decided_by else row.decision
            )
        return ""


@dataclass(frozen=True)
class Feedback:
    """Everything on the page."""

    audit: Audit
    team: str
    strong: tuple[Mark, ...]
    better: tuple[Mark, ...]
    others: tuple[Mark, ...]
    sections: tuple[tuple[str, int], ...]
    asked: tuple[Asked, ...]
    notes: tuple[tuple[str, ModuleCard | None], ...]
    thanks: str
    lead: str
    reply: ReplyCard
    action: str
    remarks: tuple[tuple[str, str], ...]
    by_guest: bool = False

    @property
    def may_object(self) -> list[Asked]:
        """What the writer can say no to."""
        return [one for one in self.asked if one.may_object]


def feedback_on(*, actor: User, pk: int, today: datetime.date) -> Feedback | None:
    """The feedback on one's own plan; None for anybody else's."""
    audit = own_audit(actor=actor, pk=pk)
    if audit is None:
        return None
    findings = {
        row.criterion_id: row for row in Finding.objects.filter(audit=audit).exclude(state="withdrawn")
    }
    strong, low = _ranked(_marks(audit), findings)
    asked = _asked(audit)
    offers = list(Offer.objects.filter(audit=audit, person=actor).select_related("criterion").order_by("pk"))
    codes = {row.module_code for row in asked} | {row.module_code for row in offers}
    modules = modules_by_code(council_id=actor.council_id, codes=codes - {""})
    sections = (
        audit.section_grades.filter(standing__isnull=False).order_by("pk").values_list("section", "standing")
    )
    reply = reply_card(audit=audit, today=today)
    told = [_told(row, modules, reply) for row in asked]
    remarks = list(audit.remarks.filter(criterion=None).order_by("pk").values_list("label", "text"))
    return Feedback(
        audit=audit,
        team=audit.team.name if audit.team else "",
        strong=tuple(_say(*one, findings) for one in strong[:STRONG]),
        better=tuple(_say(*one, findings) for one in low[:BETTER]),
        others=tuple(_say(*one, findings) for one in low[BETTER:]),
        sections=tuple((section, grade) for section, grade in sections if grade is not None and grade < GOOD),
        asked=tuple(told),
        notes=tuple(
            (_name(one), modules.get(one.module_code)) for one in offers if one.kind == Offer.Kind.NOTE
        ),
        thanks=listed([_name(one) for one in offers if one.kind == Offer.Kind.THANKS]),
        lead=_lead(len(strong), len(low), told),
        reply=reply,
        action=_action(remarks, told, [_say(*one, findings) for one in low[:1]]),
        remarks=tuple((label, text) for label, text in remarks if label != NEXT),
        by_guest=is_by_guest(audit),
    )


def _told(row: Assignment, modules: dict[str, ModuleCard], reply: ReplyCard) -> Asked:
    queried = row.criterion.code in reply.queried_codes
    return Asked(row, modules.get(row.module_code), _lately(row), can_say_not_mine(row), queried)


def _action(remarks: list[tuple[str, str]], asked: list[Asked], low: list[Mark]) -> str:
    """The one thing to do next: what the auditor wrote, else the first module asked, else the first point."""
    written = next((text for label, text in remarks if label == NEXT), "")
    if written:
        return written
    now = next((one for one in asked if one.assignment.state == "asked"), None)
    if now is not None:
        return f"Do “{now.title}” by {now.due}."
    if low:
        return f"On your next plan, aim for this in {low[0].name}: {low[0].good}."
    return "Nothing new. Keep doing what was strong."


def _ranked(
    marks: list[tuple[Criterion, int]], findings: dict[int, Finding]
) -> tuple[list[tuple[Criterion, int]], list[tuple[Criterion, int]]]:
    """What was strong, best first; and what was not: what is asked, then the lowest, then the heaviest."""
    asked = {row.criterion_id for row in findings.values() if row.state in ("assigned", "paused", "learnt")}
    strong = sorted(
        (one for one in marks if one[1] >= GOOD), key=lambda one: (-one[1], -one[0].weight, one[0].position)
    )
    low = sorted(
        (one for one in marks if one[1] < GOOD),
        key=lambda one: (
            one[0].pk not in asked,
            one[1],
            not one[0].critical,
            -one[0].weight,
            one[0].position,
        ),
    )
    return strong, low


def _name(offer: Offer) -> str:
    return name_criterion(offer.criterion.text, offer.criterion.code)


def _marks(audit: Audit) -> list[tuple[Criterion, int]]:
    """What was judged: criteria, and sections as a whole where nothing in them was."""
    return [(one, mark.standing) for one, mark in judged_marks(audit=audit) if mark.standing is not None]


def _say(criterion: Criterion, grade: int, findings: dict[int, Finding]) -> Mark:
    finding = findings.get(criterion.pk)
    return Mark(
        code=criterion.code,
        name=name_criterion(criterion.text, criterion.code),
        grade=grade,
        seen=criterion.descriptor(grade),
        good=criterion.good,
        finding_id=finding.pk if finding else None,
    )


def _asked(audit: Audit) -> list[Assignment]:
    rows = Assignment.objects.filter(finding__audit=audit).exclude(state="withdrawn")
    return list(
        rows.select_related("rule", "version__rule", "criterion", "finding", "decided_by")
        .prefetch_related("trigger_rows__audit__grades", "trigger_rows__audit__section_grades")
        .order_by("due_on", "pk")
    )


def _lately(row: Assignment) -> tuple[tuple[str, int], ...]:
    """When and how the criterion, or the section, was graded in the audits that called for it."""
    found = [
        (f"{trigger.audit.audited_on:%B}", grade)
        for trigger in row.trigger_rows.all()
        for grade in _given(trigger.audit, row.criterion)
        if grade
    ]
    return tuple(found) if len(found) > 1 else ()


def _given(audit: Audit, criterion: Criterion) -> list[int | None]:
    """What an audit that was loaded with its grades says on a criterion or section."""
    if criterion.kind == Criterion.Kind.SECTION:
        return [one.standing for one in audit.section_grades.all() if one.section == criterion.section]
    return [one.standing for one in audit.grades.all() if one.criterion_id == criterion.pk]


def _lead(strong: int, low: int, asked: list[Asked]) -> str:
    parts = []
    if strong:
        parts.append(f"{_things(strong)} {'was' if strong == 1 else 'were'} strong.")
    if low:
        parts.append(f"{_things(low)} would make it better.")
    now = [one for one in asked if one.assignment.state in OPEN]
    if now:
        names = [one.module.title if one.module else one.assignment.module_code for one in now]
        parts.append(f"We ask you to do {listed(names)}.")
    elif not low:
        parts.append("Nothing is asked of you.")
    return " ".join(parts)


def _things(n: int) -> str:
    return (
        f"{NUMBERS[n].capitalize()} thing{'' if n == 1 else 's'}" if n < len(NUMBERS) else plural(n, "thing")
    )
