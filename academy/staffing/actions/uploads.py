"""A file of the HR system on the screen: checked first, and brought in or put aside by a person's answer."""

from __future__ import annotations

import datetime
import uuid
from pathlib import Path

from django.conf import settings
from django.db import transaction

from academy.kit.refusals import Refused
from academy.people.models import User
from academy.record.actions import write
from academy.staffing.actions.staff import Outcome, Upload, check_by, check_staff, import_staff
from academy.staffing.models import StaffFile
from academy.staffing.queries import raw_file
from academy.staffing.rules.table import read_table
from academy.work.actions import announce
from academy.work.registry import answers

KEPT = datetime.timedelta(days=7)
FOLDER = "staff"


def receive_staff_file(*, upload: Upload, by: User, at: datetime.datetime) -> StaffFile:
    """Check a file and keep it until somebody answers, seven days at most. Nobody's data change.

    Raises Refused in words for a file as a whole.
    """
    check_by(by)
    outcome = check_staff(council=by.council, uploads=[upload], at=at)
    stored = f"{FOLDER}/{uuid.uuid4().hex}.csv"
    place = Path(settings.PRIVATE_ROOT) / stored
    place.parent.mkdir(parents=True, exist_ok=True)
    place.touch(mode=0o600)
    place.write_bytes(upload.data)
    with transaction.atomic():
        row = StaffFile(council=by.council, by=by, at=at, state=StaffFile.State.CHECKED, stored_as=stored)
        row.name, row.sha256, row.kind = upload.name[:200], upload.sha256, read_table(upload.data).kind
        _report(row, outcome)
        row.save()
        announce(
            topic="staff_file_kept",
            key=str(row.pk),
            payload={"staff_file_id": row.pk},
            council=by.council,
            at=at,
            due_at=at + KEPT,
        )
    return row


def _report(row: StaffFile, outcome: Outcome) -> None:
    row.counts = (outcome.absences if row.kind == "absences" else outcome.tally).as_json()
    row.rejected = [problem.as_json() for problem in outcome.rejected]


def bring_in_good_rows(*, staff_file: StaffFile, by: User, at: datetime.datetime) -> StaffFile:
    """Bring in the good rows of a checked file and delete the file. Raises Refused if it was answered before.

    If rows have become good or bad since the check, nothing is brought in: the row then holds the new check.
    """
    check_by(by)
    with transaction.atomic():
        row = _waiting(staff_file)
        data = raw_file(staff_file=row)
        if data is None:
            raise Refused("This file is no longer kept. Send it again.", code="gone")
        upload = Upload(row.name, data)
        before = row.rejected
        _report(row, check_staff(council=row.council, uploads=[upload], at=at))
        if row.rejected != before:
            row.save(update_fields=["counts", "rejected"])
            return row
        import_staff(council=row.council, uploads=[upload], partial=True, by=by, at=at, into=row)
        _forget(row)
    return row


@transaction.atomic
def put_aside(*, staff_file: StaffFile, by: User, at: datetime.datetime) -> StaffFile:
    """Bring nothing in and delete the file, so that it can be corrected and sent again."""
    check_by(by)
    row = _waiting(staff_file)
    row.state = StaffFile.State.REFUSED
    row.save(update_fields=["state"])
    write(
        council=row.council_id,
        by=by,
        at=at,
        verb="put aside",
        obj=row,
        words="A checked file was not brought in",
    )
    _forget(row)
    return row


def _waiting(staff_file: StaffFile) -> StaffFile:
    row = StaffFile.objects.select_for_update(of=("self",)).select_related("council").get(pk=staff_file.pk)
    if row.state != StaffFile.State.CHECKED:
        raise Refused("Somebody has answered this file already. Look at the page again.", code="state")
    return row


def _forget(row: StaffFile) -> None:
    """Deletes the raw file once the answer is stored."""
    place = Path(settings.PRIVATE_ROOT) / row.stored_as
    row.stored_as = ""
    row.save(update_fields=["stored_as"])
    transaction.on_commit(lambda: place.unlink(missing_ok=True))


@answers("staff_file_kept")
def forget_old_file(*, payload: dict[str, int], at: datetime.datetime) -> None:
    """After seven days a file that nobody answered is deleted and counts as refused."""
    row = StaffFile.objects.select_for_update().get(pk=payload["staff_file_id"])
    if row.state == StaffFile.State.CHECKED:
        row.state = StaffFile.State.REFUSED
        row.save(update_fields=["state"])
        words = "A checked file was deleted after seven days without an answer"
        write(council=row.council_id, by=None, at=at, verb="forget", obj=row, words=words)
        _forget(row)
