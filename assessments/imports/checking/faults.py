"""Why a row does not come in: its first fault, and what the rows without one say."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from assessments.imports.layouts.days import read_ordered, weigh_dates
from assessments.imports.layouts.grades import NOT_APPLICABLE
from assessments.imports.layouts.long import criterion_code
from assessments.imports.layouts.scale import TOTAL

from .authors import find_services, find_writers, find_writers_of_plans
from .more import More
from .result import Held
from .work import Work
from .writers import WriterBook

PLAN_TYPES = {
    "new": "new", "n": "new", "first": "new", "new plan": "new", "initial": "new",
    "existing": "existing", "amended": "existing", "amend": "existing", "a": "existing",
    "reviewed": "existing", "annual review": "existing", "existing plan": "existing",
    "amended plan": "existing",
}  # fmt: skip
LONGEST_REF = 40
"""A longer reference is a sentence."""
DONE = frozenset(
    {"", "complete", "completed", "final", "finished", "closed", "submitted", "signed off", "done", "issued"}
)


def find_faults(
    work: Work, book: WriterBook, criteria: frozenset[str], held: list[Held],
    confirmed: Mapping[str, str], more: More,
) -> None:  # fmt: skip
    """Give every row that cannot come in its first reason, and read what the others say."""
    rows = work.rows
    names = [name for name in ("audit_ref", "plan_ref", "writer", "service") if name in rows]
    first_texts = rows[names]
    total = first_texts.apply(lambda texts: texts.str.match(TOTAL)).any(axis=1)
    work.stop(total, "subtotal")
    work.stop(rows["audit_ref"].eq(""), "missing_ref", "audit")
    for column in ("audit_ref", "plan_ref"):
        work.stop(rows[column].str.len() > LONGEST_REF, "missing_ref", "too_long")
    work.stop(~rows["status"].str.lower().str.strip().isin(DONE), "draft")
    _stop_personal(work, held)
    work.stop(rows["plan_ref"].eq(""), "missing_ref", "plan")
    _read_days(work)
    _read_kinds(work, criteria, more)
    rows["service_key"] = pd.Series(None, index=rows.index, dtype=object)
    if work.layout.of_service:
        rows["writer_key"] = pd.Series(None, index=rows.index, dtype=object)
        find_services(work, more)
    elif work.layout.writer_of_plan and "writer" not in work.present:
        find_writers_of_plans(work, more)
    else:
        find_writers(work, book, confirmed)
    _read_grades(work)


def _stop_personal(work: Work, held: list[Held]) -> None:
    """Stop the rows that point to somebody; where the layout says so, only the free text is thrown away."""
    rows = work.rows
    kinds = {
        (one.sheet, one.record or one.row): one.kind
        for one in held
        if work.layout.comment_stops or not one.free_text
    }
    if not kinds:
        return
    keys = [*zip(rows["sheet"], rows["row"], strict=True)]
    work.stop(pd.Series([key in kinds for key in keys], index=rows.index), "personal_data")
    own = rows["reason"].eq("personal_data")
    rows.loc[own, "detail"] = [kinds[key] for key, mine in zip(keys, own, strict=True) if mine]


def _read_days(work: Work) -> None:
    rows = work.rows
    orders = {
        column: weigh_dates(rows[column].unique(), last_year=work.last_year)
        for column in ("audited_on", "edited_at")
    }
    for column, target in (("audited_on", "day"), ("edited_at", "edited")):
        order, told = orders[column], work.answers.day_first
        if column == "edited_at" and not (order.day_first or order.month_first):
            order = orders["audited_on"]
        read = {
            text: read_ordered(text, order, told, last_year=work.last_year) for text in rows[column].unique()
        }
        rows[target] = pd.to_datetime(rows[column].map(read), errors="coerce").astype("datetime64[s]")
    work.stop(rows["day"].isna(), "bad_date", column="audited_on")


def _read_kinds(work: Work, criteria: frozenset[str], more: More) -> None:
    """The kind of plan; where the file has no column for it, as the plan's last audit said, or not said."""
    rows = work.rows
    rows["kind"] = rows["plan_type"].str.lower().str.strip().map(PLAN_TYPES)
    if "plan_type" not in work.present:
        plans = more.plans(sorted({ref for ref in rows["plan_ref"] if ref}))
        said = rows["plan_ref"].map(lambda ref: plans[ref].plan_type if ref in plans else "")
        rows["kind"] = rows["kind"].where(rows["kind"].notna(), said)
    work.stop(rows["kind"].isna(), "bad_grade", "plan_type", column="plan_type")
    if work.long:
        codes = {text: criterion_code(text) for text in rows["criterion"].unique()}
        rows["code"] = rows["criterion"].map(codes)
        work.stop(~rows["code"].isin(criteria), "missing_ref", "criterion", column="criterion")
        rows["named_criterion"] = rows["code"]


def _read_grades(work: Work) -> None:
    rows = work.rows
    if work.long:
        rows["mark"] = work.grades("grade")
        work.stop(rows["mark"].isna(), "bad_grade", column="grade")
        return
    for column in work.graded:
        present = column != "overall" or "overall" in rows.columns
        rows[f"read {column}"] = work.grades(column) if present else NOT_APPLICABLE
        work.stop(rows[f"read {column}"].isna(), "bad_grade", column=column)
