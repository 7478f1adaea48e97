"""What the state of a remedy allows: each check refuses in words, and `can_x` asks the same check."""

from __future__ import annotations

from academy.kit.refusals import Refused
from assessments.audits.models import Finding
from courses.assignments.models import Assignment, Offer
from courses.assignments.states import ASSIGNMENT

CAUSES = (Finding.Cause.ADVICE, Finding.Cause.PROCESS, Finding.Cause.TEMPLATE, Finding.Cause.TIME)
"""What a writer can name instead of the writing."""
LEAST_WORDS = 10
"""Fewer characters than this cannot be checked by anybody."""


def check_words(words: str) -> str:
    """The reason somebody gives, tidied. Refuses when there is nothing to read in it."""
    tidy = " ".join(words.split())
    if len(tidy) < LEAST_WORDS:
        raise Refused("Say in a few words why, so that the next person understands it.", code="words")
    if len(tidy) > 400:
        raise Refused("Say it in 400 characters or fewer.", code="words")
    return tidy


def check_say_not_mine(assignment: Assignment) -> None:
    """A writer may say so while the work is asked of them, and once: a decision is not asked for again."""
    if assignment.decided_on is not None and assignment.state == "asked":
        raise Refused(
            "A practice development lead has looked at this already and decided. Talk to your manager if it "
            "still does not look right.",
            code="decided",
        )
    ASSIGNMENT.after(assignment.state, "pause")


def check_decide_cause(assignment: Assignment) -> None:
    """A cause is decided while a writer's word is waiting."""
    if assignment.state != "paused" or not assignment.claimed_cause:
        raise Refused("Nobody waits for a decision on this one any more.", code="state")


def check_waive(assignment: Assignment) -> None:
    """What has been learnt or closed cannot be waived."""
    ASSIGNMENT.after(assignment.state, "waive")


def check_coach(assignment: Assignment) -> None:
    """Coaching is agreed once, after a re-audit was below good again."""
    if assignment.state != "repeated":
        raise Refused(
            "Coaching follows when a later plan is below good again. This has not happened.", code="state"
        )
    if assignment.coaching_on is not None:
        raise Refused("What was agreed is written down already.", code="state")


def check_answer_offer(offer: Offer) -> None:
    """An offer is answered once; a note that was read stays read."""
    if offer.answer:
        raise Refused("You have answered this already. Thank you.", code="state")


def _allowed(check: object, row: object) -> bool:
    try:
        check(row)  # type: ignore[operator]
    except Refused:
        return False
    return True


def can_say_not_mine(assignment: Assignment) -> bool:
    """Whether `check_say_not_mine` would let it pass."""
    return _allowed(check_say_not_mine, assignment)


def can_decide_cause(assignment: Assignment) -> bool:
    """Whether `check_decide_cause` would let it pass."""
    return _allowed(check_decide_cause, assignment)


def can_waive(assignment: Assignment) -> bool:
    """Whether `check_waive` would let it pass."""
    return _allowed(check_waive, assignment)


def can_coach(assignment: Assignment) -> bool:
    """Whether `check_coach` would let it pass."""
    return _allowed(check_coach, assignment)
