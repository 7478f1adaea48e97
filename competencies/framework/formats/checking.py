"""Whether what a file says can be a version of the framework. Every fault names its row and its field."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import models

from academy.gate.scan import KIND_WORDS, Scanner
from academy.people.roles import ROLES
from competencies.framework.formats.shape import NOUNS, FrameworkData
from competencies.framework.models import (
    Competency,
    Domain,
    EntrustableTask,
    EvidenceKind,
    Framework,
    Level,
    LevelDescriptor,
    RoleExpectation,
)
from competencies.framework.models.levels import HIGHEST

EVIDENCE_CODES = ("KC", "SIM", "WP", "OBS", "AUD", "CBD", "MSF", "REF", "DATA", "CAL", "EXT", "RPL")
NEVER_HELD = ("email", "nhs", "phone", "postcode", "upn", "dob")
"""What points at one real person. A framework never needs it."""
MOST_ROWS = 1000
MOST_NUMBER = 32_767
LONGEST_WORDS = 20_000
CODE = re.compile(r"[^\s,;]+")
UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
TABLES: dict[str, type[models.Model]] = {
    "framework": Framework,
    "domain": Domain,
    "competency": Competency,
    "level": Level,
    "kind of evidence": EvidenceKind,
    "task": EntrustableTask,
}
TEXTS = {
    "domain": ("code", "title"),
    "competency": ("code", "text"),
    "level": ("name", "descriptor", "work_allowed"),
    "kind of evidence": ("code", "name", "form"),
    "task": ("code", "title"),
}
NUMBERS = {
    "level": (
        "least_kinds",
        "least_live",
        "least_audits",
        "least_recommendations",
        "fresh_months",
        "months_below",
    ),
    "kind of evidence": ("months_valid",),
}


@dataclass(frozen=True)
class Fault:
    """What is wrong with one field of one row. `part` names a descriptor or an expectation inside a row."""

    noun: str
    index: int
    field: str
    words: str
    part: int | None = None


def faults_of(data: FrameworkData) -> list[Fault]:
    """Everything that keeps the data from being a version, in the order of the file."""
    scanner = Scanner()
    found = [
        Fault("framework", 0, name, words)
        for name, most in (("name", None), ("what_changed", LONGEST_WORDS))
        for words in text_faults("framework", name, getattr(data, name), scanner, most)
    ]
    if not data.domains or not data.competencies:
        found.append(Fault("framework", 0, "", "There are no domains with competencies in this file."))
    identities: set[Any] = {data.identity}
    for noun in NOUNS:
        rows = data.rows(noun)
        if len(rows) > MOST_ROWS:
            found.append(Fault(noun, MOST_ROWS, "", f"There are more than {MOST_ROWS} rows of this kind."))
            continue
        found += _twice(noun, rows, identities)
        for index, row in enumerate(rows):
            for name in TEXTS[noun]:
                words_of = text_faults(noun, name, getattr(row, name), scanner)
                found += [Fault(noun, index, name, words) for words in words_of]
            for name in NUMBERS.get(noun, ()):
                least = 1 if name == "fresh_months" else 0
                found += _between(noun, index, name, getattr(row, name), least, MOST_NUMBER)
    return [*found, *_pieces(data, scanner), *_links(data)]


def text_faults(noun: str, name: str, text: str, scanner: Scanner, most: int | None = None) -> Iterator[str]:
    """What is wrong with one text."""
    most = most or longest(TABLES[noun], name)
    if not text.strip() and name != "what_changed":
        yield "This is empty. Fill it in."
    if len(text) > most:
        yield f"This has {len(text)} characters. {most} is the most."
    if name == "code" and text and not CODE.fullmatch(text):
        yield "A code has no spaces, commas or semicolons in it."
    if UNPRINTABLE.search(text):
        yield "There is a sign in this that cannot be shown. Type the words again."
    yield from personal(text, scanner)


def personal(text: str, scanner: Scanner) -> Iterator[str]:
    """What points at a real person, in words that never repeat it."""
    for kind in scanner.kinds(text, names=False):
        if kind in NEVER_HELD:
            what = KIND_WORDS[kind]
            yield f"This looks like {what[0].lower()}{what[1:]}. A framework says nothing about a person."


def longest(model: type[models.Model], name: str) -> int:
    """How many characters the table holds."""
    return getattr(model._meta.get_field(name), "max_length", None) or LONGEST_WORDS


def _between(
    noun: str, index: int, name: str, value: int, least: int, most: int, part: int | None = None
) -> Iterator[Fault]:
    if not least <= value <= most:
        yield Fault(noun, index, name, f"This is {value}. It must be {least} to {most}.", part)


def _twice(noun: str, rows: Iterable[Any], identities: set[Any]) -> Iterator[Fault]:
    """Codes that stand more than once, and identities that anything else has."""
    codes: set[str] = set()
    for index, row in enumerate(rows):
        if row.code and row.code in codes:
            yield Fault(noun, index, "code", f"{row.code} stands more than once.")
        identity = getattr(row, "identity", None)
        if identity and identity in identities:
            yield Fault(noun, index, "identity", f"{row.code} has the same identity as another row.")
        codes.add(row.code)
        identities.add(identity)


def _pieces(data: FrameworkData, scanner: Scanner) -> Iterator[Fault]:
    """Descriptors inside domains, expectations inside tasks, and numbers of levels."""
    for index, level in enumerate(data.levels):
        yield from _between("level", index, "number", level.number, 0, HIGHEST)
    for index, domain in enumerate(data.domains):
        seen: set[Any] = set()
        for part, (number, text) in enumerate(domain.descriptors):
            yield from _between("domain", index, "descriptors", number, 0, HIGHEST, part)
            if number in seen:
                yield Fault("domain", index, "descriptors", f"Level {number} stands more than once.", part)
            seen.add(number)
            yield from _short(text, LevelDescriptor, "text", ("domain", index, "descriptors", part), scanner)
    for index, task in enumerate(data.tasks):
        seen = set()
        for part, one in enumerate(task.expects):
            yield from _between("task", index, "expects", one.level, 0, HIGHEST, part)
            yield from _between("task", index, "expects", one.weeks, 0, MOST_NUMBER, part)
            if one.role not in ROLES:
                yield Fault("task", index, "expects", f"There is no role {one.role[:8]}.", part)
            if (one.role, one.weeks) in seen:
                words = f"{task.code}, {one.role} after {one.weeks} weeks stands more than once."
                yield Fault("task", index, "expects", words, part)
            seen.add((one.role, one.weeks))
            if one.note:
                where = ("task", index, "expects", part)
                yield from _short(one.note, RoleExpectation, "note", where, scanner)


def _short(
    text: str, model: type[models.Model], name: str, where: tuple[str, int, str, int], scanner: Scanner
) -> Iterator[Fault]:
    noun, index, place, part = where
    words = list(personal(text, scanner))
    if not text.strip():
        words.append("This is empty. Fill it in, or take the row out.")
    if len(text) > longest(model, name):
        words.append(f"This has {len(text)} characters. {longest(model, name)} is the most.")
    if UNPRINTABLE.search(text):
        words.append("There is a sign in this that cannot be shown. Type the words again.")
    yield from (Fault(noun, index, place, said, part) for said in words)


def _links(data: FrameworkData) -> Iterator[Fault]:
    """Codes that point at rows that are not there."""
    domains = {row.code for row in data.domains}
    kinds = {row.code for row in data.kinds} or set(EVIDENCE_CODES)
    competencies = {row.code for row in data.competencies}
    for index, kind in enumerate(data.kinds):
        if kind.code not in EVIDENCE_CODES:
            words = f"{kind.code} is no kind of evidence here. They are {', '.join(EVIDENCE_CODES)}."
            yield Fault("kind of evidence", index, "code", words)
    for index, row in enumerate(data.competencies):
        if row.domain not in domains:
            yield Fault(
                "competency", index, "domain", f"There is no domain {row.domain or 'without a code'}."
            )
        yield from _among("competency", index, "evidence", row.evidence, kinds, "kind of evidence")
    for index, task in enumerate(data.tasks):
        yield from _among("task", index, "competencies", task.competencies, competencies, "competency")
        for key in task.law:
            if not CODE.fullmatch(key) or UNPRINTABLE.search(key) or len(key) > 60:
                yield Fault("task", index, "law", "A key of the law pack has no spaces or commas in it.")
    for steps, rows in (
        (data.competency_steps, competencies),
        (data.task_steps, {t.code for t in data.tasks}),
    ):
        for step in steps:
            if step.new not in rows:
                yield Fault("framework", 0, "steps", f"The bridge names {step.new}, which is not there.")


def _among(
    noun: str, index: int, name: str, codes: tuple[str, ...], known: Mapping[str, Any] | set[str], what: str
) -> Iterator[Fault]:
    for place, code in enumerate(codes):
        if code not in known:
            yield Fault(noun, index, name, f"There is no {what} {code[:20] or 'without a code'}.")
        elif code in codes[:place]:
            yield Fault(noun, index, name, f"{code} stands twice here.")
