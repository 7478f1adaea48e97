"""What an auditor's form needs before it is concluded, and who may fill it, conclude it and open it again."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils import timezone

from academy.kit.refusals import Refused
from academy.kit.words import day_month, plural
from academy.law.dates import add_working_days
from academy.law.pack import current_pack
from academy.people.models import User
from assessments.auditing.models import Allocation, Amendment, AuditorMark
from assessments.auditing.rules.allocations import is_asked
from assessments.auditing.rules.answering import is_answered
from assessments.auditing.states import ALLOCATION
from assessments.audits.arithmetic import Mark
from assessments.audits.models import GOOD, Audit
from assessments.instruments.models import Criterion
from assessments.instruments.queries import PLAN_AUDIT

CLOSING = "closing"
"""The last section of every form: what is strong, what would improve it, one action."""
AMEND_DAYS = 5
"""Working days in which an auditor may open an audit again."""
NOT_A_FIRST_YEAR = ("EY", "KS1", "KS2")
MARKS_ALONE = (Allocation.Why.DOUBLE, Allocation.Why.SEEDED)
"""Second looks: what they gave counts for agreement, never for the writer."""
NOT_YOURS = "This audit is not yours to do."


@dataclass(frozen=True)
class Given:
    """What an auditor gave on one criterion: a grade 1 to 4, "does not apply", or nothing yet."""

    grade: int | None = None
    not_applicable: bool = False
    cause: str = ""
    words: str = ""

    @property
    def is_answered(self) -> bool:
        """A grade, or that it does not apply."""
        return self.grade is not None or self.not_applicable

    @property
    def is_low(self) -> bool:
        """Below good: then a cause and a few words are needed."""
        return self.grade is not None and self.grade < GOOD


def given_of(mark: AuditorMark) -> Given:
    """A stored mark as the rules see it."""
    return Given(mark.grade, mark.not_applicable, mark.cause, mark.words)


def marks_of(criteria: Iterable[Criterion], given: Mapping[int, Given]) -> list[Mark]:
    """What was graded, as the arithmetic takes it."""
    return [
        Mark(one.code, one.section, one.weight, one.critical, found.grade)
        for one in criteria
        if (found := given.get(one.pk)) is not None and found.grade is not None
    ]


@dataclass(frozen=True)
class Gap:
    """Something that is still missing: in which section, at which field of its form, in words."""

    section: str
    field: str
    words: str


def reason_not_to_apply(*, instrument: str, code: str, plan_type: str, key_stage: str) -> str:
    """Why a criterion does not apply to a plan unless its auditor says otherwise; empty where it applies.

    The plan audit asks about preparing for adulthood from Year 9 on, and about a review only where there was
    one. A plan in key stage 3 may be of Year 9, so there the auditor decides.
    """
    if instrument != PLAN_AUDIT:
        return ""
    if code == "T1" and key_stage in NOT_A_FIRST_YEAR:
        return "This plan is of a child before Year 9."
    if code in ("R1", "R2") and plan_type == Audit.PlanType.NEW:
        return "This is a new plan: it has not been reviewed yet."
    return ""


def presumed(allocation: Allocation, criterion: Criterion) -> str:
    """The reason for which a criterion is taken not to apply to the plan of an allocation."""
    return reason_not_to_apply(
        instrument=allocation.instrument.code,
        code=criterion.code,
        plan_type=allocation.plan.plan_type,
        key_stage=allocation.plan.key_stage,
    )


def gaps_in(criteria: Iterable[Criterion], given: Mapping[int, Given], allocation: Allocation) -> list[Gap]:
    """Everything that is still missing before it can be concluded, in the order of the form."""
    gaps = [gap for criterion in criteria for gap in _gaps_of(criterion, given.get(criterion.pk), allocation)]
    closing = {
        "strengths": "Say what is strong in this plan.",
        "improvements": "Say what would improve it.",
        "action": "Say the one thing to do next.",
    }
    gaps += [
        Gap(CLOSING, f"id_{name}", say) for name, say in closing.items() if not getattr(allocation, name)
    ]
    if allocation.own_overall is not None and not allocation.own_reason:
        gaps.append(Gap(CLOSING, "id_own_reason", "Say why you differ from the arithmetic."))
    return gaps


def _gaps_of(criterion: Criterion, given: Given | None, allocation: Allocation) -> Iterable[Gap]:
    code = criterion.code
    if given is None or not given.is_answered:
        if given is not None or not presumed(allocation, criterion):
            yield Gap(criterion.section, f"id_grade_{code}", f"Grade {code}, or say that it does not apply.")
    elif given.is_low:
        if not given.cause:
            yield Gap(criterion.section, f"id_cause_{code}", f"Say why {code} is below good.")
        if not given.words:
            yield Gap(criterion.section, f"id_words_{code}", f"Say in a few words what you saw at {code}.")


def check_fill(allocation: Allocation, *, by: User, on: datetime.date) -> None:
    """Whether `by` may write into this form now."""
    if not is_asked(allocation=allocation, by=by, on=on):
        raise Refused(NOT_YOURS, code="not_yours")
    if allocation.state == "concluded":
        raise Refused("You have concluded this audit, so its grades stand.", code="concluded")
    if allocation.state not in ("asked", "started"):
        raise Refused("This plan was given back or taken out, so nothing more is asked here.", code="gone")


def check_conclude(
    allocation: Allocation, gaps: list[Gap], *, graded: int, by: User, on: datetime.date
) -> None:
    """Whether the form is whole and may be concluded."""
    check_fill(allocation, by=by, on=on)
    ALLOCATION.after(allocation.state, "conclude")
    if gaps:
        raise Refused(f"{plural(len(gaps), 'answer')} still missing. See the list.", code="missing")
    if not graded:
        raise Refused("Nothing is graded: at least one criterion must apply.", code="missing")
    if allocation.concluded_at is not None:
        _check_open_still(allocation, on)


def amend_until(allocation: Allocation) -> datetime.date | None:
    """The last day on which the auditor may open it again."""
    if allocation.concluded_at is None:
        return None
    done = timezone.localdate(allocation.concluded_at)
    return add_working_days(done, AMEND_DAYS, current_pack().calendar)


def check_amend(allocation: Allocation, *, by: User, on: datetime.date) -> None:
    """Whether its auditor may open a concluded audit again."""
    if not is_asked(allocation=allocation, by=by, on=timezone.localdate()):
        raise Refused(NOT_YOURS, code="not_yours")
    ALLOCATION.after(allocation.state, "amend")
    _check_open_still(allocation, on)


def _check_open_still(allocation: Allocation, on: datetime.date) -> None:
    until = amend_until(allocation)
    if until is not None and on > until:
        raise Refused(
            f"An audit can be changed for {AMEND_DAYS} working days. That was until {day_month(until)}.",
            code="too_late",
        )
    audit = allocation.audit
    if audit is not None and (audit.moderated_on is not None or is_answered(audit.pk)):
        raise Refused(
            "The writer has answered, or the grades were moderated, so this audit stands as it is.",
            code="answered",
        )


def can_amend(allocation: Allocation, *, by: User, on: datetime.date) -> bool:
    """Whether `check_amend` lets it through."""
    try:
        check_amend(allocation, by=by, on=on)
    except Refused:
        return False
    return True


def check_leave(amendment: Amendment | None) -> Amendment:
    """The open amendment that is to be left. Refused when there is none."""
    if amendment is None:
        raise Refused("Nothing is being changed here.", code="nothing")
    return amendment
