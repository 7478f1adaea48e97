"""Which items of the bank one person gets: at random, by the lines of the paper. Pure.

Items that the person has not met come first. No item is drawn twice, except those of a kind that varies:
they come again with another seed, and so are always fresh.
"""

from __future__ import annotations

import random
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from academy.kit.words import plural
from assessments.questions.kinds import all_kinds

DIFFICULTIES = {1: "easy", 2: "usual", 3: "hard"}
MOST_SEED = 2**31 - 1
MOST_WORTH = 10
"""One item never counts more than so many others."""
QUESTION, EXERCISE = "question", "exercise"
GROUPS = {QUESTION: "any question that is marked at once", EXERCISE: "any exercise"}
"""What a line may say in the place of one kind."""


def _titles() -> dict[str, str]:
    """What the kinds and their two groups are called; exercises by their code as well."""
    names = {one.code: f"{one.code} {one.title}" if one.is_exercise else one.title for one in all_kinds()}
    return {code: f"“{name}”" for code, name in names.items()} | GROUPS


@dataclass(frozen=True)
class Wanted:
    """One line of a blueprint: so many, of what. What is empty may be anything.

    `worth` is what one item counts in the result; None: its own points.
    """

    count: int
    competency: str = ""
    difficulty: int | None = None
    kind: str = ""
    never: bool = False
    worth: int | None = 1

    def takes(self, candidate: Candidate) -> bool:
        """Whether an item fits this line."""
        return (
            (not self.competency or self.competency in candidate.competencies)
            and (self.difficulty is None or self.difficulty == candidate.difficulty)
            and (not self.kind or self.kind in (candidate.kind, candidate.group))
            and (not self.never or candidate.never)
        )

    @property
    def words(self) -> str:
        """What the line asks for, as a person says it: 5 of C1.2 hard."""
        parts = [
            self.competency,
            DIFFICULTIES.get(self.difficulty or 0, ""),
            _titles().get(self.kind, self.kind),
            "that must not be missed" if self.never else "",
        ]
        return f"{self.count} of {' '.join(filter(None, parts)) or 'any'}"


@dataclass(frozen=True)
class Candidate:
    """An item that may be drawn. `item` is its identity across versions."""

    item: int
    version: int
    competencies: tuple[str, ...] = ()
    difficulty: int = 2
    kind: str = ""
    never: bool = False
    varies: bool = False
    group: str = QUESTION


@dataclass(frozen=True)
class Drawn:
    """One drawn item, with the seed from which it is shown and what its line says that it counts."""

    candidate: Candidate
    seed: int
    worth: int | None = 1


class CannotFill(Exception):
    """The bank has too little for the lines; `words` say of each what is missing."""

    def __init__(self, words: list[str]) -> None:
        super().__init__(" ".join(words))
        self.words = words


def draw(
    lines: Sequence[Wanted],
    candidates: Sequence[Candidate],
    *,
    seed: int,
    seen: Collection[int] = (),
    shuffle: bool = True,
    called: str = "reviewed",
) -> list[Drawn]:
    """Items for every line, the same for the same seed. `seen` are items met before.

    Raises CannotFill. Where lines overlap, a way to serve them all is found if there is one, and as few
    seen items are taken as can be.
    """
    if missing := shortfalls(lines, candidates, called=called):
        raise CannotFill(missing)
    chance = random.Random(seed)  # noqa: S311
    mixed = list(candidates)
    chance.shuffle(mixed)
    known = set(seen)
    mixed.sort(key=lambda one: one.item in known and not one.varies)
    fresh = sum(not (one.item in known and not one.varies) for one in mixed)
    worth = [line.worth for line in lines for _ in range(line.count)]
    found = sorted(_matched(lines, mixed, fresh).items())
    drawn = [Drawn(mixed[one], chance.randrange(1, MOST_SEED), worth[place]) for place, one in found]
    if shuffle:
        chance.shuffle(drawn)
    return drawn


def shortfalls(
    lines: Sequence[Wanted], candidates: Sequence[Candidate], *, called: str = "reviewed"
) -> list[str]:
    """What the bank lacks for these lines, in words; nothing if they can be filled."""
    words = []
    for line in lines:
        fitting = [one for one in candidates if line.takes(one)]
        if len(fitting) < line.count and not any(one.varies for one in fitting):
            words.append(f"It needs {line.words}, and the bank has {len(fitting)} {called}.")
    if words or not lines:
        return words or ["The paper has no lines yet."]
    needed, served = sum(line.count for line in lines), len(_matched(lines, candidates, len(candidates)))
    if served < needed:
        words.append(
            f"Each line can be filled alone, but together they need {plural(needed, 'different item')}, "
            f"and only {served} fit."
        )
    return words


def _matched(lines: Sequence[Wanted], candidates: Sequence[Candidate], fresh: int) -> dict[int, int]:
    """Place on the paper to candidate, as many places as can be served.

    First from the `fresh` ones at the front, then from all, and only then again from those that vary.
    """
    wants = [line for line in lines for _ in range(line.count)]
    fits = {line: [n for n, one in enumerate(candidates) if line.takes(one)] for line in set(lines)}
    matching = _Matching(frozenset(n for n, one in enumerate(candidates) if one.varies))
    for limit, again in ((fresh, False), (len(candidates), False), (len(candidates), True)):
        matching.fits = [[n for n in fits[line] if n < limit] for line in wants]
        for place in range(len(wants)):
            if place not in matching.held:
                matching.take(place, again, set())
    return matching.held


class _Matching:
    """Places and candidates matched by augmenting paths, so that no early choice blocks a later line.

    A candidate that was taken stays taken, hence trying fresh ones first gives as many of them as can be.
    """

    def __init__(self, varying: frozenset[int]) -> None:
        self.varying = varying
        self.fits: list[list[int]] = []
        self.holder: dict[int, int] = {}
        self.held: dict[int, int] = {}

    def take(self, place: int, again: bool, tried: set[int]) -> bool:
        """Find a candidate for a place, moving the holder of another along if need be."""
        for one in self.fits[place]:
            if one in tried:
                continue
            tried.add(one)
            if one not in self.holder:
                self.holder[one], self.held[place] = place, one
                return True
            if again and one in self.varying:
                self.held[place] = one
                return True
            if self.take(self.holder[one], again, tried):
                self.holder[one], self.held[place] = place, one
                return True
        return False
