"""Turns the HTML of a question into plain text, and says what was lost on the way. Pure."""

from __future__ import annotations

import html
import re
from html.parser import HTMLParser

TAG = re.compile(r"</?[a-zA-Z][^<>]*>|<!--|&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,30});")
BLOCKS = {"p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "table", "tr", "pre", "blockquote"}
NOT_SHOWN = {"script", "style"}
LOST = {
    "img": "A picture.",
    "audio": "A sound.",
    "video": "A film.",
    "iframe": "A part of another page.",
    "object": "A part of another page.",
    "table": "The lines of a table; its words are here.",
    "a": "The address of a link; its words are here.",
    "sub": "Letters set low.",
    "sup": "Letters set high.",
    "math": "A formula.",
}
EMPHASIS = {"b", "strong", "i", "em", "u"}


class _Plain(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.lost: list[str] = []
        self._hidden = 0
        self._as_typed = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in NOT_SHOWN:
            self._hidden += 1
        if tag == "pre":
            self._as_typed += 1
        if tag in LOST:
            self.lost.append(LOST[tag])
            self.parts.append(next((f"({words})" for name, words in attrs if name == "alt" and words), ""))
        elif tag in EMPHASIS:
            self.lost.append("Bold, italic or underlined words are plain.")
        if tag == "br":
            self.parts.append("\n")
        elif tag == "li":
            self.parts.append("\n- ")
        elif tag in ("td", "th"):
            self.parts.append(" ")
        elif tag in BLOCKS:
            self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in NOT_SHOWN and self._hidden:
            self._hidden -= 1
        if tag == "pre" and self._as_typed:
            self._as_typed -= 1
        if tag in BLOCKS:
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.parts.append(data if self._as_typed else re.sub(r"[ \t\r\n\f]+", " ", data))


def plain_text(source: str) -> tuple[str, list[str]]:
    """The words of some HTML, a paragraph a line, and what could not come along."""
    if not TAG.search(source):
        return " ".join(source.split()), []
    parser = _Plain()
    parser.feed(source)
    parser.close()
    lines = [" ".join(line.split()) for line in "".join(parser.parts).split("\n")]
    return "\n".join(line for line in lines if line), list(dict.fromkeys(parser.lost))


def as_html(text: str) -> str:
    """A plain text as HTML, with only entities that have a name and a break for each line."""
    escaped = html.escape(text, quote=False)
    return escaped.replace("\n", "<br />")
