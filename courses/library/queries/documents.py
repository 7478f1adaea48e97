"""A resource as a Word document: the same words as on its page, with room to write."""

from __future__ import annotations

from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

from django.core.cache import cache

from academy.kit.documents import Form, Line, Run, line, word_document
from academy.kit.words import day_month_year
from academy.law.pack import current_pack
from academy.people.models import Council
from courses.library.models import ResourcePage
from courses.library.queries.pages import KEEP, page_at, page_key

Part = Line | Form


def document_of(*, actor: Any, council: Council, slug: str) -> bytes | None:
    """The document of a resource that this person may read; made once for every time it is published."""
    page = page_at(ResourcePage, actor=actor, council=council, slug=slug)
    if page is None:
        return None
    key = page_key("document", page)
    made: bytes | None = cache.get(key)
    if made is None:
        made = word_document(page.title, _lines(page, council))
        cache.set(key, made, KEEP)
    return made


def _lines(page: ResourcePage, council: Council) -> Iterator[Part]:
    yield line("title", page.title)
    yield line("text", page.summary)
    for block in page.body:
        yield from READERS[block.block_type](block.value)
    foot = f"{council.name}, learning hub. Version {page.number}: {page.change}"
    yield line("small", f"{foot} Looked after by: {page.keeper_role}.")
    if page.law:
        yield line("small", f"Law as at {day_month_year(page.law_as_at)}.")


def _text(value: Any) -> Iterator[Part]:
    reader = _Reader()
    reader.feed(str(value.source if hasattr(value, "source") else value))
    yield from reader.lines


def _fields(value: Any) -> Iterator[Part]:
    if value["title"]:
        yield line("h1", value["title"])
    yield Form(tuple((one["label"], one["help"]) for one in value["fields"]))


def _checklist(value: Any) -> Iterator[Part]:
    if value["title"]:
        yield line("h1", value["title"])
    yield from (line("tick", one) for one in value["lines"])


def _callout(value: Any) -> Iterator[Part]:
    yield line("h2", value["title"])
    yield from _text(value["text"])


def _pair(value: Any) -> Iterator[Part]:
    yield line("text", value["intro"])
    for side in ("poor", "good"):
        yield line("h2", value[f"{side}_label"])
        yield line("quote", value[side])
        yield from (line("point", note) for note in value[f"{side}_notes"])


def _worked(value: Any) -> Iterator[Part]:
    yield line("h1", value["title"])
    yield line("text", value["situation"])
    for step in value["steps"]:
        yield Line("step", (Run(f"{step['title']}. ", bold=True), Run(step["text"])))
    yield line("text", value["result"])


def _law(value: Any) -> Iterator[Part]:
    held = current_pack().reference(value["key"])
    note = f" {value['note']}" if value["note"] else ""
    yield Line("text", (Run(f"{held.citation}: ", bold=True), Run(f"{held.title}.{note}")))


READERS: dict[str, Any] = {
    "text": _text,
    "fields": _fields,
    "checklist": _checklist,
    "callout": _callout,
    "example_pair": _pair,
    "worked_example": _worked,
    "legal_reference": _law,
}


class _Reader(HTMLParser):
    """Rich text as lines: headings, paragraphs, points and steps, with what is bold."""

    STYLES = {"h2": "h1", "h3": "h2", "p": "text"}

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[Line] = []
        self.style, self.bold, self.list_style = "text", False, "point"
        self.runs: list[Run] = []

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        if tag in ("ul", "ol"):
            self.list_style = "step" if tag == "ol" else "point"
        elif tag == "li":
            self.style = self.list_style
        elif tag in self.STYLES:
            self.style = self.STYLES[tag]
        self.bold = self.bold or tag in ("b", "strong")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("b", "strong"):
            self.bold = False
        if (tag == "li" or tag in self.STYLES) and self.runs:
            self.lines.append(Line(self.style, tuple(self.runs)))
            self.runs = []

    def handle_data(self, data: str) -> None:
        if data.strip():
            self.runs.append(Run(data, self.bold))
