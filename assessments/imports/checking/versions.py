"""Versions of one audit: which rows belong together, which version is the last, which are copies."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import pandas as pd

from .result import Known, Stopped

WHOLE = 0.5
"""A second set of rows counts as a version if it has at least half as many rows as the first."""


@dataclass
class Choice:
    """What was decided: copies, older versions, and the versions that replace one held already."""

    stopped: list[Stopped] = field(default_factory=list)
    superseded: list[Stopped] = field(default_factory=list)
    amends: set[int] = field(default_factory=set)


def number_versions(rows: pd.DataFrame, *, long: bool) -> None:
    """Give every row the number of its version.

    In a wide layout a row is a version. In a long one the rows of an audit with one edit time are, and when
    a criterion comes again, so is what follows; a few stray rows are a criterion graded twice, not a version.
    """
    if not long:
        rows["version"] = range(len(rows))
        return
    edited = rows["edited"].astype("string").fillna("")
    sheet = rows["sheet"].astype("string").fillna("")
    again = rows.groupby([sheet, "audit_ref", edited, "code"], sort=False).cumcount()
    keys = [sheet, rows["audit_ref"], edited, again]
    size = rows.groupby(keys, sort=False)["row"].transform("size")
    sets = rows.groupby(keys[:3], sort=False)["code"].transform("nunique")
    stray = again.gt(0) & size.lt(sets * WHOLE) & rows["audit_ref"].ne("")
    fresh = stray & rows["reason"].eq("")
    rows.loc[fresh, "reason"] = "bad_grade"
    rows.loc[fresh, "detail"] = "graded_twice"
    again = again.where(~stray, 0)
    alone = rows["audit_ref"].eq("")
    serial = pd.Series(range(len(rows)), index=rows.index).where(alone, -1)
    rows["version"] = rows.groupby([sheet, "audit_ref", edited, again, serial], sort=False).ngroup()


def choose_versions(rows: pd.DataFrame, known: Mapping[str, Known]) -> Choice:
    """Mark the rows of the last version of each audit in ``chosen``; say what became of the others.

    Newer edit time wins, else the later row. A draft is never a version. ``known`` decides what is new.
    """
    choice = Choice()
    eligible = rows[rows["audit_ref"].ne("") & ~rows["reason"].isin(["subtotal", "draft"])]
    spans = eligible.groupby("version", sort=False).agg(
        ref=("audit_ref", "first"), sheet=("sheet", "first"), row=("row", "min"), last_row=("row", "max"),
        edited=("edited", "first"), content=("content_hash", "first"),
    )  # fmt: skip
    spans = spans.sort_values(["ref", "edited", "row"], na_position="first", kind="stable")
    before = spans.groupby("ref", sort=False).shift()
    same_time = (spans["edited"] == before["edited"]) | (spans["edited"].isna() & before["edited"].isna())
    copy = (spans["content"] == before["content"]) & same_time & before["content"].notna()
    originals = spans[~copy]
    last = ~originals.duplicated("ref", keep="last")
    chosen: list[int] = []
    for _, span in spans[copy].iterrows():
        choice.stopped.append(_entry(span, "duplicate", "copy"))
    for _, span in originals[~last].iterrows():
        choice.superseded.append(_entry(span, "superseded"))
    for number, span in originals[last].iterrows():
        version = int(str(number))
        held = known.get(span["ref"])
        if held is None:
            chosen.append(version)
        elif held.content_hash == span["content"]:
            choice.stopped.append(_entry(span, "duplicate", "here_already"))
        elif (
            held.edited_at is not None
            and span["edited"] is not pd.NaT
            and span["edited"] < pd.Timestamp(held.edited_at)
        ):
            choice.superseded.append(_entry(span, "superseded", "newer_here"))
        else:
            chosen.append(version)
            choice.amends.add(version)
    rows["chosen"] = rows["version"].isin(chosen) & rows["audit_ref"].ne("")
    return choice


def _entry(span: pd.Series, reason: str, detail: str = "") -> Stopped:
    return Stopped(
        sheet=span["sheet"], row=int(span["row"]), last_row=int(span["last_row"]), audit_ref=span["ref"],
        reason=reason, detail=detail,
    )  # fmt: skip
