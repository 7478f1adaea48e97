"""Answering, asking again weeks later, choosing quotes, and a manager's one line."""

from __future__ import annotations

import datetime
from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone

from academy.kit.refusals import Refused
from academy.people.models import Post, User
from academy.record.actions import write
from academy.work.actions import post_message
from courses.bookings.actions.letters import tell
from courses.bookings.models import Booking
from courses.registers.models import Attendance, Evaluation, ManagerLine, Slip
from courses.registers.queries.said import comment_of
from courses.registers.rules.keeping import can_say_line, runs_it
from courses.registers.rules.times import phase_on
from courses.sessions.models import Session

MANAGER = "evaluation_manager"


@transaction.atomic
def answer_evaluation(
    *, booking: Booking, phase: str, said: Mapping[str, object], by: User, at: datetime.datetime
) -> bool:
    """Keep what somebody says, tied to nobody, and a slip that they answered. False: they had before.

    Nothing goes into the history: a line with a time would tell who said what.
    """
    if booking.person_id != by.pk or not Attendance.objects.filter(booking=booking, came=True).exists():
        raise Refused("Only those who came are asked.", code="not_allowed")
    if phase != phase_on(booking.session, at):
        raise Refused("This is not asked any more. Look at the page again.", code="phase")
    _, made = Slip.objects.get_or_create(booking=booking, phase=phase)
    if made:
        Evaluation.objects.create(session_id=booking.session_id, phase=phase, **said)
    return made


@transaction.atomic
def ask_later(*, booking_id: int, at: datetime.datetime) -> None:
    """Weeks later: what did you change? The manager of one of the staff is asked for one line.

    Nobody is asked who turned out not to have come.
    """
    booking = (
        Booking.objects.filter(pk=booking_id, state="confirmed", attendance__came=True)
        .select_related("person", "session__topic")
        .first()
    )
    if booking is None:
        return
    tell(booking=booking, news="evaluation", at=at, occurrence="later")
    posts = Post.objects.open_on(timezone.localdate(at)).filter(person_id=booking.person_id)
    post = posts.exclude(manager=None).select_related("manager").order_by("-starts_on").first()
    if post is not None and post.manager is not None:
        post_message(
            person=post.manager, template=MANAGER, about=f"booking:{booking.pk}:manager",
            context={"booking_id": booking.pk}, at=at,
        )  # fmt: skip


@transaction.atomic
def choose_quote(
    *, session: Session, comment: Evaluation, chosen: bool, by: User, at: datetime.datetime
) -> None:
    """Put what somebody wrote on the page of the topic, or take it off: only where they agreed to it."""
    if not runs_it(by, session):
        raise Refused("Only people who run sessions choose what is quoted.", code="not_allowed")
    row = comment_of(session, comment.pk)
    if row is None:
        raise Refused("Comments are shown once eight people have answered.", code="few")
    if chosen and not row.may_quote:
        raise Refused("Whoever wrote this did not agree to be quoted.", code="consent")
    if chosen != (row.quoted_at is not None):
        row.quoted_at = at if chosen else None
        row.save(update_fields=["quoted_at"])
        words = "Chose a quote for" if chosen else "Took a quote off"
        write(
            council=session.council_id, by=by, at=at, verb="quote", obj=session.topic,
            words=f"{words} the page of “{session.topic.title}”"[:400],
        )  # fmt: skip


@transaction.atomic
def say_line(*, booking: Booking, sees: str, words: str, by: User, at: datetime.datetime) -> ManagerLine:
    """A manager says in one line what they see, and may say it anew. The person reads it."""
    if not can_say_line(by, booking):
        raise Refused("Only the manager of the person says this.", code="not_allowed")
    line, _ = ManagerLine.objects.update_or_create(
        booking=booking, defaults={"sees": sees, "words": words.strip(), "by": by, "at": at}
    )
    write(
        council=booking.session.council_id, by=by, at=at, verb="say", obj=line, about=booking.person_id,
        words=f"Said what they see of “{booking.session.topic.title}” in the work"[:400],
    )  # fmt: skip
    return line
