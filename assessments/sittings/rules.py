"""What the state of papers and sittings allows, in words. Who may act is asked elsewhere."""

from __future__ import annotations

import datetime
from collections.abc import Collection
from dataclasses import dataclass

from django.utils import timezone

from academy.kit.refusals import Refused
from academy.kit.words import clock, date_and_time, weekday_date
from assessments.sittings.models import Judgement, Paper, Sitting
from assessments.sittings.states import PAPER

GRACE = datetime.timedelta(seconds=90)
"""What arrives this long after the time was up still counts: a slow line is nobody's fault."""


@dataclass(frozen=True)
class Past:
    """What somebody has done with a paper: sittings so far, the last one's end, whether it was passed."""

    sittings: int = 0
    ended_at: datetime.datetime | None = None
    passed: bool = False


def resit_from(paper: Paper, past: Past) -> datetime.date | None:
    """The first day of a resit; None when there is nothing to wait for."""
    if past.ended_at is None or not paper.wait_days:
        return None
    return timezone.localdate(past.ended_at) + datetime.timedelta(days=paper.wait_days)


def check_start(paper: Paper, past: Past, *, roles: Collection[str], at: datetime.datetime) -> None:
    """Whether a new sitting may begin."""
    if paper.audience and not set(paper.audience) & set(roles):
        raise Refused("This paper is for other roles than yours.", code="audience")
    if paper.state != "open":
        raise Refused("This paper is closed. Ask a practice development lead if you need it.", code="closed")
    if paper.opens_at and at < paper.opens_at:
        raise Refused(f"This paper opens on {date_and_time(paper.opens_at)}.", code="not_yet")
    if paper.closes_at and at >= paper.closes_at:
        raise Refused(f"This paper closed on {date_and_time(paper.closes_at)}.", code="closed")
    if paper.assessed and past.passed:
        raise Refused("You have passed this paper. There is nothing more to do.", code="passed")
    if paper.most_sittings and past.sittings >= paper.most_sittings:
        raise Refused(
            "You have used all the sittings of this paper. Talk to your manager about what comes next.",
            code="most",
        )
    day = resit_from(paper, past)
    if day is not None and timezone.localdate(at) < day:
        raise Refused(f"You can sit it again from {weekday_date(day)}.", code="wait")


def why_not_start(
    paper: Paper, past: Past, *, roles: Collection[str], at: datetime.datetime
) -> Refused | None:
    """What `check_start` would refuse with, or nothing."""
    try:
        check_start(paper, past, roles=roles, at=at)
    except Refused as refused:
        return refused
    return None


def check_change(paper: Paper, sittings: int) -> None:
    """A paper can be changed while nobody can sit it and nobody has: everyone gets the same terms."""
    if paper.state == "open":
        raise Refused("This paper is open. Close it before you change it.", code="state")
    if sittings:
        raise Refused(
            "Somebody has sat this paper, so it stays as it was. Make a new paper for new terms.", code="sat"
        )


def can_change(paper: Paper, sittings: int) -> bool:
    """Whether `check_change` says nothing."""
    try:
        check_change(paper, sittings)
    except Refused:
        return False
    return True


def check_open(paper: Paper, missing: list[str], *, at: datetime.datetime) -> str:
    """The state after opening; refuses a paper that the bank cannot fill or whose time is over."""
    state = PAPER.after(paper.state, "open")
    if paper.closes_at and at >= paper.closes_at:
        raise Refused("The closing time of this paper is over. Choose a later one first.", code="closed")
    if missing:
        raise Refused(f"The bank cannot fill this paper yet. {' '.join(missing)}", code="bank")
    return state


def is_over(sitting: Sitting, at: datetime.datetime) -> bool:
    """Whether the time of an open sitting and its grace are over."""
    return sitting.due_at is not None and at > sitting.due_at + GRACE


def check_answerable(sitting: Sitting, *, at: datetime.datetime) -> None:
    """Whether an answer still counts."""
    if sitting.state != "open":
        raise Refused("This paper has been handed in. Nothing more is counted.", code="handed_in")
    if is_over(sitting, at) and sitting.due_at is not None:
        raise Refused(f"The time was up at {clock(sitting.due_at)}.", code="over")


def check_late(sitting: Sitting, *, decider_id: int, passed: bool) -> None:
    """Whether an answer that came late can still change anything, and not by the person themselves."""
    if sitting.person_id == decider_id:
        raise Refused("This is your own answer. Somebody else decides about it.", code="own")
    if sitting.state == "open":
        raise Refused("This paper is still being sat. Wait until it has been handed in.", code="state")
    if passed:
        raise Refused("The paper has been passed by now. There is nothing left to decide.", code="passed")


def check_judge(judgement: Judgement, marker_id: int) -> None:
    """A marker judges what waits, and never their own answer."""
    if judgement.slot.sitting.person_id == marker_id:
        raise Refused("This is your own answer. Somebody else will mark it.", code="own")
    if judgement.judged_at is not None:
        raise Refused("This answer has been marked already.", code="judged")
