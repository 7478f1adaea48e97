"""Which weeks of a programme are still to come for somebody, and which modules they need not take.

Whoever knows lies above: a cohort opens its weeks one by one, and a shorter path leaves modules out. They say
so here once, when the academy starts. Until somebody does, everything is open to everybody.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from academy.people.models import User

Weeks = Callable[[User], Mapping[int, datetime.date]]
Exempted = Callable[[User], Mapping[str, str]]


@dataclass
class _Desk:
    weeks: Weeks
    exempted: Exempted


_DESK = _Desk(weeks=lambda actor: {}, exempted=lambda actor: {})


def answer_releases(*, weeks: Weeks, exempted: Exempted) -> None:
    """Say who knows. `weeks` gives the weeks to come with the day each opens, for somebody who learns week by
    week; `exempted` the modules left out, with the reason in words."""
    _DESK.weeks, _DESK.exempted = weeks, exempted


def weeks_to_come(actor: User) -> Mapping[int, datetime.date]:
    """The weeks that are not open yet to this person. One query for everybody who is in no cohort."""
    return _DESK.weeks(actor)


def opens_on(actor: User, week: int | None) -> datetime.date | None:
    """When a module of a week opens to this person; None when it is open. Nothing is asked for a module that
    belongs to no week."""
    return weeks_to_come(actor).get(week) if week else None


def exempted(actor: User) -> Mapping[str, str]:
    """The modules this person need not take, with the reason. One query."""
    return _DESK.exempted(actor)
