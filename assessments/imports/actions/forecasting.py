"""Storing what a check let through, and trying it out: what the loop would do, then nothing kept."""

from __future__ import annotations

import dataclasses
import datetime

import pandas as pd
from django.db import transaction

from academy.people.models import Council, User
from academy.work.registry import handle
from assessments.audits.actions import Sheaf, Stored, store_by_version
from assessments.audits.models import Finding
from assessments.imports.models import Batch
from assessments.imports.queries.examining import Examination


@dataclasses.dataclass(frozen=True)
class Forecast:
    """What would come of a file: findings, training asked of how many people, held by a guard, only noted."""

    findings: int = 0
    assigned: int = 0
    people: int = 0
    held: int = 0
    noted: int = 0

    def as_dict(self) -> dict[str, int]:
        """For the report of the file."""
        return dataclasses.asdict(self)


class _Enough(Exception):
    """Ends a trial so that nothing of it is kept."""


def make_sheaf(examination: Examination) -> Sheaf:
    """The rows that may come in, with the people, teams and criteria they point to."""
    check = examination.check
    if check is None or examination.needs_mapping:
        raise ValueError("A file that has an open question has nothing to store")
    roster, audits = examination.roster, check.audits
    places = zip(audits["writer"], audits["audited_on"], audits["team"], strict=True)
    resolved = pd.DataFrame(
        {
            "ref": audits["ref"],
            "plan_ref": audits["plan_ref"],
            "plan_type": audits["plan_type"],
            "audited_on": audits["audited_on"],
            "writer": _ids(audits["writer"]),
            "service": _ids(audits["service"]),
            "key_stage": audits["key_stage"],
            "need": audits["need"],
            "setting": audits["setting"],
            "auditor": audits["auditor"].map(roster.auditors).map(roster.ids).astype("Int64"),
            "auditor_ref": audits["auditor"].map(roster.auditors).fillna(""),
            "team": pd.array([roster.team_on(*place) for place in places], dtype="Int64"),
            "overall": _grades(audits["overall"]),
            "content_hash": audits["content_hash"],
            "edited_at": audits["edited_at"],
        },
        index=audits.index,
    )
    ids = examination.criterion_ids
    return Sheaf(
        audits=resolved,
        marks=check.marks.assign(
            criterion=check.marks["code"].map(ids).astype("int64"), grade=_grades(check.marks["grade"])
        ),
        sections=check.sections.assign(grade=_grades(check.sections["grade"])),
        remarks=check.comments.assign(criterion=check.comments["code"].map(ids).astype("Int64")),
    )


def _ids(column: pd.Series) -> pd.Series:
    """Keys of rows; nothing where nobody is named."""
    return pd.Series(pd.array([pd.NA if pd.isna(one) else one for one in column], "Int64"), column.index)


def _grades(column: pd.Series) -> pd.Series:
    """Grades as they are stored: not applicable is nothing."""
    grades = column.astype("Int64")
    return grades.where(grades > 0)


def store_examined(
    *,
    council: Council,
    examination: Examination,
    batch_id: int | None,
    history_only: bool,
    by: User | None,
    at: datetime.datetime,
) -> Stored:
    """Write what a check let through. Inside the caller's transaction."""
    return store_by_version(
        council=council,
        instrument=examination.instrument,
        sheaf=make_sheaf(examination),
        layout=examination.recognition.layout.code,
        batch_id=batch_id,
        history_only=history_only,
        by=by,
        at=at,
    )


def forecast_loop(
    *, batch: Batch | None, examination: Examination, at: datetime.datetime, council: Council | None = None
) -> Forecast:
    """Bring the file in, let the rules answer, count, and roll all of it back.

    The rules are those of the loop itself, so the forecast is what would happen at this moment.
    """
    owner = council or (batch.council if batch else None)
    if owner is None:
        raise ValueError("A forecast needs a council")
    forecast = Forecast()
    try:
        with transaction.atomic():
            stored = store_examined(
                council=owner, examination=examination, batch_id=batch.pk if batch else None,
                history_only=False, by=None, at=at,
            )  # fmt: skip
            if stored.findings:
                handle("audits_concluded", {"audit_ids": stored.audit_ids}, at)
            forecast = count_answers(stored.audit_ids)
            raise _Enough
    except _Enough:
        return forecast


def count_answers(audit_ids: list[int]) -> Forecast:
    """How the loop has answered the findings of some audits."""
    states: list[tuple[str, int]] = []
    for start in range(0, len(audit_ids), 500):
        rows = Finding.objects.filter(audit_id__in=audit_ids[start : start + 500])
        states += rows.values_list("state", "writer_id")
    return Forecast(
        findings=len(states),
        assigned=sum(state == "assigned" for state, _ in states),
        people=len({writer for state, writer in states if state == "assigned"}),
        held=sum(state == "held" for state, _ in states),
        noted=sum(state == "noted" for state, _ in states),
    )
