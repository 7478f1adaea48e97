"""From checked rows to the outcome: audits, marks and sections that come in, and runs of rows that stop."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from assessments.imports.layouts import SECTION_PREFIX

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
            "auditor": heads["auditor"],
            "team": heads["team"],
            "overall": 0 if long else heads["read overall"].astype(int),
            "edited_at": heads["edited"],
            "content_hash": heads["content_hash"],
            "sheet": heads["sheet"],
            "row": heads["row"],
            "amends": heads.index.isin(list(amends)),
        }
    )


def gather_marks(taken: pd.DataFrame, *, long: bool) -> pd.DataFrame:
    """Marks by criterion of a long layout; nothing for a wide one."""
    if not long:
        return pd.DataFrame({"version": [], "code": [], "grade": []}).astype({"grade": int})
    return pd.DataFrame(
        {"version": taken["version"], "code": taken["code"], "grade": taken["mark"].astype(int)}
    ).reset_index(drop=True)


def gather_sections(taken: pd.DataFrame, section_columns: Sequence[str], *, long: bool) -> pd.DataFrame:
    """Section grades of a wide layout; nothing for a long one."""
    if long:
        return pd.DataFrame({"version": [], "section": [], "grade": []}).astype({"grade": int})
    wide = taken.set_index("version")[[f"read {name}" for name in section_columns]].astype(int)
    wide.columns = pd.Index([name.removeprefix(SECTION_PREFIX) for name in section_columns])
    return (
        wide.rename_axis("version")
        .reset_index()
        .melt(id_vars="version", var_name="section", value_name="grade")
    )


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
    locked = {(one.sheet, one.row) for one in held if one.free_text}
    frames = []
    for column in sorted(keep):
        if column not in taken.columns:
            continue
        kept = taken[taken[column].ne("")]
        places = zip(kept["sheet"], kept["row"], strict=True)
        kept = kept[pd.Series([place not in locked for place in places], index=kept.index, dtype=bool)]
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
