"""Writing audits in bulk: versions, grades, findings; and taking them back."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field

import pandas as pd
from django.db import transaction
from django.db.models import Max, Q

from academy.kit.bulk import references_checked_in_sets, take_ids, write_rows
from academy.people.models import Council, User
from academy.record.actions import write
from academy.work.actions import announce
from assessments.audits.models import GOOD, Audit, Finding, Grade, Remark, SectionGrade
from assessments.audits.states import FINDING
from assessments.instruments.models import Instrument

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

    `audits`: index `version`; ref, plan_ref, plan_type, audited_on, writer (user id), auditor (user id or
    missing), auditor_ref, team (id or missing), overall (1 to 4 or missing), content_hash, edited_at.
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
    for lot in _lots(list(replaced.values())):
        Audit.objects.filter(pk__in=lot).update(is_current=False)
    _write_audits(audits, council, instrument, layout, batch_id)
    marks = sheaf.marks.assign(audit_id=sheaf.marks["version"].map(ids))
    found_as = "noted" if history_only else "new"
    with references_checked_in_sets(Grade, Finding) if len(marks) >= MANY else nullcontext():
        write_rows(
            Grade, marks.rename(columns={"criterion": "criterion_id"})[["audit_id", "criterion_id", "grade"]]
        )
        found = _write_findings(audits, marks, council, replaced, state=found_as)
    sections = sheaf.sections.assign(audit_id=sheaf.sections["version"].map(ids))
    write_rows(SectionGrade, sections[["audit_id", "section", "grade"]])
    remarks = sheaf.remarks.assign(audit_id=sheaf.remarks["version"].map(ids))
    write_rows(
        Remark,
        remarks.rename(columns={"criterion": "criterion_id"})[["audit_id", "criterion_id", "label", "text"]],
    )
    stored = Stored([int(one) for one in ids], sorted(replaced.values()), len(marks) + len(sections), found)
    if not history_only and stored.audit_ids:
        _tell(council, stored.audit_ids, f"batch:{batch_id}:{min(stored.audit_ids)}", "audits_concluded", at)
    return stored


def _number(audits: pd.DataFrame, council: Council) -> pd.DataFrame:
    """Add the primary key, the version number and the version each audit replaces."""
    last: dict[str, int] = {}
    current: dict[str, int] = {}
    for lot in _lots(list(audits["ref"])):
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
            "writer_id": audits["writer"],
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


def _write_findings(
    audits: pd.DataFrame, marks: pd.DataFrame, council: Council, replaced: dict[int, int], *, state: str
) -> int:
    """One finding a mark below good; those of an earlier version that still stand move to the new one."""
    low = marks[marks["grade"].notna() & (marks["grade"] < GOOD)]
    carried = _carry_findings(low, replaced)
    fresh = low
    if carried:
        fresh = low[[key not in carried for key in zip(low["audit_id"], low["criterion"], strict=True)]]
    facts = audits.set_index("id")[["writer", "team", "audited_on"]]
    joined = fresh.join(facts, on="audit_id")
    write_rows(
        Finding,
        pd.DataFrame(
            {
                "council_id": council.pk,
                "audit_id": joined["audit_id"],
                "criterion_id": joined["criterion"],
                "writer_id": joined["writer"],
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
    for lot in _lots(list(new_of)):
        for finding in Finding.objects.filter(audit_id__in=lot).exclude(state="withdrawn"):
            key = (new_of[finding.audit_id], finding.criterion_id)
            if key in grades and writers[key[0]] == finding.writer_id:
                finding.audit_id, finding.grade = key[0], grades[key]
                finding.save(update_fields=["audit", "grade"])
                carried.add(key)
            elif finding.state in UNSETTLED:
                gone.append(finding.pk)
    for lot in _lots(gone):
        Finding.objects.filter(pk__in=lot).update(state="withdrawn")
    return carried


@transaction.atomic
def take_back_audits(*, council: Council, batch_id: int, by: User | None, at: datetime.datetime) -> list[int]:
    """Take the audits of one file out of everything that counts; the versions before them count again.

    Findings not yet settled are withdrawn, those of the versions before are found again, and the loop is told
    of both. Nothing is deleted. Returns the ids of the audits taken back.
    """
    taken = list(
        Audit.objects.filter(council=council, batch_id=batch_id, is_current=True).values_list("pk", "ref")
    )
    ids = [pk for pk, _ in taken]
    for lot in _lots(ids):
        Audit.objects.filter(pk__in=lot).update(is_current=False)
    restored = _restore(council, batch_id, {ref: pk for pk, ref in taken})
    for lot in _lots(ids):
        Finding.objects.filter(audit_id__in=lot, state__in=UNSETTLED).update(state="withdrawn")
    if ids:
        _tell(council, ids, f"batch:{batch_id}", "audits_withdrawn", at, restored_ids=restored)
    if restored:
        write(
            council=council, by=by, at=at, verb="restore", noun="audit",
            words=f"{len(restored)} earlier versions count again", detail={"audits": restored},
        )  # fmt: skip
    return ids


def _restore(council: Council, batch_id: int, taken: dict[str, int]) -> list[int]:
    """Make the newest earlier version of each audit current again, unless its own file was taken back."""
    newest: dict[str, int] = {}
    for lot in _lots(list(taken)):
        earlier = (
            Audit.objects.filter(council=council, ref__in=lot)
            .exclude(batch_id=batch_id)
            .filter(Q(batch=None) | ~Q(batch__state="undone"))
            .order_by("version")
        )
        newest |= dict(earlier.values_list("ref", "pk"))
    for lot in _lots(list(newest.values())):
        Audit.objects.filter(pk__in=lot).update(is_current=True)
        _find_again(lot)
    return sorted(newest.values())


def _find_again(restored: list[int]) -> None:
    """Give every mark below good of these versions its finding back.

    One that had moved on to a newer version comes back as it stands. One that a newer version had lost is new
    again, or noted where its file was history only.
    """
    audits = {audit.ref: audit for audit in Audit.objects.filter(pk__in=restored).select_related("batch")}
    marks = Grade.objects.filter(audit_id__in=restored, grade__lt=GOOD)
    low = {
        (audit, criterion): grade or 0
        for audit, criterion, grade in marks.values_list("audit_id", "criterion_id", "grade")
    }
    found: dict[tuple[int, int], list[Finding]] = defaultdict(list)
    versions = Finding.objects.filter(council_id__in={one.council_id for one in audits.values()})
    for finding in versions.filter(audit__ref__in=list(audits)).select_related("audit"):
        audit = audits[finding.audit.ref]
        key = (audit.pk, finding.criterion_id)
        if key in low and finding.writer_id == audit.writer_id:
            found[key].append(finding)
    history = {one.pk for one in audits.values() if one.batch is None or one.batch.history_only}
    changed = []
    for (audit_id, criterion_id), rows in found.items():
        here = [row for row in rows if row.audit_id == audit_id]
        best = min(here or rows, key=lambda row: (row.state == "withdrawn", -row.audit.version))
        if best.audit_id == audit_id and best.state != "withdrawn":
            continue
        best.audit_id, best.grade = audit_id, low[audit_id, criterion_id]
        if best.state == "withdrawn":
            best.state = FINDING.after(best.state, "restore")
            if audit_id in history:
                best.state = FINDING.after(best.state, "note")
        changed.append(best)
    Finding.objects.bulk_update(changed, ["audit", "grade", "state"], batch_size=200)


def _tell(
    council: Council, ids: list[int], key: str, topic: str, at: datetime.datetime, **more: list[int]
) -> None:
    announce(topic=topic, key=key, payload={"audit_ids": ids, **more}, council=council, at=at)


def _lots(ids: Sequence) -> list[list]:
    return [list(ids[start : start + CHUNK]) for start in range(0, len(ids), CHUNK)]
