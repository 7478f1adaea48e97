"""What changed between two readings of a module, and whether it is small enough for two people. Pure."""

from __future__ import annotations

import difflib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from courses.reviews.rules.passages import ModuleText, Passage

SAME, NEW, GONE = "same", "new", "gone"
MOST_WORDS = 20
"""So many words a small correction may change in all: a date, a name, some spelling."""
_PIECE = re.compile(r"\S+|\n")


@dataclass(frozen=True)
class Stretch:
    """Some words that stayed, came or went."""

    kind: str
    words: str


@dataclass(frozen=True)
class Change:
    """One passage that is not what it was."""

    key: str
    title: str
    what: str
    stretches: tuple[Stretch, ...]

    @property
    def count(self) -> int:
        """How many words came or went."""
        came, went = (
            sum(len(one.words.split()) for one in self.stretches if one.kind == kind) for kind in (NEW, GONE)
        )
        return max(came, went)


def changes_between(before: Sequence[Passage], after: Sequence[Passage]) -> tuple[Change, ...]:
    """Every passage that is new, gone or worded otherwise, in the order of the later reading."""
    old, new = {one.key: one for one in before}, {one.key: one for one in after}
    found = []
    for one in after:
        was = old.get(one.key)
        if was is None:
            found.append(Change(one.key, one.title, "New", (Stretch(NEW, one.text),)))
        elif was.text != one.text:
            found.append(Change(one.key, one.title, "Changed", words_between(was.text, one.text)))
    gone = [one for one in before if one.key not in new]
    found += [Change(one.key, one.title, "Taken out", (Stretch(GONE, one.text),)) for one in gone]
    return tuple(found)


def words_between(before: str, after: str) -> tuple[Stretch, ...]:
    """Two texts word by word."""
    old, new = _PIECE.findall(before), _PIECE.findall(after)
    found: list[Stretch] = []
    matcher = difflib.SequenceMatcher(a=old, b=new, autojunk=False)
    for kind, a1, a2, b1, b2 in matcher.get_opcodes():
        if kind == "equal":
            found.append(Stretch(SAME, _joined(old[a1:a2])))
            continue
        if a2 > a1:
            found.append(Stretch(GONE, _joined(old[a1:a2])))
        if b2 > b1:
            found.append(Stretch(NEW, _joined(new[b1:b2])))
    return tuple(found)


def _joined(pieces: Sequence[str]) -> str:
    return re.sub(r" ?\n ?", "\n", " ".join(pieces))


def not_small(before: ModuleText | None, after: ModuleText, changes: Sequence[Change]) -> str:
    """Why a change is more than a small correction, in words; nothing if it is one.

    Small is: the same parts, answers, law and minutes, and a few words. Meaning can turn on one word, so a
    second person reads it all the same.
    """
    if before is None:
        return "Learners have never had this module. A new one needs the full review."
    if bones(before) != bones(after):
        return "Parts, answers, law, minutes or links are not what they were. That needs the full review."
    words = sum(change.count for change in changes)
    if words > MOST_WORDS:
        return f"{words} words are not what they were. More than {MOST_WORDS} need the full review."
    return "" if words else "Nothing is different from what learners have now."


def bones(module: ModuleText) -> Any:
    """A module without its words: its parts in order, answers, law, codes, files, minutes and links."""
    return [
        (module.code, module.minutes, module.competency, module.law, module.law_as_at, len(module.outcomes)),
        [
            (lesson.id, lesson.minutes, lesson.law, lesson.law_as_at, [_bone(dict(b)) for b in lesson.blocks])
            for lesson in module.lessons
        ],
    ]


def _bone(value: Any) -> Any:
    """A stored value with every text for readers taken out; links stay."""
    if isinstance(value, dict):
        return {name: _bone(one) if name not in _KEPT else one for name, one in value.items()}
    if isinstance(value, list):
        return [_bone(one) for one in value]
    if isinstance(value, str):
        return re.findall(r'href="[^"]*"|linktype="[^"]*"|\bid="[^"]*"', value)
    return value


_KEPT = frozenset("type id kind law key goes_to name codes code".split())
