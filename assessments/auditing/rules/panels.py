"""Who may hold, grade and conclude a panel, and what its state allows."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from academy.kit.refusals import Refused
from academy.people.access import can
from academy.people.models import User
from assessments.auditing.models import ListedPlan, Panel, PanelMember
from assessments.auditing.states import PANEL
from assessments.audits.models import GOOD

LEAST_SEATS = 2
NOT_THE_CHAIR = "Only the chair of this panel may do this."


@dataclass(frozen=True)
class Agreed:
    """The agreed grade of one section and, below good, why. No grade: the section does not apply."""

    grade: int | None
    cause: str = ""


def check_hold(plan: ListedPlan, chair: User, people: Collection[User], seats: int, *, by: User) -> None:
    """Whether a panel may be held on a plan with this chair and these people."""
    if not can(by, "keep_sample", plan):
        raise Refused("Only whoever keeps the sample may call a panel.", code="not_yours")
    if not can(chair, "audit_plans") or not can(chair, "chair_panel"):
        raise Refused("The chair must be somebody who audits plans.", code="chair")
    if seats < LEAST_SEATS:
        raise Refused("A panel has at least two members.", code="few")
    if plan.writer_id in {chair.pk, *(one.pk for one in people)}:
        raise Refused("Nobody sits on the panel on a plan that they wrote.", code="writer")


def check_grade(panel: Panel, member: PanelMember, *, by: User) -> None:
    """Whether `by` may give the grades of this seat: its person, or the chair where it has no account."""
    allowed = member.person_id == by.pk if member.person_id else panel.chair_id == by.pk
    if not allowed or not can(by, "sit_on_panel"):
        raise Refused("This seat is not yours.", code="not_yours")
    if panel.state != "grading":
        raise Refused("The grades are open, so nobody changes their own any more.", code="open")


def can_grade(panel: Panel, member: PanelMember, *, by: User) -> bool:
    """Whether `check_grade` lets it through."""
    try:
        check_grade(panel, member, by=by)
    except Refused:
        return False
    return True


def check_chair(panel: Panel, *, by: User) -> None:
    """Whether `by` chairs this panel."""
    if panel.chair_id != by.pk or not can(by, "chair_panel", panel):
        raise Refused(NOT_THE_CHAIR, code="not_yours")


def check_open(panel: Panel, *, graded: int, by: User) -> None:
    """Whether the chair may open the grades now, before all are in."""
    check_chair(panel, by=by)
    PANEL.after(panel.state, "open")
    if not graded:
        raise Refused("Nobody has graded yet, so there is nothing to open.", code="empty")


def check_agree(
    panel: Panel, agreed: Mapping[str, Agreed], overall: int | None, words: Collection[str], *, by: User
) -> None:
    """Whether the chair may conclude with these grades and words."""
    check_chair(panel, by=by)
    PANEL.after(panel.state, "agree")
    if overall is None or not any(one.grade for one in agreed.values()):
        raise Refused("Give the agreed overall grade and at least one section.", code="missing")
    low = [name for name, one in agreed.items() if one.grade and one.grade < GOOD and not one.cause]
    if low:
        raise Refused(f"Say why it is below good: {', '.join(low)}.", code="cause")
    if not all(words):
        raise Refused("Write what was learnt, one action and who does it.", code="missing")


def check_drop(panel: Panel, reason: str, *, by: User) -> None:
    """Whether the chair, or whoever keeps the sample, may call it off."""
    if panel.chair_id != by.pk and not can(by, "keep_sample", panel):
        raise Refused(NOT_THE_CHAIR, code="not_yours")
    PANEL.after(panel.state, "drop")
    if not reason:
        raise Refused("Say why the panel is called off.", code="missing")
