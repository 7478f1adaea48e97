"""The texts of a Moodle XML file as plain text, with what was lost of each. Pure."""

from __future__ import annotations

from assessments.questions.formats.html import plain_text
from assessments.questions.formats.report import Gathering, Unreadable
from assessments.questions.formats.xml_tree import Node

PLAIN, HTML, MARKDOWN, AUTO = "plain_text", "html", "markdown", "moodle_auto_format"
USUAL = {
    "your answer is correct.",
    "your answer is partially correct.",
    "your answer is incorrect.",
    "",
}
"""What Moodle itself writes where an author has said nothing."""


class XmlTexts:
    """Reads the texts of one question and says what is lost of them."""

    def __init__(self, question: Node, found: Gathering) -> None:
        self.question, self._found = question, found
        stem = question.first("questiontext")
        self.format = stem.attributes.get("format", HTML) if stem else HTML

    def leave(self, what: str) -> None:
        """Say that something of this question did not come along."""
        self._found.leave(self.question.line, what)

    def raw(self, node: Node | None) -> str:
        """The text of an element as it stands in the file."""
        if node is None:
            return ""
        inner = node.first("text")
        if any(True for _ in node.all("file")):
            self.leave("Pictures and files.")
        return inner.text if inner else node.text

    def of(self, node: Node | None) -> str:
        """The text of an element, plain."""
        source = self.raw(node)
        form = (node.attributes.get("format") if node else None) or self.format
        if form == PLAIN or not source:
            return _tidy(source)
        if form == MARKDOWN:
            self.leave("Markdown is kept as it was typed, not shown in bold or as lists.")
            return _tidy(source)
        return self.plain(source)

    def typed(self, node: Node | None) -> str:
        """The text of an element in which Moodle shows no HTML: as it was typed."""
        return _tidy(self.raw(node))

    def plain(self, source: str) -> str:
        """Some HTML as plain text."""
        text, lost = plain_text(source)
        for what in lost:
            self.leave(what)
        return text

    def named(self, tag: str) -> str:
        """The text of an element of the question, plain."""
        return self.of(self.question.first(tag))

    def leave_the_rest(self) -> None:
        """Say what every question may have and we have no place for."""
        question = self.question
        combined = ("correctfeedback", "partiallycorrectfeedback", "incorrectfeedback")
        if any(self.named(tag).lower() not in USUAL for tag in combined):
            self.leave("What is said to a right, partly right or wrong answer as a whole.")
        if any(self.of(hint) for hint in question.all("hint")):
            self.leave("Hints between tries.")
        if number_of(question.says("defaultgrade", "1")) != 1:
            self.leave("The points of the question: here each paper says what it counts.")
        if question.says("image_base64"):
            self.leave("Pictures and files.")


def _tidy(text: str) -> str:
    return "\n".join(line.strip() for line in text.strip().split("\n"))


def number_of(text: str) -> float:
    """A number of the file; whole where it is whole. Unreadable in words when it is none."""
    try:
        value = float(text.replace(",", "."))
    except ValueError:
        raise Unreadable("A number was expected here and is none.") from None
    if value != value or abs(value) > 1e15:
        raise Unreadable("A number of this question is too large.")
    return int(value) if value.is_integer() else value
