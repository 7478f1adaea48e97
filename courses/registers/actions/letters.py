"""The words to a manager, as things stand when they are sent."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.urls import reverse

from academy.kit.words import day_month_year
from academy.people.models import User
from academy.work.registry import Letter, composes
from courses.bookings.models import Booking
from courses.registers.actions.evaluating import MANAGER
from courses.registers.rules.keeping import can_say_line


@composes(MANAGER)
def write_to_manager(*, person_id: int, context: dict[str, Any]) -> Letter | None:
    """To the manager: one line about what they see. None when they lead the person no more, or said it."""
    booking = (
        Booking.objects.filter(pk=context["booking_id"], attendance__came=True, manager_line=None)
        .select_related("person", "session__topic")
        .first()
    )
    manager = User.objects.filter(pk=person_id).first()
    if booking is None or manager is None or not can_say_line(manager, booking):
        return None
    name, topic = booking.person.get_full_name(), booking.session.topic.title
    body = "\n\n".join(
        [
            f"Dear {manager.given_name},",
            f"{name} came to the session “{topic}” on {day_month_year(booking.session.starts_at)}. "
            "Do you see something of it in their work? One line is enough, and you do not have to answer. "
            f"{booking.person.given_name} can read it.",
            f"{settings.BASE_URL}{reverse('evaluate_manager', args=[booking.pk])}",
            "SEND Academy",
        ]
    )
    return Letter(subject=f"{name}: what came of a session?", body=body)
