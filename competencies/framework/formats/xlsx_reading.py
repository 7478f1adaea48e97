"""Reads a workbook that somebody edited by hand. Every fault names the sheet and the cell."""

from __future__ import annotations

import datetime
import uuid
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace

from academy.kit.apart import Unreadable
from academy.kit.cells import Book, Sheet, read_cells
from academy.kit.words import listed
from competencies.framework.formats.gathering import Gathering
from competencies.framework.formats.shape import (
    CompetencyRow,
    DomainRow,
    ExpectRow,
    FrameworkData,
    KindRow,
    LevelRow,
    Note,
    ReadFile,
    Step,
    TaskRow,
)
from competencies.framework.formats.xlsx import ABOUT, README, SHEETS
from competencies.framework.formats.xlsx_rows import PLACES, REFUSED, WHOLE, Row
from competencies.framework.models.versions import WRITABLE
from competencies.framework.states import FRAMEWORK


def read(raw: bytes, base: FrameworkData | None = None) -> ReadFile:
    """What a workbook says. `base` is not asked: a workbook says everything."""
    try:
        book = read_cells(raw)
    except Unreadable as no:
        place = "the file" + PLACES.get(no.code, "").format(no.where) if no.where else "the file"
        return ReadFile(None, (Note(place, REFUSED.get(no.code, REFUSED["damaged"])),))
    if book.kind != "xlsx":
        return ReadFile(None, (Note("the file", REFUSED["wrong_type"]),))
    reading = _Reading(book, Gathering())
    return reading.found.report(lambda: reading.data)


