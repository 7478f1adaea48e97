"""Asking what a column is, with a guess from what stands in it."""

from __future__ import annotations

import re
from collections.abc import Callable

from .answers import Answers, Question
from .book import Reading
from .days import read_moment
from .grades import GRADE_WORDS, word_key
from .layout import DROP, Recognition, header_key

MOST_EXAMPLES = 6
MOST_SHOWN = 24
SURE = 0.8
"""The least share of the cells that must look like a field."""
LAST_YEAR = 2100
REFERENCE = re.compile(r"[A-Za-z]{1,8}[-/ ]?\d{2,12}(?:[-/]\d{1,8})?")
KINDS = frozenset("new amended existing first initial amend".split())
STATES = frozenset("complete completed draft final finished".split())
STAGE = re.compile(r"(?:ks|key stage) ?[1-5]|ey|early years|16\+|post 16")
NO_GUESS = (DROP, "Nothing in the column looks like a field of this layout.")


def questions_of_columns(reading: Reading, answers: Answers) -> list[Question]:
    """A question for each heading that is not known."""
    fields = tuple((field.code, field.label) for field in reading.layout.fields)
    asked: dict[str, Question] = {}
    for sheet, one in reading.parts:
        guessed = set(one.columns.values())
        for place in one.unknown:
            heading = one.header[place]
            key = header_key(heading)
            if key in answers.columns or key in asked:
                continue
            texts = [row[place] for row in sheet.rows[one.header_row :] if len(row) > place and row[place]]
            guess, why = _guess(heading, texts, one, guessed)
            guessed.add(guess)
            asked[key] = Question(
                code=f"column:{key}",
                words=f"What is the column “{heading}”?",
                why="We do not know this heading. Leave the column out unless it is one of these.",
                choices=((DROP, "Leave it out"), *fields),
                guess=guess,
                guess_why=why,
                examples=tuple(dict.fromkeys(text for text in texts if len(text) <= MOST_SHOWN))[
                    :MOST_EXAMPLES
                ],
                must=True,
            )
    return list(asked.values())


def _guess(heading: str, texts: list[str], one: Recognition, taken: set[str]) -> tuple[str, str]:
    """The field a column is by its content, and what that goes by."""
    codes = {field.code for field in one.layout.fields} - taken
    found = _by_content(texts)
    if found == "audit_ref" and found not in codes:
        found = "plan_ref"
    if found in codes:
        return found, CONTENT[found]
    section = re.search(r"\b(?:section|sect|sec)\.? ?([a-k][12]?)\b", heading.lower())
    if section and _share(texts, lambda text: word_key(text) in GRADE_WORDS) >= SURE:
        code = f"section:{section.group(1).upper()}"
        if code in codes:
            return code, "The heading names the section and the cells are grades."
    return NO_GUESS


CONTENT = {
    "audited_on": "Nearly all its cells are dates.",
    "plan_type": "Its cells say new or amended.",
    "status": "Its cells say whether the audit is finished.",
    "key_stage": "Its cells are key stages.",
    "writer": "Its cells are e-mail addresses.",
    "audit_ref": "Its cells are references, each only once.",
    "plan_ref": "Its cells are references.",
    "comment:comment": "Its cells are long texts.",
}


def _by_content(texts: list[str]) -> str:
    if not texts:
        return ""
    if _share(texts, lambda text: read_moment(text, last_year=LAST_YEAR) is not None) >= SURE:
        return "audited_on"
    for code, words in (("plan_type", KINDS), ("status", STATES)):
        if _share(texts, lambda text, words=words: text.lower() in words) >= SURE:
            return code
    if _share(texts, lambda text: bool(STAGE.fullmatch(text.lower()))) >= SURE:
        return "key_stage"
    if _share(texts, lambda text: "@" in text) >= SURE:
        return "writer"
    if _share(texts, lambda text: bool(REFERENCE.fullmatch(text))) >= SURE:
        return "audit_ref" if len(set(texts)) == len(texts) else "plan_ref"
    return "comment:comment" if sum(map(len, texts)) / len(texts) > 40 else ""


def _share(texts: list[str], test: Callable[[str], bool]) -> float:
    return sum(map(test, texts)) / len(texts) if texts else 0.0
