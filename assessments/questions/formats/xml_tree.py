"""An XML file as a tree that knows the line of each element. Entities of one's own are refused. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.sax import SAXParseException
from xml.sax.handler import ContentHandler
from xml.sax.xmlreader import AttributesImpl, Locator

from defusedxml import DefusedXmlException
from defusedxml.sax import parseString

DECLARED = re.compile(r"^\s*<\?xml[^>]*\?>")


@dataclass
class Node:
    """One element: its text is what stands directly in it."""

    tag: str
    line: int = 0
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[Node] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The text that stands directly in it, without space around."""
        return "".join(self.parts).strip()

    def all(self, tag: str) -> Iterator[Node]:
        """The elements of this name directly inside."""
        return (child for child in self.children if child.tag == tag)

    def first(self, tag: str) -> Node | None:
        """The first element of this name directly inside."""
        return next(self.all(tag), None)

    def says(self, tag: str, otherwise: str = "") -> str:
        """What an element inside says; `otherwise` where there is none or it is empty."""
        child = self.first(tag)
        return (child.text if child else "") or otherwise

    def is_yes(self, tag: str, otherwise: bool) -> bool:
        """Whether an element inside says yes: anything but false, 0 and nothing."""
        child = self.first(tag)
        return otherwise if child is None else child.text.lower() not in ("false", "0", "")


class BadXml(Exception):
    """A file that is no XML, or XML that we do not read; with the line and why."""

    def __init__(self, line: int, words: str) -> None:
        super().__init__(words)
        self.line, self.words = line, words


class _Builder(ContentHandler):
    def __init__(self) -> None:
        super().__init__()
        self.root = Node("")
        self._open = [self.root]
        self._locator: Locator | None = None

    def setDocumentLocator(self, locator: Locator) -> None:
        self._locator = locator

    def startElement(self, name: str, attrs: AttributesImpl) -> None:
        line = self._locator.getLineNumber() if self._locator else None
        node = Node(name.lower(), line or 0, {key: attrs[key] for key in attrs.getNames()})
        self._open[-1].children.append(node)
        self._open.append(node)

    def endElement(self, name: str) -> None:
        self._open.pop()

    def characters(self, content: str) -> None:
        self._open[-1].parts.append(content)


def tree_of(raw: str | bytes) -> Node:
    """The outermost element of a file. BadXml in words when there is none."""
    if isinstance(raw, str):
        raw = DECLARED.sub("", raw.lstrip("\ufeff")).encode()
    builder = _Builder()
    try:
        parseString(raw, builder, forbid_dtd=True)
    except SAXParseException as error:
        raise BadXml(error.getLineNumber() or 1, f"This is not XML: {error.getMessage()}.") from None
    except DefusedXmlException:
        raise BadXml(1, "The file brings definitions of its own, which we do not read.") from None
    except (UnicodeError, ValueError, LookupError):
        raise BadXml(1, "The letters of the file could not be read. Save it as UTF-8.") from None
    return builder.root.children[0]
