"""What may be done with a shared step: each check refuses in words, and `can_x` asks the same check."""

from __future__ import annotations

import datetime
from collections import Counter

from academy.kit.refusals import Refused
from courses.improvements.models import Improvement
from courses.improvements.states import CARRIED, IMPROVEMENT

LEAST_WORDS = 10
AHEAD = ("planned", "open")
"""States of a session that is still to come."""
LONGEST = datetime.timedelta(days=366)


def check_words(words: str) -> str:
    """What somebody says, tidied. Refuses when there is nothing to read in it."""
    tidy = " ".join(words.split())
    if len(tidy) < LEAST_WORDS:
        raise Refused("Say it in a few words, so that the next person understands it.", code="words")
    if len(tidy) > 400:
        raise Refused("Say it in 400 characters or fewer.", code="words")
    return tidy


def check_due(due_on: datetime.date, today: datetime.date) -> None:
    """A day that is still to come, within a year."""
    if not today <= due_on <= today + LONGEST:
        raise Refused("Choose a day from today on, within a year.", code="due")


def propose_step(of: str, causes: Counter[str]) -> str:
    """What fits: advice for services; otherwise what people said most often, apart from the writing."""
    if of == Improvement.Of.SERVICE:
        return Improvement.Step.ADVICE.value
    named = {cause: n for cause, n in causes.items() if cause in ("advice", "template")}
    most = max(named, key=lambda cause: named[cause], default="")
    if of == Improvement.Of.TEMPLATE or most == "template":
        return Improvement.Step.TEMPLATE.value
    if most == "advice":
        return Improvement.Step.ADVICE.value
    return Improvement.Step.WORKSHOP.value


def _can(improvement: Improvement, verb: str) -> bool:
    return IMPROVEMENT.allows(improvement.state, verb)


def can_decide(improvement: Improvement) -> bool:
    """Whether a decision is still open."""
    return _can(improvement, "decide")


def can_start(improvement: Improvement) -> bool:
    """Whether it is decided and not begun."""
    return _can(improvement, "start")


def check_workshop_over(improvement: Improvement) -> None:
    """A workshop that is still to come is held, or cancelled, before somebody says that the step is done."""
    if improvement.workshops.filter(session__state__in=AHEAD).exists():
        raise Refused(
            "The workshop is still to come. Say that it is done afterwards, or cancel the session first.",
            code="workshop",
        )


def check_plan(improvement: Improvement) -> None:
    """A workshop is planned for a team, once it is decided, and once unless it was cancelled."""
    if improvement.step != Improvement.Step.WORKSHOP or improvement.team_id is None:
        raise Refused("Only a workshop for a team is planned as a session.", code="step")
    if improvement.state not in CARRIED:
        raise Refused("Decide on it first. Then plan the session.", code="state")
    if improvement.workshops.exclude(session__state="cancelled").exists():
        raise Refused("Its session is planned already.", code="planned")


def can_plan(improvement: Improvement) -> bool:
    """Whether a session can be planned for it now."""
    try:
        check_plan(improvement)
    except Refused:
        return False
    return True


def can_finish(improvement: Improvement) -> bool:
    """Whether it is under way, with no workshop still to come."""
    try:
        check_workshop_over(improvement)
    except Refused:
        return False
    return _can(improvement, "finish")


def can_drop(improvement: Improvement) -> bool:
    """Whether it can still be dropped."""
    return _can(improvement, "drop")
