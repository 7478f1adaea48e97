"""Grade words and what they mean. 4 is best; 0 stands for not applicable while a file is read."""

from __future__ import annotations

import re
from collections.abc import Mapping

NOT_APPLICABLE = 0
NOT_LOOKED_AT = -1
"""An empty cell that is no grade at all: nothing is stored."""
LETTERS = {4: "O", 3: "G", 2: "RI", 1: "I", NOT_APPLICABLE: "NA"}
GRADE_NAMES = {
    4: "Outstanding",
    3: "Good",
    2: "Requires improvement",
    1: "Inadequate",
    NOT_APPLICABLE: "Not applicable, not counted",
}

_SEEN = {
    4: "o|out|outst|outstanding|4|4 outst|4 outstanding|excellent|exceeds|exceeded|dark green",
    3: "g|good|3|3 good|met|mostly met|meets|met fully|green",
    2: "ri|r i|req imp|requires imp|requires improvement|req improvement|2|2 ri|2 requires "
    "improvement|partly|partly met"
    "|developing|amber",
    1: "i|inad|inadequate|1|1 inad|1 inadequate|not met|red",
    NOT_APPLICABLE: "|na|n a|not applicable|nil",
}


def word_key(text: str) -> str:
    """A grade word without case, dots and double blanks."""
    return re.sub(r"[\s./_–—-]+", " ", text.lower()).strip()


GRADE_WORDS: dict[str, int] = {word: grade for grade, words in _SEEN.items() for word in words.split("|")}


NUMBERED = re.compile(
    r"^\d{1,2}\s*[-–—:=.)]?\s+(?P<grade>[A-Za-z].*)$|^\d{1,2}\s*[-–—:=)]\s*(?P<also>[A-Za-z].*)$"
)
"""1 - Outstanding: the word decides, whichever way the figures run."""


def grade_table(
    told: Mapping[str, int] | None = None,
    *,
    one_is_best: bool = False,
    own: Mapping[str, int | None] | None = None,
    blank: str | None = None,
) -> dict[str, int]:
    """Word to grade: a council's own words (`told`) over a layout's (`own`) over ours.

    Figures are turned round where 1 is best. `own` takes a word away with None. `blank`: what an empty cell
    means, a key of BLANKS; NOT_LOOKED_AT stands for a grade that is not there at all.
    """
    table = dict(GRADE_WORDS)
    if one_is_best:
        table |= {str(figure): 5 - figure for figure in (1, 2, 3, 4)}
    for word, grade in (own or {}).items():
        if grade is None:
            table.pop(word, None)
        else:
            table[word] = grade
    table |= {word_key(word): grade for word, grade in (told or {}).items()}
    if blank == "stop":
        table.pop("", None)
    elif blank == "not_looked_at":
        table[""] = NOT_LOOKED_AT
    return table


def read_grade(text: str, table: Mapping[str, int]) -> int | None:
    """The grade a cell says, 0 for not applicable, None when it is not one of the words."""
    key = word_key(text)
    if key in table or not key:
        return table.get(key)
    numbered = NUMBERED.match(text.strip())
    return table.get(word_key(numbered.group("grade") or numbered.group("also"))) if numbered else None
