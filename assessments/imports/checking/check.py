"""The check of a file, from cells to what may come in: pure, in whole columns, the same for every layout."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable, Mapping

import numpy as np
import pandas as pd

from academy.gate.scan import Scanner
from assessments.imports.layouts import Answers, Recognition
from assessments.imports.layouts.panel import INDIVIDUAL
from assessments.imports.layouts.scale import table_of
from assessments.imports.reading import Sheet

from .faults import find_faults
from .frame import find_personal_data, make_frame
from .gathering import (
    gather_audits,
    gather_comments,
    gather_marks,
    gather_sections,
    gather_stopped,
    gather_ticks,
)
from .more import More
from .result import Check, Held, Known
from .versions import Choice, choose_versions, number_versions
from .work import Work
from .writers import WriterBook


def check_sheets(
    parts: list[tuple[Sheet, Recognition]],
    *,
    book: WriterBook,
    scanner: Scanner,
    criteria: frozenset[str],
    known: Mapping[str, Known] | Callable[[list[str]], Mapping[str, Known]],
    today: dt.date,
    answers: Answers | None = None,
    confirmed: Mapping[str, str] | None = None,
    more: More | None = None,
) -> Check:
    """Check every sheet of one layout. ``criteria``: codes of the instrument. ``known``: audits held,
    or what finds those with these references.

    ``confirmed``: what a person said of unsure writers, 'sheet!row' to a staff number. ``more``: what else
    the academy knows, which some layouts need.
    """
    answers, confirmed, more = answers or Answers(), confirmed or {}, more or More()
    table = table_of(parts, answers)
    frames, held = [], []
    for sheet, recognition in parts:
        frame = make_frame(sheet, recognition, answers)
        frames.append(frame)
        held.extend(find_personal_data(frame, recognition, scanner, table))
    rows = pd.concat(frames, ignore_index=True)
    layout = parts[0][1].layout
    present = sorted({code for _, recognition in parts for code in recognition.columns.values()})
    work = Work(rows, layout, table, today, present, answers, criteria)
    find_faults(work, book, criteria, held, confirmed, more)
    number_versions(rows, long=layout.long)
    _hash_versions(work)
    if callable(known):
        known = known(sorted({ref for ref in rows["audit_ref"] if ref}))
    choice = choose_versions(rows, known)
    return _gather(work, held, choice, answers, more)


def _hash_versions(work: Work) -> None:
    """Give every row the fingerprint of its version: what it says, not how it is written or when saved."""
    rows = work.rows
    columns = ["plan_ref", "kind", "day", "writer_key", "auditor", "fault_text"]
    columns += ["code", "mark"] if work.long else [f"read {name}" for name in work.graded]
    columns += ["service_key"] if work.layout.of_service else []
    rows["fault_text"] = np.where(rows["reason"].eq(""), "", rows["found"])
    parts = rows[columns].astype("string").fillna("")
    texts = parts[columns[0]].str.cat([parts[name] for name in columns[1:]], sep="\x1f")
    if work.long:
        ordered = texts.groupby(rows["version"]).apply(lambda lines: "\x1e".join(sorted(lines)))
    else:
        ordered = pd.Series(texts.to_numpy(), index=rows["version"])
    digests = {version: hashlib.sha256(text.encode()).hexdigest() for version, text in ordered.items()}
    rows["content_hash"] = rows["version"].map(digests)


def _gather(work: Work, held: list[Held], choice: Choice, answers: Answers, more: More) -> Check:
    rows = work.rows
    unread = rows["reason"].isin(["missing_ref", "subtotal", "draft"])
    stopped = gather_stopped(rows[rows["chosen"] | unread], work.long)
    taken = rows[rows["chosen"] & rows["reason"].eq("")]
    always = {INDIVIDUAL} & set(rows.columns)
    nobody = {(one.sheet, one.row) for one in stopped if one.reason == "unknown_writer"}
    return Check(
        layout=work.layout.code,
        audits=gather_audits(taken, long=work.long, amends=choice.amends),
        marks=gather_marks(taken, work.criterion_columns, long=work.long),
        sections=gather_sections(taken, work.section_columns, long=work.long),
        comments=gather_comments(taken, held, answers.keep | always, long=work.long),
        ticks=gather_ticks(taken, more.statements),
        data_rows=int(rows["reason"].ne("subtotal").sum()),
        stopped=sorted([*stopped, *choice.stopped], key=lambda one: (str(one.sheet), one.row)),
        held=held,
        unsure=[one for one in work.unsure if (one.sheet, one.row) in nobody],
        superseded=choice.superseded,
        words=work.words,
        forms=work.forms,
    )
