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
from assessments.tasks.models import (
    AutomaticMark,
    MarkedLine,
    Marking,
    Outcome,
    PassageComment,
    Submission,
    Task,
)
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

    First: every fail and one pass in five go to a second marker, and all work of a task that two people mark;
    other passes are signed off. Second: when both agree the first marks stand, else a third marker decides.
    Third: those marks stand. A part that was marked by itself at handing in has to be met as well.
    """
    passes = bool(marking.passes)
    if marking.role == Marking.Role.FIRST:
        if not passes or submission.edition.twice or _draw_sample(submission):
            _move(submission, "ask_second")
        else:
            _settle(submission, passes, Outcome.How.ONE, marking, at)
    elif marking.role == Marking.Role.SECOND:
        first = Marking.objects.get(submission=submission, role=Marking.Role.FIRST, state="given")
        before = _levels(first)
        if agree(before, levels, first_passes=bool(first.passes), second_passes=passes):
            _settle(submission, passes, Outcome.How.AGREED, first, at)
        else:
            _move(submission, "differ")
    else:
        _settle(submission, passes, Outcome.How.THIRD, marking, at)


def automatic_met(submission: Submission) -> bool:
    """Whether the part that is marked by itself is met; true for a task that has none."""
    return not AutomaticMark.objects.filter(submission=submission, met=False).exists()


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
    submission: Submission, passes: bool, how: Outcome.How, marking: Marking, at: datetime.datetime
) -> None:
    verb = "pass" if passes and automatic_met(submission) else "return"
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
        lines=said_lines(marking),
        comments=_comments(submission, passes=passes),
        at=at,
    )
    tell_result(outcome=outcome, by=None, at=at)


def _comments(submission: Submission, *, passes: bool) -> list[dict[str, Any]]:
    """Comments on passages of every marker who came to this result, in the order of the work."""
    rows = PassageComment.objects.filter(
        marking__submission=submission, marking__state="given", marking__passes=passes
    )
    return [
        {"passage": row.passage, "quote": row.quote, "words": row.words}
        for row in rows.order_by("passage", "start", "pk")
    ]


def said_lines(marking: Marking) -> list[dict[str, Any]]:
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
            "section": row.line.section,
            "critical": row.line.critical,
            "weight": row.line.weight,
            "code": row.line.code,
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
    announce(
        topic="task_settled",
        key=f"{work.pk}:{outcome.number}",
        payload=news_of(work, outcome),
        council=work.person.council_id,
        at=at,
    )
    post_message(
        person=work.person,
        template=FEEDBACK,
        about=f"outcome:{outcome.pk}",
        context={"outcome_id": outcome.pk},
        at=at,
    )


def news_of(work: Submission, outcome: Outcome) -> dict[str, Any]:
    """What the parts above are told of a result; see docs/tasks.md. Ids and figures, no words."""
    automatic = AutomaticMark.objects.filter(submission=work).first()
    return {
        "submission_id": work.pk,
        "outcome_id": outcome.pk,
        "person_id": work.person_id,
        "task_code": work.task.code,
        "passed": outcome.passed,
        "attempt": work.number,
        "version": outcome.number,
        "score": automatic.score if automatic else None,
        "of": automatic.of if automatic else None,
    }


def evidence_key(outcome: Outcome) -> str:
    """What evidence of this result is known by: the same result adds nothing twice."""
    return f"task:{outcome.submission_id}:{outcome.number}"
