"""What the marked answers of a sitting come to. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from assessments.questions.kinds import Marked

TINY = 1e-6
LEVELS = ((0, "Not there"), (1, "Partly"), (2, "Fully"))
"""What a marker can say of one line, and in halves what it is worth."""


@dataclass(frozen=True)
class MarkedSlot:
    """One answer of a sitting as the result needs it. `never`: the item must not be missed."""

    points: float
    of: float
    right: bool
    never: bool = False
    traps: tuple[str, ...] = ()


@dataclass(frozen=True)
class Outcome:
    """Points in all and whether that passes."""

    points: float
    of: float
    pass_per_cent: int
    missed_never: int
    traps: tuple[str, ...]

    @property
    def failed_never(self) -> bool:
        """Whether a must-not-miss item was missed or somebody fell into a trap."""
        return bool(self.missed_never or self.traps)

    @property
    def per_cent(self) -> int:
        """The share in whole per cent, rounded down: 79.9 is not 80."""
        return int(100 * self.points / self.of + TINY) if self.of else 0

    @property
    def passed(self) -> bool:
        """Enough points, and nothing that must not happen. A paper without points is never passed."""
        enough = self.of > 0 and 100 * self.points + TINY >= self.pass_per_cent * self.of
        return enough and not self.failed_never


def outcome_of(slots: Iterable[MarkedSlot], *, pass_per_cent: int) -> Outcome:
    """The result of a sitting."""
    rows = list(slots)
    return Outcome(
        points=round(sum(one.points for one in rows), 4),
        of=round(sum(one.of for one in rows), 4),
        pass_per_cent=pass_per_cent,
        missed_never=sum(one.never and not one.right for one in rows),
        traps=tuple(dict.fromkeys(trap for one in rows for trap in one.traps)),
    )


def lines_to_judge(marked: Marked) -> list[int]:
    """The lines of a marking that a person gives a level: those with points."""
    return [number for number, line in enumerate(marked.lines) if line.of > 0]


def judged(marked: Marked, levels: Mapping[int, int]) -> Marked:
    """The marking with a person's levels in the place of the machine's; what they did not judge stays."""
    words = dict(LEVELS)
    lines = tuple(
        replace(
            line,
            points=round(line.of * levels[number] / 2, 4),
            right=levels[number] == 2,
            reason=" ".join(
                filter(None, [f"The marker says: {words[levels[number]].lower()}.", line.reason])
            ),
        )
        if number in levels and line.of > 0
        else line
        for number, line in enumerate(marked.lines)
    )
    return replace(marked, lines=lines, for_person=False)
