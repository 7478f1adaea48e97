"""What an author fills in, as data: from it come the author's form and the check of a file. Pure."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from academy.law.pack import reference

Content: TypeAlias = dict[str, Any]
"""The content of an item: slot name to text, number, date as 2026-09-07, yes or no, list of texts, or
rows."""


@dataclass(frozen=True)
class Fault:
    """What is wrong, in words, and where: `options/2/text`, or empty for the whole."""

    path: str
    words: str


@dataclass(frozen=True)
class Slot:
    """One thing that an author fills in.

    `form`: `line` (one line of text), `text` (several), `lines` (a list of texts, one a line), `number`,
    `date`, `tick`, `choice`, `choices`, `law` (a key of the law pack), `laws` (several) or `rows` (a list
    of records with `slots`, none of which is `rows`). `least` and `most` count rows, or bound a number.
    """

    name: str
    label: str
    form: str = "line"
    hint: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    required: bool = True
    slots: tuple[Slot, ...] = ()
    least: float | None = None
    most: float | None = None

    def blank(self) -> Any:
        """What stands there before anybody has written."""
        if self.form == "tick":
            return False
        if self.form == "number":
            return None
        return [] if self.form in ("lines", "choices", "laws", "rows") else ""


def blank_content(slots: tuple[Slot, ...]) -> Content:
    """An empty content."""
    return {slot.name: slot.blank() for slot in slots}


def slot_faults(slots: tuple[Slot, ...], content: Mapping[str, Any], before: str = "") -> list[Fault]:
    """What the slots themselves find wrong with a content: missing, of the wrong type, not among the choices.

    Names that no slot has are faults too, so that a misspelt file is refused and not half read.
    """
    known = {slot.name for slot in slots}
    faults = [
        Fault(f"{before}{name}", f"There is no place for {name!r} here.")
        for name in content
        if name not in known
    ]
    for slot in slots:
        faults += _faults_of(slot, content.get(slot.name, slot.blank()), f"{before}{slot.name}")
    return faults


def _faults_of(slot: Slot, value: Any, path: str) -> Iterator[Fault]:
    if value in ("", None, []):
        if slot.required:
            yield Fault(path, f"{slot.label}: fill this in.")
    elif wrong := _wrong_type(slot, value):
        yield Fault(path, wrong)
    elif slot.form in ("choice", "choices", "law", "laws"):
        yield from _not_to_be_chosen(slot, value if isinstance(value, list) else [value], path)
    elif slot.form in ("number", "rows"):
        yield from _out_of_bounds(slot, value, path)
        for number, row in enumerate(value if slot.form == "rows" else ()):
            yield from slot_faults(slot.slots, row, f"{path}/{number}/")


def _not_to_be_chosen(slot: Slot, values: list[str], path: str) -> Iterator[Fault]:
    allowed = {key for key, _ in slot.choices}
    for one in values:
        if slot.form in ("law", "laws"):
            if not is_law(one):
                yield Fault(path, f"{slot.label}: the law pack has no reference {one!r}.")
        elif one not in allowed:
            yield Fault(path, f"{slot.label}: {one!r} is not among the choices.")


def _out_of_bounds(slot: Slot, value: Any, path: str) -> Iterator[Fault]:
    """Too small or too large a number; too few or too many rows."""
    rows = slot.form == "rows"
    size = len(value) if rows else value
    if slot.least is not None and size < slot.least:
        said = f"at least {slot.least:g} are needed" if rows else f"the smallest is {slot.least:g}"
        yield Fault(path, f"{slot.label}: {said}.")
    if slot.most is not None and size > slot.most:
        said = f"at most {slot.most:g} fit" if rows else f"the largest is {slot.most:g}"
        yield Fault(path, f"{slot.label}: {said}.")


def _wrong_type(slot: Slot, value: Any) -> str:
    if slot.form in ("lines", "choices", "laws"):
        fits = isinstance(value, list) and all(isinstance(one, str) for one in value)
    elif slot.form == "rows":
        fits = isinstance(value, list) and all(isinstance(one, dict) for one in value)
    elif slot.form == "tick":
        fits = isinstance(value, bool)
    elif slot.form == "number":
        fits = isinstance(value, int | float) and not isinstance(value, bool)
    elif slot.form == "date":
        return "" if is_day(value) else f"{slot.label}: write a real date, such as 2026-09-07."
    else:
        fits = isinstance(value, str)
    return "" if fits else f"{slot.label}: this is not what belongs here."


def is_law(key: str) -> bool:
    """Whether the law pack has a reference with this key."""
    try:
        reference(key)
    except LookupError:
        return False
    return True


def is_day(value: Any) -> bool:
    """Whether a text is a date written as 2026-09-07."""
    try:
        datetime.date.fromisoformat(value)
    except (TypeError, ValueError):
        return False
    return len(value) == 10
