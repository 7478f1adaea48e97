"""What question kinds have in common: the slots that most have, mixing by seed, and the line that says why.
Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from random import Random
from typing import Any, TypeVar

from assessments.questions.kinds.kind import Answer, Line
from assessments.questions.kinds.slots import Content, Fault, Slot

T = TypeVar("T")
ROW_IDS = "abcdefghijklmnopqrstuvwxyz"
STAYS = re.compile(r"^(all|none|neither|both) of (these|them|the above|the others)\b", re.IGNORECASE)
"""Answers that speak of the others, and so stay where the author put them."""

STEM = Slot("stem", "Question", "text", "What you ask. Say all that is needed to answer it.")
SHUFFLE = Slot(
    "shuffle",
    "Show the answers in a new order to each person",
    "tick",
    "Take the tick away where the order of the answers means something.",
    required=False,
)
EXPLANATION = Slot(
    "explanation",
    "Explanation",
    "text",
    "Shown to everybody after the answer, whatever they said: the rule, and why.",
    required=False,
)
LAW = Slot("law", "Where it stands", "laws", "Keys of the law pack, one a line.", required=False)
FEEDBACK = Slot(
    "feedback", "What we say about it", "text", "The reason why it is right or not.", required=False
)


def weight_slot(empty: int) -> Slot:
    """The share of the points that an answer gets. `empty`: what nothing counts as."""
    return Slot(
        "weight",
        "Worth, in per cent",
        "number",
        f"100 for a right answer, 50 for half of the points. Empty counts as {empty}.",
        required=False,
        least=-100,
        most=100,
    )


def weight_of(row: Content, empty: int) -> float:
    """The weight of a row in per cent."""
    weight = row.get("weight")
    return float(empty if weight is None else weight)


def row_id(number: int) -> str:
    """The name of the row with this number, stable for a version: a, b, … z, a1, b1, …"""
    turn, place = divmod(number, len(ROW_IDS))
    return ROW_IDS[place] + (str(turn) if turn else "")


def named_rows(rows: Sequence[Content]) -> list[Content]:
    """Rows with their `id`, which comes from the place where the author wrote them."""
    return [{"id": row_id(number), **row} for number, row in enumerate(rows)]


def mixed(rows: Sequence[T], seed: Any) -> list[T]:
    """The rows in an order that depends on the seed alone."""
    found = list(rows)
    Random(str(seed)).shuffle(found)  # noqa: S311 - an order on a page, not a secret
    return found


def mixed_options(options: Sequence[Content], seed: int) -> list[Content]:
    """Options in the order of the seed; those that speak of the others keep their place."""
    free = iter(mixed([option for option in options if not _stays(option)], seed))
    return [option if _stays(option) else next(free) for option in options]


def _stays(option: Content) -> bool:
    return bool(option.get("stays")) or bool(STAYS.match(option["text"].strip()))


def said_to(answer: Answer, name: str = "answer") -> str:
    """The text said to one ask; empty for none, and for what is not a text."""
    said = answer.get(name)
    return said.strip() if isinstance(said, str) else ""


def why(shown: Content) -> tuple[Line, ...]:
    """The line with the explanation and the law, which has no points; nothing where there is neither."""
    words, law = shown.get("explanation") or "", tuple(shown.get("law") or ())
    return (Line("Why", "", None, words, law=law),) if words or law else ()


def twice_faults(rows: Sequence[Content], name: str, path: str, words: str) -> list[Fault]:
    """A fault for each row that says the same as one before it."""
    seen: set[str] = set()
    faults = []
    for number, row in enumerate(rows):
        text = " ".join(str(row[name]).split()).casefold()
        if text in seen:
            faults.append(Fault(f"{path}/{number}/{name}", words))
        seen.add(text)
    return faults
