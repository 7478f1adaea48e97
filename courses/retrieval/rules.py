"""What may be asked, how much, and when a letter may go. Pure."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from academy.kit.refusals import Refused
from academy.kit.words import day_month_year
from assessments.questions.kinds import Ask

ROUND_SIZE = 5
NEW_A_DAY = 10
"""So many new questions a day at most: what is new today has to come back on other days."""
ROUND_DAYS = 7
"""A round that was left for longer than this is put aside for a fresh one."""
QUICK_ASKS, QUICK_MINUTES = 2, 5
NUDGE_EVERY = datetime.timedelta(days=7)
SOURCES = ("finding", "law", "module", "paper")
"""Where a new question may come from. They take turns in this order."""


@dataclass(frozen=True)
class Learnt:
    """A finished module or a passed paper: what it was about, and when."""

    source: str
    name: str
    on: datetime.date
    competencies: frozenset[str]
    criteria: frozenset[str] = frozenset()

    def covers(self, offer: Offerable) -> bool:
        """Whether a question is about what was learnt."""
        return bool(self.competencies & offer.competencies or self.criteria & offer.criteria)

    @property
    def words(self) -> str:
        """Why a question comes from it."""
        verb = "passed" if self.source.startswith("paper:") else "finished"
        return f"Because you {verb} {self.name} on {day_month_year(self.on)}."


@dataclass(frozen=True)
class Found:
    """A criterion below good in an audit of the person's work, still open."""

    criterion: str
    competencies: frozenset[str]
    audited_on: datetime.date

    @property
    def words(self) -> str:
        """Why a question comes from it."""
        return f"Because your audit of {day_month_year(self.audited_on)} found {self.criterion} below good."


@dataclass(frozen=True)
class LawChange:
    """Something in the law pack that came into force on a day. `keys` are the rule and what it rests on."""

    key: str
    title: str
    on: datetime.date
    keys: frozenset[str]


@dataclass(frozen=True)
class Offerable:
    """A live version as the draw sees it."""

    version: int
    item: int
    competencies: frozenset[str]
    criteria: frozenset[str]
    law: frozenset[str]
    law_as_at: datetime.date
    number: int = 1


@dataclass(frozen=True)
class Pick:
    """A version with the reason why this person gets it."""

    version: int
    item: int
    source: str
    reason: str


@dataclass(frozen=True)
class Grounds:
    """What a person's questions may be drawn from."""

    learnt: Sequence[Learnt] = ()
    found: Sequence[Found] = ()
    changes: Sequence[LawChange] = ()


def is_quick(*, is_exercise: bool, asks: Sequence[Ask], minutes: int) -> bool:
    """Whether a question fits into a spare minute: nothing long to write, and an exercise only if it is one
    statement or two dates."""
    if not asks or any(ask.form == "long" for ask in asks):
        return False
    return not is_exercise or (len(asks) <= QUICK_ASKS and minutes <= QUICK_MINUTES)


def picks_for(offers: Iterable[Offerable], grounds: Grounds) -> list[Pick]:
    """Every version that the person has a reason to be asked, best reason first for each; then the sources
    take turns, so that one long list does not push the others out."""
    queues: dict[str, list[Pick]] = {source: [] for source in SOURCES}
    for offer in offers:
        pick = reason_for(offer, grounds)
        if pick is not None:
            queues[pick.source.partition(":")[0]].append(pick)
    found: list[Pick] = []
    while any(queues.values()):
        found += [queue.pop(0) for queue in queues.values() if queue]
    return found


def reason_for(offer: Offerable, grounds: Grounds) -> Pick | None:
    """The best reason to ask this of the person; None if there is none."""
    for found in grounds.found:
        if found.criterion in offer.criteria or found.competencies & offer.competencies:
            return Pick(offer.version, offer.item, f"finding:{found.criterion}", found.words)
    learnt = [one for one in grounds.learnt if one.covers(offer)]
    if not learnt:
        return None
    last = max(learnt, key=lambda one: one.on)
    change = change_since(offer, grounds.changes, last.on)
    if change is not None:
        return Pick(offer.version, offer.item, f"law:{change.key}"[:60], law_words(change, last.on))
    if offer.number > 1 and offer.law and offer.law_as_at > last.on:
        words = f"Because this question was written anew for the law as at {day_month_year(offer.law_as_at)}."
        return Pick(offer.version, offer.item, "law:rewritten", words)
    return Pick(offer.version, offer.item, last.source, last.words)


def change_since(offer: Offerable, changes: Iterable[LawChange], since: datetime.date) -> LawChange | None:
    """The newest change after a day of a rule that the question rests on."""
    news = [one for one in changes if one.keys & offer.law and one.on > since]
    return max(news, key=lambda one: one.on, default=None)


def reason_again(offer: Offerable, grounds: Grounds, last: datetime.date) -> str:
    """Why a question comes back that was answered on a day."""
    change = change_since(offer, grounds.changes, last)
    if change is not None:
        return law_words(change, last)
    for found in grounds.found:
        if found.criterion in offer.criteria and found.audited_on > last:
            return found.words
    return f"Because you last answered it on {day_month_year(last)}. Has it stayed?"


def law_words(change: LawChange, since: datetime.date) -> str:
    """Why a change in the law brings a question."""
    return (
        f"Because the law on this changed on {day_month_year(change.on)} ({change.title}), "
        f"after {day_month_year(since)}, when you last met it."
    )[:300]


def may_nudge(
    *, wanted: bool, day: int, today: datetime.date, last: datetime.date | None, away: bool, due: int
) -> bool:
    """Whether a letter may go today: asked for, on that day, a week after the last, not away, not for
    nothing."""
    fresh = last is None or today - last >= NUDGE_EVERY
    return wanted and day == today.weekday() and fresh and not away and due > 0


def check_felt(*, right: bool, felt: int | None, already: bool, latest: bool, allowed: Sequence[int]) -> None:
    """Only a right answer can be called easy or hard, once, and before the card was asked again."""
    if not right:
        raise Refused("This one comes back tomorrow, whatever it felt like.", code="not_right")
    if felt not in allowed:
        raise Refused("Choose how it felt.", code="felt")
    if already or not latest:
        raise Refused("You have said already how that felt.", code="already")
