"""L12: the wide export in the old four words: met fully, mostly, partly, not.

In this scale "met fully" is the best of four; elsewhere it is a way to say good. A bare "met" says too
little here
and stops the row.
"""

from __future__ import annotations

from dataclasses import replace

from assessments.imports.reading import Sheet

from .fields import AUDIT_FIELDS, COMMENT_FIELDS, OVERALL, needing, section_fields
from .grades import word_key
from .layout import NOT_IT, Layout, Recognition
from .scores import section_texts
from .wide import SECTION_PATTERN

_SEEN = {4: ("fully",), 3: ("mostly", "largely"), 2: ("partly", "partially"), 1: ("not",)}
WORDS: dict[str, int | None] = {
    form: grade
    for grade, words in _SEEN.items()
    for word in words
    for form in (word, f"met {word}", f"{word} met")
} | {"met": None}
FULLY = frozenset({"fully", "met fully", "fully met"})
SCALE = 0.8
"""The least share of the graded cells that are words of this scale."""


def fits(sheet: Sheet, recognition: Recognition) -> float:
    """Whether nearly all grades are words of the scale, "fully" among them."""
    words = [word_key(text) for text in section_texts(sheet, recognition)]
    graded = [word for word in words if word not in ("", "na", "n a", "not applicable")]
    own = sum(WORDS.get(word) is not None for word in graded)
    if len(recognition.sections) < 3 or not graded or not FULLY & set(graded):
        return NOT_IT
    return 0.5 if own >= SCALE * len(graded) else NOT_IT


OLD_WORDS = Layout(
    code="L12",
    name="Old four-word scale",
    sentence="One row an audit, one column a section, in the words met fully, mostly, partly, not.",
    fields=(
        *needing(AUDIT_FIELDS, "audited_on", "plan_ref", "writer"),
        *section_fields("BF", pattern=SECTION_PATTERN),
        replace(OVERALL, required=False),
        *COMMENT_FIELDS,
    ),
    words=WORDS,
    fits=fits,
)
