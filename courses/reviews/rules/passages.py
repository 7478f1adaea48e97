"""A module as passages of plain text: what reviewers read, compare and speak about. Pure.

Everything works on the stored form of a lesson (`type`, `id`, `value`), so that a page, an older revision and
a shipped file are read alike.
"""

from __future__ import annotations

import hashlib
import html
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

NOT_WORDS = frozenset(
    "kind law key goes_to name codes code video captions audio document image pass_mark minutes must "
    "decorative good correct".split()
)
"""Fields that say something to the machine and nothing to a reader."""
_BREAK = re.compile(r"</(?:p|li|h[1-6])>|<br ?/?>")
_TAG = re.compile(r"<[^>]+>")
RIGHT = " (right answer)"


@dataclass(frozen=True)
class Passage:
    """One thing to read: a block of a lesson, or what a module or lesson says of itself."""

    key: str
    title: str
    text: str

    def kept(self) -> list[str]:
        """As a row keeps it."""
        return [self.key, self.title, self.text]


@dataclass(frozen=True)
class LessonText:
    """A lesson in its stored form."""

    id: str
    title: str
    summary: str
    minutes: int
    law: tuple[str, ...]
    law_as_at: str
    review_due: str
    blocks: tuple[Mapping[str, Any], ...]


@dataclass(frozen=True)
class ModuleText:
    """A module in its stored form, with its lessons."""

    code: str
    title: str
    summary: str
    audience: str
    minutes: int
    outcomes: tuple[str, ...]
    competency: str
    law: tuple[str, ...]
    law_as_at: str
    review_due: str
    lessons: tuple[LessonText, ...]


def restored(kept: Iterable[list[str]]) -> tuple[Passage, ...]:
    """Passages from the rows that keep them."""
    return tuple(Passage(*row) for row in kept)


def plain(text: str) -> str:
    """Words without their HTML."""
    if "<" not in text:
        return text.strip()
    return html.unescape(_TAG.sub("", _BREAK.sub("\n", text))).strip()


def lines_of(value: Any) -> list[str]:
    """The words of a stored value, a line for each field or item; right answers are marked."""
    if isinstance(value, str):
        return [line.strip() for line in plain(value).split("\n") if line.strip()]
    if isinstance(value, list):
        return [line for one in value for line in lines_of(_inner(one))]
    if isinstance(value, Mapping):
        lines = [line for name, one in value.items() if name not in NOT_WORDS for line in lines_of(one)]
        if value.get("correct") and lines:
            lines[0] += RIGHT
        return lines
    return []


def _inner(item: Any) -> Any:
    """The value of a list's item, without its id."""
    return item["value"] if isinstance(item, Mapping) and item.get("type") == "item" else item


def text_of(block: Mapping[str, Any]) -> str:
    """The words of one block."""
    return "\n".join(lines_of(block["value"]))


def passages_of(module: ModuleText, labels: Mapping[str, str]) -> tuple[Passage, ...]:
    """All of it in reading order. `labels` are what kinds of block are called."""
    found = [about_module(module)]
    for number, lesson in enumerate(module.lessons, 1):
        found += passages_in(lesson, labels, f"Lesson {number}")
    return tuple(found)


def about_module(module: ModuleText) -> Passage:
    """What a module says of itself."""
    about = [module.title, module.summary, module.audience, *module.outcomes]
    return Passage("module", "The module", "\n".join(line for line in about if line))


def passages_in(lesson: LessonText, labels: Mapping[str, str], name: str) -> list[Passage]:
    """One lesson, which is called `name`: what it says of itself, then its blocks."""
    head = f"{lesson.title}\n{lesson.summary}".strip()
    found = [Passage(f"lesson-{lesson.id}", f"{name}: {lesson.title}", head)]
    for place, block in enumerate(lesson.blocks, 1):
        label = labels.get(block["type"], block["type"])
        key = f"{lesson.id}-{block.get('id') or place}"
        found.append(Passage(key, f"{name}, part {place}: {label}", text_of(block)))
    return found


def mark_of(module: ModuleText) -> str:
    """A fingerprint of all that a learner would get. Another word, order, answer or law is another mark."""
    held = json.dumps(_plain_form(module), sort_keys=True, default=str)
    return hashlib.sha256(held.encode()).hexdigest()


def _plain_form(module: ModuleText) -> dict[str, Any]:
    lessons = [{**vars(lesson), "blocks": list(lesson.blocks)} for lesson in module.lessons]
    return {**vars(module), "lessons": lessons}
