"""Taking audits back: what a file brought counts no more, and the versions before it count again."""

from __future__ import annotations

import datetime
from collections import defaultdict

from django.db import transaction
from django.db.models import Q

from academy.people.models import Council, User
from academy.record.actions import write
from assessments.audits.actions.proving import announce_proof
from assessments.audits.actions.storing import UNSETTLED, lots, tell_loop
from assessments.audits.models import GOOD, Audit, Finding, Grade, SectionGrade
from assessments.audits.states import FINDING
from assessments.instruments.models import Criterion


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
    for lot in lots(ids):
        Audit.objects.filter(pk__in=lot).update(is_current=False)
    restored = _restore(council, batch_id, {ref: pk for pk, ref in taken})
    for lot in lots(ids):
        Finding.objects.filter(audit_id__in=lot, state__in=UNSETTLED).update(state="withdrawn")
    announce_proof(council=council, audit_ids=[*ids, *restored], key=f"taken back:{batch_id}", at=at)
    if ids:
        tell_loop(council, ids, f"batch:{batch_id}", "audits_withdrawn", at, restored_ids=restored)
        tell_loop(council, ids, f"batch:{batch_id}", "audits_replaced", at, restored_ids=restored)
    if restored:
        write(
            council=council, by=by, at=at, verb="restore", noun="audit",
            words=f"{len(restored)} earlier versions count again", detail={"audits": restored},
        )  # fmt: skip
    return ids


def _restore(council: Council, batch_id: int, taken: dict[str, int]) -> list[int]:
    """Make the newest earlier version of each audit current again, unless its own file was taken back."""
    newest: dict[str, int] = {}
    for lot in lots(list(taken)):
        earlier = (
            Audit.objects.filter(council=council, ref__in=lot)
            .exclude(batch_id=batch_id)
            .filter(Q(batch=None) | ~Q(batch__state="undone"))
            .order_by("version")
        )
        newest |= dict(earlier.values_list("ref", "pk"))
    for lot in lots(list(newest.values())):
        Audit.objects.filter(pk__in=lot).update(is_current=True)
        _find_again(lot)
    return sorted(newest.values())


def _find_again(restored: list[int]) -> None:
    """Give every mark below good of these versions its finding back.

    One that had moved on to a newer version comes back as it stands. One that a newer version had lost is new
    again, or noted where its file was history only.
    """
    audits = {audit.ref: audit for audit in Audit.objects.filter(pk__in=restored).select_related("batch")}
    low = _low_again(restored)
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


def _low_again(audit_ids: list[int]) -> dict[tuple[int, int], int]:
    """What counts as below good in these stored versions, by audit and criterion: as `_low_marks` has it."""
    marks = Grade.objects.filter(
        audit_id__in=audit_ids, criterion__kind=Criterion.Kind.CRITERION, standing__isnull=False
    )
    graded = list(marks.values_list("audit_id", "criterion_id", "criterion__section", "standing"))
    low = {(audit, criterion): grade or 0 for audit, criterion, _, grade in graded if (grade or 0) < GOOD}
    told = {(audit, section) for audit, _, section, _ in graded}
    instruments = Audit.objects.filter(pk__in=audit_ids).values("instrument")
    rows = Criterion.objects.filter(instrument__in=instruments, kind=Criterion.Kind.SECTION)
    found = rows.values_list("instrument_id", "section", "pk")
    as_criteria = {(of, section): pk for of, section, pk in found}
    sections = SectionGrade.objects.filter(audit_id__in=audit_ids, standing__lt=GOOD)
    for audit, of, section, grade in sections.values_list(
        "audit_id", "audit__instrument_id", "section", "standing"
    ):
        if (audit, section) not in told and (of, section) in as_criteria:
            low[audit, as_criteria[of, section]] = grade or 0
    return low
