"""Closing a round: a summary and evidence, or, when too few answered, nothing at all."""

from __future__ import annotations

import datetime

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from academy.kit.words import plural
from academy.people.models import User
from academy.record.actions import write
from academy.work.actions import announce
from competencies.evidence.actions import add_evidence
from competencies.evidence.models import Evidence
from competencies.framework.queries import competencies_by_code
from competencies.voices.models import FeedbackRound
from competencies.voices.rules import check_run, enough, speaks_for
from competencies.voices.states import FEEDBACK_ROUND

TOPIC = "voices_day"
HOUR = datetime.time(1, 15)
"""Local time at which rounds whose last day has passed are closed."""
COUNTED = {"families": ("family", "families"), "partners": ("partner", "partners")}


def plan_voices_day(*, council_id: int, at: datetime.datetime) -> None:
    """Put tomorrow's turn into the ledger. Asked twice, it stands there once."""
    day = timezone.localdate(at) + datetime.timedelta(days=1)
    announce(
        topic=TOPIC,
        key=f"{council_id}:{day.isoformat()}",
        payload={"council_id": council_id},
        council=council_id,
        at=at,
        due_at=timezone.make_aware(datetime.datetime.combine(day, HOUR)),
    )


@transaction.atomic
def tend_rounds(*, council_id: int, at: datetime.datetime) -> int:
    """Once a night: close what is over or full. Returns how many.

    The next night is planned while a round is open. A full round waits for the night, so that its end does
    not tell when the last answer came.
    """
    today = timezone.localdate(at)
    closed = 0
    rows = FeedbackRound.objects.filter(person__council_id=council_id, state="open")
    for pk in list(rows.order_by("pk").values_list("pk", flat=True)):
        row = _lock(pk)
        if row.state == "open" and (row.closes_on < today or row.voices.count() >= row.most):
            _close(row, by=None, at=at)
            closed += 1
    if rows.exists():
        plan_voices_day(council_id=council_id, at=at)
    return closed


@transaction.atomic
def close_round(*, feedback_round: FeedbackRound, by: User, at: datetime.datetime) -> FeedbackRound:
    """Close a round before its last day. A closed one stays as it is."""
    check_run(feedback_round.person, by)
    row = _lock(feedback_round.pk)
    if row.state == "open":
        _close(row, by=by, at=at)
    return row


def _lock(pk: int) -> FeedbackRound:
    return FeedbackRound.objects.select_for_update(of=("self",)).select_related("person").get(pk=pk)


def _close(row: FeedbackRound, *, by: User | None, at: datetime.datetime) -> None:
    """Three voices or more: they stay and are evidence. Fewer: they are deleted, and nobody has read them."""
    voices = list(row.voices.all())
    if enough(len(voices)):
        row.state = FEEDBACK_ROUND.after(row.state, "close")
        words = f"Feedback from {plural(len(voices), *COUNTED[row.audience])}"
        heard = [voice.answers for voice in voices]
        codes = [code for code in row.competencies if speaks_for(code, row.audience, heard)]
        _add(row, codes, words, at)
    else:
        row.state = FEEDBACK_ROUND.after(row.state, "fall_short")
        words = "Too few people answered. What they wrote is deleted, and nobody read it"
        row.voices.all().delete()
    row.closed_on = timezone.localdate(at)
    row.save(update_fields=["state", "closed_on"])
    write(
        council=row.person.council_id,
        by=by,
        at=at,
        verb="close",
        obj=row,
        about=row.person,
        words=f"Round of feedback closed. {words}",
    )


def _add(row: FeedbackRound, codes: list[str], label: str, at: datetime.datetime) -> None:
    """One row of evidence for each competency that the voices speak for and the framework still has."""
    known = competencies_by_code(council_id=row.person.council_id, codes=codes)
    if known:
        add_evidence(
            person=row.person,
            competency_codes=list(known),
            kind=Evidence.Kind.FEEDBACK,
            shown_on=timezone.localdate(at),
            source_label=label,
            source_path=reverse("voices_round", args=[row.pk]),
            source_key=f"feedback_round:{row.pk}",
            by=None,
            at=at,
        )
