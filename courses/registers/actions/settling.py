"""What follows from a register once its session is over: worked out anew from what it says, each time.

Nothing here asks what was done before; it looks at what should stand and what stands, and closes the gap.
So a job that runs twice changes nothing, and a correction takes back what no longer holds.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from academy.kit.words import day_month_year
from academy.people.models import Post, User
from academy.record.actions import write
from academy.work.actions import announce
from competencies.evidence.actions import Showing, add_evidence_many, end_evidence_many
from competencies.evidence.models import Evidence
from competencies.framework.queries import competencies_by_code
from courses.assignments.actions import record_learning, take_back_learning
from courses.bookings.actions import write_charge
from courses.bookings.actions.letters import tell
from courses.bookings.models import Booking
from courses.registers.models import Attendance, ClosedBySession
from courses.registers.rules.times import LATER, is_enough
from courses.sessions.models import Session

LATER_TOPIC = "evaluation_due"


def settle_register(*, session_id: int, at: datetime.datetime) -> None:
    """Thanks, the question weeks later, charges, evidence and closed assignments, for everybody marked."""
    session = Session.objects.select_related("topic", "council").filter(pk=session_id).first()
    if session is None or at < session.ends_at or session.state not in ("open", "held"):
        return
    rows = Attendance.objects.filter(booking__session=session, booking__state="confirmed")
    marks = list(rows.select_related("booking__person").order_by("booking_id"))
    on = timezone.localdate(session.starts_at)
    people = [mark.booking.person_id for mark in marks]
    staff = set(Post.objects.open_on(on).filter(person_id__in=people).values_list("person_id", flat=True))
    enough = [mark for mark in marks if mark.came and is_enough(session, mark.minutes)]
    _show(session, [m.booking for m in enough if m.booking.person_id in staff], marks, on, at)
    counted = {mark.pk for mark in enough}
    for mark in marks:
        settle_one(session, mark, counts=mark.pk in counted and mark.booking.person_id in staff, at=at)


@transaction.atomic
def settle_one(session: Session, mark: Attendance, *, counts: bool, at: datetime.datetime) -> None:
    """What follows for one person."""
    booking = mark.booking
    booking.session = session
    if mark.came:
        tell(booking=booking, news="thanks", at=at, occurrence="thanks")
        _ask_later(booking, at)
    if mark.came is False:
        write_charge(booking=booking, by=None, at=at)
    elif booking.charge:
        _lift_charge(booking, at)
    if counts:
        _close(session, booking, at)
    else:
        _open_again(session, booking, at)


def _ask_later(booking: Booking, at: datetime.datetime) -> None:
    """In seven weeks: what did you change?"""
    announce(
        topic=LATER_TOPIC,
        key=str(booking.pk),
        payload={"booking_id": booking.pk},
        council=booking.session.council_id,
        at=at,
        due_at=booking.session.ends_at + LATER,
    )


def _lift_charge(booking: Booking, at: datetime.datetime) -> None:
    """The register was corrected: nothing is written down for not coming."""
    Booking.objects.filter(pk=booking.pk).update(charge=0)
    write(
        council=booking.session.council_id, by=None, at=at, verb="lift_charge", obj=booking,
        about=booking.person_id, words=f"No charge any more for “{booking.session.topic.title}”"[:400],
    )  # fmt: skip


def source_key(booking: Booking) -> str:
    """The key under which a booking is the source of evidence."""
    return f"attendance:{booking.pk}"


@transaction.atomic
def _show(
    session: Session,
    counted: Sequence[Booking],
    marks: Sequence[Attendance],
    on: datetime.date,
    at: datetime.datetime,
) -> None:
    """Evidence of the competencies of the topic for staff who were there; what no longer holds ends.

    A session attended is a fact and not a judgement: it counts as such, and decides nothing by itself.
    """
    codes = [str(code) for code in session.topic.competencies]
    if not codes:
        return
    known = competencies_by_code(council_id=session.council_id, codes=codes)
    label = f"{session.topic.title}, session on {day_month_year(on)}"[:200]
    kind, what = Evidence.Kind.DATA, "Came to a session"
    add_evidence_many(
        council_id=session.council_id,
        kind=kind,
        showings=[
            Showing(
                booking.person_id,
                competency.pk,
                on,
                label,
                "",
                source_key(booking),
            )
            for booking in counted
            for competency in known.values()
        ],
        what=what,
        by=None,
        at=at,
    )
    _end_gone(session, {booking.pk for booking in counted}, marks, on, at)


def _end_gone(
    session: Session, keep: set[int], marks: Sequence[Attendance], on: datetime.date, at: datetime.datetime
) -> None:
    """Evidence of those who turned out not to have been there long enough never counted."""
    gone = [source_key(mark.booking) for mark in marks if mark.booking_id not in keep]
    kind = Evidence.Kind.DATA
    standing = Evidence.objects.filter(source_key__in=gone, kind=kind, ended_words="")
    if ending := set(standing.values_list("source_key", flat=True)):
        end_evidence_many(
            council_id=session.council_id, kind=kind, source_keys=ending,
            on=on - datetime.timedelta(days=1), words="The register of the session was corrected",
            by=None, at=at,
        )  # fmt: skip


def _close(session: Session, booking: Booking, at: datetime.datetime) -> None:
    """What asked for the module of the topic is learnt; without a module, what asked on its criteria."""
    topic = session.topic
    if not topic.module_code and not topic.criteria:
        return
    person: User = booking.person
    closed = record_learning(
        person=person,
        module_code=topic.module_code,
        criteria=[str(code) for code in topic.criteria],
        done_on=timezone.localdate(session.starts_at),
        how=f"Came to the session “{topic.title}”"[:400],
        by=person,
        at=at,
    )
    for assignment in closed:
        ClosedBySession.objects.update_or_create(
            assignment=assignment, defaults={"booking": booking, "at": at}
        )


def _open_again(session: Session, booking: Booking, at: datetime.datetime) -> None:
    """The register was corrected: what it had closed is open again."""
    for row in ClosedBySession.objects.filter(booking=booking).select_related("assignment"):
        words = f"The register of “{session.topic.title}” was corrected, so it is open again"[:400]
        take_back_learning(assignment=row.assignment, words=words, by=None, at=at)
        row.delete()
