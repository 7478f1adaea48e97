"""Questions answered with a few typed words, and how typed words are compared. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from assessments.questions.kinds.kind import Answer, Ask, Kind, Line, Marked
from assessments.questions.kinds.parts import (
    EXPLANATION,
    FEEDBACK,
    LAW,
    STEM,
    said_to,
    weight_of,
    weight_slot,
    why,
)
from assessments.questions.kinds.slots import Content, Fault, Slot

ALIKE = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "\u00a0": " "})
STAR, LITERAL = "*", "\\*"
UNKNOWN = "We did not expect these words here."
EMPTY = "Nothing was written."


def _alike(text: str, *, case_matters: bool) -> str:
    """One kind of quote, dash and space."""
    found = " ".join(unicodedata.normalize("NFC", text).translate(ALIKE).split())
    return found if case_matters else found.casefold()


def plain_words(text: str, *, case_matters: bool = False) -> str:
    """A text in the shape in which it is compared: one kind of quote, dash and space, no last full stop."""
    return _alike(text, case_matters=case_matters).rstrip(".").rstrip()


@lru_cache(maxsize=4096)
def _pieces(variant: str, case_matters: bool) -> tuple[str, ...]:
    """The texts between the stars of a variant; a star after a backslash is a star."""
    parts = re.split(r"(?<!\\)\*", variant)
    if len(parts) == 1:
        return (plain_words(parts[0].replace(LITERAL, STAR), case_matters=case_matters),)
    return tuple(_alike(part.replace(LITERAL, STAR), case_matters=case_matters) for part in parts)


def fits(variant: str, said: str, *, case_matters: bool = False) -> bool:
    """Whether typed words are what a variant accepts, in which `*` stands for any words or none."""
    pieces = _pieces(variant, case_matters)
    if len(pieces) == 1:
        return plain_words(said, case_matters=case_matters) == pieces[0]
    text = _alike(said, case_matters=case_matters)
    return _in_order(pieces, text) or (text.endswith(".") and _in_order(pieces, text.rstrip(". ")))


def _in_order(pieces: tuple[str, ...], text: str) -> bool:
    """Whether a text begins with the first piece, ends with the last and has the others between, in order."""
    first, *middle, last = pieces
    if len(text) < len(first) + len(last) or not (text.startswith(first) and text.endswith(last)):
        return False
    place, end = len(first), len(text) - len(last)
    for piece in middle:
        place = text.find(piece, place, end)
        if place < 0:
            return False
        place += len(piece)
    return True


def spelled_out(variant: str) -> str:
    """A text that a variant accepts: its stars taken away, or a word where nothing is left."""
    text = re.sub(r"(?<!\\)\*", "", variant).replace(LITERAL, STAR)
    return " ".join(text.split()) or "anything"


def accepting(answers: Sequence[Content], said: str, *, case_matters: bool = False) -> int | None:
    """The number of the first variant that accepts what was said; the author's order decides."""
    if not said:
        return None
    fitting = (n for n, row in enumerate(answers) if fits(row["text"], said, case_matters=case_matters))
    return next(fitting, None)


class ShortText(Kind):
    """Write a few words. The first variant that fits decides; `*` in a variant stands for any words."""

    code, title = "short_text", "A few words"
    sentence = "An answer of a few words, with the variants that are accepted."
    slots = (
        STEM,
        Slot(
            "answers",
            "Accepted answers",
            "rows",
            "The first one that fits decides. A star stands for any words; \\* is a star.",
            slots=(Slot("text", "Words"), weight_slot(100), FEEDBACK),
            least=1,
            most=40,
        ),
        Slot("case_matters", "Capital letters matter", "tick", required=False),
        EXPLANATION,
        LAW,
    )

    def faults(self, content: Content) -> list[Fault]:
        faults = [
            Fault(f"answers/{number}/weight", "The smallest is 0.")
            for number, row in enumerate(content["answers"])
            if weight_of(row, 100) < 0
        ]
        if not self.mark(content, self.model(content)).right:
            faults.append(
                Fault(
                    "answers",
                    "One answer has to be worth 100 per cent, and none before it may take its words.",
                )
            )
        return faults

    def asks(self, shown: Content) -> tuple[Ask, ...]:
        return (Ask("answer", "Your answer", "text", most=400),)

    def mark(self, shown: Content, answer: Answer) -> Marked:
        said = said_to(answer)
        number = accepting(shown["answers"], said, case_matters=bool(shown.get("case_matters")))
        row = None if number is None else shown["answers"][number]
        weight = weight_of(row, 100) if row else 0.0
        right = weight >= 100
        if row:
            reason = row.get("feedback") or ("This is right." if right else "This is not quite right.")
        else:
            reason = UNKNOWN if said else EMPTY
        key = next((spelled_out(one["text"]) for one in shown["answers"] if weight_of(one, 100) >= 100), "")
        line = Line("Your answer", said, right, reason, key=key, points=weight / 100, of=1.0, ask="answer")
        return Marked((line, *why(shown)), facts={"fits": row["text"] if row else "nothing expected"})

    def model(self, shown: Content) -> Answer:
        best = max(shown["answers"], key=lambda row: weight_of(row, 100))
        return {"answer": spelled_out(best["text"])}
