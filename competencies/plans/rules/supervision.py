"""What a supervision meeting allows: notes of both, and signatures that mean something."""

from __future__ import annotations

import datetime

from academy.kit.refusals import Refused
from academy.law.dates import add_months
from academy.people.models import User
from competencies.plans.models import SupervisionMeeting, SupervisionNote

FURTHEST_MONTHS = 12
WE_AGREE = "We agree that this is what was said."


def check_two(meeting: SupervisionMeeting, *, by: User) -> None:
    """Only the two who meet write and sign. Raises Refused."""
    if by.pk not in (meeting.person_id, meeting.supervisor_id):
        raise Refused("Only the two who meet write and sign here.", code="who")


def check_time(starts_at: datetime.datetime, *, at: datetime.datetime) -> None:
    """A time to come, within a year. Raises Refused."""
    if starts_at <= at:
        raise Refused("Day: this time has passed. Choose one that is to come", code="day")
    if starts_at.date() > add_months(at.date(), FURTHEST_MONTHS):
        raise Refused("Day: choose a day within a year", code="day")


def check_planned(meeting: SupervisionMeeting) -> None:
    """Raises Refused when it was called off or signed."""
    if meeting.state != "planned":
        raise Refused(f"This meeting is {meeting.get_state_display().lower()}.", code="state")


def check_moves(meeting: SupervisionMeeting, *, noted: bool) -> None:
    """A meeting with notes has taken place: its time stays. Raises Refused."""
    check_planned(meeting)
    if noted:
        raise Refused("There are notes of this meeting, so its day stays as it is.", code="state")


def check_notes(meeting: SupervisionMeeting) -> None:
    """Raises Refused for a meeting that was called off."""
    if meeting.state == "called_off":
        raise Refused("This meeting was called off. Write your note at the next one.", code="state")


def check_rewrite(note: SupervisionNote, *, by: User) -> None:
    """The author may put a note right until both have signed. Raises Refused."""
    if note.by_id != by.pk:
        raise Refused("Only whoever wrote a note may put it right.", code="who")
    if note.meeting.state != "planned":
        raise Refused(
            "Both of you signed these notes, so they stay as they are. Add another note below them.",
            code="state",
        )


def check_sign(meeting: SupervisionMeeting, *, noted: bool, at: datetime.datetime) -> None:
    """There is something to sign, and the meeting has begun. Raises Refused."""
    check_planned(meeting)
    if meeting.starts_at > at:
        raise Refused("You sign after you have met.", code="state")
    if not noted:
        raise Refused("There are no notes yet. Write down what you agreed first.", code="state")


def can_sign(meeting: SupervisionMeeting, *, noted: bool, by: User, at: datetime.datetime) -> bool:
    """Whether `by` is one of the two, has not signed, and may."""
    signed = meeting.person_signed_at if by.pk == meeting.person_id else meeting.supervisor_signed_at
    if signed is not None:
        return False
    try:
        check_two(meeting, by=by)
        check_sign(meeting, noted=noted, at=at)
    except Refused:
        return False
    return True