class _Reading:
    """One workbook on its way to data."""

    def __init__(self, book: Book, found: Gathering) -> None:
        self.found = found
        self.broken: set[str] = set()
        self.sheets = {(sheet.name or "").strip().lower(): sheet for sheet in book.sheets}
        for name in self.sheets:
            if name not in {known.lower() for known in (README, *SHEETS)}:
                found.note(f"sheet {self.sheets[name].name}", "This sheet stays behind: we do not know it.")
        about = self._about()
        self.data = replace(
            about,
            domains=tuple(self._domains()),
            competencies=tuple(self._competencies()),
            levels=tuple(self._levels()),
            kinds=tuple(self._kinds()),
            tasks=tuple(self._tasks()),
            competency_steps=tuple(self._steps("Competencies")),
            task_steps=tuple(self._steps("Tasks")),
        )

    def _about(self) -> FrameworkData:
        sheet = self.sheets.get(README.lower())
        if sheet is None:
            self.found.fault(f"sheet {README}", f"The sheet {README} is missing.")
            return FrameworkData(name="")
        self._no_formulas(sheet)
        labels = {label.lower(): name for label, name in ABOUT.items()}
        cells: dict[str, str] = {}
        for line, row in enumerate(sheet.rows, start=1):
            name = labels.get(row[0].lower(), "") if row else ""
            if name and name not in cells:
                cells[name] = row[1] if len(row) > 1 else ""
                self.found.places["framework", 0, name] = f"sheet {README}, cell B{line}"
        self.found.places["framework", 0] = "sheet Competencies"
        return self._framework(Row(README, 0, cells, {}, self.found))

    def _framework(self, row: Row) -> FrameworkData:
        states = {words.lower(): state for state, words in FRAMEWORK.words.items()}
        state = states.get(row.text("state").lower(), "published")
        version = int(row.text("version")) if WHOLE.fullmatch(row.text("version")) else 1
        before = int(row.text("based_on")) if WHOLE.fullmatch(row.text("based_on")) else None
        identity = None
        try:
            identity = uuid.UUID(row.text("identity")) if row.text("identity") else None
        except ValueError:
            place = self.found.places["framework", 0, "identity"]
            self.found.fault(place, "This is no identity any more. Empty the cell, or undo it.")
        return FrameworkData(
            name=row.text("name"),
            identity=identity,
            version=version,
            state=state,
            based_on=before if state in WRITABLE else version,
            effective_from=self._day(row, "effective_from"),
            retired_on=self._day(row, "retired_on"),
            what_changed=row.text("what_changed"),
        )

    def _day(self, row: Row, name: str) -> datetime.date | None:
        try:
            return datetime.date.fromisoformat(row.text(name)[:10]) if row.text(name) else None
        except ValueError:
            self.found.fault(
                self.found.places["framework", 0, name], "This must be a day such as 2026-09-01."
            )
            return None

    def _no_formulas(self, sheet: Sheet) -> None:
        for cell in sheet.formulas:
            self.found.fault(f"sheet {sheet.name}, cell {cell}", "There is a formula here. Type its value.")

    def _no_row(self, sheet: str, place: str, words: str) -> None:
        """A row that belongs to none of another sheet, unless that sheet could not be read at all."""
        if sheet not in self.broken:
            self.found.fault(place, words)

    def _rows(self, name: str) -> Iterator[tuple[int, Row]]:
        """The filled rows of a sheet, with their number among them. Faults of the sheet are said once."""
        sheet = self.sheets.get(name.lower())
        if sheet is None:
            self.found.fault(f"sheet {name}", f"The sheet {name} is missing.")
            self.broken.add(name)
            return
        heads = [head.lower() for head in (sheet.rows[0] if sheet.rows else [])]
        columns = {
            one.name: heads.index(one.head.lower()) for one in SHEETS[name] if one.head.lower() in heads
        }
        missing = [one.head for one in SHEETS[name] if one.needed and one.name not in columns]
        if missing:
            self.found.fault(f"sheet {name}, row 1", f"These heads are missing: {listed(missing)}.")
            self.broken.add(name)
            return
        index = 0
        for line, row in enumerate(sheet.rows[1:], start=2):
            if any(row):
                cells = {one: row[at] if at < len(row) else "" for one, at in columns.items()}
                yield index, Row(sheet.name or name, line, cells, columns, self.found)
                index += 1

    def _read(self, name: str, noun: str) -> Iterator[tuple[int, Row]]:
        if name.lower() in self.sheets:
            self._no_formulas(self.sheets[name.lower()])
        for index, row in self._rows(name):
            self.found.places[noun, index] = f"sheet {row.sheet}, row {row.line}"
            for column in SHEETS[name]:
                self.found.places[noun, index, column.name] = row.place(column.name)
            yield index, row

    def _domains(self) -> Iterator[DomainRow]:
        rows = list(self._read("Domains", "domain"))
        codes = {row.text("code"): index for index, row in rows}
        said: dict[str, list[tuple[int, str]]] = defaultdict(list)
        for _, piece in self._read("Descriptors", "descriptor"):
            domain = piece.text("domain")
            if domain not in codes:
                self._no_row("Domains", piece.place("domain"), f"There is no domain {domain or 'here'}.")
                continue
            key = ("domain", codes[domain], "descriptors", len(said[domain]))
            self.found.places[key] = f"sheet {piece.sheet}, row {piece.line}"
            said[domain].append((piece.whole("level"), piece.text("text")))
        for _, row in rows:
            code = row.text("code")
            yield DomainRow(code, row.text("title"), tuple(said[code]), row.identity())

    def _competencies(self) -> Iterator[CompetencyRow]:
        for _, row in self._read("Competencies", "competency"):
            yield CompetencyRow(
                row.text("code"), row.text("domain"), row.text("text"), row.codes("evidence"), row.identity()
            )

    def _levels(self) -> Iterator[LevelRow]:
        for _, row in self._read("Levels", "level"):
            yield LevelRow(
                number=row.whole("number"),
                name=row.text("name"),
                descriptor=row.text("descriptor"),
                work_allowed=row.text("work_allowed"),
                least_kinds=row.whole("least_kinds"),
                least_live=row.whole("least_live"),
                least_audits=row.whole("least_audits"),
                least_recommendations=row.whole("least_recommendations"),
                every_competency=row.yes("every_competency"),
                fresh_months=row.whole("fresh_months"),
                months_below=row.whole("months_below"),
            )

    def _kinds(self) -> Iterator[KindRow]:
        for _, row in self._read("Evidence kinds", "kind of evidence"):
            live, months = row.yes("is_live"), row.whole("months_valid")
            yield KindRow(row.text("code"), row.text("name"), row.text("form"), live, months)

    def _tasks(self) -> Iterator[TaskRow]:
        rows = list(self._read("Tasks", "task"))
        codes = {row.text("code"): index for index, row in rows}
        expects: dict[str, list[ExpectRow]] = defaultdict(list)
        for _, one in self._read("Expectations", "expectation"):
            task = one.text("task")
            if task not in codes:
                self._no_row("Tasks", one.place("task"), f"There is no task {task or 'here'}.")
                continue
            key = ("task", codes[task], "expects", len(expects[task]))
            self.found.places[key] = f"sheet {one.sheet}, row {one.line}"
            expects[task].append(
                ExpectRow(one.text("role"), one.whole("weeks"), one.whole("level"), one.text("note"))
            )
        for _, row in rows:
            code = row.text("code")
            built_on, law = row.codes("competencies"), row.codes("law")
            yield TaskRow(code, row.text("title"), built_on, law, tuple(expects[code]), row.identity())

    def _steps(self, sheet: str) -> Iterator[Step]:
        for _, row in self._rows(sheet) if sheet.lower() in self.sheets else ():
            for code in row.codes("goes_on"):
                yield Step(code, row.text("code"))
