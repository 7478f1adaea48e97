"""What follows from marks: a second look, a third, or a result."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from academy.people.models import User
from academy.record.actions import write
from academy.work.actions import announce, post_message
from assessments.tasks.models import MarkedLine, Marking, Outcome, PassageComment, Submission, Task
from assessments.tasks.rules.rubric import agree
from assessments.tasks.rules.sample import is_sampled
from assessments.tasks.states import SUBMISSION
from competencies.evidence.actions import add_evidence
from competencies.evidence.models import Evidence

FEEDBACK = "task_feedback"


def settle_marks(
    *, submission: Submission, marking: Marking, levels: Mapping[int, int], at: datetime.datetime
) -> None:
    """Move the work on after one marker gave marks. The row of the work is locked by the caller.

    First: every fail and one pass in five go to a second marker; other passes are signed off. Second: when
    both agree the first marks stand, else a third marker decides. Third: those marks stand.
    """
    passes = bool(marking.passes)
    if marking.role == Marking.Role.FIRST:
        if not passes or _draw_sample(submission):
            _move(submission, "ask_second")
        else:
            _settle(submission, "pass", Outcome.How.ONE, marking, at)
    elif marking.role == Marking.Role.SECOND:
        first = Marking.objects.get(submission=submission, role=Marking.Role.FIRST, state="given")
        before = _levels(first)
        if agree(before, levels, first_passes=bool(first.passes), second_passes=passes):
            _settle(submission, "pass" if passes else "return", Outcome.How.AGREED, first, at)
        else:
            _move(submission, "differ")
    else:
        _settle(submission, "pass" if passes else "return", Outcome.How.THIRD, marking, at)


def _levels(marking: Marking) -> dict[int, int]:
    rows = MarkedLine.objects.filter(marking=marking).values_list("line_id", "level")
    return {line: level or 0 for line, level in rows}


def _draw_sample(submission: Submission) -> bool:
    """Give this pass its place among the passes of the task and say whether it is drawn."""
    Task.objects.select_for_update().get(pk=submission.task_id)  # passes of one task are numbered in turn
    place = Submission.objects.filter(task=submission.task_id, sample_place__isnull=False).count()
    submission.sample_place = place
    submission.sampled = is_sampled(task_id=submission.task_id, place=place, key=settings.SECRET_KEY)
    submission.save(update_fields=["sample_place", "sampled"])
    return submission.sampled


def _move(submission: Submission, verb: str) -> None:
    submission.state = SUBMISSION.after(submission.state, verb)
    submission.save(update_fields=["state"])


def _settle(
    submission: Submission, verb: str, how: Outcome.How, marking: Marking, at: datetime.datetime
) -> None:
    submission.settled_at = at
    submission.state = SUBMISSION.after(submission.state, verb)
    submission.save(update_fields=["state", "settled_at"])
    outcome = Outcome.objects.create(
        submission=submission,
        number=1,
        how=how,
        passed=submission.state == "passed",
        strengths=marking.strengths,
        changes=marking.changes,
        lines=_said(marking),
        comments=_comments(submission, passed=submission.state == "passed"),
        at=at,
    )
    tell_result(outcome=outcome, by=None, at=at)


def _comments(submission: Submission, *, passed: bool) -> list[dict[str, Any]]:
    """Comments on passages of every marker who came to this result, in the order of the work."""
    rows = PassageComment.objects.filter(
        marking__submission=submission, marking__state="given", marking__passes=passed
    )
    return [
        {"passage": row.passage, "quote": row.quote, "words": row.words}
        for row in rows.order_by("passage", "start", "pk")
    ]


def _said(marking: Marking) -> list[dict[str, Any]]:
    """Each line as the person reads it."""
    rows = MarkedLine.objects.filter(marking=marking).select_related("line").order_by("line__position")
    return [
        {
            "criterion": row.line.criterion,
            "level": row.level or 0,
            "descriptor": getattr(row.line, f"level_{row.level or 0}"),
            "must": row.line.must,
            "least": row.line.least,
            "words": row.words,
        }
        for row in rows
    ]


def tell_result(*, outcome: Outcome, by: User | None, at: datetime.datetime) -> None:
    """Evidence for what was passed, an entry in the person's history, a letter, and news for those above.

    The markers' names stand nowhere in it.
    """
    work = Submission.objects.select_related("person", "edition", "task").get(pk=outcome.submission_id)
    name = f"{work.task.code} {work.edition.title}"
    if outcome.passed:
        add_evidence(
            person=work.person,
            competency_codes=work.edition.competencies,
            kind=Evidence.Kind(work.edition.shows),
            shown_on=timezone.localdate(work.submitted_at or at),
            source_label=f"{name}, practical task signed off"[:200],
            source_path=reverse("task_result", args=[outcome.pk]),
            source_key=evidence_key(outcome),
            by=by,
            at=at,
        )
    write(
        council=work.person.council_id,
        by=by,
        at=at,
        verb="settle",
        obj=work,
        about=work.person,
        words=f"{name}: {'signed off' if outcome.passed else 'feedback is ready'}"[:400],
    )
    key = f"{work.pk}:{outcome.number}"
    payload = {"submission_id": work.pk, "outcome_id": outcome.pk, "passed": outcome.passed}
    announce(topic="task_settled", key=key, payload=payload, council=work.person.council_id, at=at)
    post_message(
        person=work.person,
        template=FEEDBACK,
        about=f"outcome:{outcome.pk}",
        context={"outcome_id": outcome.pk},
        at=at,
    )


def evidence_key(outcome: Outcome) -> str:
    """What evidence of this result is known by: the same result adds nothing twice."""
    return f"task:{outcome.submission_id}:{outcome.number}"
