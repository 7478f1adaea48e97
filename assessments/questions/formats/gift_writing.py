"""Writes questions as GIFT. Pure."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from assessments.questions.formats.gift_text import escaped
from assessments.questions.formats.report import (
    NotExpressible,
    NotWritten,
    WriteItem,
    Written,
    number_words,
    tags_with_law,
    texts_of,
)
from assessments.questions.kinds import Content
from assessments.questions.kinds.numbers import margin
from assessments.questions.kinds.parts import weight_of

NO_PLACE = {
    "date": "GIFT knows no dates.",
    "ordering": "GIFT knows no orders.",
    "gaps": "GIFT knows no texts with several gaps.",
}


def write(items: Sequence[WriteItem]) -> Written:
    """Questions as GIFT, and what it could not say of them."""
    blocks, left = [], []
    for item in items:
        name = item.code or item.title
        try:
            blocks.append(_block(item))
        except NotExpressible as no:
            left.append(NotWritten(name, str(no), whole=True))
        else:
            left += [NotWritten(name, what) for what, lost in _lost(item).items() if lost]
    return Written("\n\n".join(blocks) + ("\n" if blocks else ""), len(blocks), tuple(left))


def _block(item: WriteItem) -> str:
    if item.kind not in WRITERS:
        raise NotExpressible(NO_PLACE.get(item.kind, "GIFT has no such questions."))
    marks = [f"[id:{_in_brackets(item.code)}]"] if item.code else []
    marks += [f"[tag:{_in_brackets(tag)}]" for tag in tags_with_law(item)]
    title = escaped(" ".join(item.title.split()))
    plain = any(mark in text for text in texts_of(item.content) for mark in "<&")
    stem = item.content["stem"]
    if not stem.strip("_ "):
        raise NotExpressible("A question of underscores alone would be read as a line to fill in.")
    lines = [f"// {' '.join(marks)}"] if marks else []
    prefix = "[plain]" if plain or stem.startswith("[") else ""
    lines.append(f"::{title}::{prefix}{escaped(stem)}{{")
    lines += [f"\t{line}" for line in WRITERS[item.kind](item.content)]
    explanation = item.content.get("explanation")
    if explanation:
        lines.append(f"\t####{_part(explanation)}")
    return "\n".join([*lines, "}"])


def _in_brackets(text: str) -> str:
    return text.replace("]", r"\]").replace("[", "(")


def _part(text: str) -> str:
    """One piece of a question; one that begins like a format or a weight says that it is plain."""
    return ("[plain]" if text.startswith(("[", "%")) else "") + escaped(text)


def _feedback(row: Content) -> str:
    text = row.get("feedback")
    return f"#{_part(text)}" if text else ""


def _options(content: Content, *, single: bool) -> list[str]:
    """The answers; one right one has the `=`: where all had it, they would be words to type."""
    lines: list[str] = []
    for option in content["options"]:
        weight = weight_of(option, 0)
        mark = f"~%{number_words(weight)}%" if weight else "~"
        if single and weight == 100 and not any(line.startswith("=") for line in lines):
            mark = "="
        lines.append(f"{mark}{_part(option['text'])}{_feedback(option)}")
    return lines


def _single(content: Content) -> list[str]:
    return _options(content, single=True)


def _multiple(content: Content) -> list[str]:
    return _options(content, single=False)


def _true_false(content: Content) -> list[str]:
    is_true = content["answer"] == "true"
    right, wrong = content.get("if_true") or "", content.get("if_false") or ""
    if not is_true:
        right, wrong = wrong, right
    said = "TRUE" if is_true else "FALSE"
    if right or wrong:
        said += f"#{_part(wrong)}"
    return [said + (f"#{_part(right)}" if right else "")]


def _short_text(content: Content) -> list[str]:
    if any("->" in row["text"] for row in content["answers"]):
        raise NotExpressible("An arrow in an answer would make it a question of pairs.")
    return [
        f"=%{number_words(weight_of(row, 100))}%{_part(row['text'])}{_feedback(row)}"
        for row in content["answers"]
    ]


def _number(content: Content) -> list[str]:
    lines = ["#"]
    for row in content["answers"]:
        said = number_words(row["value"])
        if row.get("tolerance") is not None:
            said += f":{number_words(margin(row))}"
        lines.append(f"=%{number_words(weight_of(row, 100))}%{said}{_feedback(row)}")
    if content.get("otherwise"):
        lines.append(f"~#{_part(content['otherwise'])}")
    return lines


def _matching(content: Content) -> list[str]:
    for text in texts_of([content["pairs"], content.get("extras") or []]):
        if "->" in text:
            raise NotExpressible("An arrow in a pair would be read as the end of its first half.")
    lines = [f"={_part(pair['text'])} -> {escaped(pair['match'])}" for pair in content["pairs"]]
    return lines + [f"= -> {escaped(extra)}" for extra in content.get("extras") or ()]


def _long_text(content: Content) -> list[str]:
    return []


WRITERS: dict[str, Callable[[Content], list[str]]] = {
    "single": _single,
    "multiple": _multiple,
    "true_false": _true_false,
    "short_text": _short_text,
    "number": _number,
    "matching": _matching,
    "long_text": _long_text,
}


def _lost(item: WriteItem) -> dict[str, bool]:
    """What GIFT does not say of a question."""
    content = item.content
    choices = item.kind in ("single", "multiple", "matching")
    options = content.get("options") or ()
    return {
        "That the answers keep their order.": choices and not content.get("shuffle"),
        "Which answers keep their place.": any(option.get("stays") for option in options),
        "That the point is for all the right answers and no other.": bool(content.get("all_or_nothing")),
        "That capital letters matter.": bool(content.get("case_matters")),
        "The units.": bool(content.get("units")),
        "Differences in per cent, which are written as numbers.": item.kind == "number"
        and any(row.get("per_cent") and row.get("tolerance") for row in content["answers"]),
        "The reasons for each pair.": any(pair.get("feedback") for pair in content.get("pairs") or ()),
        "The rubric and what the marker is told.": any(
            content.get(name) for name in ("rubric", "looks_for", "for_marker", "model_answer")
        ),
        "How many words are asked.": bool(content.get("least_words") or content.get("most_words")),
    }
