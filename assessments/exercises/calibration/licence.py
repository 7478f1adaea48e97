"""Whether somebody's grades are near enough to the moderated ones to audit alone. Pure.

The rule: over the last 20 criteria or more, 80% within one grade, 60% exact, and no critical fail missed. It
says which part is wanting, so that there is something to do about it. Nothing here is a verdict: the lead
who gives licences reads it.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assessments.calibration.agreement import Agreement, agreement_of

NEEDED, WITHIN_ONE, EXACT = 20, 0.8, 0.6
FAIL = 1


@dataclass(frozen=True)
class Judged:
    """One criterion of one extract as somebody graded it. `agreed` is the panel's grade."""

    item: str
    criterion: str
    agreed: int
    given: int
    at: datetime.datetime
    critical: bool = False

    @property
    def misses_critical(self) -> bool:
        """Whether the panel agreed a critical fail and the grade does not see it."""
        return self.critical and self.agreed == FAIL and self.given > FAIL


@dataclass(frozen=True)
class Drift:
    """Extracts graded twice: over `n` criteria, the share graded alike, and the mean of last minus first."""

    n: int
    alike: float
    shift: float


@dataclass(frozen=True)
class Licence:
    """What the last grades say. `wanting` are the parts of the rule not met, in words; none: may audit."""

    n: int
    agreement: Agreement
    critical_missed: tuple[str, ...]
    wanting: tuple[str, ...]
    by_criterion: dict[str, Agreement]
    drift: Drift | None

    @property
    def may_audit(self) -> bool:
        """Whether every part of the rule is met."""
        return not self.wanting

    @property
    def direction(self) -> str:
        """`harsh`, `lenient` or `even`; empty when there are too few grades to say."""
        return self.agreement.direction


def licence_of(judged: Iterable[Judged], *, needed: int = NEEDED) -> Licence:
    """The licence that somebody's grades give, from the newest extracts that make up 20 criteria or more."""
    everything = sorted(judged, key=lambda one: one.at)
    last = _last(everything, needed)
    agreement = agreement_of(((one.agreed, one.given) for one in last), least=1)
    missed = tuple(f"{one.criterion} in {one.item}" for one in last if one.misses_critical)
    return Licence(
        len(last),
        agreement_of((one.agreed, one.given) for one in last),
        missed,
        tuple(_wanting(agreement, missed, needed)),
        _by_criterion(everything),
        drift_of(everything),
    )


def _last(judged: Sequence[Judged], needed: int) -> list[Judged]:
    """The newest whole sittings of extracts, until there are enough criteria."""
    found: list[Judged] = []
    for one in reversed(judged):
        if len(found) >= needed and (one.item, one.at) != (found[-1].item, found[-1].at):
            break
        found.append(one)
    return found


def _wanting(agreement: Agreement, missed: tuple[str, ...], needed: int) -> list[str]:
    wanting = []
    if agreement.n < needed:
        wanting.append(f"{needed} criteria are needed; there are {agreement.n} so far.")
    for found, least, words in (
        (agreement.within_one, WITHIN_ONE, "within one grade of the panel"),
        (agreement.exact, EXACT, "the same as the panel"),
    ):
        if found is not None and round(found.value, 9) < least:
            wanting.append(f"{found.value:.0%} of the grades are {words}; {least:.0%} are needed.")
    wanting += [f"A critical fail was missed: {one}." for one in missed]
    return wanting


def _by_criterion(judged: Sequence[Judged]) -> dict[str, Agreement]:
    """How near the grades of each criterion are, over everything that was graded."""
    codes = dict.fromkeys(one.criterion for one in judged)
    return {
        code: agreement_of((one.agreed, one.given) for one in judged if one.criterion == code)
        for code in codes
    }


def drift_of(judged: Iterable[Judged]) -> Drift | None:
    """What became of the same extract graded again: first grade against last. None without a repeat."""
    first: dict[tuple[str, str], Judged] = {}
    last: dict[tuple[str, str], Judged] = {}
    for one in sorted(judged, key=lambda one: one.at):
        place = (one.item, one.criterion)
        first.setdefault(place, one)
        last[place] = one
    steps = [last[place].given - one.given for place, one in first.items() if last[place] is not one]
    if not steps:
        return None
    return Drift(len(steps), sum(step == 0 for step in steps) / len(steps), sum(steps) / len(steps))
