"""What reading and writing a file of questions says: what came through, what did not, and why. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from academy.gate.scan import KIND_WORDS, Scanner
from assessments.questions.kinds import Content, blank_content, content_faults, kind_of
from assessments.questions.kinds.slots import Slot, is_law

LONGEST_TITLE = 160
LAW_TAG = "law:"
NEVER_HELD = ("email", "nhs", "phone", "postcode", "upn")
"""What points at one real person and is never needed in an invented case, as the bank’s own rule has it."""
NOT_UTF8 = "The file is not UTF-8; it was read as text from Windows. Look at dashes and quotes."


@dataclass(frozen=True)
class ReadItem:
    """One question as it was read. `line` is where it begins in the file."""

    kind: str
    title: str
    content: Content
    tags: tuple[str, ...] = ()
    line: int = 0


@dataclass(frozen=True)
class Rejected:
    """A question that cannot come in, and why."""

    line: int
    reason: str


@dataclass(frozen=True)
class LeftBehind:
    """Something of a question, or beside questions, that did not come along."""

    line: int
    what: str


@dataclass(frozen=True)
class ToCheck:
    """Something that came in and that an author should look at before it is offered."""

    line: int
    what: str


@dataclass(frozen=True)
class Report:
    """What was read from a file."""

    items: tuple[ReadItem, ...] = ()
    rejected: tuple[Rejected, ...] = ()
    left_behind: tuple[LeftBehind, ...] = ()
    to_check: tuple[ToCheck, ...] = ()


@dataclass(frozen=True)
class WriteItem:
    """One question to be written. `code` names it in the report and, where the format can, in the file."""

    kind: str
    title: str
    content: Content
    tags: tuple[str, ...] = ()
    code: str = ""


@dataclass(frozen=True)
class NotWritten:
    """What a format could not say of a question. `whole`: the question is not in the file at all."""

    item: str
    what: str
    whole: bool = False


@dataclass(frozen=True)
class Written:
    """A file of questions, and what it could not say."""

    text: str
    count: int
    left_behind: tuple[NotWritten, ...] = ()


class NotExpressible(Exception):
    """A format has no way to say a question; the words say why."""


class Unreadable(Exception):
    """A question of a file makes no sense; the words say why."""


@dataclass
class Gathering:
    """What a reader has found so far. It looks at every question before it lets it in."""

    scanner: Scanner = field(default_factory=Scanner)
    items: list[ReadItem] = field(default_factory=list)
    rejected: list[Rejected] = field(default_factory=list)
    left_behind: list[LeftBehind] = field(default_factory=list)
    to_check: list[ToCheck] = field(default_factory=list)

    def reject(self, line: int, reason: str) -> None:
        """Say that a question cannot come in."""
        self.rejected.append(Rejected(line, reason))

    def leave(self, line: int, what: str) -> None:
        """Say that something did not come along; the same of the same line is said once."""
        if LeftBehind(line, what) not in self.left_behind:
            self.left_behind.append(LeftBehind(line, what))

    def take(self, line: int, kind: str, title: str, content: Content, tags: Iterable[str] = ()) -> None:
        """Let a question in when it is in order and holds no personal data; its law stands among the tags."""
        laws, others = _laws_among(tags)
        content = full_content(kind, {**content, "law": laws})
        title = " ".join(title.split()) or title_from(stem_of(content))
        if len(title) > LONGEST_TITLE:
            title = f"{title[: LONGEST_TITLE - 1].rstrip()}…"
            self.leave(line, "The end of a long title.")
        never, perhaps = personal_data(self.scanner, [title, *others, *texts_of(content)])
        if never:
            self.reject(
                line, f"This looks like {never}. Nothing about a real person may come in: take it out."
            )
            return
        faults = content_faults(kind_of(kind), content)
        if faults:
            self.reject(line, " ".join(dict.fromkeys(fault.words for fault in faults)))
            return
        self.items.append(ReadItem(kind, title, content, others, line))
        if perhaps:
            self.to_check.append(ToCheck(line, f"This may be {perhaps}. It has to be invented."))

    def report(self) -> Report:
        """All that was found, in the order of the file."""
        return Report(
            tuple(self.items),
            tuple(sorted(self.rejected, key=lambda one: one.line)),
            tuple(sorted(self.left_behind, key=lambda one: one.line)),
            tuple(self.to_check),
        )


def personal_data(scanner: Scanner, texts: Iterable[str]) -> tuple[str, str]:
    """What points at one real person, and what is fine in an invented case only: in words, never itself."""
    kinds = sorted({kind for text in texts for kind in scanner.kinds(text)})
    never = [_kind_words(kind) for kind in kinds if kind in NEVER_HELD]
    return " and ".join(never), " and ".join(_kind_words(kind) for kind in kinds if kind not in NEVER_HELD)


def _kind_words(kind: str) -> str:
    words = KIND_WORDS[kind]
    return words[0].lower() + words[1:]


def texts_of(value: Any) -> list[str]:
    """Every text inside a content."""
    if isinstance(value, str):
        return [value] if value else []
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [text for one in inner for text in texts_of(one)]


def stem_of(content: Content) -> str:
    """What a question asks, for a title."""
    return content.get("stem") or re.sub(r"\[\[\d+\]\]", "…", content.get("text") or "")


def title_from(stem: str) -> str:
    """A title made of the first words of a question."""
    words = " ".join(stem.split())
    return words if len(words) <= 80 else f"{words[:79].rpartition(' ')[0] or words[:79]}…"


def full_content(kind: str, content: Content) -> Content:
    """A content with every place filled or blank, so that the same question is always the same data."""
    return _filled(kind_of(kind).slots, content)


def _filled(slots: tuple[Slot, ...], content: Content) -> Content:
    found = {**blank_content(slots), **content}
    for slot in slots:
        if slot.form == "rows":
            found[slot.name] = [_filled(slot.slots, row) for row in found[slot.name] or []]
    return found


def _laws_among(tags: Iterable[str]) -> tuple[list[str], tuple[str, ...]]:
    """Keys of the law pack that stand among tags, and the other tags."""
    tags = [tag for tag in dict.fromkeys(" ".join(tag.split()) for tag in tags) if tag]
    laws = [tag.removeprefix(LAW_TAG) for tag in tags if tag.startswith(LAW_TAG)]
    laws = [key for key in laws if is_law(key)]
    return laws, tuple(tag for tag in tags if tag.removeprefix(LAW_TAG) not in laws)


def tags_with_law(item: WriteItem) -> tuple[str, ...]:
    """The tags of a question as a file has them, its law among them."""
    return (*item.tags, *(f"{LAW_TAG}{key}" for key in item.content.get("law") or ()))


def decoded(raw: str | bytes, found: Gathering) -> str:
    """A text file as text with plain line ends."""
    if isinstance(raw, bytes):
        raw = _text_of(raw, found)
    return raw.lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")


def _text_of(raw: bytes, found: Gathering) -> str:
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return raw.decode("utf-16", errors="replace")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        found.leave(1, NOT_UTF8)
        return raw.decode("cp1252", errors="replace")


def number_words(value: float) -> str:
    """A number as a file has it: 20, 2.5, never 20.0."""
    value = float(value)
    return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
