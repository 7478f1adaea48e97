"""Who may sit on a panel, and what a panel has to say before it concludes."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from academy.kit.refusals import Refused
from academy.law.dates import add_days, add_months

FEWEST = 2
"""Nobody moderates alone."""
LEAST_SHARE, MOST_SHARE = 8, 12


@dataclass(frozen=True)
class Said:
    """What a panel agreed on one criterion. The reason is read by the writer where the grade was queried."""

    grade: int
    reason: str = ""


def check_may_sit(*, has_right: bool, wrote: bool, audited: bool, leads: bool) -> None:
    """Not the writer, not the auditor, and nobody who leads either of them."""
    if not has_right:
        raise Refused("Only auditors and those who see the whole council sit on a panel.", code="not_allowed")
    if wrote or audited:
        raise Refused("You wrote or audited this plan, so others moderate it.", code="own")
    if leads:
        raise Refused(
            "This plan was written or audited by somebody whom you lead, so others moderate it.", code="line"
        )


def check_conclusion(
    *,
    members: Collection[int],
    said: Mapping[int, Said],
    original: Mapping[int, int | None],
    queried: Collection[int],
) -> None:
    """Two people at least, one grade at least, every queried grade, and a reason for what differs.

    `said`: criterion id to what was agreed; `original`: what the auditor gave; `queried`: criterion ids.
    """
    if len(set(members)) < FEWEST:
        raise Refused("A panel is two people or more. Tick who sat with you.", code="members")
    if not said:
        raise Refused("Agree one grade at least.", code="grades")
    if any(pk not in said for pk in queried):
        raise Refused("The writer queried a grade. Agree it before you conclude.", code="queried")
    for pk, one in said.items():
        if (one.grade != original.get(pk) or pk in queried) and len(one.reason.split()) < 2:
            raise Refused(
                "Give a reason for each grade that you change and for each that the writer queried.",
                code="reason",
            )


def check_share(share: int) -> None:
    """8 to 12% are drawn by lot."""
    if not LEAST_SHARE <= share <= MOST_SHARE:
        raise Refused("Between 8 and 12 per cent of the audits are drawn.", code="share")


def quarter_of(day: datetime.date) -> tuple[datetime.date, datetime.date]:
    """First and last day of the audit quarter: December to February, March to May, and so on."""
    back = (day.month - 12) % 3
    first = add_months(day.replace(day=1), -back)
    return first, add_days(add_months(first, 3), -1)


def quarters_to(day: datetime.date, n: int = 4) -> list[tuple[datetime.date, datetime.date]]:
    """The quarter of a day and those before it, newest first."""
    found = [quarter_of(day)]
    while len(found) < n:
        found.append(quarter_of(add_days(found[-1][0], -1)))
    return found
