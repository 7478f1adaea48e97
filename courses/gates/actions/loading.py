"""Results of cohorts from before, brought in from a file in one go.

What is good comes in, what is not is named by its line. Everything is done under a lock on the council, so
that a file sent twice at once is one file.
"""

from __future__ import annotations

import datetime

from django.db import transaction

from academy.people.models import Council, User
from academy.record.actions import write
from academy.staffing.rules.problems import BadRow
from courses.cohorts.actions import BroughtIn
from courses.cohorts.models import Member
from courses.cohorts.rules.files import Sheet
from courses.gates.catalogue import catalogue
from courses.gates.models import AssessedResult
from courses.gates.rules.files import Problem, ResultRow, read_result

LABEL = "Brought in from the record of the cohort"
BATCH = 500


def load_results(
    *, council: Council, sheet: Sheet, dry_run: bool = False, by: User | None, at: datetime.datetime
) -> BroughtIn:
    """Write every row whose person is a member of its cohort. The same file again writes nothing."""
    with transaction.atomic():
        Council.objects.select_for_update().get(pk=council.pk)
        desk = _Desk(council, by, at)
        for line, cells in sheet.lines:
            try:
                desk.take(read_result(cells))
            except BadRow as bad:
                desk.report.rejected.append(Problem(line, bad.reason))
        desk.store()
        if dry_run:
            transaction.set_rollback(True)
    return desk.report


class _Desk:
    """Rows are taken one after the other, each seeing those before it; then all are stored together."""

    def __init__(self, council: Council, by: User | None, at: datetime.datetime) -> None:
        self.council, self.by, self.at = council, by, at
        self.report = BroughtIn()
        rows = Member.objects.filter(cohort__council=council).select_related("cohort", "person")
        self.members = {(row.cohort.name, row.person.ref): row for row in rows}
        held = list(AssessedResult.objects.filter(member__cohort__council=council))
        self.known = {(row.member_id, row.source_key): row for row in held}
        self.taken = {(row.member_id, row.task, row.part, row.attempt, row.version) for row in held}
        self.seen: set[tuple[int, str]] = set()
        self.new: list[AssessedResult] = []

    def take(self, row: ResultRow) -> None:
        """One row. BadRow when it cannot be taken."""
        member = self.members.get((row.cohort, row.ref))
        if member is None:
            raise BadRow("not_a_member")
        key = (member.pk, row.key)
        if key in self.seen:
            raise BadRow("duplicate")
        there = self.known.get(key)
        if there is not None and (there.on, there.met, there.score) != (row.on, row.met, row.score):
            raise BadRow("says_otherwise")
        if there is None and (member.pk, row.task, "", row.attempt, 1) in self.taken:
            raise BadRow("taken")
        self.seen.add(key)
        self.report.cohorts.add(row.cohort)
        if there is not None:
            self.report.already += 1
        else:
            self.report.accepted += 1
            self.new.append(self._result(member, row))

    def _result(self, member: Member, row: ResultRow) -> AssessedResult:
        return AssessedResult(
            member=member,
            task=row.task,
            attempt=row.attempt,
            on=row.on,
            met=row.met,
            score=row.score,
            judged_on="The whole task" if row.score is None else f"The whole task, {row.score}%",
            source_label=LABEL,
            source_key=row.key,
            catalogue=catalogue().version,
            recorded_at=self.at,
            recorded_by=self.by,
        )

    def store(self) -> None:
        """Write what is new, and one line of history for all of it."""
        AssessedResult.objects.bulk_create(self.new, batch_size=BATCH)
        if self.new:
            write(
                council=self.council, by=self.by, at=self.at, verb="load", noun="assessedresult",
                words=f"{len(self.new)} results of assessed tasks brought in from a file",
            )  # fmt: skip
