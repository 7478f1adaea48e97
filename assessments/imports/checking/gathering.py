"""From checked rows to the outcome: audits, marks and sections that come in, and runs of rows that stop."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from assessments.imports.layouts import CRITERION_PREFIX, SECTION_PREFIX
from assessments.imports.layouts.online import TICKS_PREFIX, ticked_codes
from assessments.imports.layouts.panel import INDIVIDUAL

from .kinds import key_stage, need, setting
from .result import Held, Stopped


def gather_audits(taken: pd.DataFrame, *, long: bool, amends: set[int]) -> pd.DataFrame:
    """One line an audit that comes in, indexed by version. `taken`: the rows that do."""
    heads = taken.drop_duplicates("version").set_index("version")
    return pd.DataFrame(
        {
            "ref": heads["audit_ref"],
            "audited_on": heads["day"].dt.date,
            "plan_ref": heads["plan_ref"],
            "plan_type": heads["kind"],
            "writer": heads["writer_key"],
            "service": heads["service_key"],
            "key_stage": heads["key_stage"].map(key_stage),
            "need": heads["primary_need"].map(need),
            "setting": heads["setting_type"].map(setting),
            "auditor": heads["auditor"],
            "team": heads["team"],
            "overall": 0 if long else heads["read overall"].astype(int).clip(lower=0),
            "edited_at": heads["edited"],
            "content_hash": heads["content_hash"],
            "sheet": heads["sheet"],
            "row": heads["row"],
            "amends": heads.index.isin(list(amends)),
        }
    )


def gather_marks(taken: pd.DataFrame, columns: Sequence[str], *, long: bool) -> pd.DataFrame:
    """Marks by criterion: of a long layout, or of the columns of a wide one that are criteria."""
    if long:
        marks = pd.DataFrame(
            {"version": taken["version"], "code": taken["code"], "grade": taken["mark"].astype(int)}
        ).reset_index(drop=True)
        return marks[marks["grade"] >= 0].reset_index(drop=True)
    return _melted(taken, columns, CRITERION_PREFIX, "code")


def gather_sections(taken: pd.DataFrame, columns: Sequence[str], *, long: bool) -> pd.DataFrame:
    """Section grades of a wide layout; nothing for a long one."""
    return _melted(taken, () if long else columns, SECTION_PREFIX, "section")


def _melted(taken: pd.DataFrame, columns: Sequence[str], prefix: str, name: str) -> pd.DataFrame:
    """The graded columns as rows; a grade that nobody gave is no row."""
    if not columns or taken.empty:
        return pd.DataFrame({"version": [], name: [], "grade": []}).astype({"grade": int})
    wide = taken.set_index("version")[[f"read {column}" for column in columns]].astype(int)
    wide.columns = pd.Index([column.removeprefix(prefix) for column in columns])
    rows = (
        wide.rename_axis("version").reset_index().melt(id_vars="version", var_name=name, value_name="grade")
    )
    return rows[rows["grade"] >= 0].reset_index(drop=True)


def gather_ticks(taken: pd.DataFrame, statements: Mapping[str, str]) -> pd.DataFrame:
    """Criteria whose statements were ticked in an online form. `statements`: text to code."""
    pairs = [
        (version, code)
        for column in taken.columns
        if str(column).startswith(TICKS_PREFIX)
        for version, text in zip(taken["version"], taken[column], strict=True)
        if text
        for code in ticked_codes(text, statements)
    ]
    return pd.DataFrame(pairs, columns=["version", "code"])


def gather_stopped(rows: pd.DataFrame, long: bool) -> list[Stopped]:
    """One entry a stopped row, or a run of rows of one audit with one reason."""
    bad = rows[rows["reason"].ne("")]
    if bad.empty:
        return []
    starts = pd.Series(True, index=bad.index)
    if long:
        alike = bad[["audit_ref", "reason", "detail", "sheet"]].astype("string").fillna("")
        whole = bad["reason"].isin(["bad_grade", "personal_data", "missing_ref"])
        starts = (alike != alike.shift()).any(axis=1) | bad["row"].diff().ne(1) | whole
    stopped = []
    for _, group in bad.groupby(starts.cumsum(), sort=False):
        head = group.iloc[0]
        stopped.append(
            Stopped(
                sheet=head["sheet"],
                row=int(head["row"]),
                last_row=int(group.iloc[-1]["row"]),
                audit_ref=head["audit_ref"],
                reason=head["reason"],
                detail=head["detail"],
                criterion=head["named_criterion"] if len(group) == 1 and long else "",
                column=str(head["fault_column"]),
                found=str(head["found"])[:40],
            )  # fmt: skip
        )
    return stopped


def gather_comments(
    taken: pd.DataFrame, held: list[Held], keep: frozenset[str], *, long: bool
) -> pd.DataFrame:
    """Free text that the mapping keeps and the gate lets through; everything else is thrown away here."""
    locked = {(one.sheet, one.record or one.row) for one in held if one.free_text}
    frames = []
    for column in sorted(keep):
        if column not in taken.columns:
            continue
        kept = taken[taken[column].ne("")]
        places = zip(kept["sheet"], kept["row"], strict=True)
        clean = [column == INDIVIDUAL or place not in locked for place in places]
        kept = kept[pd.Series(clean, index=kept.index, dtype=bool)]
        frames.append(
            pd.DataFrame(
                {
                    "version": kept["version"],
                    "code": kept["code"] if long else "",
                    "label": column.partition(":")[2],
                    "text": kept[column],
                }
            )
        )
    empty = pd.DataFrame({"version": [], "code": [], "label": [], "text": []})
    return pd.concat(frames, ignore_index=True) if frames else empty
