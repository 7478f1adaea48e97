"""Proposing a supervision meeting with its agenda, moving it, calling it off."""

from __future__ import annotations

import datetime
import uuid

from django.db import transaction
from django.utils import timezone

from academy.kit.refusals import Refused
from academy.people.models import User
from academy.people.queries import scanner_for
from academy.record.actions import write
from academy.work.actions import post_message
from competencies.plans.models import AgendaPoint, SupervisionMeeting
from competencies.plans.models.supervision import LONGEST_PLACE, LONGEST_POINT
from competencies.plans.queries.meetings import agenda_for
from competencies.plans.queries.sight import check_side, sight_of
from competencies.plans.rules.supervision import check_moves, check_planned, check_time, check_two
from competencies.plans.rules.words import check_words
from competencies.plans.states import MEETING

PROPOSED, TO_SIGN = "supervision_proposed", "supervision_to_sign"


@transaction.atomic
def propose_meeting(
    *,
    person: User,
    supervisor: User,
    key: uuid.UUID,
    starts_at: datetime.datetime,
    place: str,
    by: User,
    at: datetime.datetime,
) -> SupervisionMeeting:
    """Plan a meeting of a person with somebody who leads them. The agenda begins with goals and lapses.

    Of the goals only those that the supervisor sees. The other of the two gets a letter.
    """
    User.objects.select_for_update().get(pk=person.pk)
    held = SupervisionMeeting.objects.filter(person=person, key=key).first()
    if held is not None:
        return held
    day = timezone.localdate(at)
    sight = sight_of(actor=supervisor, person=person, on=day)
    if sight is None or sight.is_own:
        raise Refused("With whom: choose somebody who leads this person now", code="supervisor")
    if by.pk not in (person.pk, supervisor.pk):
        raise Refused("Only the two who meet plan a meeting.", code="who")
    check_time(starts_at, at=at)
    meeting = SupervisionMeeting.objects.create(
        person=person,
        supervisor=supervisor,
        key=key,
        starts_at=starts_at,
        on=timezone.localdate(starts_at),
        place=_place(person, place),
        proposed_by=by,
        proposed_at=at,
    )
    AgendaPoint.objects.bulk_create(
        AgendaPoint(meeting=meeting, source_key=point.key, words=point.words, path=point.path, at=at)
        for point in agenda_for(person=person, sight=sight, on=day)
    )
    note_meeting(meeting, "plan", "A supervision meeting was proposed", by, at)
    _tell(meeting, by, at)
    return meeting


@transaction.atomic
def move_meeting(
    *, meeting: SupervisionMeeting, starts_at: datetime.datetime, place: str, by: User, at: datetime.datetime
) -> SupervisionMeeting:
    """Another time or place, while there are no notes. The other one gets a letter."""
    now = lock_meeting(meeting, by=by, at=at)
    check_moves(now, noted=now.notes.exists())
    where = _place(now.person, place)
    if (now.starts_at, now.place) == (starts_at, where):
        return now
    check_time(starts_at, at=at)
    now.starts_at, now.on, now.place = starts_at, timezone.localdate(starts_at), where
    now.changes += 1
    now.save(update_fields=["starts_at", "on", "place", "changes"])
    note_meeting(now, "move", "A supervision meeting was moved", by, at)
    _tell(now, by, at)
    return now


@transaction.atomic
def call_off_meeting(*, meeting: SupervisionMeeting, by: User, at: datetime.datetime) -> SupervisionMeeting:
    """It does not take place. Said twice, it stands once."""
    now = lock_meeting(meeting, by=by, at=at)
    if now.state == "called_off":
        return now
    check_moves(now, noted=now.notes.exists())
    now.state = MEETING.after(now.state, "call_off")
    now.save(update_fields=["state"])
    note_meeting(now, "call_off", "A supervision meeting was called off", by, at)
    return now


@transaction.atomic
def add_point(
    *, meeting: SupervisionMeeting, key: uuid.UUID, words: str, by: User, at: datetime.datetime
) -> AgendaPoint:
    """Something more to talk about, from either of the two."""
    now = lock_meeting(meeting, by=by, at=at)
    held = AgendaPoint.objects.filter(meeting=now, source_key=f"own:{key}").first()
    if held is not None:
        return held
    check_planned(now)
    scanner = scanner_for(council=now.person.council)
    said = check_words(
        field="point", label="Something to talk about", words=words, scanner=scanner, longest=LONGEST_POINT,
        least=3,
    )  # fmt: skip
    return AgendaPoint.objects.create(meeting=now, source_key=f"own:{key}", words=said, by=by, at=at)


def lock_meeting(meeting: SupervisionMeeting, *, by: User, at: datetime.datetime) -> SupervisionMeeting:
    """The meeting as it is now, if `by` is one of the two and still may. Raises Refused."""
    rows = SupervisionMeeting.objects.select_for_update(of=("self",))
    now = rows.select_related("person__council", "supervisor").get(pk=meeting.pk)
    check_two(now, by=by)
    check_side(person=now.person, day=now.on, by=by, at=at)
    return now


def note_meeting(meeting: SupervisionMeeting, verb: str, words: str, by: User, at: datetime.datetime) -> None:
    """Into the history, without what was said: more people read the history."""
    write(
        council=meeting.person.council_id,
        by=by,
        at=at,
        verb=verb,
        obj=meeting,
        about=meeting.person,
        words=words,
    )


def other_of(meeting: SupervisionMeeting, by: User) -> User:
    """The one of the two who is not `by`."""
    return meeting.person if by.pk == meeting.supervisor_id else meeting.supervisor


def _tell(meeting: SupervisionMeeting, by: User, at: datetime.datetime) -> None:
    post_message(
        person=other_of(meeting, by),
        template=PROPOSED,
        about=f"supervision:{meeting.pk}:{meeting.changes}",
        context={"meeting_id": meeting.pk, "changes": meeting.changes},
        at=at,
    )


def _place(person: User, place: str) -> str:
    return check_words(
        field="place", label="Where", words=place, scanner=scanner_for(council=person.council),
        longest=LONGEST_PLACE, least=0,
    )  # fmt: skip
