"""Which way the figures of a file run: whether 4 is best or 1. What the file itself shows, and what we guess.

Some councils call the best grade 1 and some the worst (domain E.8, trap), so a file of bare figures must
never
be read without a sign: a word beside a figure, a heading or a note that explains the scale, or a column
that says
whether the criterion was met.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from .answers import Answers
from .book import Part
from .grades import GRADE_WORDS, grade_table, word_key
from .layout import CRITERION_PREFIX, SECTION_PREFIX
from .two_header import DRAFT

FIGURES = frozenset("1234")
TOTAL = re.compile(r"^\s*(?:grand\s+|sub\s?-?)?(?:total|average|mean|count|subtotal)s?\b", re.IGNORECASE)
"""How a row begins that counts the others."""
EXPLAINED = re.compile(
    r"\b([1-4])\s*(?:[=:(–-]|is)?\s*(outstanding|outst|excellent|good|requires improvement"
    r"|ri|inadequate|inad|best|worst)\b",
    re.IGNORECASE,
)
MET_SURE = 0.9
"""The least share of the rows where met and the figure agree."""


@dataclass(frozen=True)
class Scale:
    """`one_is_best`: how the figures are read. `sure`: the file or a person says so. `why`: what it goes by.
    `figures`: how many grade cells are a bare figure; `words`: how many are words."""

    one_is_best: bool = False
    sure: bool = True
    why: str = ""
    figures: int = 0
    words: int = 0

    @property
    def bare(self) -> bool:
        """Whether all there is are figures, and nothing says which way they run."""
        return not self.sure and not self.words


def scale_of(parts: Iterable[Part], answers: Answers) -> Scale:
    """Which way the figures in the grade columns run."""
    parts = list(parts)
    counts = _grade_cells(parts)
    figures = sum(count for text, count in counts.items() if text in FIGURES)
    words = sum(
        count for text, count in counts.items() if text and text not in FIGURES and GRADE_WORDS.get(text)
    )
    if answers.one_is_best is not None:
        return Scale(answers.one_is_best, True, "You said so.", figures, words)
    if not figures or parts[0][1].layout.code == "L4":
        return Scale(False, True, "", figures, words)
    said = _said(parts, counts)
    if said is not None:
        return Scale(said, True, "The file says so beside its figures.", figures, words)
    met = _met(parts)
    if met is not None:
        return Scale(met, True, "The column of what was met goes with the figures.", figures, words)
    return Scale(False, False, "In most councils 4 is best.", figures, words)


def table_of(parts: Iterable[Part], answers: Answers) -> dict[str, int]:
    """Word to grade for these sheets, with everything known about them."""
    parts = list(parts)
    return grade_table(
        answers.grade_words,
        one_is_best=scale_of(parts, answers).one_is_best,
        own=parts[0][1].layout.words,
        blank=answers.blank,
    )


def graded_places(part: Part) -> list[int]:
    """Places of the columns that hold grades."""
    return [
        place
        for place, code in part[1].columns.items()
        if code in ("grade", "overall") or code.startswith((SECTION_PREFIX, CRITERION_PREFIX))
    ]


def grade_texts(parts: Iterable[Part]) -> Counter[str]:
    """How often each text stands in the grade columns, as it is written; totals and the mark of a draft
    apart."""
    counts: Counter[str] = Counter()
    for part in parts:
        places, plain = graded_places(part), part[1].layout.plain
        for row in part[0].rows[part[1].header_row :]:
            if any(row) and not TOTAL.match(next(text for text in row if text)):
                counts.update(
                    plain(DRAFT.sub("", row[place])) if place < len(row) else "" for place in places
                )
    return counts


def _grade_cells(parts: list[Part]) -> Counter[str]:
    counts: Counter[str] = Counter()
    for text, count in grade_texts(parts).items():
        counts[word_key(text)] += count
    return counts


def _said(parts: list[Part], counts: Counter[str]) -> bool | None:
    """Whether a heading, a note or a cell such as "4 - Outst" says that 1 is best; None where none does."""
    texts = [*counts]
    for sheet, one in parts:
        texts += one.header
        texts += [text for row in sheet.rows[: one.header_row - 1] for text in row if text]
        texts += [row[0] for row in sheet.rows[-5:] if row and sum(map(bool, row)) == 1]
    votes: Counter[bool] = Counter()
    for text in texts:
        for figure, word in EXPLAINED.findall(text):
            grade = {"best": 4, "worst": 1}.get(word.lower()) or GRADE_WORDS.get(word_key(word), 0)
            if grade and int(figure) in (grade, 5 - grade):
                votes[int(figure) != grade] += 1
    return votes.most_common(1)[0][0] if len(votes) == 1 else None


def _met(parts: list[Part]) -> bool | None:
    """Whether the figures of what was met are the low ones; None where nothing can be told."""
    high: Counter[bool] = Counter()
    for sheet, one in parts:
        place_of = {code: place for place, code in one.columns.items()}
        if "met" not in place_of or "grade" not in place_of:
            continue
        met, grade = place_of["met"], place_of["grade"]
        for row in sheet.rows[one.header_row :]:
            if len(row) > max(met, grade) and row[grade] in FIGURES and row[met][:1].upper() in ("Y", "N"):
                high[(row[met][:1].upper() == "Y") == (int(row[grade]) >= 3)] += 1
    total = sum(high.values())
    if not total or max(high.values()) < MET_SURE * total:
        return None
    return high[False] > high[True]
