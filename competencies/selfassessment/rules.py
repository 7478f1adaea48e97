"""Who writes and who answers, and what a round allows. Always in words."""

from __future__ import annotations

from academy.kit.refusals import Refused
from academy.people.access import can
from academy.people.models import User
from competencies.framework.models.levels import HIGHEST
from competencies.selfassessment.models import ManagerAnswer, SelfAnswer, SelfAssessment
from competencies.selfassessment.states import SELF_ASSESSMENT

LEAST_WORDS = 10


def check_writer(assessment: SelfAssessment, by: User) -> None:
    """Only the person writes about themselves."""
    if assessment.person_id != by.pk:
        raise Refused("Only the person writes this.", code="who")


def check_leader(person: User, by: User) -> None:
    """Only whoever leads the person answers or asks."""
    if not can(by, "confirm_self", person):
        raise Refused("Only somebody who leads this person answers.", code="who")


def check_level(level: int) -> None:
    """A level there is."""
    if not 0 <= level <= HIGHEST:
        raise Refused("Your level: choose one of the six.", code="level")


def check_writable(assessment: SelfAssessment) -> None:
    """Answers change until the round is closed."""
    if assessment.state == "closed":
        raise Refused("This round is closed. Begin a new one to say something else.", code="state")


def check_reply(
    *, assessment: SelfAssessment, answer: SelfAnswer, kind: str, level: int | None, words: str
) -> None:
    """A reply that can be given. `answer` is the version that stands. Raises Refused in words."""
    if assessment.state != "handed_in":
        SELF_ASSESSMENT.after(assessment.state, "close")
    if kind == ManagerAnswer.Kind.DIFFER:
        if level is None:
            raise Refused("The level that you see: choose one.", code="level")
        check_level(level)
        if level == answer.level:
            raise Refused(
                "The level that you see: this is the one they chose. Confirm it instead.", code="level"
            )
    if kind != ManagerAnswer.Kind.CONFIRM and len(words.strip()) < LEAST_WORDS:
        what = "why you see it differently" if kind == ManagerAnswer.Kind.DIFFER else "what you need to know"
        raise Refused(f"Your words: say {what}, so that they can learn from it.", code="words")


def settles(reply: ManagerAnswer | None) -> bool:
    """Whether a reply answers an item to the end: confirmed or seen differently."""
    return reply is not None and reply.kind != ManagerAnswer.Kind.MORE
