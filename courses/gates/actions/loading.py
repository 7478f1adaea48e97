"""Results of cohorts from before, brought in from a file in one go."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.db import transaction

from academy.people.models import Council, User
from academy.record.actions import write
from courses.cohorts.models import Member
from courses.gates.catalogue import catalogue
from courses.gates.models import AssessedResult

HEADER = ("cohort", "staff_ref", "task", "attempt", "date", "result", "score")
RESULTS = {"pass": True, "not yet": False}
LABEL = "Brought in from the record of the cohort"
MOST_ATTEMPTS = 99


@dataclass
class LoadReport:
    """What came of a file: rows written now, rows known already, and lines that stop with their reason."""

    loaded: int = 0
    known: int = 0
    rejected: list[tuple[int, str]] = field(default_factory=list)


@dataclass(frozen=True)
class _Line:
    cohort: str
    ref: str
    task: str
    attempt: int
    on: datetime.date
    met: bool
    score: int | None

    @property
    def key(self) -> str:
        return f"history:{self.cohort}:{self.task}:{self.attempt}"


class _Wrong(Exception):
    """A line that cannot be taken, in words."""


@transaction.atomic
def load_results(
    *,
    council: Council,
    rows: Iterable[Mapping[str, str]],
    by: User | None,
    at: datetime.datetime,
    first_line: int = 2,
) -> LoadReport:
    """Write every line whose person is a member of its cohort. The same file again writes nothing.

    `first_line` is the number of the first row in its file: the heading is line 1.
    """
    report = LoadReport()
    members = {
        (row.cohort.name, row.person.ref): row
        for row in Member.objects.filter(cohort__council=council).select_related("cohort", "person")
    }
    held = AssessedResult.objects.filter(member__in=members.values())
    known = {(row.member_id, row.source_key): row for row in held}
    taken = {(row.member_id, row.task, row.part, row.attempt, row.version) for row in held}
    new: list[AssessedResult] = []
    for number, row in enumerate(rows, start=first_line):
        try:
            line = _read(row)
            member = members.get((line.cohort, line.ref))
            if member is None:
                raise _Wrong(f"{line.ref} is not in cohort {line.cohort}")
            there = known.get((member.pk, line.key))
            if there is not None:
                _check_same(there, line)
                report.known += 1
                continue
            place = (member.pk, line.task, "", line.attempt, 1)
            if place in taken:
                raise _Wrong(f"attempt {line.attempt} at {line.task} is here already, from elsewhere")
            made = _result(member, line, by, at)
            known[member.pk, line.key] = made
            taken.add(place)
            new.append(made)
        except _Wrong as wrong:
            report.rejected.append((number, str(wrong)))
    AssessedResult.objects.bulk_create(new, batch_size=500)
    report.loaded = len(new)
    if new:
        write(
            council=council, by=by, at=at, verb="load", noun="assessedresult",
            words=f"{len(new)} results of assessed tasks brought in from a file",
        )  # fmt: skip
    return report


def _read(row: Mapping[str, str]) -> _Line:
    """One line of the file. What is wrong is said without repeating what a free cell holds."""
    cells = {name: (row.get(name) or "").strip() for name in HEADER}
    if empty := [name for name in HEADER[:-1] if not cells[name]]:
        raise _Wrong(f"{empty[0]} is empty")
    if cells["task"] not in catalogue().tasks:
        raise _Wrong("the task is not one of AT1 to AT10")
    if cells["result"] not in RESULTS:
        raise _Wrong("the result is neither “pass” nor “not yet”")
    if not cells["attempt"].isdecimal() or not 1 <= int(cells["attempt"]) <= MOST_ATTEMPTS:
        raise _Wrong("the attempt is not a number from 1")
    try:
        on = datetime.date.fromisoformat(cells["date"])
    except ValueError:
        raise _Wrong("the date is not written as 2026-01-31") from None
    score = cells["score"]
    if score and (not score.isdecimal() or int(score) > 100):
        raise _Wrong("the score is not a number from 0 to 100")
    return _Line(
        cells["cohort"], cells["staff_ref"], cells["task"], int(cells["attempt"]), on,
        RESULTS[cells["result"]], int(score) if score else None,
    )  # fmt: skip


def _check_same(there: AssessedResult, line: _Line) -> None:
    if (there.on, there.met, there.score) != (line.on, line.met, line.score):
        raise _Wrong(f"attempt {line.attempt} at {line.task} is here already and says otherwise")


def _result(member: Member, line: _Line, by: User | None, at: datetime.datetime) -> AssessedResult:
    return AssessedResult(
        member=member,
        task=line.task,
        attempt=line.attempt,
        on=line.on,
        met=line.met,
        score=line.score,
        judged_on="The whole task" if line.score is None else f"The whole task, {line.score}%",
        source_label=LABEL,
        source_key=line.key,
        catalogue=catalogue().version,
        recorded_at=at,
        recorded_by=by,
    )
