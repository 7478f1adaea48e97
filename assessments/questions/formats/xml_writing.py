"""Writes questions as Moodle XML. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from xml.sax.saxutils import escape, quoteattr

from assessments.questions.formats.cloze_text import written_text
from assessments.questions.formats.report import (
    NotExpressible,
    NotWritten,
    WriteItem,
    Written,
    number_words,
    tags_with_law,
)
from assessments.questions.kinds import Content
from assessments.questions.kinds.numbers import margin
from assessments.questions.kinds.parts import weight_of

NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
ORDER_RULES = {
    "neighbours": "RELATIVE_NEXT_EXCLUDE_LAST",
    "places": "ABSOLUTE_POSITION",
    "whole": "ALL_OR_NOTHING",
}
Lines = list[str]


def write(items: Sequence[WriteItem]) -> Written:
    """Questions as Moodle XML, and what it could not say of them."""
    lines, left, count = ['<?xml version="1.0" encoding="UTF-8"?>', "<quiz>"], [], 0
    for item in items:
        name = item.code or item.title
        try:
            lines += _question(item)
        except NotExpressible as no:
            left.append(NotWritten(name, str(no), whole=True))
            continue
        count += 1
        left += [NotWritten(name, what) for what, lost in _lost(item).items() if lost]
    return Written("\n".join([*lines, "</quiz>", ""]), count, tuple(left))


def _question(item: WriteItem) -> Lines:
    if item.kind not in WRITERS:
        raise NotExpressible(
            "Moodle knows no dates." if item.kind == "date" else "Moodle has no such questions."
        )
    kind, inner = WRITERS[item.kind](item.content)
    stem = _text("questiontext", item.content["stem"])
    if item.kind == "gaps":
        stem = _element("questiontext", written_text(item.content), "html")
    tags = [f"<tag>{_inner(tag)}</tag>" for tag in tags_with_law(item)]
    return [
        f"<question type={quoteattr(kind)}>",
        f"<name>{_inner(' '.join(item.title.split()))}</name>",
        stem,
        _text("generalfeedback", item.content.get("explanation") or ""),
        "<defaultgrade>1</defaultgrade>",
        "<hidden>0</hidden>",
        f"<idnumber>{_safe(item.code)}</idnumber>",
        *inner,
        *(["<tags>", *tags, "</tags>"] if tags else []),
        "</question>",
    ]


def _safe(text: str) -> str:
    return escape(NOT_XML.sub("", text))


def _inner(text: str) -> str:
    return f"<text>{_safe(text)}</text>"


def _element(tag: str, text: str, form: str) -> str:
    return f'<{tag} format="{form}">{_inner(text)}</{tag}>'


def _text(tag: str, text: str) -> str:
    return _element(tag, text, "plain_text")


def _yes(tag: str, said: object) -> str:
    return f"<{tag}>{'true' if said else 'false'}</{tag}>"


def _answer(row: Content, text: str, weight: float, *more: str, form: str = "plain_text") -> Lines:
    return [
        f'<answer fraction="{number_words(weight)}" format="{form}">{_inner(text)}',
        _text("feedback", row.get("feedback") or ""),
        *more,
        "</answer>",
    ]


def _options(content: Content) -> Lines:
    return [
        line
        for option in content["options"]
        for line in _answer(option, option["text"], weight_of(option, 0))
    ]


def _single(content: Content) -> tuple[str, Lines]:
    head = [_yes("single", True), _yes("shuffleanswers", content.get("shuffle"))]
    return "multichoice", [*head, *_options(content)]


def _multiple(content: Content) -> tuple[str, Lines]:
    head = [_yes("single", False), _yes("shuffleanswers", content.get("shuffle"))]
    return "multichoice", [*head, *_options(content)]


def _true_false(content: Content) -> tuple[str, Lines]:
    lines = []
    for said in ("true", "false"):
        row = {"feedback": content.get(f"if_{said}")}
        lines += _answer(row, said, 100 if content["answer"] == said else 0, form="moodle_auto_format")
    return "truefalse", lines


def _short_text(content: Content) -> tuple[str, Lines]:
    lines = [f"<usecase>{int(bool(content.get('case_matters')))}</usecase>"]
    for row in content["answers"]:
        lines += _answer(row, row["text"], weight_of(row, 100))
    return "shortanswer", lines


def _number(content: Content) -> tuple[str, Lines]:
    lines: Lines = []
    for row in content["answers"]:
        away = []
        if row.get("tolerance") is not None:
            away = [f"<tolerance>{number_words(margin(row))}</tolerance>"]
        lines += _answer(row, number_words(row["value"]), weight_of(row, 100), *away)
    if content.get("otherwise"):
        lines += _answer({"feedback": content["otherwise"]}, "*", 0)
    units = content.get("units") or []
    if units:
        lines.append("<units>")
        lines += [
            f"<unit><multiplier>{number_words(unit['factor'])}</multiplier>"
            f"<unit_name>{_safe(unit['name'])}</unit_name></unit>"
            for unit in units
        ]
        lines.append("</units>")
    needed = int(bool(content.get("unit_needed")))
    lines.append(f"<unitgradingtype>{needed}</unitgradingtype><unitpenalty>1</unitpenalty>")
    lines.append(f"<showunits>{0 if units else 3}</showunits>")
    return "numerical", lines


def _matching(content: Content) -> tuple[str, Lines]:
    rows = [(pair["text"], pair["match"]) for pair in content["pairs"]]
    rows += [("", extra) for extra in content.get("extras") or ()]
    parts = [
        f'<subquestion format="plain_text">{_inner(left)}<answer>{_inner(right)}</answer></subquestion>'
        for left, right in rows
    ]
    return "matching", [_yes("shuffleanswers", content.get("shuffle")), *parts]


def _ordering(content: Content) -> tuple[str, Lines]:
    lines = [
        "<layouttype>VERTICAL</layouttype>",
        "<selecttype>ALL</selecttype>",
        f"<selectcount>{len(content['steps'])}</selectcount>",
        f"<gradingtype>{ORDER_RULES[content['points_for']]}</gradingtype>",
    ]
    for number, step in enumerate(content["steps"], 1):
        lines += _answer({}, step["text"], number)
    return "ordering", lines


def _gaps(content: Content) -> tuple[str, Lines]:
    return "cloze", []


def _long_text(content: Content) -> tuple[str, Lines]:
    lines = ["<responseformat>plain</responseformat>", "<responserequired>1</responserequired>"]
    for tag, name in (("minwordlimit", "least_words"), ("maxwordlimit", "most_words")):
        if content.get(name):
            lines.append(f"<{tag}>{number_words(content[name])}</{tag}>")
    return "essay", [*lines, _text("graderinfo", content.get("for_marker") or "")]


WRITERS: dict[str, Callable[[Content], tuple[str, Lines]]] = {
    "single": _single,
    "multiple": _multiple,
    "true_false": _true_false,
    "short_text": _short_text,
    "number": _number,
    "matching": _matching,
    "ordering": _ordering,
    "gaps": _gaps,
    "long_text": _long_text,
}


def _lost(item: WriteItem) -> dict[str, bool]:
    """What Moodle XML does not say of a question."""
    content = item.content
    reasons = [*(content.get("pairs") or ()), *(content.get("steps") or ())]
    return {
        "Which answers keep their place.": any(row.get("stays") for row in content.get("options") or ()),
        "That the point is for all the right answers and no other.": bool(content.get("all_or_nothing")),
        "Differences in per cent, which are written as numbers.": item.kind == "number"
        and any(row.get("per_cent") and row.get("tolerance") for row in content["answers"]),
        "The reasons for each pair or step.": any(row.get("feedback") for row in reasons),
        "The rubric and the good answer.": any(
            content.get(name) for name in ("rubric", "looks_for", "model_answer")
        ),
        "Points of a gap that are not whole.": item.kind == "gaps"
        and any(gap["points"] != max(1, round(gap["points"])) for gap in content["gaps"]),
        "That what to do and the text are two things.": item.kind == "gaps" and bool(content.get("stem")),
    }
