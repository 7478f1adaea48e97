"""The gaps that Moodle writes into the text of a question: {1:SHORTANSWER:=law#Yes~%50%rule}. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from assessments.questions.formats.html import as_html
from assessments.questions.formats.report import NotExpressible, Unreadable, number_words
from assessments.questions.kinds import Content
from assessments.questions.kinds.cloze import CHOICE, GAP, NUMBER, TEXT
from assessments.questions.kinds.numbers import read_number

FORMS = {
    **dict.fromkeys(("MULTICHOICE", "MC", "MULTICHOICE_H", "MCH", "MULTICHOICE_V", "MCV"), CHOICE),
    **dict.fromkeys(
        ("MULTICHOICE_S", "MCS", "MULTICHOICE_HS", "MCHS", "MULTICHOICE_VS", "MCVS"),
        CHOICE,
    ),
    **dict.fromkeys(("SHORTANSWER", "SA", "MW", "SHORTANSWER_C", "SAC", "MWC"), TEXT),
    **dict.fromkeys(("NUMERICAL", "NM"), NUMBER),
}
MIXED = {"MULTICHOICE_S", "MCS", "MULTICHOICE_HS", "MCHS", "MULTICHOICE_VS", "MCVS"}
CAPITALS = {"SHORTANSWER_C", "SAC", "MWC"}
START = re.compile(r"\{(\d*):([A-Z_]+):")
WEIGHT = re.compile(r"^(?:(=)|%(-?\d{1,3}(?:\.\d+)?)%)")
PARTS = re.compile(r"(?<!\\)~")
ESCAPED = re.compile(r"\\([}~#/\"=])")


@dataclass(frozen=True)
class ReadGap:
    """One gap as it was read, with its answers."""

    form: str
    points: int
    case_matters: bool
    mixed: bool
    answers: tuple[Content, ...]


def read_gaps(source: str, plain: Callable[[str], str]) -> tuple[str, list[ReadGap]]:
    """The text with [[1]], [[2]] … for its gaps, still in its own format, and the gaps.

    `plain` makes plain text of a piece.
    """
    found: list[str] = []
    gaps: list[ReadGap] = []
    place = 0
    for start, end, points, form, inside in _gaps(source):
        gaps.append(_gap(points, form, inside, plain))
        found += [source[place:start], f"[[{len(gaps)}]]"]
        place = end
    return "".join(found) + source[place:], gaps


def _gaps(source: str) -> Iterator[tuple[int, int, str, str, str]]:
    place = 0
    while match := START.search(source, place):
        end = match.end()
        while end < len(source) and not (source[end] == "}" and source[end - 1] != "\\"):
            end += 1
        if end >= len(source):
            raise Unreadable("A gap has no closing brace.")
        yield match.start(), end + 1, match[1], match[2], source[match.end() : end]
        place = end + 1


def _gap(points: str, form: str, inside: str, plain: Callable[[str], str]) -> ReadGap:
    if form not in FORMS:
        raise Unreadable("A gap is of a type that we do not have, such as one with several right answers.")
    answers = [_answer(part, FORMS[form], plain) for part in PARTS.split(inside) if part.strip()]
    return ReadGap(FORMS[form], int(points or 1), form in CAPITALS, form in MIXED, tuple(answers))


def _answer(part: str, form: str, plain: Callable[[str], str]) -> Content:
    part = part.strip()
    match = WEIGHT.match(part)
    weight = 0.0
    if match:
        weight = 100.0 if match[1] else float(match[2])
        part = part[match.end() :]
    said, _, feedback = _divided(part)
    text = plain(ESCAPED.sub(r"\1", said))
    answer: Content = {"text": text, "tolerance": None}
    if form == NUMBER and text != "*":
        answer = _number(text)
    whole = int(weight) if weight.is_integer() else weight
    return {**answer, "weight": whole, "feedback": plain(ESCAPED.sub(r"\1", feedback))}


def _divided(part: str) -> tuple[str, str, str]:
    """An answer and its feedback: the first # that is not escaped and not the middle of an entity."""
    match = re.search(r"(?<![\\&])#", part)
    return (part[: match.start()], "#", part[match.end() :]) if match else (part, "", "")


def _number(text: str) -> Content:
    value, colon, tolerance = text.partition(":")
    read, away = read_number(value), read_number(tolerance) if colon else None
    if read is None or (colon and away is None):
        raise Unreadable("A number was expected among the answers of a gap.")
    return {"text": number_words(read.value), "tolerance": _whole(away.value) if away else None}


def _whole(value: float) -> float:
    return int(value) if float(value).is_integer() else value


def written_text(content: Content) -> str:
    """The text of a question with gaps as Moodle has it, in HTML."""
    intro = f"{content['stem']}\n" if content.get("stem") else ""
    parts = GAP.split(content["text"])
    found = [as_html(intro), as_html(parts[0])]
    for number, after in zip(parts[1::2], parts[2::2], strict=True):
        found += [_written_gap(content, int(number)), as_html(after)]
    text = "".join(found)
    if len(START.findall(text)) != len(content["gaps"]):
        raise NotExpressible("A part of its text would be read as a gap.")
    return text


def _written_gap(content: Content, number: int) -> str:
    gap = content["gaps"][number - 1]
    form = {CHOICE: "MULTICHOICE", TEXT: "SHORTANSWER", NUMBER: "NUMERICAL"}[gap["form"]]
    if gap["form"] == CHOICE and content.get("shuffle"):
        form = "MULTICHOICE_S"
    elif gap["form"] == TEXT and gap.get("case_matters"):
        form = "SHORTANSWER_C"
    rows = [row for row in content["answers"] if row["gap"] == number]
    return f"{{{max(1, round(gap['points']))}:{form}:{'~'.join(_written(gap, row) for row in rows)}}}"


def _written(gap: Content, row: Content) -> str:
    mark = {100: "=", 0: "%0%"}.get(row["weight"], f"%{number_words(row['weight'])}%")
    said = _escaped(row["text"])
    if gap["form"] == NUMBER and row["text"].strip() != "*":
        read = read_number(row["text"])
        said = number_words(read.value if read else 0)
        if row.get("tolerance") is not None:
            said += f":{number_words(row['tolerance'])}"
    feedback = row.get("feedback")
    return f"{mark}{said}{'#' + _escaped(feedback) if feedback else ''}"


def _escaped(text: str) -> str:
    """A text inside a gap. A backslash is an entity there: at the end of a piece it would hide the mark."""
    entities = as_html(text).replace("\\", "&\0")
    return re.sub(r"([}~#])", r"\\\1", entities).replace("&\0", "&#92;")
