"""What parts above tell about auditors. They register in their app's `ready`; nothing imports upwards."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from dataclasses import dataclass

Licences = Callable[[int, datetime.date], Mapping[int, datetime.date]]
LICENCES: list[Licences] = []


def tells_licences(ask: Licences) -> Licences:
    """Register `ask(council_id, on)`: by person, the last day of the licence to audit that is in force."""
    if ask not in LICENCES:
        LICENCES.append(ask)
    return ask


def licences_of(*, council_id: int, on: datetime.date) -> dict[int, datetime.date]:
    """Until when each auditor is licensed; who is missing has no licence."""
    return {person: until for ask in LICENCES for person, until in ask(council_id, on).items()}


@dataclass(frozen=True)
class JudgingTerms:
    """When an auditor is too far off, and what is asked of them (rule LR-06): fewer than `within_one` of at
    least `least` compared grades within one grade; so many `items` in so many `days`."""

    within_one: float = 0.8
    least: int = 10
    items: int = 3
    days: int = 14


AskTerms = Callable[[int], JudgingTerms | None]
TERMS: list[AskTerms] = []


def tells_terms(ask: AskTerms) -> AskTerms:
    """Register `ask(council_id)`: the council's own terms; None where its rule is switched off."""
    if ask not in TERMS:
        TERMS.append(ask)
    return ask


def terms_of_judging(*, council_id: int) -> JudgingTerms | None:
    """On what terms auditors of this council are judged; None: not at all. As agreed if nobody tells."""
    return TERMS[0](council_id) if TERMS else JudgingTerms()
