"""What the marked answers of a sitting come to. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from academy.kit.words import listed, plural
from assessments.questions.kinds import Content, Line, Marked

TINY = 1e-6
LEVELS = ("Not there", "Partly", "Fully")
"""What a marker can say of a line that brings no levels of its own."""
OF_THREE = ("none", "some", "good", "best")
"""What the rubric of an exercise calls its levels, the lowest first."""
WHOLE = "The whole answer"


@dataclass(frozen=True)
class MarkedSlot:
    """One answer of a sitting as the result needs it. `never`: the item must not be missed. `worth`: what
    the item counts; None: its own points."""

    points: float
    of: float
    right: bool
    never: bool = False
    traps: tuple[str, ...] = ()
    worth: int | None = None

    @property
    def counts(self) -> tuple[float, float]:
        """What the answer counts, of how much: its points as a share of what its item is worth."""
        if self.worth is None or not self.of:
            return self.points, self.of
        return self.worth * self.points / self.of, float(self.worth)


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
        points=round(sum(one.counts[0] for one in rows), 4),
        of=round(sum(one.counts[1] for one in rows), 4),
        pass_per_cent=pass_per_cent,
        missed_never=sum(one.never and not one.right for one in rows),
        traps=tuple(dict.fromkeys(trap for one in rows for trap in one.traps)),
    )


def near_points(marked: Marked) -> float:
    """The points of an item when every part that got half or more counts in full: within one grade, say."""
    return sum(line.of for line in marked.lines if line.of and 2 * line.points + TINY >= line.of)


def pass_words(per_cent: int, *, near: bool) -> str:
    """What passes, in words."""
    return f"{per_cent}% of the points{', where an answer one step off counts as right' if near else ''}"


def worth_words(worth: int | None) -> str:
    """What one item counts: 1 point, 3 points, its own points."""
    return "its own points" if worth is None else plural(worth, "point")


def counting_words(worths: Collection[int | None]) -> str:
    """How the items of a paper count beside one another, for those who sit it."""
    kinds = sorted(set(worths), key=lambda worth: (worth is None, worth))
    if kinds == [None]:
        return "Each item counts the points that it has: one with 20 parts counts more than one with two."
    if len(kinds) == 1:
        return "Each item counts alike. Part of an answer counts as part of the item."
    return f"Items count differently: {listed([worth_words(one) for one in kinds])}. The result says which."


@dataclass(frozen=True)
class JudgeLine:
    """One line that a person gives a level, the lowest first; the highest is worth `most` points.

    `must`: at the lowest level the whole answer gets nothing. `place` is its line in the machine's marking.
    """

    label: str
    levels: tuple[str, ...]
    most: float
    must: bool = False
    place: int | None = None


def lines_to_judge(shown: Content, marked: Marked) -> list[JudgeLine]:
    """What a person looks at: the item's rubric, else each line with points, else the answer as a whole."""
    if rubric := shown.get("rubric"):
        places = {line.label: place for place, line in reversed(list(enumerate(marked.lines)))}
        return [
            JudgeLine(name, levels, len(levels) - 1.0, bool(row.get("must")), places.get(name))
            for row in rubric
            for name, levels in [_rubric_words(row)]
        ]
    found = [
        JudgeLine(line.label, LEVELS, line.of, place=place)
        for place, line in enumerate(marked.lines)
        if line.of > 0
    ]
    return found or [JudgeLine(WHOLE, LEVELS, 1.0)]


def _rubric_words(row: Content) -> tuple[str, tuple[str, ...]]:
    """What one row of a rubric looks at and its levels: questions list them, exercises name four of them."""
    if "levels" in row:
        return row["name"], tuple(row["levels"])
    return row["line"], tuple(row.get(key) or f"{level} of 3" for level, key in enumerate(OF_THREE))


def judged(shown: Content, marked: Marked, levels: Sequence[int]) -> Marked:
    """The marking with a person's levels in the place of the machine's points, one for each line to judge."""
    wanted = lines_to_judge(shown, marked)
    failed = any(one.must and level == 0 for one, level in zip(wanted, levels, strict=True))
    lines = list(marked.lines)
    for one, level in zip(wanted, levels, strict=True):
        points = 0.0 if failed else round(one.most * level / (len(one.levels) - 1), 4)
        machine = lines[one.place].reason if one.place is not None and lines[one.place].of else ""
        reason = f"The marker says: {one.levels[level]}. {machine}".strip()
        said = lines[one.place].said if one.place is not None else ""
        new = Line(one.label, said, level == len(one.levels) - 1, reason, points=points, of=one.most)
        if one.place is None:
            lines.append(new)
        else:
            lines[one.place] = replace(new, law=lines[one.place].law, ask=lines[one.place].ask)
    return replace(marked, lines=tuple(lines), for_person=False)


def judged_empty(shown: Content, marked: Marked) -> Marked:
    """The marking of an answer that is not there: nobody has to look at it, and it counts as nought."""
    return judged(shown, marked, [0] * len(lines_to_judge(shown, marked)))
