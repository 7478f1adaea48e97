"""Bringing in what the HR system says: the list of staff, absences, and joiners, movers and leavers."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone

from academy.kit.refusals import Refused
from academy.people.access import can
from academy.people.models import Council, User
from academy.record.actions import write
from academy.staffing.actions.registers import store
from academy.staffing.models import StaffFile
from academy.staffing.queries import applied_before, register_of
from academy.staffing.rules.absences import take_absences
from academy.staffing.rules.changes import take_changes
from academy.staffing.rules.problems import Problem
from academy.staffing.rules.register import Register, Tally
from academy.staffing.rules.staff import take_staff
from academy.staffing.rules.table import TITLES, Table, read_table

ORDER = ("staff", "absences", "changes")


@dataclass(frozen=True)
class Upload:
    """A file as it came: what it is called and its bytes."""

    name: str
    data: bytes

    @property
    def sha256(self) -> str:
        """What tells this file from every other."""
        return hashlib.sha256(self.data).hexdigest()


@dataclass(frozen=True)
class Outcome:
    """What a run did, or with `applied` false would do. Each good row of staff and changes counts once."""

    tally: Tally
    absences: Tally
    rejected: Sequence[Problem]
    applied: bool

    def as_json(self) -> dict[str, Any]:
        """For the command's answer."""
        return {
            **self.tally.as_json(),
            "rejected": [problem.as_json() for problem in self.rejected],
            "absences": self.absences.as_json(),
            "applied": self.applied,
        }


def check_by(by: User | None) -> None:
    """Refuses those who may not manage people. No person at all is the command line."""
    if by is not None and not can(by, "manage_people"):
        raise Refused("Only people who keep the list of staff may do this.", code="not_allowed")


def check_staff(*, council: Council, uploads: Sequence[Upload], at: datetime.datetime) -> Outcome:
    """What bringing these files in would do, row by row.

    Writes nothing. Raises Refused for a file as a whole.
    """
    tables = _tables(uploads)
    register, problems = _try(council, uploads, tables, at)
    return Outcome(register.tally, register.absence_tally, problems, applied=False)


def import_staff(
    *,
    council: Council,
    uploads: Sequence[Upload],
    partial: bool = False,
    by: User | None,
    at: datetime.datetime,
    into: StaffFile | None = None,
) -> Outcome:
    """Bring the files in: the list of staff, then absences, then changes, in one transaction.

    With bad rows nothing is brought in, unless `partial` asks for the good ones. The same files again change
    nothing; a list of staff that was brought in before is not gone through again, so that it cannot undo
    later changes.
    Those who have left lose their access and their sessions with this. Raises Refused for a file as a whole.
    `into` is the row of a file that was checked before; otherwise each file gets a row of its own.
    """
    check_by(by)
    tables = _tables(uploads)
    with transaction.atomic():
        Council.objects.select_for_update().get(pk=council.pk)
        register, problems = _try(council, uploads, tables, at)
        applied = partial or not problems
        if applied:
            store(register, council=council, by=by, at=at)
        tally, absences = (register.tally, register.absence_tally) if applied else (Tally(), Tally())
        outcome = Outcome(tally, absences, problems, applied)
        for upload, table in zip(uploads, tables, strict=True):
            _keep(upload, table, outcome, into or StaffFile(council=council, by=by, at=at), by=by, at=at)
    return outcome


def apply_changes(
    *, council: Council, upload: Upload, partial: bool = False, by: User | None, at: datetime.datetime
) -> Outcome:
    """Bring in one file of joiners, movers, leavers and renames; `import_staff` says how."""
    return import_staff(council=council, uploads=[upload], partial=partial, by=by, at=at)


def _tables(uploads: Sequence[Upload]) -> list[Table]:
    tables = [read_table(upload.data) for upload in uploads]
    for table in tables:
        if table.kind not in ORDER:
            raise Refused(
                f"This is {TITLES[table.kind]}. Here you can bring in a list of staff, changes or absences.",
                code="wrong_kind",
            )
    if len({table.kind for table in tables}) < len(tables):
        raise Refused(
            "Two of these files are of the same kind. Send them one after the other.", code="wrong_kind"
        )
    return tables


def _try(
    council: Council, uploads: Sequence[Upload], tables: Sequence[Table], at: datetime.datetime
) -> tuple[Register, list[Problem]]:
    """The register after all good rows, and the problems of the others, in the order of the files."""
    register, day = register_of(council=council), timezone.localdate(at)
    found: dict[str, list[Problem]] = {}
    for upload, table in sorted(
        zip(uploads, tables, strict=True), key=lambda pair: ORDER.index(pair[1].kind)
    ):
        if table.kind == "staff":
            if applied_before(council=council, sha256=upload.sha256):
                again = take_staff(table.lines, Register(taken=()), day)
                register.tally.unchanged += len(table.lines) - len(again)
                problems = again
            else:
                problems = take_staff(table.lines, register, day)
        elif table.kind == "absences":
            problems = take_absences(table.lines, register)
        else:
            problems = take_changes(table.lines, register)
        found[upload.name] = sorted(problems, key=lambda problem: problem.row)
    return register, [
        Problem(problem.row, problem.reason, problem.column, upload.name)
        for upload in uploads
        for problem in found[upload.name]
    ]


def _keep(
    upload: Upload, table: Table, outcome: Outcome, row: StaffFile, *, by: User | None, at: datetime.datetime
) -> None:
    """Keeps what the file was and did, without a name in it."""
    row.name, row.kind, row.sha256 = upload.name[:200], table.kind, upload.sha256
    row.state = StaffFile.State.APPLIED if outcome.applied else StaffFile.State.REFUSED
    row.counts = (outcome.absences if table.kind == "absences" else outcome.tally).as_json()
    row.rejected = [p.as_json() for p in outcome.rejected if p.file == upload.name]
    row.save()
    verb = "bring in" if outcome.applied else "refuse"
    done = "brought in" if outcome.applied else "refused"
    counts = f"{len(table.lines)} rows, {len(row.rejected)} with problems"
    words = f"{TITLES[table.kind].capitalize()} {done}: {counts}"
    write(council=row.council_id, by=by, at=at, verb=verb, obj=row, words=words)
