"""From words with placeholders to the paragraphs of a letter, and to its plain text. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from courses.notices.kinds import ADDRESSES, LISTS

PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")
BUTTON = "{link}"


@dataclass(frozen=True)
class Piece:
    """A stretch of a line. `address`: it is one, and a reader can follow it."""

    text: str
    address: bool = False


@dataclass(frozen=True)
class Paragraph:
    """Lines that stand together. `button`: the address that is its only content."""

    lines: tuple[tuple[Piece, ...], ...] = ()
    button: str = ""


def names_in(words: str) -> list[str]:
    """The placeholders that stand in the words, in order, each as often as it stands there."""
    return PLACEHOLDER.findall(words)


def fill_line(words: str, values: Mapping[str, str]) -> str:
    """One line with its values, such as a subject. A value never brings a line break with it."""
    filled = PLACEHOLDER.sub(lambda found: values.get(found[1], ""), words)
    return " ".join(filled.split())


def fill(body: str, values: Mapping[str, str]) -> list[Paragraph]:
    """The paragraphs of a body. A line whose placeholders are all empty is left out, and so is a paragraph
    with no line left. Values are put in once: what looks like a placeholder in one stays as it is."""
    found = []
    for block in re.split(r"\n\s*\n", body.replace("\r\n", "\n").strip()):
        if block.strip() == BUTTON:
            if values.get("link"):
                found.append(Paragraph(button=values["link"]))
            continue
        said = [line for line in block.split("\n") if _says_something(line, values)]
        lines = tuple(_pieces(line, each) for line in said for each in _each(line, values))
        if lines:
            found.append(Paragraph(lines))
    return found


def _says_something(line: str, values: Mapping[str, str]) -> bool:
    names = names_in(line)
    return any(values.get(name, "") for name in names) if names else bool(line.strip())


def _each(line: str, values: Mapping[str, str]) -> list[Mapping[str, str]]:
    """The values of a line; where a list stands in it, once for each entry of the list."""
    name = next((name for name in names_in(line) if name in LISTS), "")
    return [{**values, name: entry} for entry in values[name].splitlines()] if name else [values]


def _pieces(line: str, values: Mapping[str, str]) -> tuple[Piece, ...]:
    parts = PLACEHOLDER.split(line.strip())
    pieces = []
    for place, part in enumerate(parts):
        if place % 2:
            pieces.append(Piece(" ".join(values.get(part, "").split()), part in ADDRESSES))
        else:
            pieces.append(Piece(part))
    return tuple(piece for piece in pieces if piece.text)


def as_text(paragraphs: list[Paragraph], button: str) -> str:
    """The plain text of a letter. The button becomes its words and the address under them."""
    blocks = [
        f"{button}:\n{one.button}"
        if one.button
        else "\n".join("".join(piece.text for piece in line) for line in one.lines)
        for one in paragraphs
    ]
    return "\n\n".join(blocks)
