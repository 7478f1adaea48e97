"""What a layout is: fields with the headers they are known by, and how sure we are that a header is it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import pandas as pd

from assessments.imports.reading import Book, Sheet

from .answers import Answers

DROP = "drop"
"""What a column is read as when it is not read at all."""

SECTIONS = ("A", "B", "C", "D", "E", "F", "G", "H1", "H2", "I", "J", "K", "PfA", "Review")
SECTION_PREFIX = "section:"
CRITERION_PREFIX = "criterion:"
PLAN_AUDIT = "plan-audit"
NOT_IT = -10.0
"""What `fits` says of a sheet that has the header of a layout and not its content."""


def header_key(text: str) -> str:
    """A header without case, marks and blanks, for comparison."""
    return re.sub(r"[^a-z0-9]+", " ", text.lower()).strip()


def column_letters(place: int) -> str:
    """The letters of a column counted from 0: A, B, ... Z, AA."""
    letters = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


@dataclass(frozen=True)
class Field:
    """One thing a layout can read: its code, what people call it, the headers it goes by.

    `pattern`: a regular expression for the whole header key, for headers that are sentences.
    """

    code: str
    label: str
    aliases: frozenset[str]
    required: bool = False
    free_text: bool = False
    pattern: str = ""

    @classmethod
    def known_as(
        cls,
        code: str,
        label: str,
        *aliases: str,
        required: bool = False,
        free_text: bool = False,
        pattern: str = "",
    ) -> Field:
        """A field whose headers are given as people write them."""
        keys = frozenset(header_key(alias) for alias in (label, *aliases))
        return cls(code, label, keys, required, free_text, pattern)


@dataclass(frozen=True)
class Recognition:
    """How one header was read. ``columns``: place in the header (from 0) to field code.

    ``fit``: how well the content suits the layout, beside the header. Where a record is not a row of its
    sheet:
    ``homes`` has the sheet and the row of each record, ``spots`` the row and the letters of each place in it.
    ``legend``: what fill colours mean, as the book says.
    """

    layout: Layout
    header_row: int
    header: tuple[str, ...]
    columns: dict[int, str]
    unknown: tuple[int, ...]
    missing: tuple[str, ...]
    fit: float = 0.0
    homes: tuple[tuple[str | None, int], ...] = ()
    spots: Mapping[int, tuple[int, str]] = field(default_factory=dict)
    legend: Mapping[str, int] = field(default_factory=dict)

    @property
    def score(self) -> float:
        """Share of the layout's required fields that were found, plus a little for the rest."""
        required = [one.code for one in self.layout.fields if one.required]
        found = set(self.columns.values())
        share = sum(code in found for code in required) / len(required) if required else 1.0
        return share + len(found) / 1000 + self.fit

    @property
    def sections(self) -> list[str]:
        """Codes of the section columns, in the order of the header."""
        return [code for _, code in sorted(self.columns.items()) if code.startswith(SECTION_PREFIX)]


def _any_content(sheet: Sheet, recognition: Recognition) -> float:
    return 0.0


def _as_it_is(frame: pd.DataFrame, sheet: Sheet, recognition: Recognition, answers: Answers) -> None:
    """The texts of the cells say everything."""


@dataclass(frozen=True)
class Layout:
    """A form in which councils send audits.

    `long`: one row a criterion. `instrument`: what the audits are made with. `of_service`: the work is a
    service's, not a writer's. `writer_of_plan`: the file has no writer, so the writer is who wrote the plan
    that the file names. `comment_stops`: whether personal data in free text stops the row, or only the text
    is thrown away. `fits`: what the content of a sheet adds to the score of its header, NOT_IT where it is
    another layout. `tidy`: fills in the frame's texts that the cells do not say as such. `parts`: finds the
    sheets of a book where they have no header row. `words`: grade words that mean something else than
    elsewhere; None takes a word away. `plain`: a grade cell without what is no part of its grade.
    `figures`: it is a summary and has no audits.
    """

    code: str
    name: str
    sentence: str
    fields: tuple[Field, ...]
    long: bool = False
    instrument: str = PLAN_AUDIT
    of_service: bool = False
    writer_of_plan: bool = False
    comment_stops: bool = True
    fits: Callable[[Sheet, Recognition], float] = _any_content
    tidy: Callable[[pd.DataFrame, Sheet, Recognition, Answers], None] = _as_it_is
    parts: Callable[[Book, Answers], list[tuple[Sheet, Recognition]]] | None = None
    words: Mapping[str, int | None] = field(default_factory=dict)
    plain: Callable[[str], str] = str.strip
    figures: bool = False
    by_alias: dict[str, str] = field(default_factory=dict, compare=False, repr=False)

    def __post_init__(self) -> None:
        for one in self.fields:
            for alias in one.aliases:
                self.by_alias.setdefault(alias, one.code)

    def field_named(self, code: str) -> Field:
        """The field of that code. StopIteration if there is none."""
        return next(one for one in self.fields if one.code == code)

    def code_of(self, key: str) -> str | None:
        """The field that a header key means, by name or by pattern."""
        named = self.by_alias.get(key)
        if named is not None:
            return named
        patterns = (one for one in self.fields if one.pattern)
        return next((one.code for one in patterns if re.fullmatch(one.pattern, key)), None)

    def _one_reference(self, columns: dict[int, str]) -> None:
        """Where audits need no number of their own, the only reference there is names the plan."""
        needed = {one.code for one in self.fields if one.required}
        if "plan_ref" in needed and "plan_ref" not in columns.values() and "audit_ref" not in needed:
            for place, code in columns.items():
                if code == "audit_ref":
                    columns[place] = "plan_ref"

    def recognise(
        self, header: list[str], header_row: int, told: Mapping[str, str] | None = None
    ) -> Recognition:
        """Match a header. ``told``: header key to field code or DROP, as a person decided before."""
        columns: dict[int, str] = {}
        unknown: list[int] = []
        codes = {one.code for one in self.fields}
        for place, text in enumerate(header):
            key = header_key(text)
            if not key:
                continue
            code = (told or {}).get(key) or self.code_of(key)
            if code == DROP:
                continue
            if code is None or code not in codes or code in columns.values():
                unknown.append(place)
            else:
                columns[place] = code
        self._one_reference(columns)
        found = set(columns.values())
        return Recognition(
            layout=self,
            header_row=header_row,
            header=tuple(header),
            columns=columns,
            unknown=tuple(unknown),
            missing=tuple(one.code for one in self.fields if one.required and one.code not in found),
        )
