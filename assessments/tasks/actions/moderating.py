"""A practice development lead looks again: the new result stands beside the old one."""

from __future__ import annotations

import datetime

from django.db import transaction
from django.utils import timezone

from academy.gate.checking import check_clean, invented_words
from academy.kit.refusals import Refused
from academy.people.models import User
from academy.people.queries import scanner_for
from assessments.tasks.actions.settling import evidence_key, tell_result
from assessments.tasks.actions.writing import lock_work
from assessments.tasks.models import Outcome, Submission
from assessments.tasks.rules.permits import check_moderate
from assessments.tasks.states import SUBMISSION
from competencies.evidence.actions import end_evidence

LEAST_WORDS = 12


@transaction.atomic
def moderate(
    *, submission: Submission, passed: bool, reason: str, by: User, at: datetime.datetime
) -> Outcome:
    """Record another result with its reason. Marks and earlier results stay as they were given.

    Work that is signed off after all adds its evidence; work that is returned after all ends the evidence
    that it had added, from today on. The person gets a letter either way.
    """
    now = lock_work(submission.pk)
    verb = check_moderate(now, passed=passed, by=by)
    said = reason.strip()[:600]
    if len(said) < LEAST_WORDS:
        raise Refused("Say why, so that the person and the markers understand it.", code="no_reason")
    check_clean(
        [("Your reason", said)],
        scanner=scanner_for(council=by.council),
        invented=invented_words(now.edition.invented),
    )
    before = Outcome.objects.filter(submission=now).order_by("-number").first()
    if before is None:
        raise Refused("There is no result to moderate yet.", code="state")
    now.state, now.settled_at = SUBMISSION.after(now.state, verb), at
    now.save(update_fields=["state", "settled_at"])
    outcome = _beside(before, passed=passed, reason=said, by=by, at=at)
    if before.passed:
        end_evidence(
            person=now.person,
            source_key=evidence_key(before),
            on=timezone.localdate(at),
            words=f"{now.task.code} was moderated: returned",
            by=by,
            at=at,
        )
    tell_result(outcome=outcome, by=by, at=at)
    return outcome


def _beside(before: Outcome, *, passed: bool, reason: str, by: User, at: datetime.datetime) -> Outcome:
    """The next result: the same marks and words, another end, and why."""
    return Outcome.objects.create(
        submission_id=before.submission_id,
        number=before.number + 1,
        how=Outcome.How.MODERATED,
        passed=passed,
        strengths=before.strengths,
        changes=before.changes,
        lines=before.lines,
        comments=before.comments,
        reason=reason,
        by=by,
        at=at,
    )
