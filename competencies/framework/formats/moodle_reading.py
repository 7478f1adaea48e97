"""Reads the CSV of a competency framework from Moodle. Every fault names its line. Pure."""

from __future__ import annotations

import csv
import io
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser

from competencies.framework.formats.gathering import Gathering
from competencies.framework.formats.keeping import keep_rest
from competencies.framework.formats.moodle_csv import HEADS, SHOWN_BY, TASKS, TASKS_TITLE, bare
from competencies.framework.formats.shape import (
    CompetencyRow,
    DomainRow,
    FrameworkData,
    ReadFile,
    TaskRow,
)

NAMES = (
    "parent", "code", "name", "description", "format", "scale", "configuration", "rule", "outcome",
    "rule_config", "related", "exported", "is_framework", "taxonomy",
)  # fmt: skip
BREAKS = ("p", "br", "li", "div", "ul", "ol", "h3", "h4", "h5")
LEAST_SAME = 60


@dataclass(frozen=True)
class _Row:
    """One line of the file: cells by name."""

    line: int
    cells: dict[str, str]

    def says(self, name: str) -> str:
        """What stands in a column, without space around and without the guard against formulas."""
        return bare(self.cells.get(name, "").strip())

    def at(self, head: int) -> str:
        """Line and column, for a fault."""
        return f"line {self.line}, {HEADS[head]}"

    @property
    def paragraphs(self) -> list[str]:
        """The description as plain paragraphs."""
        parser = _Words()
        parser.feed(self.says("description"))
        parser.close()
        return parser.paragraphs()

    @property
    def full(self) -> str:
        """The whole name: Moodle cuts it, and the description begins with it."""
        name = self.says("name")
        begin = name.rstrip("….")
        first = next(iter(self.paragraphs), "")
        return first if len(begin) >= LEAST_SAME and first.startswith(begin) else name

    @property
    def identity(self) -> uuid.UUID | None:
        """Our identity, where the exported id is one; Moodle's own are numbers."""
        return _identity(self.says("exported"))

    @property
    def related(self) -> list[str]:
        """ID numbers of what is cross-referenced."""
        return [code.replace("%2C", ",").strip() for code in self.says("related").split(",") if code.strip()]

    @property
    def shown_by(self) -> tuple[str, ...]:
        """Codes of evidence in the description."""
        said = [words.removeprefix(SHOWN_BY) for words in self.paragraphs if words.startswith(SHOWN_BY)]
        return tuple(code.strip() for code in said[-1].split(",") if code.strip()) if said else ()


class _Words(HTMLParser):
    """The words of a description, a paragraph each."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts = [""]

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag in BREAKS:
            self.parts.append("")

    def handle_endtag(self, tag: str) -> None:
        if tag in BREAKS:
            self.parts.append("")

    def handle_data(self, data: str) -> None:
        self.parts[-1] += data

    def paragraphs(self) -> list[str]:
        """Those with words in them."""
        return [" ".join(part.split()) for part in self.parts if part.strip()]


def read(raw: bytes, base: FrameworkData | None = None) -> ReadFile:
    """What a file says; what Moodle has no place for is kept from `base`."""
    found = Gathering()
    rows = _rows(_text(raw), found)
    whole = [row for row in rows if row.says("is_framework") not in ("", "0")]
    if not found.faults and len(whole) != 1:
        words = (
            "One line, and one only, must say 1 under Is framework. Export the framework from Moodle again."
        )
        found.fault("the file", words)
    if found.faults:
        return ReadFile(None, tuple(found.faults), tuple(found.notes))
    tree = _Tree([row for row in rows if row is not whole[0]], found)
    return found.report(lambda: tree.data(whole[0], base))


def _text(raw: bytes) -> str:
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return raw.decode("utf-16", errors="replace")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252", errors="replace")


def _rows(text: str, found: Gathering) -> list[_Row]:
    """The lines of the file by column: as they are headed in English, else in Moodle's order."""
    first = text.partition("\n")[0]
    mark = max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(text.replace("\x00", ""), newline=""), delimiter=mark)
    rows: list[_Row] = []
    try:
        heads = [_plain(head) for head in next(reader, [])]
        known = [_plain(head) for head in HEADS]
        columns = [heads.index(head) if head in heads else -1 for head in known]
        if columns.count(-1) > 7:
            columns = list(range(len(HEADS)))
        if len(heads) < 3:
            found.fault("line 1", "This is not the CSV of a competency framework from Moodle.")
        line = reader.line_num + 1
        for cells in reader:
            if any(cells):
                named = {
                    name: cells[at] if 0 <= at < len(cells) else ""
                    for name, at in zip(NAMES, columns, strict=True)
                }
                rows.append(_Row(line, named))
            line = reader.line_num + 1
    except csv.Error:
        found.fault(f"line {reader.line_num}", "The quotes of this line do not fit together.")
    return rows


