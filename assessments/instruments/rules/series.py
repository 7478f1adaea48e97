"""Which criteria of several versions are one series, and where it breaks. Pure.

A criterion that stays, or is only said in other words, goes on as one line. One that asks for something else,
is split or is merged breaks there: grades before and after were given against different standards.
"""

from __future__ import annotations

import datetime
from collections.abc import Collection, Sequence
from dataclasses import dataclass

BREAKING = ("changed", "split", "merged")


@dataclass(frozen=True)
class Step:
    """What a criterion goes on as, by codes. No `new`: it ended."""

    old: str
    new: str
    how: str
    why: str = ""


@dataclass(frozen=True)
class Edition:
    """One version in force from `since`. `steps` lead here from the edition before; None: nobody wrote a
    bridge, so that the same code is the same criterion."""

    version: str
    since: datetime.date
    codes: tuple[str, ...]
    steps: tuple[Step, ...] | None = None

    def came_from(self, before: Edition) -> tuple[Step, ...]:
        """The steps from the edition before, written or taken for granted."""
        if self.steps is not None:
            return self.steps
        return tuple(Step(code, code, "same") for code in before.codes if code in self.codes)


@dataclass(frozen=True)
class Break:
    """A day on which a series breaks. `before` and `after` are codes; `how` is changed, split, merged or
    ended; `words` say it as a chart does."""

    on: datetime.date
    version: str
    how: str
    before: tuple[str, ...]
    after: tuple[str, ...]
    why: str = ""

    @property
    def words(self) -> str:
        """For example: F2 was split into F2 and F7 (version 5). Reason."""
        old, new = " and ".join(self.before), " and ".join(self.after)
        said = {
            "changed": f"{new} asks for something else" if old == new else f"{old} became {new}",
            "split": f"{old} was split into {new}",
            "merged": f"{old} were merged into {new}",
            "ended": f"{old} ended",
        }[self.how]
        return f"{said} (version {self.version}).{f' {self.why}' if self.why else ''}"


@dataclass(frozen=True)
class Stretch:
    """A part of a series without a break: audits made from `since` to the day before `until` (None: still
    going on) are counted by these codes of criteria. Draw each stretch as a line of its own."""

    since: datetime.date
    until: datetime.date | None
    codes: tuple[str, ...]
    versions: tuple[str, ...]


@dataclass(frozen=True)
class Series:
    """One criterion over all versions: stretches and the breaks between them, oldest first.

    `code` is what it is called in the newest version that has it.
    """

    code: str
    stretches: tuple[Stretch, ...] = ()
    breaks: tuple[Break, ...] = ()

    @property
    def codes(self) -> frozenset[str]:
        """Every code whose grades belong to it, before or after breaks."""
        return frozenset(code for one in self.stretches for code in one.codes)


def find_series(editions: Sequence[Edition], code: str) -> Series:
    """The series of a code through `editions`, oldest first; empty for a code that no edition has."""
    places = [place for place, one in enumerate(editions) if code in one.codes]
    if not places:
        return Series(code)
    last = places[-1]
    breaks: list[Break] = []
    if last + 1 < len(editions):
        ended = [step for step in editions[last + 1].came_from(editions[last]) if step.old == code]
        heirs = tuple(step.new for step in ended if step.new)
        if heirs:
            return find_series(editions, main_heir(code, heirs))
        why = next((step.why for step in ended if step.why), "")
        after = editions[last + 1]
        breaks.append(Break(after.since, after.version, "ended", (code,), (), why))
    stretches: list[Stretch] = []
    here: tuple[str, ...] = (code,)
    versions, codes, until = [editions[last].version], dict.fromkeys(here), _ends(breaks)
    for place in range(last, 0, -1):
        now, before = editions[place], editions[place - 1]
        steps = [step for step in now.came_from(before) if step.new in here]
        if not steps:
            stretches.append(Stretch(now.since, until, tuple(codes), tuple(reversed(versions))))
            return _whole(code, stretches, breaks)
        olds = tuple(dict.fromkeys(step.old for step in steps))
        cut = _break(now, before, steps, here)
        if cut is not None:
            breaks.append(cut)
            stretches.append(Stretch(now.since, until, tuple(codes), tuple(reversed(versions))))
            versions, codes, until = [], {}, now.since
        here = olds
        versions.append(before.version)
        codes |= dict.fromkeys(olds)
    first = editions[0]
    stretches.append(Stretch(first.since, until, tuple(codes), tuple(reversed(versions))))
    return _whole(code, stretches, breaks)


def _ends(breaks: Sequence[Break]) -> datetime.date | None:
    return breaks[0].on if breaks else None


def _whole(code: str, stretches: list[Stretch], breaks: list[Break]) -> Series:
    return Series(code, tuple(reversed(stretches)), tuple(sorted(breaks, key=lambda one: one.on)))


def _break(now: Edition, before: Edition, steps: Sequence[Step], here: tuple[str, ...]) -> Break | None:
    """The break at the beginning of an edition; None where the series goes on."""
    cutting = [step for step in steps if step.how in BREAKING]
    if not cutting:
        return None
    how = cutting[0].how
    olds = tuple(dict.fromkeys(step.old for step in steps))
    news = here
    if how == "split":
        news = tuple(step.new for step in now.came_from(before) if step.old in olds and step.new)
    why = next((step.why for step in cutting if step.why), "")
    return Break(now.since, now.version, how, olds, news, why)


def main_heir(code: str, heirs: Sequence[str]) -> str:
    """Of several that one goes on as, the one its grades are counted for: the same code, or the first."""
    return code if code in heirs else heirs[0]


def series_by_code(editions: Sequence[Edition], at: int) -> dict[str, str]:
    """Every code of any edition, with the code in `editions[at]` that it counts as.

    One that ended counts as itself. A code never gets another meaning, so codes are enough.
    """
    found: dict[str, str] = {}
    for place, edition in enumerate(editions):
        for code in edition.codes:
            found[code] = _walk(editions, code, place, at)
    return found


def _walk(editions: Sequence[Edition], code: str, place: int, at: int) -> str:
    if code in editions[at].codes:
        return code
    here = code
    while place < at:
        steps = editions[place + 1].came_from(editions[place])
        heirs = [step.new for step in steps if step.old == here and step.new]
        if not heirs:
            return code
        here, place = main_heir(here, heirs), place + 1
    while place > at:
        olds = [step.old for step in editions[place].came_from(editions[place - 1]) if step.new == here]
        if not olds:
            return code
        here, place = main_heir(here, olds), place - 1
    return here


def meanings_of(editions: Sequence[Edition], codes: Collection[str]) -> frozenset[str]:
    """What criteria of the newest edition were ever called, in it and in those before: `codes` and all that
    went on as them."""
    found, here = set(codes), set(codes)
    for place in range(len(editions) - 1, 0, -1):
        steps = editions[place].came_from(editions[place - 1])
        here |= {step.old for step in steps if step.new in here}
        found |= here
    return frozenset(found)
