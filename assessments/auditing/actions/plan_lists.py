"""A list of plans on its way in: checked first, and taken or put aside by a person's answer."""

from __future__ import annotations

import datetime
import hashlib
from collections import Counter
from dataclasses import asdict

from django.db import transaction
from django.utils import timezone

from academy.kit.refusals import Refused
from academy.kit.words import plural
from academy.people.models import Council, User
from academy.record.actions import write
from academy.work.actions import announce
from assessments.auditing.models import ListedPlan, PlanFile
from assessments.auditing.queries.plan_lists import Change, changes_of, known_to
from assessments.auditing.reading import read_list
from assessments.auditing.rules.samples import check_keeps_sample
from assessments.auditing.states import PLAN_FILE
from assessments.imports.reading import read_cells

KEPT = datetime.timedelta(days=7)
MOST_TOLD = 200


def receive_plan_list(
    *, council: Council, name: str, raw: bytes, by: User | None, at: datetime.datetime
) -> PlanFile:
    """Read a file and keep what was understood until somebody answers. The file itself is never kept.

    Raises Refused in words for a file as a whole. The same file twice is one file while it waits.
    """
    check_keeps_sample(by=by)
    digest = hashlib.sha256(raw).hexdigest()
    known = known_to(council=council, today=timezone.localdate(at))
    if known.scanner.kinds(name.rsplit(".", 1)[0]):
        raise Refused(
            "The name of the file looks as if it points to a person. Rename it and send it again.",
            code="personal",
        )
    found = read_list(read_cells(raw), known)
    if not found.rows and not found.problems:
        raise Refused("There are column names in this file and no plans under them.", code="empty")
    rows = [{**asdict(row), "issued_on": row.issued_on.isoformat()} for row in found.rows]
    with transaction.atomic():
        Council.objects.select_for_update().get(pk=council.pk)
        row = PlanFile.objects.filter(council=council, sha256=digest, state="checked").first()
        row = row or PlanFile(council=council, sha256=digest, by=by, at=at, name=name[:200])
        row.rows, row.unknown = rows, found.unknown
        row.problems = [asdict(problem) for problem in found.problems[:MOST_TOLD]]
        row.counts = {
            **_counts(changes_of(council_id=council.pk, rows=rows)),
            "bad": len(found.problems),
            "columns": found.empty,
        }
        row.save()
        announce(
            topic="plan_list_kept",
            key=str(row.pk),
            payload={"plan_file_id": row.pk},
            council=council,
            at=at,
            due_at=at + KEPT,
        )
    return row


def _counts(changes: list[Change]) -> dict[str, int]:
    counted = Counter(change.kind for change in changes)
    return {kind: counted[kind] for kind in ("new", "changed", "same", "fixed")}


@transaction.atomic
def take_plan_list(
    *, plan_file: PlanFile, leave_out: bool, by: User | None, at: datetime.datetime
) -> PlanFile:
    """Put the good rows of a checked file into the list of their months. A second press changes nothing.

    `leave_out`: the person has said that the columns we do not know are to be left out. A plan that is in a
    confirmed sample stays as it is.
    """
    check_keeps_sample(by=by)
    row = PlanFile.objects.select_for_update(of=("self",)).get(pk=plan_file.pk)
    if row.state == "taken":
        return row
    if row.state != "checked":
        raise Refused("This file was put aside. Send it again.", code="state")
    if row.unknown and not leave_out:
        raise Refused(
            "Say that the columns we do not know are to be left out, or correct the file.", code="unknown"
        )
    if not row.rows:
        raise Refused("There is no good row in this file. Correct it and send it again.", code="empty")
    changes = changes_of(council_id=row.council_id, rows=row.rows)
    ListedPlan.objects.bulk_create(
        [change.plan for change in changes if change.kind == "new"], batch_size=500
    )
    changed = [change.plan for change in changes if change.kind == "changed"]
    fields = ["plan_type", "issued_on", "writer", "team", "key_stage", "need", "setting", "organisation"]
    ListedPlan.objects.bulk_update(changed, fields, batch_size=200)
    row.counts = {**row.counts, **_counts(changes)}
    row.state, row.rows = PLAN_FILE.after(row.state, "take"), []
    row.save(update_fields=["counts", "state", "rows"])
    new, altered = row.counts["new"], row.counts["changed"]
    words = f"A list of plans brought in: {plural(new, 'new plan')}, {altered} changed"
    write(council=row.council_id, by=by, at=at, verb="bring in", obj=row, words=words)
    return row


@transaction.atomic
def put_list_aside(*, plan_file: PlanFile, by: User, at: datetime.datetime) -> PlanFile:
    """Bring nothing in, so that the file can be corrected and sent again."""
    check_keeps_sample(by=by)
    row = PlanFile.objects.select_for_update(of=("self",)).get(pk=plan_file.pk)
    if row.state == "taken":
        raise Refused("This file has been brought in already.", code="state")
    _aside(row, by, at, "A list of plans was put aside")
    return row


@transaction.atomic
def forget_old_list(*, plan_file_id: int, at: datetime.datetime) -> None:
    """After seven days a file that nobody answered is put aside."""
    row = PlanFile.objects.select_for_update(of=("self",)).get(pk=plan_file_id)
    _aside(row, None, at, "A list of plans was put aside after seven days without an answer")


def _aside(row: PlanFile, by: User | None, at: datetime.datetime, words: str) -> None:
    if row.state != "checked":
        return
    row.state, row.rows = PLAN_FILE.after(row.state, "put aside"), []
    row.save(update_fields=["state", "rows"])
    write(council=row.council_id, by=by, at=at, verb="put aside", obj=row, words=words)
