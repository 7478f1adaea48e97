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
TRIES = 12
"""So often items are put together anew, so that a resit has others."""
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

    `worth` is what one item counts in the result; None: its own points. `answers`: so many answers, in whole
    items that come to just this number.
    """

    count: int
    competency: str = ""
    difficulty: int | None = None
    kind: str = ""
    never: bool = False
    worth: int | None = 1
    answers: bool = False

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
        much = plural(self.count, "answer") if self.answers else str(self.count)
        return f"{much} of {' '.join(filter(None, parts)) or 'any'}"


@dataclass(frozen=True)
class Candidate:
    """An item that may be drawn. `item` is its identity across versions, `size` how many answers it asks."""

    item: int
    version: int
    competencies: tuple[str, ...] = ()
    difficulty: int = 2
    kind: str = ""
    never: bool = False
    varies: bool = False
    group: str = QUESTION
    size: int = 1


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
    singles = [line for line in lines if not line.answers]
    chance = random.Random(seed)  # noqa: S311
    mixed = list(candidates)
    chance.shuffle(mixed)
    known = set(seen)
    mixed.sort(key=lambda one: one.item in known and not one.varies)
    fresh = sum(not (one.item in known and not one.varies) for one in mixed)
    worth = [line.worth for line in singles for _ in range(line.count)]
    found = sorted(_matched(singles, mixed, fresh).items())
    drawn = [Drawn(mixed[one], chance.randrange(1, MOST_SEED), worth[place]) for place, one in found]
    taken = {one.candidate.item for one in drawn}
    for line, chosen in _counted(lines, mixed, taken=taken, known=known, called=called, chance=chance):
        drawn += [Drawn(one, chance.randrange(1, MOST_SEED), line.worth) for one in chosen]
    if shuffle:
        chance.shuffle(drawn)
    return drawn


def shortfalls(
    lines: Sequence[Wanted], candidates: Sequence[Candidate], *, called: str = "reviewed"
) -> list[str]:
    """What the bank lacks for these lines, in words; nothing if they can be filled."""
    words = []
    singles = [line for line in lines if not line.answers]
    for line in singles:
        fitting = [one for one in candidates if line.takes(one)]
        if len(fitting) < line.count and not any(one.varies for one in fitting):
            words.append(f"It needs {line.words}, and the bank has {len(fitting)} {called}.")
    if words or not lines:
        return words or ["The paper has no lines yet."]
    held = _matched(singles, candidates, len(candidates))
    needed, served = sum(line.count for line in singles), len(held)
    if served < needed:
        words.append(
            f"Each line can be filled alone, but together they need {plural(needed, 'different item')}, "
            f"and only {served} fit."
        )
        return words
    try:
        _counted(lines, candidates, taken={candidates[one].item for one in held.values()}, called=called)
    except CannotFill as lacking:
        return lacking.words
    return words


def _counted(
    lines: Sequence[Wanted],
    candidates: Sequence[Candidate],
    *,
    taken: Collection[int],
    called: str,
    known: Collection[int] = (),
    chance: random.Random | None = None,
) -> list[tuple[Wanted, list[Candidate]]]:
    """Items for the lines that count answers, none of them `known` if that can be. Raises CannotFill.

    Of some draws the first is taken that leaves enough for a resit with other items.
    """
    found, used = [], set(taken)
    for line in lines:
        if not line.answers:
            continue
        fitting = [one for one in candidates if line.takes(one) and one.item not in used]
        fresh = [one for one in fitting if one.item not in known]
        chosen = _leaving_enough(fresh, line.count, chance)
        chosen = chosen or _adding_up([*fresh, *(one for one in fitting if one not in fresh)], line.count)
        if chosen is None:
            have = sum(one.size for one in fitting)
            words = f"It needs {line.words}, and the {have} {called} cannot be put together to that."
            raise CannotFill([words])
        used |= {one.item for one in chosen}
        found.append((line, chosen))
    return found


def _leaving_enough(
    fresh: list[Candidate], count: int, chance: random.Random | None
) -> list[Candidate] | None:
    """Items that come to the number; in some tries those are looked for that leave as many for a resit."""
    chosen = _adding_up(fresh, count)
    for _ in range(TRIES):
        if chosen is None or chance is None:
            break
        left = [one for one in fresh if one not in chosen]
        if _adding_up(left, count) is not None:
            break
        chance.shuffle(fresh)
        chosen = _adding_up(fresh, count)
    return chosen


def _adding_up(candidates: Sequence[Candidate], count: int) -> list[Candidate] | None:
    """Items that come to just this number of answers, as many from the front as can be; None: there are none.

    `reach[n]` has a bit for every number that the items from n on can come to.
    """
    reach = [1]
    for one in reversed(candidates):
        reach.append(reach[-1] | reach[-1] << one.size)
    reach.reverse()
    if not reach[0] >> count & 1:
        return None
    chosen: list[Candidate] = []
    for place, one in enumerate(candidates):
        if one.size <= count and reach[place + 1] >> (count - one.size) & 1:
            chosen.append(one)
            count -= one.size
    return chosen


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
