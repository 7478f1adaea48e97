"""Reads what stands between the braces of a GIFT question. Pure."""

from __future__ import annotations

import re
from typing import Any

from assessments.questions.formats.gift_text import Texts, shown
from assessments.questions.formats.report import Unreadable
from assessments.questions.kinds import Content

WEIGHT = re.compile(r"^%(-?\d{1,3}(?:\.\d*)?)%")
PLACES = {"ABS": "places", "ABSOLUTE": "places", "ABSOLUTE_POSITION": "places", "ALL_OR_NOTHING": "whole"}


def read_answers(text: str, texts: Texts) -> tuple[str, Content]:
    """The kind that the answers show, and what they say of it."""
    if not text:
        return "long_text", {}
    if text.startswith("#"):
        return "number", _number(text[1:], texts)
    if text.startswith(">"):
        return "ordering", _ordering(text[1:], texts)
    if "~" in text:
        return _choosing(text, texts)
    if "=" in text and any("->" in piece.partition("#")[0] for piece in _pieces(text, "=")):
        return "matching", _matching(text, texts)
    said = text.partition("#")[0].strip().upper()
    if said in ("T", "TRUE", "F", "FALSE"):
        return "true_false", _true_false(said, text, texts)
    return "short_text", _short_text(text, texts)


def _weighted(text: str, usual: float) -> tuple[float, str]:
    """The weight in front of an answer, and the rest."""
    match = WEIGHT.match(text)
    if match is None:
        return usual, text
    weight = float(match[1])
    if not -100 <= weight <= 100:
        raise Unreadable("A weight has to be between -100 and 100 per cent.")
    return (int(weight) if weight.is_integer() else weight), text[match.end() :]


def _with_feedback(text: str, texts: Texts) -> tuple[str, str]:
    """An answer and what is said about it."""
    answer, _, feedback = text.partition("#")
    return answer.strip(), texts.part(feedback)


def _pieces(text: str, mark: str) -> list[str]:
    """The answers divided by a mark; what stands before the first mark counts where it says something."""
    return [piece.strip() for number, piece in enumerate(text.split(mark)) if number or piece.strip()]


def _choosing(text: str, texts: Texts) -> tuple[str, Content]:
    options: list[Content] = []
    for piece in _pieces(text.replace("=", "~="), "~"):
        right = piece.startswith("=")
        weight, rest = _weighted(piece[1:].lstrip() if right else piece, 100 if right else 0)
        answer, feedback = _with_feedback(rest, texts)
        options.append({"text": texts.part(answer), "weight": weight, "feedback": feedback})
    if len(options) < 2:
        raise Unreadable("A question needs at least two answers.")
    kind = "single" if "=" in text else "multiple"
    return kind, {"options": options, "shuffle": True}


def _matching(text: str, texts: Texts) -> Content:
    pairs: list[Content] = []
    extras: list[str] = []
    for piece in _pieces(text, "="):
        left, arrow, right = piece.partition("->")
        if not arrow:
            raise Unreadable("In a matching question each line needs an arrow: =this -> that.")
        left = texts.part(left)
        right = " ".join(shown(right).split())
        if left:
            pairs.append({"text": " ".join(left.split()), "match": right})
        else:
            extras.append(right)
    if len(pairs) < 2:
        raise Unreadable("A matching question needs at least two pairs.")
    return {"pairs": pairs, "extras": extras, "shuffle": True}


def _true_false(said: str, text: str, texts: Texts) -> Content:
    _, _, rest = text.partition("#")
    wrong, _, right = rest.partition("#")
    feedback = (texts.part(right), texts.part(wrong))
    is_true = said in ("T", "TRUE")
    if_true, if_false = feedback if is_true else reversed(feedback)
    return {"answer": "true" if is_true else "false", "if_true": if_true, "if_false": if_false}


def _short_text(text: str, texts: Texts) -> Content:
    answers = []
    for piece in _pieces(text, "="):
        weight, rest = _weighted(piece, 100)
        answer, feedback = _with_feedback(rest, texts)
        words = " ".join(texts.part(answer).split())
        if not words:
            raise Unreadable("An accepted answer is empty.")
        answers.append({"text": words, "weight": weight, "feedback": feedback})
    return {"answers": answers}


def _number(text: str, texts: Texts) -> Content:
    text, wrong, otherwise = text.partition("~")
    feedback = texts.part(otherwise.partition("#")[2]) if wrong else ""
    answers = []
    for piece in _pieces(text, "="):
        weight, rest = _weighted(piece, 100)
        said, about = _with_feedback(rest, texts)
        if said == "*":
            feedback = about
            if weight:
                texts.lost.append("Points for any other number.")
            continue
        answers.append({**_value(said), "weight": weight, "feedback": about})
    if not answers:
        raise Unreadable("No number is given as the answer.")
    return {"answers": answers, "otherwise": feedback}


def _value(said: str) -> dict[str, Any]:
    """A number with its tolerance: 3, 3:0.5 or 2.5..3.5."""
    low, dots, high = said.partition("..")
    if dots:
        least, most = _float(low), _float(high)
        middle = round((least + most) / 2, 10)
        return {"value": _whole(middle), "tolerance": _whole(round(abs(most - middle), 10))}
    value, colon, tolerance = said.partition(":")
    return {
        "value": _whole(_float(value)),
        "tolerance": _whole(abs(_float(tolerance))) if colon else None,
    }


def _float(text: str) -> float:
    try:
        value = float(shown(text).strip())
    except ValueError:
        raise Unreadable("A number was expected among the answers.") from None
    if abs(value) > 1e15 or value != value:
        raise Unreadable("A number among the answers is too large.")
    return value


def _whole(value: float) -> float:
    return int(value) if value.is_integer() else value


def _ordering(text: str, texts: Texts) -> Content:
    """Steps to put in order, one a line, as the ordering questions of newer Moodles have them."""
    first, *rest = text.split("\n")
    words = first.upper().split()
    rule = next((PLACES[word] for word in words if word in PLACES), "neighbours")
    if any(word in ("RANDOM", "REL", "CONTIGUOUS", "CONTIG") for word in words[1:2]):
        texts.lost.append("That only some of the steps are shown.")
    steps = [{"text": texts.part(line)} for line in rest if line.strip()]
    if len(steps) < 2:
        raise Unreadable("An order needs at least two steps, one a line.")
    return {"steps": steps, "points_for": rule}
