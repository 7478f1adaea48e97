"""Examining a file: read, recognise, check against what the academy knows. Writes nothing."""

from __future__ import annotations

import datetime
from collections.abc import Hashable
from dataclasses import dataclass, replace

from academy.gate.scan import Scanner
from academy.people.models import Council
from assessments.imports.checking.check import check_sheets
from assessments.imports.checking.more import More
from assessments.imports.checking.result import Check
from assessments.imports.checking.writers import WriterBook
from assessments.imports.layouts import (
    HEADER_WITHIN,
    Answers,
    Layout,
    Question,
    Reading,
    Recognition,
    column_letters,
    fingerprint,
    is_list_word,
    questions_of,
    read_book,
)
from assessments.imports.layouts.services import ServiceBook
from assessments.imports.models import Mapping
from assessments.imports.queries.asking import answers_of
from assessments.imports.queries.knowledge import known_audits, more_of
from assessments.imports.queries.roster import Roster, load_roster
from assessments.imports.reading import BESIDE, Book, FileRefused, read_cells
from assessments.instruments.models import Instrument
from assessments.instruments.queries import (
    PLAN_AUDIT,
    criteria_of,
    criterion_ids_of,
    current_instrument,
)


@dataclass(frozen=True)
class Examination:
    """A file as we understand it. `check` is missing while columns are not matched."""

    council: Council
    reading: Reading
    answers: Answers
    mapping: Mapping | None
    roster: Roster
    scanner: Scanner
    instrument: Instrument
    criterion_ids: dict[str, int]
    services: ServiceBook
    check: Check | None = None

    @property
    def book(self) -> Book:
        """The cells of the file."""
        return self.reading.book

    @property
    def recognition(self) -> Recognition:
        """The heading to talk about."""
        return self.reading.recognition

    @property
    def header_key(self) -> str:
        """What the header is remembered by."""
        return self.reading.header_key

    @property
    def questions(self) -> list[Question]:
        """What the file cannot say by itself."""
        return questions_of(self.reading, self.answers, services=self.services.choices)

    @property
    def needs_mapping(self) -> bool:
        """Whether a person must say something before any of it can come in."""
        return self.reading.odd is not None or any(one.must for one in self.questions)

    @property
    def names(self) -> dict[Hashable, str]:
        """What the people and services that audits point to are called."""
        people = {one.key: f"{one.given_name} {one.family_name}" for one in self.roster.people}
        return people | {("service", one.key): one.name for one in self.services.services}


def examine_file(
    *,
    council: Council,
    raw: bytes,
    today: datetime.date,
    mapping: Mapping | None = None,
    confirmed: dict[str, str] | None = None,
) -> Examination:
    """Read and check a file. Raises FileRefused, in words, when it cannot come in as a whole.

    A file with an open question has a check by our guesses, to be looked at and not to be stored.
    `mapping`: how to read it; without one the mapping remembered for the same header is used. `confirmed`:
    writers that a person chose, by 'sheet!row'. A constant number of queries and one per 500 audits.
    """
    book = read_cells(raw, may_hide=is_list_word)
    roster = load_roster(council=council)
    scanner = Scanner(roster.names)
    mapping = mapping or _remembered(council, book)
    answers = answers_of(mapping)
    reading = _read(book, answers, scanner)
    instrument = _instrument(council, reading.layout)
    criteria = list(criteria_of(instrument=instrument))
    more = more_of(council, criteria, services=reading.layout.of_service)
    seen = Examination(
        council=council,
        reading=reading,
        answers=answers,
        mapping=mapping,
        roster=roster,
        scanner=scanner,
        instrument=instrument,
        criterion_ids=criterion_ids_of(council_id=council.pk, code=instrument.code),
        services=more.services,
    )
    return seen if reading.odd is not None else _checked(seen, more, today, confirmed)


def _checked(
    seen: Examination, more: More, today: datetime.date, confirmed: dict[str, str] | None
) -> Examination:
    check = check_sheets(
        list(seen.reading.parts),
        book=WriterBook(seen.roster.people),
        scanner=seen.scanner,
        criteria=frozenset(seen.criterion_ids),
        known=lambda refs: known_audits(council=seen.council, refs=refs),
        today=today,
        answers=seen.answers,
        confirmed=confirmed,
        more=more,
    )
    return replace(seen, check=check)


def _read(book: Book, answers: Answers, scanner: Scanner) -> Reading:
    """The book as audits. Raises FileRefused where it holds none, or a name where none may be."""
    reading = read_book(book, answers)
    if reading is None:
        raise FileRefused("not_audits")
    _refuse_names(reading, scanner)
    if reading.layout.figures:
        raise FileRefused("summary")
    return reading


def _remembered(council: Council, book: Book) -> Mapping | None:
    """The newest mapping made for one of the headers of this file, or for the labels of its forms."""
    keys = {
        fingerprint(tuple(row))
        for sheet in book.sheets
        for row in sheet.rows[:HEADER_WITHIN]
        if sum(bool(cell) for cell in row) >= 4
    }
    fresh = read_book(book)
    keys |= {fresh.header_key} if fresh is not None else set()
    rows = Mapping.objects.filter(council=council, header_key__in=keys, retired_at=None)
    return rows.order_by("-made_at", "-pk").first()


def _instrument(council: Council, layout: Layout) -> Instrument:
    """What the audits of a layout are made with. Raises FileRefused where the council has none such."""
    try:
        return current_instrument(council_id=council.pk, code=layout.instrument)
    except Instrument.DoesNotExist:
        if layout.instrument == PLAN_AUDIT:
            raise
        raise FileRefused("no_instrument") from None


def _refuse_names(reading: Reading, scanner: Scanner) -> None:
    """Headings and sheet names must not point to a person either. Says where, never what."""
    for number, sheet in enumerate(reading.book.sheets, start=1):
        if sheet.name and scanner.kinds(sheet.name):
            raise FileRefused("named_sheet", str(number))
    for code, text in reading.book.beside:
        if scanner.kinds(text):
            raise FileRefused("named_beside", BESIDE[code])
    for _, one in reading.parts:
        for place, heading in enumerate(one.header):
            if place not in one.columns and scanner.kinds(heading):
                raise FileRefused("named_heading", one.spots.get(place, (0, column_letters(place)))[1])
