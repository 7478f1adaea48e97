"""Finding the needs that a bundle holds: how many were found, and what was taken for a need. Pure.

A need is planted in one sentence or in several. It is found when a row names one of them. A sentence that
states no need, and a row that names no sentence, count against the matrix whatever else is right: what is
written into a plan has to stand in the advice.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assessments.tasks.rules.matrix import Row
from assessments.tasks.rules.sentences import Sentence

NO_NEED = "This sentence states no need."
NO_SOURCE = "The row names no sentence, so nobody can see where the need comes from."
NO_SUCH = "The papers have no sentence with this number."


@dataclass(frozen=True)
class Planted:
    """One need of the bundle and every sentence that states it."""

    need: str
    places: tuple[str, ...]


@dataclass(frozen=True)
class Wrong:
    """What was taken for a need and is none: the row from 1, the place, the sentence, and why."""

    row: int
    place: str
    text: str
    why: str


@dataclass(frozen=True)
class Recall:
    """What a matrix comes to: the places of found and missed needs in the list, and what was invented."""

    found: tuple[int, ...]
    missed: tuple[int, ...]
    wrong: tuple[Wrong, ...]
    least: int

    @property
    def met(self) -> bool:
        """Enough needs, and none invented."""
        return len(self.found) >= self.least and not self.wrong


def mark_rows(
    rows: Sequence[Row],
    *,
    planted: Sequence[Planted],
    traps: Mapping[str, str],
    sentences: Mapping[str, Sentence],
    least: int,
) -> Recall:
    """Mark a matrix against the needs that were planted. `traps` say why a likely sentence is no need."""
    stating = {place for need in planted for place in need.places}
    picked = {place for row in rows for place in row.places}
    found = tuple(at for at, need in enumerate(planted) if picked & set(need.places))
    wrong = []
    for number, row in enumerate(rows, 1):
        if not row.places:
            wrong.append(Wrong(number, "", "", NO_SOURCE))
        for place in row.places:
            if place not in sentences:
                wrong.append(Wrong(number, place, "", NO_SUCH))
            elif place not in stating:
                wrong.append(Wrong(number, place, sentences[place].text, traps.get(place, NO_NEED)))
    missed = tuple(at for at in range(len(planted)) if at not in found)
    return Recall(found, missed, tuple(wrong), least)


def by_paper(planted: Sequence[Planted], recall: Recall) -> dict[int, tuple[int, int]]:
    """By the paper in which a need is said first: how many were found, of how many.

    It tells somebody where to read again without giving the needs away.
    """
    of = Counter(int(need.places[0].split(".")[0]) for need in planted)
    found = Counter(int(planted[at].places[0].split(".")[0]) for at in recall.found)
    return {paper: (found[paper], count) for paper, count in sorted(of.items())}
