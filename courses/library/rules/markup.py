"""Notes and resources as plain text, many to a file, and the blocks that come of them. Pure.

=== who-sends-what | Who sends what around a review
kind: note                     note, template, guidance, checklist or letter
summary: The weeks of a review on one page.
for: senco, health             audiences; none means everybody
words: annual review, dates    what people search for
law: reg-20, TR-08             keys of the law pack
owner: Annual review lead      a role, never a person
open: public                   public, partners or staff
minutes: 4                     notes alone
version: 2 | Now with post-16 dates.
---
## A heading                   text, until a line of another kind
A paragraph with **bold** words.
- a point                      or 1. a step
[ ] something to tick off      [x] heads the list
| Place to write | what helps  |= heads the form
> A title: what stands out.
<: what two versions share     <- the poor one | why     <+ the better one | why
§ reg-20: why it matters here
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

KINDS = ("note", "template", "guidance", "checklist", "letter")
HEADS = frozenset({"kind", "summary", "for", "words", "law", "owner", "open", "minutes", "version"})
START = re.compile(r"^=== (?P<slug>[a-z0-9-]+) \| (?P<title>.+)$", re.MULTILINE)
BOLD = re.compile(r"\*\*(.+?)\*\*")
Block = dict[str, Any]


class MarkupFault(ValueError):
    """A file that cannot be read, and where."""


@dataclass(frozen=True)
class Item:
    """One note or resource as its file gives it."""

    slug: str
    title: str
    kind: str
    summary: str
    owner: str
    open_to: str = "public"
    audiences: list[str] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    law: list[str] = field(default_factory=list)
    minutes: int = 0
    number: int = 1
    change: str = "First version"
    blocks: list[Block] = field(default_factory=list)


def items_in(text: str) -> list[Item]:
    """Every item of a file, in order."""
    found = list(START.finditer(text))
    ends = [one.start() for one in found[1:]] + [len(text)]
    return [_item(one, text[one.end() : end]) for one, end in zip(found, ends, strict=True)]


def _item(start: re.Match[str], text: str) -> Item:
    slug, title = start["slug"], start["title"].strip()
    head, parted, body = text.partition("\n---\n")
    if not parted:
        raise MarkupFault(f"{slug}: no line --- between what it is and what it says")
    said = {}
    for line in filter(None, map(str.strip, head.splitlines())):
        name, _, value = line.partition(":")
        if name not in HEADS:
            raise MarkupFault(f"{slug}: {name!r} is not known")
        said[name] = value.strip()
    if said.get("kind") not in KINDS:
        raise MarkupFault(f"{slug}: a kind of {', '.join(KINDS)}")
    number, _, change = said.get("version", "1 | First version").partition("|")
    blocks = list(_blocks(body))
    named = [block["value"]["key"] for block in blocks if block["type"] == "legal_reference"]
    return Item(
        slug=slug,
        title=title,
        kind=said["kind"],
        summary=said["summary"],
        owner=said["owner"],
        open_to=said.get("open", "public"),
        audiences=_listed(said.get("for", "")),
        words=_listed(said.get("words", "")),
        law=list(dict.fromkeys([*_listed(said.get("law", "")), *named])),
        minutes=int(said.get("minutes", 0)),
        number=int(number),
        change=change.strip(),
        blocks=blocks,
    )


def _listed(value: str) -> list[str]:
    return [part for part in map(str.strip, value.split(",")) if part]


def _kind_of(line: str) -> str:
    """Which kind of block a line belongs to."""
    for start, kind in (
        ("[", "checklist"),
        ("|", "fields"),
        ("<", "pair"),
        ("> ", "callout"),
        ("§", "legal_reference"),
    ):
        if line.startswith(start):
            return kind
    return "text"


def _blocks(body: str) -> Iterator[Block]:
    """Neighbouring lines of one kind become one block; an empty line does not part them."""
    held: list[str] = []
    kind = ""
    for line in map(str.strip, body.splitlines()):
        if not line:
            if kind == "text":
                held.append("")
            continue
        here = _kind_of(line)
        begins = line.startswith(("[x]", "|=", "> ", "§", "<:"))
        if held and (here != kind or begins):
            yield _block(kind, held)
            held = []
        kind = here
        held.append(line)
    if held:
        yield _block(kind, held)


def _block(kind: str, lines: list[str]) -> Block:
    return {"type": "example_pair" if kind == "pair" else kind, "value": MAKERS[kind](lines)}


def _checklist(lines: list[str]) -> Block:
    title = lines[0][3:].strip() if lines[0].startswith("[x]") else ""
    rows = lines[1:] if title else lines
    return {"title": title, "lines": [line[3:].strip() for line in rows]}


def _fields(lines: list[str]) -> Block:
    title = lines[0][2:].strip() if lines[0].startswith("|=") else ""
    rows = []
    for line in lines[1:] if title else lines:
        label, _, more = line[1:].partition("|")
        rows.append({"label": label.strip(), "help": more.strip()})
    return {"title": title, "fields": rows}


def _callout(lines: list[str]) -> Block:
    title, _, text = lines[0][2:].partition(": ")
    return {"title": title, "text": f"<p>{_inline(text)}</p>"}


def _pair(lines: list[str]) -> Block:
    if [line[:2] for line in lines] != ["<:", "<-", "<+"]:
        raise MarkupFault(f"Two versions are three lines, <: <- <+: {lines[0]}")
    intro, poor, good = (line[2:].strip() for line in lines)
    (poor, _, wrong), (good, _, right) = poor.partition(" | "), good.partition(" | ")
    return {
        "intro": intro,
        "poor_label": "Hard to use",
        "poor": poor,
        "poor_notes": [wrong],
        "good_label": "Ready to use",
        "good": good,
        "good_notes": [right],
    }


def _law(lines: list[str]) -> Block:
    key, _, note = lines[0][1:].partition(":")
    return {"key": key.strip(), "note": note.strip()}


def _text(lines: list[str]) -> str:
    """Headings, paragraphs and lists as HTML."""
    out: list[str] = []
    inside = ""
    for line in [*lines, ""]:
        tag, words = _tag(line)
        wanted = {"li": "ul", "step": "ol"}.get(tag, "")
        if inside and wanted != inside:
            out.append(f"</{inside}>")
        if wanted and wanted != inside:
            out.append(f"<{wanted}>")
        inside = wanted
        name = "li" if wanted else tag
        if name:
            out.append(f"<{name}>{_inline(words)}</{name}>")
    return "".join(out)


def _tag(line: str) -> tuple[str, str]:
    if line.startswith("### "):
        return "h3", line[4:]
    if line.startswith("## "):
        return "h2", line[3:]
    if line.startswith("- "):
        return "li", line[2:]
    if step := re.match(r"\d+\. ", line):
        return "step", line[step.end() :]
    return ("p", line) if line else ("", "")


def _inline(words: str) -> str:
    return BOLD.sub(r"<b>\1</b>", html.escape(words, quote=False))


MAKERS: dict[str, Any] = {
    "text": _text,
    "checklist": _checklist,
    "fields": _fields,
    "callout": _callout,
    "pair": _pair,
    "legal_reference": _law,
}
