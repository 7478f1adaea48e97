"""What differs between two versions, in words, a row at a time. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from typing import Any

from competencies.framework.formats.shape import NOUNS, FrameworkData, Step

PLURALS = {noun: f"{noun}s" for noun in NOUNS} | {
    "competency": "competencies",
    "kind of evidence": "kinds of evidence",
}
WORDS = {
    "evidence": "shown by",
    "competencies": "built on",
    "law": "law",
    "work_allowed": "work allowed",
    "least_kinds": "kinds of evidence at least",
    "least_live": "pieces from live work at least",
    "least_audits": "good audits at least",
    "least_recommendations": "recommendations at least",
    "every_competency": "every competency shown",
    "fresh_months": "months that evidence counts",
    "months_below": "months at the level before",
    "form": "what it is",
    "is_live": "from live work",
    "months_valid": "months it counts",
    "what_changed": "what is new",
}
"""Fields whose name is not what a person would call them."""
OTHERWISE = ("code", "number", "identity", "descriptors", "expects")
"""Fields that have words of their own."""


@dataclass(frozen=True)
class Difference:
    """One thing that differs. `kind`: added, gone, changed or moved; `noun`: what it is about."""

    kind: str
    noun: str
    code: str
    words: str


def difference(old: FrameworkData | None, new: FrameworkData) -> tuple[Difference, ...]:
    """What `new` says otherwise than `old`, in the order of the files; all of it where there is no `old`."""
    old = old or FrameworkData(name="")
    found = list(_of_the_whole(old, new))
    for noun in NOUNS:
        found += _of_rows(noun, old.rows(noun), new.rows(noun))
    return tuple(found)


def _of_the_whole(old: FrameworkData, new: FrameworkData) -> Iterator[Difference]:
    if old.name and old.identity != new.identity:
        yield Difference("changed", "framework", "", "This is another framework, not a version of this one")
    for name, words in (("name", "Name"), ("what_changed", "What is new")):
        before, after = getattr(old, name), getattr(new, name)
        if before != after:
            yield Difference("changed", "framework", "", f"{words}: {_change(before, after)}")


def _of_rows(noun: str, old: Sequence[Any], new: Sequence[Any]) -> Iterator[Difference]:
    pairs = paired(old, new)
    for row in new:
        before = pairs.get(row.code)
        if before is None:
            yield Difference("added", noun, row.code, f"{row.code}: new. {_summary(row)}")
        elif before != row:
            for words in _changes(before, row):
                yield Difference("changed", noun, row.code, f"{row.code}: {words}")
    kept = {before.code for before in pairs.values()}
    for row in old:
        if row.code not in kept:
            yield Difference("gone", noun, row.code, f"{row.code}: no longer there. It was: {_summary(row)}")
    order = [pairs[row.code].code for row in new if row.code in pairs]
    if order != [row.code for row in old if row.code in kept]:
        yield Difference("moved", noun, "", f"The order of the {PLURALS[noun]} is another")


def paired(old: Sequence[Any], new: Sequence[Any]) -> dict[str, Any]:
    """The old row of each new one that has one, by the new code: the same identity, else the same code."""
    by_identity = {row.identity: row for row in old if getattr(row, "identity", None)}
    found: dict[str, Any] = {}
    for row in new:
        before = by_identity.get(getattr(row, "identity", None) or "")
        if before is not None:
            found[row.code] = before
    taken = {before.code for before in found.values()}
    by_code = {row.code: row for row in old if row.code not in taken}
    for row in new:
        if row.code not in found and row.code in by_code:
            found[row.code] = by_code[row.code]
    return found


def _changes(old: Any, new: Any) -> Iterator[str]:
    if old.code != new.code:
        yield f"was called {old.code}"
    for field in fields(new):
        before, after = getattr(old, field.name), getattr(new, field.name)
        if field.name not in OTHERWISE and before != after:
            words = WORDS.get(field.name, field.name)
            yield f"{words} changed {_change(before, after)}"
    if getattr(old, "identity", None) != getattr(new, "identity", None):
        yield "its identity in other systems is another"
    yield from _keyed(
        {f"level {level}": text for level, text in getattr(old, "descriptors", ())},
        {f"level {level}": text for level, text in getattr(new, "descriptors", ())},
    )
    yield from _keyed(_expected(old), _expected(new))


def _expected(row: Any) -> dict[str, str]:
    return {
        f"{one.role} after {one.weeks} weeks": f"level {one.level}{f' ({one.note})' if one.note else ''}"
        for one in getattr(row, "expects", ())
    }


def _keyed(old: dict[str, str], new: dict[str, str]) -> Iterator[str]:
    for key in [*new, *(key for key in old if key not in new)]:
        if old.get(key) != new.get(key):
            yield f"{key} changed {_change(old.get(key), new.get(key))}"


def _change(old: Any, new: Any) -> str:
    return f"from {_said(old)} to {_said(new)}"


def _said(value: Any) -> str:
    if value is None or value == "" or value == ():
        return "nothing"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return ", ".join(value)
    return f"“{value}”" if isinstance(value, str) else str(value)


def _summary(row: Any) -> str:
    return str(getattr(row, "text", "") or getattr(row, "title", "") or getattr(row, "name", ""))


def steps_in_words(steps: Sequence[Step]) -> tuple[str, ...]:
    """The bridge where it is more than the same code going on: splits, mergers and new codes."""
    return tuple(
        f"What was shown for {step.old_code} counts for {step.new}"
        for step in steps
        if step.old_code != step.new
    )
