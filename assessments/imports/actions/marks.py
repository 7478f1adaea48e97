"""Loading clean history: one row an audit, one column a criterion, grades 4 3 2 1. No rules run."""

from __future__ import annotations

import datetime
import gzip
import hashlib
import io
from dataclasses import dataclass, field

import numpy as np
import pandas as pd
from django.db import transaction

from academy.kit.refusals import Refused
from academy.people.models import Council, User
from academy.record.actions import write
from assessments.audits.actions import Sheaf, Stored, store_by_version
from assessments.audits.models import Audit
from assessments.imports.queries.roster import Roster, load_roster
from assessments.instruments.models import Criterion, Instrument
from assessments.instruments.queries import criteria_of, current_instrument

FACTS = ("audit_id", "audit_date", "plan_ref", "plan_type", "team", "writer_ref", "auditor_ref")
GRADES = {"4": 4, "3": 3, "2": 2, "1": 1, "": 0, "4.0": 4, "3.0": 3, "2.0": 2, "1.0": 1}


@dataclass(frozen=True)
class Loaded:
    """What came of the file. `duplicates` were here already; `rejected` says row and reason."""

    sha256: str
    audits: int = 0
    grades: int = 0
    findings: int = 0
    duplicates: int = 0
    rejected: list[dict[str, object]] = field(default_factory=list)
    audit_ids: list[int] = field(default_factory=list, repr=False)


@transaction.atomic
def load_marks(
    *, council: Council, raw: bytes, by: User | None, at: datetime.datetime, ask_training: bool = False
) -> Loaded:
    """Load the wide clean form (CSV, or CSV in gzip). An empty cell is not applicable or not looked at.

    Audits that are here already are left alone, so loading twice changes nothing. Findings are noted and ask
    for nothing, unless `ask_training` leaves them new and tells the loop. In whole columns: time and memory
    grow with the number of rows. Raises Refused when the columns are not those of the form.
    """
    sha256 = hashlib.sha256(raw).hexdigest()
    frame = _read(raw)
    instrument = current_instrument(council_id=council.pk)
    criteria = [one for one in criteria_of(instrument=instrument) if one.code in frame.columns]
    strange = [
        str(name)
        for name in frame.columns
        if name not in FACTS and name not in {one.code for one in criteria}
    ]
    missing = [name for name in FACTS if name not in frame.columns]
    if strange or missing or not criteria:
        told = f"Missing: {', '.join(missing)}. " if missing else ""
        raise Refused(
            f"These are not the columns of the form. {told}{len(strange)} unknown.", code="not_the_form"
        )
    roster = load_roster(council=council)
    held = set(Audit.objects.filter(council=council).values_list("ref", flat=True))
    facts = _facts(frame, roster)
    grades = _grades(frame[[one.code for one in criteria]])
    reasons = _reasons(frame, facts, grades, held)
    good = reasons.eq("").to_numpy()
    sheaf = _sheaf(facts[good], grades[good], np.array([one.pk for one in criteria]))
    stored = Stored()
    if good.any():
        stored = store_by_version(
            council=council, instrument=instrument, sheaf=sheaf, layout="marks", batch_id=None,
            history_only=not ask_training, by=by, at=at,
        )  # fmt: skip
        write(
            council=council, by=by, at=at, verb="load", noun="audit",
            words=f"{len(stored.audit_ids)} audits of history loaded",
            detail={"audits": len(stored.audit_ids), "grades": stored.grades, "sha256": sha256},
        )  # fmt: skip
    return _loaded(sha256, stored, reasons)


def _loaded(sha256: str, stored: Stored, reasons: pd.Series) -> Loaded:
    bad = reasons[reasons.ne("") & reasons.ne("duplicate")]
    return Loaded(
        sha256=sha256,
        audits=len(stored.audit_ids),
        grades=stored.grades,
        findings=stored.findings,
        duplicates=int(reasons.eq("duplicate").sum()),
        rejected=[{"row": int(str(row)) + 2, "reason": reason} for row, reason in bad.items()],
        audit_ids=stored.audit_ids,
    )


