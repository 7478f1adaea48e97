"""What rests on the framework, told by the parts that lie above it.

A part registers `ask(framework) -> touches` in its app's `ready`; nothing is imported upwards. The same
answers say who and what a new version touches, and which competency has no content at all.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from competencies.framework.models import Framework

KINDS: dict[str, str] = {
    "module": "module,modules",
    "question": "question,questions",
    "paper": "paper,papers",
    "task": "practical task,practical tasks",
    "criterion": "audit criterion,audit criteria",
    "unit": "award unit,award units",
    "evidence": "piece of evidence,pieces of evidence",
    "held": "person who holds a level,people who hold a level",
    "waiting": "decision that waits for its second signature,decisions that wait for their second signature",
}
"""What can rest on a competency or a task, one and many, in the order in which it is told."""


@dataclass(frozen=True)
class Touch:
    """One thing, or so many of one kind, that rests on a competency or an entrustable task.

    `code` is what the thing calls it, in the words of any version. `title` and `path` are empty for a mere
    count. `needs`: it is in use and adds evidence, so what it names must be there or go on as another.
    """

    code: str
    kind: str
    title: str = ""
    path: str = ""
    count: int = 1
    needs: bool = False
    about: str = "competency"


Ask = Callable[[Framework], Iterable[Touch]]
After = Callable[[Framework, datetime.datetime], None]
ASKS: list[Ask] = []
AFTERS: list[After] = []


def tells_touches(ask: Ask) -> Ask:
    """Register a part that knows what rests on the framework; the same part once."""
    if ask not in ASKS:
        ASKS.append(ask)
    return ask


def after_publishing(after: After) -> After:
    """Register a part that works something out again when another version is in force; the same part once.

    It is called from the ledger after the version took effect, and may be called more than once.
    """
    if after not in AFTERS:
        AFTERS.append(after)
    return after


def tell_published(framework: Framework, at: datetime.datetime) -> None:
    """Call everybody who registered."""
    for after in AFTERS:
        after(framework, at)


def ask_everybody(framework: Framework) -> list[Touch]:
    """What all parts know, in the order of KINDS. KeyError for a kind without words."""
    order = {kind: place for place, kind in enumerate(KINDS)}
    told = [touch for ask in ASKS for touch in ask(framework)]
    return sorted(told, key=lambda touch: order[touch.kind])
