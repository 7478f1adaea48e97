"""Who keeps the register of a session, who chooses quotes, and who may say a line as a manager."""

from __future__ import annotations

from academy.kit.refusals import Refused
from academy.people.access import can
from academy.people.models import User
from courses.bookings.models import Booking
from courses.sessions.models import Session, Trainer


def runs_it(actor: User, session: Session) -> bool:
    """Whether somebody organises the session: they see needs, and choose what is quoted."""
    return can(actor, "run_sessions", session)


def leads_it(actor: User, session: Session) -> bool:
    """Whether somebody leads the session with an account of their own."""
    return Trainer.objects.filter(session=session, person_id=actor.pk).exists()


def can_keep(actor: User, session: Session) -> bool:
    """Whether somebody may keep the register: who runs sessions, and who leads this one."""
    return actor.is_active and (runs_it(actor, session) or leads_it(actor, session))


def check_keep(actor: User, session: Session) -> None:
    """Only those who run sessions or lead this one."""
    if not can_keep(actor, session):
        raise Refused("Only people who run this session keep its register.", code="not_allowed")


def can_say_line(actor: User, booking: Booking) -> bool:
    """Whether somebody leads the person of a booking, who is one of the staff."""
    return booking.person_id != actor.pk and can(actor, "approve_booking", booking)
