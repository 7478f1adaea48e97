"""The upskilling path of somebody in post: what is on it, how long it lasts, what finishes it."""

from __future__ import annotations

import datetime
from collections.abc import Collection
from dataclasses import dataclass

from academy.kit.refusals import Refused
from academy.kit.words import listed

WEEKS = 10
USUAL = "Most people need 12 to 20 hours over the ten weeks."
BASE = ("PM-01", "PM-02", "PM-03", "PM-04", "PM-10", "PM-15", "PM-28")
"""The modules that everybody on the path takes, unless they need not."""
BASE_WHY = "Everybody on this path takes it"
AUDIT_WHY = "Asked of you after an audit of your plan"


@dataclass(frozen=True)
class Demand:
    """One of the three things that are assessed on the path, and where somebody goes to do it."""

    code: str
    title: str
    takes: str
    url: str
    go: str


DEMANDS = (
    Demand(
        "plan",
        "One live plan to good",
        "A plan you wrote is audited after the path began, and is good or better overall. Nothing to do: "
        "your plans are audited as always.",
        "/me/",
        "See the feedback on your plans",
    ),
    Demand(
        "calibration",
        "Grade a plan like the panel",
        "A paper in which you grade extracts of plans. It shows whether your idea of good is the agreed one.",
        "/sittings/",
        "Go to the papers",
    ),
    Demand(
        "letter",
        "One accurate, compassionate and timely letter",
        "A practical task: the letter to a family whose plan is late. A person marks it without your name.",
        "/tasks/",
        "Go to the practical tasks",
    ),
)


def ends_on(starts_on: datetime.date) -> datetime.date:
    """The last day of a path that begins on this day."""
    return starts_on + datetime.timedelta(weeks=WEEKS)


def week_of(starts_on: datetime.date, today: datetime.date) -> int:
    """Which of the ten weeks it is, from 1; the last one afterwards."""
    return min(WEEKS, max(1, (today - starts_on).days // 7 + 1))


def check_finish(proven: Collection[str]) -> None:
    """A path is finished when each of the three things is there; nothing is taken on trust."""
    missing = [one.title for one in DEMANDS if one.code not in proven]
    if missing:
        raise Refused(f"Not yet: {listed(missing)} still to come.", code="proofs")


def can_finish(proven: Collection[str]) -> bool:
    """Whether `check_finish` says nothing."""
    try:
        check_finish(proven)
    except Refused:
        return False
    return True
