"""What a layout is: fields with the headers they are known by, and how sure we are that a header is it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

DROP = "drop"
"""What a column is read as when it is not read at all."""

SECTIONS = ("A", "B", "C", "D", "E", "F", "G", "H1", "H2", "I", "J", "K", "PfA", "Review")
SECTION_PREFIX = "section:"


def header_key(text: str) -> str:
    """A header without case, marks and blanks, for comparison."""
    return re.sub(r"[^a-z0-9]+", " ", text.lower()).strip()


@dataclass(frozen=True)
class Field:
    """One thing a layout can read: its code, what people call it, the headers it goes by."""

    code: str
    label: str
    aliases: frozenset[str]
    required: bool = False
    free_text: bool = False

    @classmethod
    def known_as(
        cls, code: str, label: str, *aliases: str, required: bool = False, free_text: bool = False
    ) -> Field:
        """A field whose headers are given as people write them."""
        return cls(
            code, label, frozenset(header_key(alias) for alias in (label, *aliases)), required, free_text
        )


@dataclass(frozen=True)
class Recognition:
    """How one header was read. ``columns``: place in the header (from 0) to field code."""

    layout: Layout
    header_row: int
    header: tuple[str, ...]
    columns: dict[int, str]
    unknown: tuple[int, ...]
    missing: tuple[str, ...]

    @property
    def score(self) -> float:
        """Share of the layout's required fields that were found, plus a little for the rest."""
        required = [one.code for one in self.layout.fields if one.required]
        found = set(self.columns.values())
        return sum(code in found for code in required) / len(required) + len(found) / 1000


@dataclass(frozen=True)
class Layout:
    """A form in which councils send audits."""

    code: str
    name: str
    sentence: str
    fields: tuple[Field, ...]
    long: bool = False
    by_alias: dict[str, str] = field(default_factory=dict, compare=False, repr=False)

    def __post_init__(self) -> None:
        for one in self.fields:
            for alias in one.aliases:
                self.by_alias.setdefault(alias, one.code)

    def field_named(self, code: str) -> Field:
        """The field of that code. StopIteration if there is none."""
        return next(one for one in self.fields if one.code == code)

    def recognise(
        self, header: list[str], header_row: int, told: dict[str, str] | None = None
    ) -> Recognition:
        """Match a header. ``told``: header key to field code or DROP, as a person decided before."""
        columns: dict[int, str] = {}
        unknown: list[int] = []
        codes = {one.code for one in self.fields}
        for place, text in enumerate(header):
            key = header_key(text)
            if not key:
                continue
            code = (told or {}).get(key) or self.by_alias.get(key)
            if code == DROP:
                continue
            if code is None or code not in codes or code in columns.values():
                unknown.append(place)
            else:
                columns[place] = code
        found = set(columns.values())
        return Recognition(
            layout=self,
            header_row=header_row,
            header=tuple(header),
            columns=columns,
            unknown=tuple(unknown),
            missing=tuple(one.code for one in self.fields if one.required and one.code not in found),
        )
