"""Writing down what came of an attempt, once for each event it comes from."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from academy.people.models import User
from academy.record.actions import write
from assessments.sittings.models import Sitting
from assessments.tasks.models import AutomaticMark, Outcome
from courses.cohorts.models import Member
from courses.cohorts.queries import membership_of
from courses.cohorts.states import OPEN
from courses.gates.catalogue import Part, catalogue
from courses.gates.models import AssessedResult


@dataclass(frozen=True)
class Source:
    """Where a result comes from: what it is called, where it can be read, and the key of the event."""

    label: str
    path: str
    key: str


@transaction.atomic
def record_result(
    *,
    person: User,
    task: str,
    part: str = "",
    attempt: int,
    version: int = 1,
    on: datetime.date,
    met: bool,
    score: int | None = None,
    judged_on: str,
    source: Source,
    by: User | None,
    at: datetime.datetime,
) -> AssessedResult | None:
    """One row for one event, told once or five times. None for somebody who is in no cohort, or not any more:
    only a later word on an attempt that is here already is still written down then.

    An attempt whose number is taken already, by results that were brought in, gets the next free one. The
    history says that something was judged and not how: whoever keeps the list of people reads it too.
    """
    User.objects.select_for_update().get(pk=person.pk)
    known = AssessedResult.objects.filter(member__person=person, source_key=source.key).first()
    if known is not None:
        return known
    member = membership_of(person, on)
    if member is None or (member.state not in OPEN and version == 1):
        return None
    row = AssessedResult.objects.create(
        member=member,
        task=task, part=part, attempt=_free(member, task, part, attempt, version), version=version,
        on=on, met=met, score=score, judged_on=judged_on[:300],
        source_label=source.label[:200], source_path=source.path, source_key=source.key,
        catalogue=catalogue(member.cohort.programme_code).version, recorded_at=at, recorded_by=by,
    )  # fmt: skip
    said = f"Judged: {catalogue().tasks[task].title} ({task})"
    write(council=person.council_id, by=by, at=at, verb="assess", obj=row, about=person, words=said[:400])
    return row


def _free(member: Member, task: str, part: str, attempt: int, version: int) -> int:
    rows = AssessedResult.objects.filter(member=member, task=task, part=part, version=version)
    taken = set(rows.values_list("attempt", flat=True))
    while attempt in taken:
        attempt += 1
    return attempt


def record_paper(*, sitting_id: int, at: datetime.datetime) -> AssessedResult | None:
    """A paper that counts was settled, or its points were put right: the result of its part.

    Told again without a change, it writes nothing. None when no assessed task asks for it.
    """
    sitting = Sitting.objects.select_related("paper", "person").get(pk=sitting_id)
    fed = catalogue().part_fed_by("paper", sitting.paper.code)
    if fed is None or sitting.passed is None or not sitting.terms.get("assessed", True):
        return None
    task, part = fed
    per_cent = int(100 * sitting.points / sitting.of + 1e-6) if sitting.of else 0
    said = f"{per_cent}% of the points"
    if sitting.failed_never:
        said += ", and a mistake that must never happen"
    rows = AssessedResult.objects.filter(
        member__person=sitting.person_id, source_key__startswith=f"sitting:{sitting.pk}:"
    )
    last = rows.order_by("-version").first()
    if last is not None and (last.met, last.score) == (sitting.passed, per_cent):
        return last
    version = last.version + 1 if last is not None else 1
    return record_result(
        person=sitting.person,
        task=task.code,
        part=_part_code(task.parts, part),
        attempt=last.attempt if last is not None else sitting.number,
        version=version,
        on=timezone.localdate(sitting.handed_in_at or at),
        met=sitting.passed,
        score=per_cent,
        judged_on=said,
        source=Source(
            f"{sitting.paper.title}, paper {sitting.paper.code}", "", f"sitting:{sitting.pk}:{version}"
        ),
        by=None,
        at=at,
    )


def record_task(*, outcome_id: int, at: datetime.datetime) -> AssessedResult | None:
    """A practical task was signed off, returned or moderated. Points are those of its part that is marked by
    itself, where it has one."""
    outcome = Outcome.objects.select_related("submission__person", "submission__edition__task").get(
        pk=outcome_id
    )
    work = outcome.submission
    fed = catalogue().part_fed_by("task", work.edition.task.code)
    if fed is None:
        return None
    task, part = fed
    counted = AutomaticMark.objects.filter(submission=work, of__gt=0).first()
    said = f"{counted.score} of {counted.of}. " if counted is not None else ""
    return record_result(
        person=work.person,
        task=task.code,
        part=_part_code(task.parts, part),
        attempt=_attempt_of(outcome),
        version=outcome.number,
        on=timezone.localdate(outcome.at),
        met=outcome.passed,
        score=100 * counted.score // counted.of if counted is not None else None,
        judged_on=f"{said}{outcome.get_how_display()}",
        source=Source(
            f"{work.edition.title}, task {work.edition.task.code}",
            reverse("task_result", args=[outcome.pk]),
            f"task:{work.pk}:{outcome.number}",
        ),
        by=outcome.by,
        at=at,
    )


def _attempt_of(outcome: Outcome) -> int:
    """The attempt of the piece of work; a later word belongs to the attempt that the first one got."""
    first = AssessedResult.objects.filter(
        member__person=outcome.submission.person_id, source_key=f"task:{outcome.submission_id}:1"
    )
    return first.values_list("attempt", flat=True).first() or outcome.submission.number


def _part_code(parts: tuple[Part, ...], part: Part) -> str:
    """A task of one part is judged as a whole."""
    return part.code if len(parts) > 1 else ""
