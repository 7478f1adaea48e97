"""Aiken: one question a paragraph, its answers lettered, one of them right. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from academy.gate.scan import Scanner
from assessments.questions.formats.report import (
    Gathering,
    NotExpressible,
    NotWritten,
    Report,
    WriteItem,
    Written,
    decoded,
    title_from,
)
from assessments.questions.kinds import Content
from assessments.questions.kinds.parts import weight_of

OPTION = re.compile(r"^([A-Z])[).][ \t]?(.*)$")
ANSWER = re.compile(r"^ANSWER:[ \t]*(.*)$", re.IGNORECASE)
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
RIGHT, WRONG = 100, 0


@dataclass
class _Open:
    """A question that has begun and has no ANSWER line yet."""

    line: int
    stem: list[str]
    options: list[str] = field(default_factory=list)


def read(raw: str | bytes, scanner: Scanner | None = None) -> Report:
    """Every question of an Aiken file, and why the others cannot come in."""
    found = Gathering(scanner or Scanner())
    text = decoded(raw, found)
    begun: _Open | None = None
    before_blank = False
    for number, line in enumerate(text.split("\n"), 1):
        line = line.strip()
        option, answer = OPTION.match(line), ANSWER.match(line)
        if not line:
            before_blank = True
            continue
        if option is not None and begun is not None:
            begun.options.append(option[2].strip())
        elif answer is not None and begun is not None:
            _close(found, begun, answer[1], number)
            begun = None
        elif option is not None or answer is not None:
            what = "An answer" if option else "An ANSWER line"
            found.reject(number, f"{what} without a question before it.")
        elif begun is not None and not begun.options and not before_blank:
            begun.stem.append(line)
        else:
            _unfinished(found, begun)
            begun = _Open(number, [line])
        before_blank = False
    _unfinished(found, begun)
    return found.report()


def _unfinished(found: Gathering, begun: _Open | None) -> None:
    if begun is not None:
        found.reject(begun.line, "This question has no ANSWER line.")


def _close(found: Gathering, begun: _Open, said: str, line: int) -> None:
    """The question is complete: let it in, or say what is wrong with it."""
    if len(begun.options) < 2:
        found.reject(begun.line, "A question needs at least two answers.")
        return
    letter = said.strip()[:1].upper()
    place = LETTERS.find(letter) if letter else -1
    if not 0 <= place < len(begun.options):
        found.reject(line, "The ANSWER line has to name the letter of one of the answers.")
        return
    options = [
        {"text": text, "weight": RIGHT if number == place else WRONG}
        for number, text in enumerate(begun.options)
    ]
    stem = "\n".join(begun.stem)
    found.take(begun.line, "single", title_from(stem), {"stem": stem, "options": options, "shuffle": True})


def write(items: Sequence[WriteItem]) -> Written:
    """Questions with one right answer as Aiken; of the others it says why they are not in the file."""
    blocks, left = [], []
    for item in items:
        name = item.code or item.title
        try:
            block, lost = _block(item)
        except NotExpressible as no:
            left.append(NotWritten(name, str(no), whole=True))
            continue
        blocks.append(block)
        left += [NotWritten(name, what) for what in lost]
    return Written("\n\n".join(blocks) + ("\n" if blocks else ""), len(blocks), tuple(left))


def _block(item: WriteItem) -> tuple[str, list[str]]:
    if item.kind != "single":
        raise NotExpressible("Aiken knows only questions with one right answer.")
    content = item.content
    weights = [weight_of(option, 0) for option in content["options"]]
    if weights.count(100) != 1:
        raise NotExpressible("Aiken can name only one right answer.")
    stem = _one_line(content["stem"])
    if OPTION.match(stem) or ANSWER.match(stem):
        raise NotExpressible("In Aiken its first words would look like an answer.")
    options = [
        f"{LETTERS[number]}. {_one_line(option['text'])}" for number, option in enumerate(content["options"])
    ]
    answer = f"ANSWER: {LETTERS[weights.index(100)]}"
    return "\n".join([stem, *options, answer]), _lost(item, content, weights)


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _lost(item: WriteItem, content: Content, weights: Sequence[float]) -> list[str]:
    """What an Aiken file does not say of a question."""
    several_lines = "\n" in content["stem"] or any("\n" in option["text"] for option in content["options"])
    lost = {
        "The reasons for each answer.": any(option.get("feedback") for option in content["options"]),
        "Shares of the point for answers that are nearly right.": any(0 != one != 100 for one in weights),
        "Which answers keep their place.": not content.get("shuffle")
        or any(option.get("stays") for option in content["options"]),
        "The explanation.": bool(content.get("explanation")),
        "Tags and the law.": bool(item.tags or content.get("law")),
        "Where its lines end.": several_lines,
        "The title.": item.title != title_from(content["stem"]),
    }
    return [what for what, is_lost in lost.items() if is_lost]