def _plain(head: str) -> str:
    return head.lower().replace("(optional)", "").replace("-", " ").replace(" ", "").strip("\ufeff\"'")


def _identity(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text) if len(text) == 36 else None
    except ValueError:
        return None


class _Tree:
    """The rows by what is under what."""

    def __init__(self, rows: list[_Row], found: Gathering) -> None:
        self.rows, self.found = rows, found
        self.by_code: dict[str, _Row] = {}
        for row in rows:
            if row.says("code") in self.by_code:
                found.fault(row.at(1), "This ID number stands more than once.")
            self.by_code.setdefault(row.says("code"), row)
        self.parents = {row.says("parent") for row in rows} - {""}
        for row in rows:
            if row.says("parent") and row.says("parent") not in self.by_code:
                found.fault(row.at(0), "There is no row with this ID number.")
        self.tasks_top = {
            row.says("code")
            for row in rows
            if not row.says("parent") and (row.says("code") == TASKS or row.says("name") == TASKS_TITLE)
        }
        self.tasks = [row for row in rows if self._top(row) in self.tasks_top and row.says("parent")]
        tasks = {row.says("code") for row in self.tasks}
        self.domains = [
            row for row in rows if not row.says("parent") and row.says("code") not in self.tasks_top
        ]
        below = [row for row in rows if row.says("parent") and row.says("code") not in tasks]
        self.competencies = [row for row in below if row.says("code") not in self.parents]
        for row in below:
            if row.says("code") in self.parents:
                found.note(f"line {row.line}", "A group inside a group stays behind; its parts come.")

    def _top(self, row: _Row) -> str:
        """The ID number of the topmost row above."""
        seen: set[str] = set()
        while row.says("parent") in self.by_code and row.says("code") not in seen:
            seen.add(row.says("code"))
            row = self.by_code[row.says("parent")]
        if row.says("parent") in self.by_code:
            self.found.fault(row.at(0), "The rows above this one lead round in a ring.")
        return row.says("code")

    def data(self, whole: _Row, base: FrameworkData | None) -> FrameworkData:
        """What the file says, with what it has no place for."""
        name, paragraphs = whole.full, whole.paragraphs
        data = FrameworkData(
            name=name,
            identity=_identity(whole.says("code")),
            state="published",
            what_changed="\n".join(paragraphs[1:]) if paragraphs[:1] == [name] else "",
            domains=tuple(
                DomainRow(row.says("code"), row.full, (), row.identity)
                for row in self._placed("domain", self.domains, "title")
            ),
            competencies=tuple(
                CompetencyRow(row.says("code"), self._top(row), row.full, row.shown_by, row.identity)
                for row in self._placed("competency", self.competencies, "text")
            ),
            tasks=tuple(self._tasks()),
        )
        self.found.places["framework", 0] = f"line {whole.line}"
        missing = ["levels", "kinds", "descriptors", "law", "expects"]
        missing += [] if self.tasks_top else ["tasks"]
        missing += [] if any(row.evidence for row in data.competencies) else ["evidence"]
        return keep_rest(data, base, missing, self.found)

    def _placed(self, noun: str, rows: list[_Row], words: str) -> Iterator[_Row]:
        for index, row in enumerate(rows):
            self.found.places[noun, index] = f"line {row.line}"
            self.found.places[noun, index, "code"] = row.at(1)
            self.found.places[noun, index, words] = row.at(2)
            self.found.places[noun, index, "evidence"] = row.at(3)
            yield row

    def _tasks(self) -> Iterator[TaskRow]:
        """Tasks with what they refer to, and with what refers to them: Moodle writes both ends."""
        known = {row.says("code") for row in self.competencies}
        for row in self._placed("task", self.tasks, "title"):
            code = row.says("code")
            built_on = [one for one in row.related if one in known]
            built_on += [one.says("code") for one in self.competencies if code in one.related]
            yield TaskRow(code, row.full, tuple(dict.fromkeys(built_on)), (), (), row.identity)
