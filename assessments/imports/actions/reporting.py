"""What a check found, as plain data for the screens, the command and the record: never personal data."""

from __future__ import annotations

import dataclasses
import datetime
import re
from collections import defaultdict
from typing import Any

from academy.gate.scan import Scanner
from assessments.imports.checking.result import Check, Stopped
from assessments.imports.checking.showing import ShownRow, ten_rows
from assessments.imports.checking.writers import is_leaver
from assessments.imports.layouts import column_letters
from assessments.imports.layouts.grades import word_key
from assessments.imports.queries.asking import asked_of
from assessments.imports.queries.examining import Examination
from assessments.imports.rules import OLD_DAYS

MOST_SHOWN = 24
"""Longer texts are not repeated: what is needed to find a cell is its row and column."""
REF = re.compile(r"[A-Za-z]{0,8}[-/ ]?\d{1,12}(?:[-/]\d{1,8}){0,2}")


def describe(examination: Examination, *, today: datetime.date) -> dict[str, Any]:
    """Counts, stopped rows, held cells and how the file was read."""
    one = examination.recognition
    labels = {field.code: field.label for field in one.layout.fields}
    report: dict[str, Any] = {
        "kind": examination.book.kind,
        "encoding": examination.book.encoding,
        "header_key": examination.header_key,
        "columns": [[one.header[place], labels[code]] for place, code in sorted(one.columns.items())],
        "unknown": [[column_letters(place), one.header[place]] for place in one.unknown],
        "missing": [[code, labels[code]] for code in one.missing],
        "dropped": [
            heading
            for place, heading in enumerate(one.header)
            if heading and place not in one.columns and place not in one.unknown
        ],
        "unread_sheets": len(examination.reading.unread),
        "questions": asked_of(
            examination.reading,
            examination.answers,
            council=examination.council,
            scanner=examination.scanner,
            services=examination.services.choices,
        ),
    }
    if examination.check is not None:
        report |= _outcome(examination.check, examination, today)
    return report


def _outcome(check: Check, examination: Examination, today: datetime.date) -> dict[str, Any]:
    audits, scanner = check.audits, examination.scanner
    days = audits["audited_on"]
    people = {person.key: person for person in examination.roster.people}
    writers = [people[key] for key in audits["writer"].unique() if key in people]
    low = int(check.marks["grade"].between(1, 2).sum())
    words, strange = _words(check, scanner)
    return {
        "rows": check.data_rows,
        "audits": len(audits),
        "amended": check.amended,
        "grades": check.grades,
        "below_good": low,
        "low_sections": int(check.sections["grade"].between(1, 2).sum()),
        "duplicates": check.duplicates,
        "drafts": check.drafts,
        "superseded": len(check.superseded) + check.amended,
        "first_day": min(days).isoformat() if len(days) else "",
        "last_day": max(days).isoformat() if len(days) else "",
        "old": bool(len(days)) and (today - max(days)).days > OLD_DAYS,
        "stopped": [_shown(one, scanner) for one in check.stopped],
        "stopped_rows": sum(
            one.last_row - one.row + 1 for one in check.stopped if one.reason not in ("draft", "duplicate")
        ),
        "held": [dataclasses.asdict(one) for one in check.held],
        "unsure": [
            dataclasses.asdict(one) | {"candidates": [list(pair) for pair in one.candidates]}
            for one in check.unsure
        ],
        "ticks": len(check.ticks),
        "sample": [dataclasses.asdict(one) for one in _sample(examination, check)],
        "words": words,
        "strange_words": strange,
        "writers": len(writers),
        "leavers": sum(is_leaver(person, today) for person in writers),
    }


def _sample(examination: Examination, check: Check) -> list[ShownRow]:
    return ten_rows(check, names=examination.names, scanner=examination.scanner)


def _shown(one: Stopped, scanner: Scanner) -> dict[str, Any]:
    """A stopped row as it may be shown: found text only where it is short and points to nobody."""
    safe = one.reason in ("bad_grade", "bad_date") or (
        one.reason == "unknown_writer" and REF.fullmatch(one.found)
    )
    found = one.found if safe and len(one.found) <= MOST_SHOWN and not scanner.kinds(one.found) else ""
    ref = one.audit_ref if REF.fullmatch(one.audit_ref) and not scanner.kinds(one.audit_ref) else ""
    return dataclasses.asdict(one) | {"found": found, "audit_ref": ref}


def _words(check: Check, scanner: Scanner) -> tuple[list[Any], list[Any]]:
    """Grade words by what they were read as, commonest first; and those that are no grade, where showable."""
    by_grade: defaultdict[int, list[tuple[int, str]]] = defaultdict(list)
    strange: defaultdict[str, int] = defaultdict(int)
    for text, (grade, cells) in check.words.items():
        if grade is None:
            if len(text) <= MOST_SHOWN and not scanner.kinds(text):
                strange[word_key(text) or text] += cells
        else:
            by_grade[grade].append((cells, text or "blank"))
    words = [
        [grade, [text for _, text in sorted(some, reverse=True)], sum(cells for cells, _ in some)]
        for grade, some in sorted(by_grade.items(), key=lambda pair: (pair[0] == 0, -pair[0]))
    ]
    return words, [list(pair) for pair in sorted(strange.items())]