def _read(raw: bytes) -> pd.DataFrame:
    if raw[:2] == b"\x1f\x8b":
        raw = gzip.decompress(raw)
    try:
        return pd.read_csv(io.BytesIO(raw), dtype="category", keep_default_na=False, encoding="utf-8-sig")
    except (ValueError, UnicodeDecodeError) as fault:
        raise Refused("This is not a CSV file that we can read.", code="wrong_type") from fault


def _criteria(frame: pd.DataFrame, instrument: Instrument) -> list[Criterion]:
    """The criteria that have a column. Refused when columns are missing or unknown."""
    criteria = [one for one in criteria_of(instrument=instrument) if one.code in frame.columns]
    known = {*FACTS, *(one.code for one in criteria)}
    strange = [name for name in frame.columns if name not in known]
    missing = [name for name in FACTS if name not in frame.columns]
    if strange or missing or not criteria:
        told = f"Missing: {', '.join(missing)}. " if missing else ""
        raise Refused(
            f"These are not the columns of the form. {told}{len(strange)} unknown.", code="not_the_form"
        )
    return criteria


def _facts(frame: pd.DataFrame, roster: Roster) -> pd.DataFrame:
    """The facts of each audit, resolved once for each different value."""
    by_ref = {person.ref: int(str(person.key)) for person in roster.people}
    text = {name: frame[name].astype(str).str.strip() for name in FACTS}
    days = pd.to_datetime(text["audit_date"], format="%Y-%m-%d", errors="coerce")
    writers = text["writer_ref"].map(by_ref).astype("Int64")
    facts = pd.DataFrame(
        {
            "ref": text["audit_id"],
            "plan_ref": text["plan_ref"],
            "plan_type": text["plan_type"].str.lower(),
            "audited_on": days.dt.date,
            "writer": writers,
            "auditor": text["auditor_ref"].map(roster.ids).astype("Int64"),
            "auditor_ref": text["auditor_ref"].where(text["auditor_ref"].isin(list(roster.ids)), ""),
            "overall": pd.array([None] * len(frame), dtype="Int64"),
            "content_hash": "",
            "edited_at": None,
        }
    )
    places = list(zip(writers, facts["audited_on"], text["team"], strict=True))
    teams = {
        place: roster.team_on(int(place[0]), place[1], place[2]) for place in set(places) if _known(place)
    }
    facts["team"] = pd.array([teams.get(place) for place in places], dtype="Int64")
    return facts


def _known(place: tuple) -> bool:
    return not (pd.isna(place[0]) or pd.isna(place[1]))


def _grades(columns: pd.DataFrame) -> np.ndarray:
    """Grades as small numbers: 0 where empty, -1 where it is no grade."""
    out = np.zeros(columns.shape, dtype=np.int8)
    for place, name in enumerate(columns.columns):
        values = columns[name]
        table = np.array([GRADES.get(str(text).strip(), -1) for text in values.cat.categories], dtype=np.int8)
        out[:, place] = table[values.cat.codes] if len(table) else 0
    return out


def _reasons(frame: pd.DataFrame, facts: pd.DataFrame, grades: np.ndarray, held: set[str]) -> pd.Series:
    """Why each row does not come in; empty where it does."""
    reasons = pd.Series("", index=frame.index)
    checks = (
        ("missing_ref", facts["ref"].eq("") | facts["plan_ref"].eq("")),
        ("bad_date", facts["audited_on"].isna()),
        ("unknown_writer", facts["writer"].isna()),
        ("bad_grade", pd.Series((grades < 0).any(axis=1)) | ~facts["plan_type"].isin(["new", "existing"])),
        ("duplicate", facts["ref"].isin(held) | facts["ref"].duplicated()),
    )
    for reason, where in checks:
        reasons[where & reasons.eq("")] = reason
    return reasons


def _sheaf(facts: pd.DataFrame, grades: np.ndarray, criteria: np.ndarray) -> Sheaf:
    facts = facts.assign(version=np.arange(len(facts))).set_index("version")
    rows, columns = np.nonzero(grades)
    empty = pd.DataFrame(
        {"version": [], "section": [], "criterion": [], "grade": [], "label": [], "text": []}
    )
    marks = pd.DataFrame({"version": rows, "criterion": criteria[columns], "grade": grades[rows, columns]})
    return Sheaf(audits=facts, marks=marks, sections=empty, remarks=empty)
