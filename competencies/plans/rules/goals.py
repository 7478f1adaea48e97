"""What the state of a goal allows, and which dates make sense."""

from __future__ import annotations

import datetime

from academy.kit.refusals import Refused
from academy.law.dates import add_months
from competencies.plans.models import Goal
from competencies.plans.states import GOAL, OPEN_GOAL

FURTHEST_MONTHS = 24


def check_due(due_on: datetime.date, *, on: datetime.date) -> None:
    """A day that is to come, and not in the far future. Raises Refused."""
    if due_on <= on:
        raise Refused("By when: choose a day that is still to come", code="due_on")
    if due_on > add_months(on, FURTHEST_MONTHS):
        raise Refused("By when: choose a day within two years. A far goal can be carried on.", code="due_on")


def check_open(goal: Goal) -> None:
    """The goal is not over. Raises Refused."""
    if goal.state not in OPEN_GOAL:
        raise Refused(
            f"This goal is {goal.get_state_display().lower()}, so nothing is added to it. Write a new one.",
            code="state",
        )


def check_change(goal: Goal) -> None:
    """The words of a goal may change until both have agreed. Raises Refused."""
    if goal.state != "proposed":
        raise Refused(
            "Both of you agreed on this. To change it, carry it on with another date.", code="state"
        )


def can_agree(goal: Goal, *, side: str) -> bool:
    """Whether this side has not yet said yes."""
    said = goal.person_agreed_at if side == "person" else goal.manager_agreed_at
    return goal.state == "proposed" and said is None


def ways_to_end(goal: Goal) -> list[str]:
    """The verbs that end this goal now."""
    return [verb for verb in ("reach", "carry_on", "let_go") if GOAL.allows(goal.state, verb)]
