"""L4: the score sheet, a score from 0 to 10 for each section, an average and a band.

Bands as in domain E.8 unless a person says otherwise: 9-10 outstanding, 6-8 good, 4-5 requires improvement,
0-3 inadequate. A score between two bands (8.5) is of the lower one. The average and the band are worked out
by
the sheet, often over zeros that stand for not applicable and often never worked out at all, so where the band
is a formula we work it out again from the scores that count; a band that somebody typed is kept as it is.
"""

from __future__ import annotations

import re

import pandas as pd

from assessments.imports.reading import Sheet

from .answers import BANDS, Answers
from .fields import AUDIT_FIELDS, COMMENT_FIELDS, needing, section_fields
from .grades import LETTERS
from .layout import NOT_IT, SECTION_PREFIX, Field, Layout, Recognition, column_letters

SCORE = re.compile(r"^(\d{1,2}(?:[.,]\d+)?)(?:\s*/\s*10)?$")
HIGH = 0.3
"""The least share of the scores above 4, where the headings do not say that they are out of 10."""
UNWORKED = "formula without a value"
"""What is read in a cell whose formula was never worked out: not a score, so the row stops and says so."""


def read_score(text: str) -> float | None:
    """A score from 0 to 10, or None."""
    match = SCORE.match(text.strip())
    score = float(match.group(1).replace(",", ".")) if match else None
    return score if score is not None and score <= 10 else None


def band_of(score: float, bands: tuple[float, float, float] = BANDS) -> int:
    """The grade of a score."""
    return next((grade for grade, lowest in zip((4, 3, 2), bands, strict=True) if score >= lowest), 1)


def fits(sheet: Sheet, recognition: Recognition) -> float:
    """Whether the sections hold scores: nearly all of them figures up to 10, a good part of them above 4."""
    texts = [text for text in section_texts(sheet, recognition) if text]
    scores = [score for score in map(read_score, texts) if score is not None]
    if len(recognition.sections) < 3 or len(scores) < 0.7 * len(texts) or not texts:
        return NOT_IT
    out_of_ten = any(re.search(r"\b10$", recognition.header[place].strip()) for place in recognition.columns)
    high = sum(score > 4 for score in scores)
    return 0.5 if out_of_ten or high >= HIGH * len(scores) else NOT_IT


def section_texts(sheet: Sheet, recognition: Recognition) -> list[str]:
    """The texts of all section cells."""
    places = [place for place, code in recognition.columns.items() if code.startswith(SECTION_PREFIX)]
    rows = sheet.rows[recognition.header_row :]
    return [row[place] for row in rows for place in places if len(row) > place]


def tidy(frame: pd.DataFrame, sheet: Sheet, recognition: Recognition, answers: Answers) -> None:
    """Write grades where scores stand, and the overall grade from the scores that count."""
    bands = answers.bands or BANDS
    unworked = set(sheet.unworked)
    scores = {}
    for place, code in sorted(recognition.columns.items()):
        if not code.startswith(SECTION_PREFIX):
            continue
        letters = column_letters(place)
        texts, values = [], []
        for row, text in zip(frame["row"], frame[code], strict=True):
            score = read_score(text)
            if score == 0 and answers.zero != "lowest":
                score, text = None, "NA"
            elif score is not None:
                text = LETTERS[band_of(score, bands)]
            elif f"{letters}{row}" in unworked:
                text = UNWORKED
            texts.append(text)
            values.append(score)
        frame[code] = texts
        scores[code] = values
    means = pd.DataFrame(scores, dtype=float).mean(axis=1)
    worked = {re.sub(r"\d", "", ref) for ref in (*sheet.formulas, *sheet.unworked)}
    place_of = {code: place for place, code in recognition.columns.items()}
    typed = "overall" in place_of and column_letters(place_of["overall"]) not in worked
    said = frame["overall"].map(_band_word)
    frame["overall"] = [
        word if typed and word else ("" if pd.isna(mean) else LETTERS[band_of(float(mean), bands)])
        for word, mean in zip(said, means, strict=True)
    ]


def _band_word(text: str) -> str:
    """A band as somebody typed it: 'Good (6-8)' is Good; a score is left to the scores."""
    return "" if read_score(text) is not None else re.sub(r"\s*\(?\d+\s*[-–]\s*\d+\)?\s*", "", text).strip()


SCORES = Layout(
    code="L4",
    name="Score sheet",
    sentence="One row an audit, a score from 0 to 10 for each section, an average and a band.",
    fields=(
        *needing(AUDIT_FIELDS, "audited_on", "plan_ref", "writer"),
        *section_fields("BF", pattern=r"(?:section |sect |sec )?{0}(?: (?:score|mark))?(?: (?:out of )?10)?"),
        Field.known_as("average", "Average", "Avg", "Mean", "Mean score", "Average score", "Total score"),
        Field.known_as("overall", "Band", "Overall", "Overall band", "Judgement", "Grade"),
        *COMMENT_FIELDS,
    ),
    fits=fits,
    tidy=tidy,
)
