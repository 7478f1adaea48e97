"""A list of results of assessed tasks: its rows, and why one is not taken. Pure.

Sentences about a row never repeat what stands in it.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

from academy.staffing.rules import cells as read
from academy.staffing.rules.problems import BadRow
from courses.cohorts.rules.files import WORDS as COMMON
from courses.cohorts.rules.files import Problem as CommonProblem
from courses.gates.catalogue import catalogue

RESULTS = {"pass": True, "met": True, "not yet": False}
MOST_ATTEMPTS, ALL = 99, 100
WORDS = {
    **COMMON,
    "not_a_member": "This person is not in this cohort. Bring in the list of members first.",
    "unknown_task": "The task must be one of AT1 to AT10.",
    "unknown_result": "The result must be pass or not yet.",
    "bad_attempt": "The attempt must be a number from 1.",
    "bad_score": "The score must be a whole number from 0 to 100, or empty.",
    "says_otherwise": "This attempt is here already and says otherwise. Nothing was changed.",
    "taken": "This attempt is here already, from the academy itself.",
}


class Problem(CommonProblem):
    """One line that is not taken, for one of the reasons of results."""

    known = WORDS


@dataclass(frozen=True)
class ResultRow:
    """One attempt of the list."""

    cohort: str
    ref: str
    task: str
    attempt: int
    on: datetime.date
    met: bool
    score: int | None

    @property
    def key(self) -> str:
        """What the result is known by: the same line again adds nothing."""
        return f"history:{self.cohort}:{self.task}:{self.attempt}"


def read_result(cells: Mapping[str, str] | None) -> ResultRow:
    """One result. BadRow with the reason."""
    if cells is None:
        raise BadRow("bad_row")
    held = dict(cells)
    task = held["task"].upper()
    if task not in catalogue().tasks:
        raise BadRow("unknown_task")
    if held["result"].lower() not in RESULTS:
        raise BadRow("unknown_result")
    attempt, score = _number(held["attempt"]), _number(held["score"])
    if attempt is None or not 1 <= attempt <= MOST_ATTEMPTS:
        raise BadRow("bad_attempt")
    if held["score"] and (score is None or score > ALL):
        raise BadRow("bad_score")
    return ResultRow(
        cohort=read.text(held, "cohort", 40, missing="missing_cohort"),
        ref=read.text(held, "staff_ref", 40, missing="missing_ref"),
        task=task,
        attempt=attempt,
        on=read.needed_date(held, "date"),
        met=RESULTS[held["result"].lower()],
        score=score,
    )


def _number(words: str) -> int | None:
    return int(words) if words.isascii() and words.isdecimal() and len(words) <= 4 else None
