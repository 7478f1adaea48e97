"""The check of a file, from cells to what may come in: pure, in whole columns, the same for every layout."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from academy.gate.scan import Scanner
from assessments.imports.layouts import SECTION_PREFIX, Recognition
from assessments.imports.layouts.days import read_moment
from assessments.imports.layouts.grades import NOT_APPLICABLE, grade_table, read_grade
from assessments.imports.layouts.long import criterion_code
from assessments.imports.reading import Sheet

from .frame import find_personal_data, make_frame
from .gathering import gather_audits, gather_comments, gather_marks, gather_sections, gather_stopped
from .result import Check, Held, Known, Unsure
from .versions import Choice, choose_versions, number_versions
from .writers import Resolved, WriterBook

PLAN_TYPES = {
    "new": "new", "n": "new", "first": "new", "new plan": "new", "initial": "new",
    "existing": "existing", "amended": "existing", "amend": "existing", "a": "existing",
    "reviewed": "existing",    "annual review": "existing", "existing plan": "existing",
}  # fmt: skip
DONE = frozenset(
    {"", "complete", "completed", "final", "finished", "closed", "submitted", "signed off", "done", "issued"}
)
TOTAL = r"^\s*(?:grand\s+|sub\s?-?)?(?:total|average|mean|count|subtotal)s?\b"


@dataclass(frozen=True)
class Terms:
    """How a file is read: what a person decided in the mapping and at the check."""

    grade_words: Mapping[str, int] = field(default_factory=dict)
    one_is_best: bool = False
    keep: frozenset[str] = frozenset()
    confirmed: Mapping[str, str] = field(default_factory=dict)


def check_sheets(
    parts: list[tuple[Sheet, Recognition]],
    *,
    book: WriterBook,
    scanner: Scanner,
    criteria: frozenset[str],
    known: Mapping[str, Known],
    today: dt.date,
    terms: Terms | None = None,
) -> Check:
    """Check every sheet of one layout. ``criteria``: codes of the instrument. ``known``: audits held."""
    terms = terms or Terms()
    table = grade_table(dict(terms.grade_words), one_is_best=terms.one_is_best)
    frames, held = [], []
    for sheet, recognition in parts:
        frame = make_frame(sheet, recognition)
        frames.append(frame)
        held.extend(find_personal_data(frame, recognition, scanner, table))
    rows = pd.concat(frames, ignore_index=True)
    layout = parts[0][1].layout
    present = sorted({code for _, recognition in parts for code in recognition.columns.values()})
    work = _Work(rows, layout.long, table, today, present)
    _find_faults(work, book, criteria, held, terms)
    number_versions(rows, long=layout.long)
    _hash_versions(work)
    choice = choose_versions(rows, known)
    return _gather(work, layout.code, held, choice, terms)


class _Work:
    """The frame on its way: texts, what they were read as, and the first reason why a row stops."""

    def __init__(
        self, rows: pd.DataFrame, long: bool, table: dict[str, int], today: dt.date, present: list[str]
    ) -> None:
        self.rows, self.long, self.table = rows, long, table
        self.last_year = today.year + 1
        self.words: dict[str, tuple[int | None, int]] = {}
        self.resolved: dict[tuple[str, str, str, dt.date | None], Resolved] = {}
        self.unsure: list[Unsure] = []
        self.forms: dict[str, int] = {}
        for column in ("reason", "detail", "fault_column", "found", "named_criterion"):
            rows[column] = ""
        self.section_columns = [name for name in present if name.startswith(SECTION_PREFIX)]

    def stop(self, where: pd.Series, reason: str, detail: str = "", column: str = "") -> None:
        """Give the rows a reason unless they have one already."""
        now = where & self.rows["reason"].eq("")
        if not now.any():
            return
        self.rows.loc[now, "reason"] = reason
        self.rows.loc[now, "detail"] = detail
        self.rows.loc[now, "fault_column"] = column
        if column:
            self.rows.loc[now, "found"] = self.rows.loc[now, column]

    def grades(self, column: str) -> pd.Series:
        """The grades of a column; missing where the cell is not one of the words. Counts the words."""
        counts = self.rows[column].value_counts()
        read = {str(text): read_grade(str(text), self.table) for text in counts.index}
        for text, grade in read.items():
            self.words[text] = (grade, self.words.get(text, (grade, 0))[1] + int(counts[text]))
        return self.rows[column].map(read).astype("Float64")


def _find_faults(
    work: _Work, book: WriterBook, criteria: frozenset[str], held: list[Held], terms: Terms
) -> None:
    rows = work.rows
    first_texts = rows[["audit_ref", "plan_ref", "writer"]]
    total = first_texts.apply(lambda texts: texts.str.match(TOTAL, case=False)).any(axis=1)
    work.stop(total, "subtotal")
    work.stop(rows["audit_ref"].eq(""), "missing_ref", "audit")
    work.stop(~rows["status"].str.lower().str.strip().isin(DONE), "draft")
    personal = {(one.sheet, one.row) for one in held}
    if personal:
        where = pd.Series(
            [key in personal for key in zip(rows["sheet"], rows["row"], strict=True)], index=rows.index
        )
        kinds = {(one.sheet, one.row): one.kind for one in held}
        work.stop(where, "personal_data")
        own = where & rows["reason"].eq("personal_data")
        rows.loc[own, "detail"] = [
            kinds[key] for key in zip(rows.loc[own, "sheet"], rows.loc[own, "row"], strict=True)
        ]
    work.stop(rows["plan_ref"].eq(""), "missing_ref", "plan")
    _read_days(work)
    _read_kinds(work, criteria)
    _find_writers(work, book, terms)
    _read_grades(work)


def _read_days(work: _Work) -> None:
    rows = work.rows
    for column, target in (("audited_on", "day"), ("edited_at", "edited")):
        read = {text: read_moment(text, last_year=work.last_year) for text in rows[column].unique()}
        rows[target] = pd.to_datetime(rows[column].map(read), errors="coerce").astype("datetime64[s]")
    work.stop(rows["day"].isna(), "bad_date", column="audited_on")


def _read_kinds(work: _Work, criteria: frozenset[str]) -> None:
    rows = work.rows
    rows["kind"] = rows["plan_type"].str.lower().str.strip().map(PLAN_TYPES)
    work.stop(rows["kind"].isna(), "bad_grade", "plan_type", column="plan_type")
    if work.long:
        codes = {text: criterion_code(text) for text in rows["criterion"].unique()}
        rows["code"] = rows["criterion"].map(codes)
        work.stop(~rows["code"].isin(criteria), "missing_ref", "criterion", column="criterion")
        rows["named_criterion"] = rows["code"]


def _find_writers(work: _Work, book: WriterBook, terms: Terms) -> None:
    rows = work.rows
    by_ref = {person.ref: person for person in book.people}
    keys: list[object] = []
    details: list[str] = []
    last: tuple[str, str] | None = None
    for sheet, row, ref, written, team, area, day, reason in zip(
        rows["sheet"], rows["row"], rows["audit_ref"], rows["writer"], rows["team"], rows["area"],
        rows["day"], rows["reason"], strict=True,
    ):  # fmt: skip
        date = None if day is pd.NaT else day.date()
        key = (written, team, area, date)
        answer = work.resolved.get(key)
        if answer is None:
            answer = work.resolved[key] = book.resolve(written, team=team, area=area, day=date)
        chosen = terms.confirmed.get(f"{sheet or ''}!{row}")
        if answer.candidates and chosen in by_ref and by_ref[chosen] in answer.candidates:
            answer = Resolved(by_ref[chosen], answer.form)
        elif answer.candidates and not reason and last != (ref, written):
            named = tuple(
                (one.ref, f"{one.given_name} {one.family_name}, {one.team}") for one in answer.candidates
            )
            work.unsure.append(Unsure(sheet, row, ref, written, named))
        last = (ref, written)
        work.forms[answer.form] = work.forms.get(answer.form, 0) + 1
        keys.append(answer.person.key if answer.person else None)
        details.append(answer.detail)
    rows["writer_key"] = pd.Series(keys, index=rows.index, dtype=object)
    for detail in sorted(set(details) - {""}):
        where = pd.Series([one == detail for one in details], index=rows.index)
        work.stop(where, "unknown_writer", detail, column="writer")


def _read_grades(work: _Work) -> None:
    rows = work.rows
    if work.long:
        rows["mark"] = work.grades("grade")
        work.stop(rows["mark"].isna(), "bad_grade", column="grade")
        return
    for column in (*work.section_columns, "overall"):
        present = column in rows.columns
        rows[f"read {column}"] = work.grades(column) if present else NOT_APPLICABLE
        work.stop(rows[f"read {column}"].isna(), "bad_grade", column=column)


def _hash_versions(work: _Work) -> None:
    """Give every row the fingerprint of its version: what it says, not how it is written or when saved."""
    rows = work.rows
    columns = ["plan_ref", "kind", "day", "writer_key", "auditor", "fault_text"]
    columns += (
        ["code", "mark"] if work.long else [f"read {name}" for name in (*work.section_columns, "overall")]
    )
    rows["fault_text"] = np.where(rows["reason"].eq(""), "", rows["found"])
    parts = rows[columns].astype("string").fillna("")
    texts = parts[columns[0]].str.cat([parts[name] for name in columns[1:]], sep="\x1f")
    if work.long:
        ordered = texts.groupby(rows["version"]).apply(lambda lines: "\x1e".join(sorted(lines)))
    else:
        ordered = pd.Series(texts.to_numpy(), index=rows["version"])
    digests = {version: hashlib.sha256(text.encode()).hexdigest() for version, text in ordered.items()}
    rows["content_hash"] = rows["version"].map(digests)


def _gather(work: _Work, layout: str, held: list[Held], choice: Choice, terms: Terms) -> Check:
    rows = work.rows
    unread = rows["reason"].isin(["missing_ref", "subtotal", "draft"])
    stopped = gather_stopped(rows[rows["chosen"] | unread], work.long)
    taken = rows[rows["chosen"] & rows["reason"].eq("")]
    nobody = {(one.sheet, one.row) for one in stopped if one.reason == "unknown_writer"}
    return Check(
        layout=layout,
        audits=gather_audits(taken, long=work.long, amends=choice.amends),
        marks=gather_marks(taken, long=work.long),
        sections=gather_sections(taken, work.section_columns, long=work.long),
        comments=gather_comments(taken, held, terms.keep, long=work.long),
        data_rows=len(rows),
        stopped=sorted([*stopped, *choice.stopped], key=lambda one: (str(one.sheet), one.row)),
        held=held,
        unsure=[one for one in work.unsure if (one.sheet, one.row) in nobody],
        superseded=choice.superseded,
        words=work.words,
        forms=work.forms,
    )
