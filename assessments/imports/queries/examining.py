"""Examining a file: read, recognise, check against what the academy knows. Writes nothing."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field

from academy.gate.scan import Scanner
from academy.people.models import Council
from assessments.audits.models import Audit
from assessments.imports.checking.check import Terms, check_sheets
from assessments.imports.checking.frame import column_letters
from assessments.imports.checking.result import Check, Known
from assessments.imports.checking.writers import WriterBook
from assessments.imports.layouts import HEADER_WITHIN, Recognition, fingerprint, recognise
from assessments.imports.models import Mapping
from assessments.imports.queries.roster import Roster, load_roster
from assessments.imports.reading import Book, FileRefused, Sheet, read_cells
from assessments.instruments.models import Instrument
from assessments.instruments.queries import criteria_of, current_instrument


@dataclass(frozen=True)
class Examination:
    """A file as we understand it. `check` is missing while columns are not matched."""

    book: Book
    recognition: Recognition
    mapping: Mapping | None
    roster: Roster
    scanner: Scanner
    instrument: Instrument
    criterion_ids: dict[str, int]
    check: Check | None = None
    unread_sheets: list[str] = field(default_factory=list)

    @property
    def header_key(self) -> str:
        """What the header is remembered by."""
        return fingerprint(self.recognition.header)

    @property
    def needs_mapping(self) -> bool:
        """Whether a person must say what some columns are."""
        return bool(self.recognition.unknown or self.recognition.missing)


def examine_file(
    *,
    council: Council,
    raw: bytes,
    today: datetime.date,
    mapping: Mapping | None = None,
    answers: dict[str, str] | None = None,
) -> Examination:
    """Read and check a file. Raises FileRefused, in words, when it cannot come in as a whole.

    `mapping`: how to read it; without one the mapping remembered for the same header is used. `answers`:
    writers that a person chose, by 'sheet!row'. A constant number of queries and one per 500 audits.
    """
    book = read_cells(raw)
    roster = load_roster(council=council)
    scanner = Scanner(roster.names)
    mapping = mapping or _remembered(council, book)
    parts, unread = _choose_sheets(book, dict(mapping.columns) if mapping else {})
    _refuse_names(parts, scanner)
    instrument = current_instrument(council_id=council.pk)
    criterion_ids = {one.code: one.pk for one in criteria_of(instrument=instrument)}
    odd = next((one for _, one in parts if one.unknown or one.missing), None)
    check = None
    if odd is None:
        check = check_sheets(
            parts,
            book=WriterBook(roster.people),
            scanner=scanner,
            criteria=frozenset(criterion_ids),
            known=known_audits(council=council, refs=_refs(parts)),
            today=today,
            terms=_terms(mapping, answers or {}),
        )
    return Examination(
        book=book,
        recognition=odd or parts[0][1],
        mapping=mapping,
        roster=roster,
        scanner=scanner,
        instrument=instrument,
        criterion_ids=criterion_ids,
        check=check,
        unread_sheets=unread,
    )


def _choose_sheets(book: Book, told: dict[str, str]) -> tuple[list[tuple[Sheet, Recognition]], list[str]]:
    """The sheets of the best recognised layout, and the names of the others. Raises FileRefused for none."""
    read = [(sheet, recognise(sheet.rows, told)) for sheet in book.sheets if sheet.rows]
    found = [(sheet, one) for sheet, one in read if one is not None]
    if not found:
        raise FileRefused("not_audits")
    best = max(found, key=lambda pair: round(pair[1].score, 3))[1]
    whole = [pair for pair in found if pair[1].layout is best.layout and not pair[1].missing]
    parts = whole or [pair for pair in found if pair[1] is best]
    taken = {id(sheet) for sheet, _ in parts}
    return parts, [sheet.name or "" for sheet, _ in read if id(sheet) not in taken]


def known_audits(*, council: Council, refs: list[str]) -> dict[str, Known]:
    """What is held of these audits already. One query per 500."""
    known: dict[str, Known] = {}
    for start in range(0, len(refs), 500):
        rows = Audit.objects.filter(council=council, is_current=True, ref__in=refs[start : start + 500])
        for ref, content_hash, edited_at in rows.values_list("ref", "content_hash", "edited_at"):
            known[ref] = Known(content_hash, edited_at.replace(tzinfo=None) if edited_at else None)
    return known


def _refs(parts: list[tuple[Sheet, Recognition]]) -> list[str]:
    refs: set[str] = set()
    for sheet, one in parts:
        place = next(place for place, code in one.columns.items() if code == "audit_ref")
        refs.update(row[place] for row in sheet.rows[one.header_row :] if len(row) > place and row[place])
    return sorted(refs)


def _terms(mapping: Mapping | None, answers: dict[str, str]) -> Terms:
    choices = mapping.choices if mapping else {}
    return Terms(
        grade_words={word: int(grade) for word, grade in (mapping.grade_words if mapping else {}).items()},
        one_is_best=bool(choices.get("one_is_best")),
        keep=frozenset(choices.get("keep", ())),
        confirmed=answers,
    )


def _remembered(council: Council, book: Book) -> Mapping | None:
    """The newest mapping made for one of the headers of this file."""
    keys = {
        fingerprint(tuple(row))
        for sheet in book.sheets
        for row in sheet.rows[:HEADER_WITHIN]
        if sum(bool(cell) for cell in row) >= 4
    }
    return Mapping.objects.filter(council=council, header_key__in=keys).order_by("-made_at", "-pk").first()


def _refuse_names(parts: list[tuple[Sheet, Recognition]], scanner: Scanner) -> None:
    """Headings and sheet names must not point to a person either. Says where, never what."""
    for number, (sheet, one) in enumerate(parts, start=1):
        if sheet.name and scanner.kinds(sheet.name):
            raise FileRefused("named_sheet", str(number))
        for place, heading in enumerate(one.header):
            if place not in one.columns and scanner.kinds(heading):
                raise FileRefused("named_heading", column_letters(place))
