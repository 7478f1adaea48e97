"""What may be exempted, decided and granted. Each check refuses in words."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable

from academy.kit.refusals import Refused
from academy.kit.words import day_month_year
from courses.pathways.models import LONGEST_REASON, Licence

LEAST_WORDS = 10
"""Fewer characters than this cannot be checked by anybody."""
RENEW_WITHIN = datetime.timedelta(days=60)
"""So long before the last day a licence can be renewed."""
MODULE_OF = {Licence.Kind.BUDDY: "PM-21", Licence.Kind.AUDITOR: "PM-20"}
"""The module that somebody finishes before they are licensed."""
COMPETENCY_OF = {Licence.Kind.BUDDY: "C10.5", Licence.Kind.AUDITOR: "C10.4"}
"""The competency that a licence is about."""
NEVER_EXEMPT = frozenset(MODULE_OF.values())
"""Modules that a licence rests on: whoever wants the licence takes them."""
TASKS_STAND = (
    "Assessed tasks, AT1 to AT10, are never shortened. Everybody shows the same work at the same standard, "
    "whatever they did before."
)


def check_words(words: str) -> str:
    """The reason somebody gives, tidied. Refuses when there is nothing to read in it."""
    tidy = " ".join(words.split())
    if len(tidy) < LEAST_WORDS:
        raise Refused("Say in a few words why, so that the next person understands it.", code="words")
    if len(tidy) > LONGEST_REASON:
        raise Refused(f"Say it in {LONGEST_REASON} characters or fewer.", code="words")
    return tidy


def is_exemptible(code: str) -> bool:
    """Whether somebody may be exempted from this at all: a module, and not one that a licence rests on."""
    return code.startswith(("IND-", "PM-")) and code not in NEVER_EXEMPT


def check_exemptible(codes: Iterable[str]) -> None:
    """Modules can be exempted, tasks cannot."""
    for code in codes:
        if not code.startswith(("IND-", "PM-")):
            raise Refused(TASKS_STAND, code="task")
        if code in NEVER_EXEMPT:
            raise Refused(
                f"{code} is never exempted: a licence rests on it, so whoever wants the licence takes it.",
                code="licence",
            )


def check_decision(asked: Collection[str], recognised: Collection[str]) -> str:
    """The verb of a decision by what it recognises: all that was named, some of it, or nothing."""
    if extra := set(recognised) - set(asked):
        raise Refused(f"The request does not name {', '.join(sorted(extra))}.", code="modules")
    if not recognised:
        return "decline"
    return "recognise" if set(recognised) == set(asked) else "recognise_part"


def check_grant(
    *, kind: Licence.Kind, is_own: bool, finished: bool, newest: Licence | None, on: datetime.date
) -> None:
    """A licence is granted by somebody else, after its module, and renewed near its end."""
    if is_own:
        raise Refused("Nobody grants a licence to themselves. Ask a colleague to look at it.", code="own")
    if not finished:
        raise Refused(f"Module {MODULE_OF[kind]} comes first: it is not finished yet.", code="module")
    if newest is not None and newest.ends_on - RENEW_WITHIN > on:
        day = day_month_year(newest.ends_on - RENEW_WITHIN)
        raise Refused(
            f"There is a licence until {day_month_year(newest.ends_on)}. It can be renewed from {day}.",
            code="licensed",
        )
