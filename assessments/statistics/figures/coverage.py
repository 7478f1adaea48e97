"""Does the bank hold what the papers draw from it? Pure counting."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

DIFFICULTIES = {1: "Easy", 2: "Usual", 3: "Hard"}


@dataclass(frozen=True)
class Stock:
    """A live version as the blueprint sees it."""

    item: int
    kind: str
    competencies: tuple[str, ...]
    difficulty: int
    reviewed: bool
    never: bool = False


@dataclass(frozen=True)
class Wanted:
    """One line of a blueprint. Empty or None: any. `assessed`: only reviewed items will do."""

    paper: str
    count: int
    competency: str = ""
    difficulty: int | None = None
    kind: str = ""
    assessed: bool = True

    @property
    def words(self) -> str:
        """What the line draws, in words."""
        level = f"{DIFFICULTIES.get(self.difficulty, '').lower()} " if self.difficulty else ""
        about = f" on {self.competency}" if self.competency else " on anything"
        words = f"{level}items{about}"
        return f"{self.kind}: {words}" if self.kind else f"{words[:1].upper()}{words[1:]}"

    def takes(self, one: Stock) -> bool:
        """Whether the line may draw this item."""
        return (
            (one.reviewed or not self.assessed)
            and (not self.competency or self.competency in one.competencies)
            and (self.difficulty is None or self.difficulty == one.difficulty)
            and (not self.kind or self.kind == one.kind)
        )


@dataclass(frozen=True)
class LineCover:
    """A line of a blueprint with what there is for it."""

    wanted: Wanted
    has: int

    @property
    def shortfall(self) -> int:
        """How many are missing before the paper can be drawn at all."""
        return max(0, self.wanted.count - self.has)

    @property
    def fresh_for_resit(self) -> bool:
        """Whether a resit can have items that the first sitting had not."""
        return self.has >= 2 * self.wanted.count


@dataclass(frozen=True)
class Cell:
    """One competency at one difficulty: reviewed and open items, and the most that any paper needs."""

    competency: str
    difficulty: int
    reviewed: int
    open: int
    needed: int

    @property
    def live(self) -> int:
        """Items that may be practised."""
        return self.reviewed + self.open

    @property
    def difficulty_words(self) -> str:
        """Easy, Usual or Hard."""
        return DIFFICULTIES[self.difficulty]

    @property
    def shortfall(self) -> int:
        """How many reviewed items are missing."""
        return max(0, self.needed - self.reviewed)


def cover_lines(lines: Iterable[Wanted], stock: Sequence[Stock]) -> tuple[LineCover, ...]:
    """Each line with the number of items that it may draw."""
    return tuple(LineCover(line, len({one.item for one in stock if line.takes(one)})) for line in lines)


def cover_table(
    competencies: Iterable[str], lines: Iterable[Wanted], stock: Sequence[Stock]
) -> tuple[Cell, ...]:
    """The whole bank, competency by difficulty. What papers need is the largest need of any one paper: an
    item serves several papers. A line for any difficulty is counted under Usual."""
    needs: dict[tuple[str, int], Counter[str]] = {}
    for line in lines:
        if line.competency:
            key = (line.competency, line.difficulty or 2)
            needs.setdefault(key, Counter())[line.paper] += line.count
    counts: Mapping[tuple[str, int, bool], int] = Counter(
        (code, one.difficulty, one.reviewed) for one in stock for code in set(one.competencies)
    )
    return tuple(
        Cell(
            code,
            level,
            counts.get((code, level, True), 0),
            counts.get((code, level, False), 0),
            max(needs.get((code, level), Counter()).values(), default=0),
        )
        for code in competencies
        for level in DIFFICULTIES
    )
