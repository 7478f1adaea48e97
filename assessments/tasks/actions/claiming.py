"""Taking work from the queue and putting it back."""

from __future__ import annotations

import datetime

from django.db import IntegrityError, transaction

from academy.kit.refusals import Refused
from academy.people.models import User
from academy.record.actions import write
from assessments.tasks.models import MarkedLine, Marking, RubricLine, Submission
from assessments.tasks.queries.marking import waiting_for
from assessments.tasks.rules.permits import LEASE, check_claim, check_mark, check_own_marking
from assessments.tasks.states import MARKING

TRIES = 5


def claim_next(*, code: str, by: User, at: datetime.datetime) -> Marking:
    """Take the piece of work that has waited longest, of one task if `code` names it.

    Nobody chooses whose work they mark. Of two markers at the same moment each gets another piece.
    """
    check_mark(by)
    for _ in range(TRIES):
        try:
            marking = _claim(code, by, at)
        except IntegrityError:  # somebody took the same piece a moment before: look again
            continue
        if marking is None:
            break
        return marking
    raise Refused("Nothing waits for you at this moment. Look again later.", code="nothing")


@transaction.atomic
def _claim(code: str, by: User, at: datetime.datetime) -> Marking | None:
    rows = waiting_for(actor=by, at=at, code=code).select_related("edition", "task")
    submission = rows.select_for_update(of=("self",), skip_locked=True).first()
    if submission is None:
        return None
    held = Marking.objects.filter(marker=by, state="open").count()
    before = Marking.objects.filter(submission=submission, marker=by).exclude(state="released")
    role = check_claim(submission, by, marked_before=before.exists(), open_now=held)
    _release_expired(submission, at)
    marking = Marking.objects.create(
        submission=submission,
        author_id=submission.person_id,
        marker=by,
        role=role,
        started_at=at,
        seen_at=at,
        leased_until=at + LEASE,
    )
    _lay_lines(marking, submission.edition_id)
    _note(marking, submission, "claim", "taken from the queue", by, at)
    return marking


def _release_expired(submission: Submission, at: datetime.datetime) -> None:
    """A lease that ran out ends when the next marker comes; what was saved under it stays in its row."""
    gone = Marking.objects.filter(submission=submission, state="open", leased_until__lte=at)
    for old in gone.select_for_update(of=("self",)):
        old.state = MARKING.after(old.state, "release")
        old.save(update_fields=["state"])


def _lay_lines(marking: Marking, edition_id: int) -> None:
    """A row for each line, with what the same marker had saved before putting it back."""
    old = (
        Marking.objects.filter(
            submission=marking.submission_id, marker=marking.marker_id, role=marking.role, state="released"
        )
        .order_by("-pk")
        .first()
    )
    said = {row.line_id: row for row in old.lines.all()} if old else {}
    lines = RubricLine.objects.filter(edition_id=edition_id).order_by("position").values_list("pk", flat=True)
    MarkedLine.objects.bulk_create(
        MarkedLine(
            marking=marking,
            line_id=pk,
            level=said[pk].level if pk in said else None,
            words=said[pk].words if pk in said else "",
        )
        for pk in lines
    )
    if old is not None:
        marking.strengths, marking.changes = old.strengths, old.changes
        marking.save(update_fields=["strengths", "changes"])


@transaction.atomic
def release_marking(*, marking: Marking, by: User, at: datetime.datetime) -> Marking:
    """Put a piece of work back into the queue. What was saved is kept for when one takes it again."""
    now = (
        Marking.objects.select_for_update(of=("self",)).select_related("submission__task").get(pk=marking.pk)
    )
    if now.marker_id == by.pk and now.state == "released":
        return now
    check_own_marking(now, by)
    now.state = MARKING.after(now.state, "release")
    now.save(update_fields=["state"])
    _note(now, now.submission, "release", "put back into the queue", by, at)
    return now


def _note(
    marking: Marking, submission: Submission, verb: str, words: str, by: User, at: datetime.datetime
) -> None:
    write(
        council=by.council_id,
        by=by,
        at=at,
        verb=verb,
        obj=marking,
        words=f"Submission {submission.pk} of {submission.task.code} {words}",
    )
