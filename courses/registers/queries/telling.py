"""What the pages of bookings are told from here: what can be done after a session, and what people said."""

from __future__ import annotations

import datetime

from django.urls import reverse

from academy.people.models import User
from courses.bookings.registry import Afterwards, Said
from courses.registers.queries.here import evaluation_page
from courses.registers.queries.said import said_about
from courses.sessions.models import Topic


def after_session(*, booking_id: int, actor: User, at: datetime.datetime) -> tuple[Afterwards, ...]:
    """Say what it was like, while something is asked; take the certificate, if there is one."""
    page = evaluation_page(actor, booking_id, at=at)
    if page is None:
        return ()
    found = []
    if page.card.phase and not page.card.answered:
        words = "Say what you changed" if page.card.phase == "later" else "Say what it was like"
        found.append(Afterwards(words, reverse("evaluate", args=[booking_id])))
    if page.card.certified:
        words = "Certificate of attendance (PDF)"
        found.append(Afterwards(words, reverse("attendance_certificate", args=[booking_id])))
    return tuple(found)


def said_in_short(*, topic_id: int) -> Said | None:
    """How many answered straight after and how many found it useful; None while too few have."""
    topic = Topic.objects.filter(pk=topic_id).first()
    said = said_about(topic) if topic is not None else None
    if said is None or said.useful is None:
        return None
    return Said(n=said.n, useful=round(said.useful * said.n), quotes=said.quotes)
