"""Writing audits in bulk: versions, grades, findings."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field

import pandas as pd
from django.db import transaction
from django.db.models import Max

from academy.gate import VERSION
from academy.kit.bulk import references_checked_in_sets, take_ids, write_rows
from academy.people.models import Council, User
from academy.work.actions import announce
from assessments.audits.actions.agreeing import carry_agreed
from assessments.audits.actions.proving import announce_proof
from assessments.audits.actions.rescanning import plan_remarks_night
from assessments.audits.models import GOOD, Audit, Finding, Grade, Remark, SectionGrade
from assessments.audits.states import FINDING
from assessments.instruments.models import Instrument
from assessments.instruments.queries import criteria_of, sections_of

CHUNK = 500
MANY = 100_000
"""From this many marks on, references are checked in sets."""
UNSETTLED = FINDING.starts("withdraw")


@dataclass(frozen=True)
class Stored:
    """What was written: the new audits, the versions they replaced, and counts."""

    audit_ids: list[int] = field(default_factory=list)
    replaced_ids: list[int] = field(default_factory=list)
    grades: int = 0
    findings: int = 0


@dataclass(frozen=True)
class Sheaf:
    """Audits on their way into the tables.

    `audits`: index `version`; ref, plan_ref, plan_type, audited_on, writer (user id, or missing where it is a
    service's work), auditor (user id or missing), auditor_ref, team (id or missing), overall (1 to 4 or
    missing), content_hash, edited_at; and, where the source says so, service (id of an organisation),
    key_stage, need and setting in the codes of `Audit`.
    `marks`: version, criterion (id), grade (1 to 4 or missing). `sections`: version, section, grade.
    `remarks`: version, criterion (id or missing), label, text.
    """

    audits: pd.DataFrame
    marks: pd.DataFrame
    sections: pd.DataFrame
    remarks: pd.DataFrame


@transaction.atomic
def store_audits(
    *,
    council: Council,
    instrument: Instrument,
    sheaf: Sheaf,
    layout: str,
    batch_id: int | None,
    history_only: bool,
    by: User | None,
    at: datetime.datetime,
) -> Stored:
    """Write audits with their grades and findings, and tell the loop unless they are history only.

    An audit whose number is here already becomes its next version; both are kept. A finding of the earlier
    version that stands goes on with the new one, so nobody is asked twice; one that is gone is withdrawn.
    """
    audits = _number(sheaf.audits, council)
    ids = audits["id"]
    replaced = dict(zip(audits["id"], audits["replaces"], strict=True))
    replaced = {int(new): int(old) for new, old in replaced.items() if pd.notna(old)}
    for lot in lots(list(replaced.values())):
        Audit.objects.filter(pk__in=lot).update(is_current=False)
    _write_audits(audits, council, instrument, layout, batch_id)
    marks = sheaf.marks.assign(audit_id=sheaf.marks["version"].map(ids))
    sections = sheaf.sections.assign(audit_id=sheaf.sections["version"].map(ids))
    found_as = "noted" if history_only else "new"
    with references_checked_in_sets(Grade, Finding) if len(marks) >= MANY else nullcontext():
        write_rows(
            Grade, marks.rename(columns={"criterion": "criterion_id"})[["audit_id", "criterion_id", "grade"]]
        )
        low = _low_marks(marks, sections, instrument)
        found = _write_findings(audits, low, council, replaced, state=found_as)
    write_rows(SectionGrade, sections[["audit_id", "section", "grade"]])
    _write_remarks(sheaf.remarks, ids, council, at)
    carry_agreed(replaced=replaced)
    stored = Stored([int(one) for one in ids], sorted(replaced.values()), len(marks) + len(sections), found)
    announce_proof(council=council, audit_ids=[*stored.audit_ids, *stored.replaced_ids], key="stored", at=at)
    key = f"batch:{batch_id}:{min(stored.audit_ids, default=0)}"
    if stored.replaced_ids:
        tell_loop(council, stored.replaced_ids, key, "audits_replaced", at)
    if not history_only and stored.audit_ids:
        tell_loop(council, stored.audit_ids, key, "audits_concluded", at)
    return stored


def _write_remarks(remarks: pd.DataFrame, ids: pd.Series, council: Council, at: datetime.datetime) -> None:
    """Keep what auditors wrote, with the version of the gate that let it through; it is looked at again."""
    rows = remarks.assign(audit_id=remarks["version"].map(ids), scanned_with=VERSION)
    rows = rows.rename(columns={"criterion": "criterion_id"})
    write_rows(Remark, rows[["audit_id", "criterion_id", "label", "text", "scanned_with"]])
    if len(rows):
        plan_remarks_night(council_id=council.pk, at=at)


def _number(audits: pd.DataFrame, council: Council) -> pd.DataFrame:
    """Add the primary key, the version number and the version each audit replaces."""
    last: dict[str, int] = {}
    current: dict[str, int] = {}
    for lot in lots(list(audits["ref"])):
        rows = Audit.objects.filter(council=council, ref__in=lot)
        last |= dict(rows.values_list("ref").annotate(Max("version")))
        current |= dict(rows.filter(is_current=True).values_list("ref", "pk"))
    return audits.assign(
        id=list(take_ids(Audit, len(audits))),
        number=audits["ref"].map(lambda ref: last.get(ref, 0) + 1).astype(int),
        replaces=audits["ref"].map(current).astype("Int64"),
    )


def _write_audits(
    audits: pd.DataFrame, council: Council, instrument: Instrument, layout: str, batch_id: int | None
) -> None:
    rows = pd.DataFrame(
        {
            "id": audits["id"],
            "council_id": council.pk,
            "instrument_id": instrument.pk,
            "ref": audits["ref"],
            "version": audits["number"],
            "is_current": True,
            "plan_ref": audits["plan_ref"],
            "plan_type": audits["plan_type"],
            "audited_on": audits["audited_on"].astype(str),
            "writer_id": audits["writer"].astype("Int64"),
            "service_id": _said(audits, "service", pd.NA).astype("Int64"),
            "key_stage": _said(audits, "key_stage", ""),
            "need": _said(audits, "need", ""),
            "setting": _said(audits, "setting", ""),
            "auditor_id": audits["auditor"].astype("Int64"),
            "auditor_ref": audits["auditor_ref"],
            "team_id": audits["team"].astype("Int64"),
            "layout": layout,
            "batch_id": pd.array([batch_id] * len(audits), dtype="Int64"),
            "overall": audits["overall"].astype("Int64"),
            "content_hash": audits["content_hash"],
            "edited_at": pd.to_datetime(audits["edited_at"]).dt.strftime("%Y-%m-%d %H:%M:%S"),
        }
    )
    write_rows(Audit, rows)


def _said(audits: pd.DataFrame, name: str, silent: object) -> pd.Series:
    """A column that not every source has."""
    return audits[name] if name in audits else pd.Series(silent, index=audits.index, dtype=object)


def _low_marks(marks: pd.DataFrame, sections: pd.DataFrame, instrument: Instrument) -> pd.DataFrame:
    """Everything below good: audit_id, criterion, grade.

    A section counts as a whole where the audit brings no mark on a criterion of it, so that nothing is found
    twice.
    """
    graded = marks[marks["grade"].notna()][["audit_id", "criterion", "grade"]]
    low = graded[graded["grade"] < GOOD]
    worst = sections[sections["grade"].notna() & (sections["grade"].fillna(GOOD) < GOOD)]
    as_criteria = dict(sections_of(instrument=instrument).values_list("section", "pk"))
    worst = worst[worst["section"].isin(list(as_criteria))]
    if worst.empty:
        return low
    section_of = dict(criteria_of(instrument=instrument).values_list("pk", "section"))
    told = set(zip(graded["audit_id"], graded["criterion"].map(section_of), strict=True))
    alone = [key not in told for key in zip(worst["audit_id"], worst["section"], strict=True)]
    # Before the rows are picked: a column that is put into an empty frame would bring its rows back.
    worst = worst.assign(criterion=worst["section"].map(as_criteria))[alone]
    return pd.concat([low, worst[["audit_id", "criterion", "grade"]]], ignore_index=True)


def _write_findings(
    audits: pd.DataFrame, low: pd.DataFrame, council: Council, replaced: dict[int, int], *, state: str
) -> int:
    """One finding a mark below good; those of an earlier version that still stand move to the new one."""
    carried = _carry_findings(low, replaced)
    fresh = low
    if carried:
        fresh = low[[key not in carried for key in zip(low["audit_id"], low["criterion"], strict=True)]]
    facts = audits.assign(service=_said(audits, "service", pd.NA)).set_index("id")
    facts = facts[["writer", "service", "team", "audited_on"]]
    joined = fresh.join(facts, on="audit_id")
    write_rows(
        Finding,
        pd.DataFrame(
            {
                "council_id": council.pk,
                "audit_id": joined["audit_id"],
                "criterion_id": joined["criterion"],
                "writer_id": joined["writer"].astype("Int64"),
                "service_id": joined["service"].astype("Int64"),
                "team_id": joined["team"].astype("Int64"),
                "grade": joined["grade"].astype(int),
                "found_on": joined["audited_on"].astype(str),
                "cause": str(Finding.Cause.WRITER),
                "state": state,
            }
        ),
    )
    return len(low)


def _carry_findings(low: pd.DataFrame, replaced: dict[int, int]) -> set[tuple[int, int]]:
    """Move findings from replaced versions where the mark is still below good; withdraw the rest."""
    if not replaced:
        return set()
    new_of = {old: new for new, old in replaced.items()}
    grades = {
        (int(audit), int(criterion)): int(grade)
        for audit, criterion, grade in zip(low["audit_id"], low["criterion"], low["grade"], strict=True)
    }
    carried: set[tuple[int, int]] = set()
    gone: list[int] = []
    writers = dict(Audit.objects.filter(pk__in=list(replaced)).values_list("pk", "writer_id"))
    for lot in lots(list(new_of)):
        for finding in Finding.objects.filter(audit_id__in=lot).exclude(state="withdrawn"):
            key = (new_of[finding.audit_id], finding.criterion_id)
            if key in grades and writers[key[0]] == finding.writer_id:
                finding.audit_id, finding.grade = key[0], grades[key]
                finding.save(update_fields=["audit", "grade"])
                carried.add(key)
            elif finding.state in UNSETTLED:
                gone.append(finding.pk)
    for lot in lots(gone):
        Finding.objects.filter(pk__in=lot).update(state="withdrawn")
    return carried


def tell_loop(
    council: Council, ids: list[int], key: str, topic: str, at: datetime.datetime, **more: list[int]
) -> None:
    """Put news of these audits into the ledger."""
    announce(topic=topic, key=key, payload={"audit_ids": ids, **more}, council=council, at=at)


def lots(ids: Sequence) -> list[list]:
    """In lots that every database takes."""
    return [list(ids[start : start + CHUNK]) for start in range(0, len(ids), CHUNK)]
