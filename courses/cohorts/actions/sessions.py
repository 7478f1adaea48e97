"""Live sessions: planning, moving, cancelling, with everybody told once."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from django.db import transaction

from academy.kit.refusals import Refused
from academy.kit.words import date_and_time
from academy.people.models import User
from academy.record.actions import write
from academy.work.actions import post_message
from courses.cohorts.actions.letters import SESSION
from courses.cohorts.actions.locks import check_runs
from courses.cohorts.models import Cohort, LiveSession, Member
from courses.cohorts.rules.sizes import check_sharing
from courses.cohorts.rules.times import check_session
from courses.cohorts.states import OPEN


@transaction.atomic
def plan_session(
    *,
    cohorts: Sequence[Cohort],
    module_code: str,
    title: str,
    starts_at: datetime.datetime,
    minutes: int,
    place: str = "",
    link: str = "",
    led_by: str = "",
    by: User | None,
    at: datetime.datetime,
) -> LiveSession:
    """A session of one cohort, or shared where one is small. Sent twice, it is planned and told once."""
    for cohort in cohorts:
        check_runs(by, cohort)
    if len({cohort.council_id for cohort in cohorts}) != 1:
        raise Refused("Choose at least one cohort of this council.", code="cohorts")
    check_session(starts_at=starts_at, minutes=minutes, at=at)
    check_sharing(modes=[cohort.mode for cohort in cohorts])
    row, made = LiveSession.objects.get_or_create(
        council_id=cohorts[0].council_id,
        module_code=module_code,
        title=title.strip(),
        starts_at=starts_at,
        defaults={"minutes": minutes, "place": place.strip(), "link": link, "led_by": led_by.strip()},
    )
    new = {cohort.pk for cohort in cohorts} - set(row.cohorts.values_list("pk", flat=True))
    row.cohorts.add(*new)
    if made:
        _note(row, "plan", f"Planned {row.title} for {date_and_time(starts_at)}", by, at)
    if new:
        _tell(row, at, cohorts=new)
    return row


@transaction.atomic
def move_session(
    *,
    session: LiveSession,
    starts_at: datetime.datetime,
    minutes: int,
    place: str,
    link: str,
    by: User,
    at: datetime.datetime,
) -> LiveSession:
    """Another time or place. The same again changes nothing and tells nobody."""
    row = _lock(session, by)
    now = (starts_at, minutes, place.strip(), link)
    if now == (row.starts_at, row.minutes, row.place, row.link):
        return row
    check_session(starts_at=starts_at, minutes=minutes, at=at)
    row.starts_at, row.minutes, row.place, row.link = now
    row.changes += 1
    row.save(update_fields=["starts_at", "minutes", "place", "link", "changes"])
    _note(row, "move", f"Moved {row.title} to {date_and_time(starts_at)}", by, at)
    _tell(row, at)
    return row


@transaction.atomic
def cancel_session(*, session: LiveSession, by: User, at: datetime.datetime) -> LiveSession:
    """It does not take place. The row stays, so that nobody waits for a session that vanished."""
    row = _lock(session, by, cancelled=True)
    if row.cancelled_at is None:
        row.cancelled_at, row.changes = at, row.changes + 1
        row.save(update_fields=["cancelled_at", "changes"])
        _note(row, "cancel", f"Cancelled {row.title}", by, at)
        _tell(row, at)
    return row


def _lock(session: LiveSession, by: User, *, cancelled: bool = False) -> LiveSession:
    for cohort in session.cohorts.all():
        check_runs(by, cohort)
    row = LiveSession.objects.select_for_update().get(pk=session.pk)
    if row.cancelled_at is not None and not cancelled:
        raise Refused("This session was cancelled. Plan a new one.", code="state")
    return row


def _note(row: LiveSession, verb: str, words: str, by: User | None, at: datetime.datetime) -> None:
    write(council=row.council_id, by=by, at=at, verb=verb, obj=row, words=words)


def _tell(row: LiveSession, at: datetime.datetime, *, cohorts: set[int] | None = None) -> None:
    """One letter to each open member for each change, however often it is asked."""
    members = Member.objects.filter(state__in=OPEN)
    asked = members.filter(cohort__in=cohorts) if cohorts else members.filter(cohort__live_sessions=row)
    people = User.objects.filter(pk__in=asked.values("person"), is_active=True)
    for person in people.order_by("pk"):
        post_message(
            person=person,
            template=SESSION,
            about=f"session:{row.pk}:{row.changes}",
            context={"session_id": row.pk, "changes": row.changes},
            at=at,
        )
