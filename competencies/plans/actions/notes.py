"""Notes of a supervision meeting: both write, both read, both sign."""

from __future__ import annotations

import datetime
import uuid

from django.db import transaction

from academy.people.models import User
from academy.people.queries import scanner_for
from academy.work.actions import post_message
from competencies.plans.actions.meetings import TO_SIGN, lock_meeting, note_meeting, other_of
from competencies.plans.models import SupervisionMeeting, SupervisionNote
from competencies.plans.models.goals import LONGEST_NOTE
from competencies.plans.rules.supervision import check_notes, check_rewrite, check_sign
from competencies.plans.rules.words import check_words
from competencies.plans.states import MEETING


@transaction.atomic
def write_note(
    *, meeting: SupervisionMeeting, key: uuid.UUID, words: str, by: User, at: datetime.datetime
) -> SupervisionNote:
    """Write down what was said. A signature given before is asked for again; after both it is added."""
    now = lock_meeting(meeting, by=by, at=at)
    held = SupervisionNote.objects.filter(meeting=now, key=key).first()
    if held is not None:
        return held
    check_notes(now)
    said = _said(now, words)
    _ask_again(now)
    return SupervisionNote.objects.create(
        meeting=now, key=key, by=by, at=at, text=said, after_signing=now.state == "signed"
    )


@transaction.atomic
def rewrite_note(*, note: SupervisionNote, words: str, by: User, at: datetime.datetime) -> SupervisionNote:
    """Put one's own note right, before both have signed. A signature given before is asked for again."""
    now = lock_meeting(note.meeting, by=by, at=at)
    row = SupervisionNote.objects.get(pk=note.pk)
    row.meeting = now
    check_rewrite(row, by=by)
    said = _said(now, words)
    if said != row.text:
        row.text, row.changed_at = said, at
        row.save(update_fields=["text", "changed_at"])
        _ask_again(now)
    return row


@transaction.atomic
def sign_notes(*, meeting: SupervisionMeeting, by: User, at: datetime.datetime) -> SupervisionMeeting:
    """We agree that this is what was said. The first has the other one asked; the second settles it."""
    now = lock_meeting(meeting, by=by, at=at)
    own = "person_signed_at" if by.pk == now.person_id else "supervisor_signed_at"
    if getattr(now, own) is not None:
        return now
    check_sign(now, noted=now.notes.exists(), at=at)
    setattr(now, own, at)
    if now.person_signed_at is not None and now.supervisor_signed_at is not None:
        now.state = MEETING.after(now.state, "sign")
        note_meeting(now, "sign", "The notes of a supervision meeting were signed by both", by, at)
    else:
        post_message(
            person=other_of(now, by),
            template=TO_SIGN,
            about=f"supervision:{now.pk}:{now.rounds}",
            context={"meeting_id": now.pk},
            at=at,
        )
    now.save(update_fields=[own, "state"])
    return now


def _said(meeting: SupervisionMeeting, words: str) -> str:
    scanner = scanner_for(council=meeting.person.council)
    return check_words(field="words", label="Note", words=words, scanner=scanner, longest=LONGEST_NOTE)


def _ask_again(meeting: SupervisionMeeting) -> None:
    """What one of the two signed has changed before the other did."""
    if meeting.state != "planned" or not (meeting.person_signed_at or meeting.supervisor_signed_at):
        return
    meeting.person_signed_at = meeting.supervisor_signed_at = None
    meeting.rounds += 1
    meeting.save(update_fields=["person_signed_at", "supervisor_signed_at", "rounds"])
