"""The assessed tasks of the induction and the parts that each is made of. Pure.

A part is a paper or a practical task with a code of its own; an assessed task is met when every part is. What
a council writes besides has one part, itself, and no place here.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class By(StrEnum):
    """How a part is taken."""

    PAPER = "paper"
    TASK = "task"


@dataclass(frozen=True)
class Part:
    """One part of an assessed task: the code of its paper or practical task, and what it is called."""

    code: str
    by: By
    words: str


ASSESSED: dict[str, tuple[Part, ...]] = {
    "AT1": (
        Part("AT1", By.PAPER, "Law and definitions check"),
        Part("AT1-LOG", By.TASK, "Reflective log"),
    ),
    "AT2": (Part("AT2", By.TASK, "Decision recommendation"),),
    "AT3": (Part("AT3", By.PAPER, "Timeline set"),),
    "AT4": (Part("AT4", By.TASK, "Needs, provision and outcomes matrix"),),
    "AT5": (Part("AT5", By.TASK, "Sections A, B, E and F"),),
    "AT6": (
        Part("AT6", By.PAPER, "Right section"),
        Part("AT6-CAL", By.PAPER, "Calibration audit"),
    ),
    "AT7": (Part("AT7", By.TASK, "Placement decision record"),),
    "AT8": (
        Part("AT8", By.TASK, "Hard-message letter"),
        Part("AT8-CALL", By.TASK, "Hard-message call"),
    ),
    "AT9": (Part("AT9", By.TASK, "Annual review outcome pack"),),
}
"""By the code of the task. AT10 is a conversation at gate 3 and is kept there."""


def assessed_code(part_code: str) -> str:
    """The assessed task that a paper or practical task is part of; empty for one that is part of none."""
    return next((code for code, parts in ASSESSED.items() if part_code in {one.code for one in parts}), "")
