"""Who has a place, who waits for one and in which order, and what they need to take part."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from academy.people.models import Organisation
from academy.people.reach import Reach
from courses.bookings.states import BOOKING, OPEN, TAKES
from courses.sessions.models import Mode, Reserve, Seats, Session


class Booking(models.Model):
    """One person and one session.

    `key` was made by the server with the form, so that a second click finds the first booking; `party` holds
    together what was booked in one go. `turn` is the place in the queue and never changes. `not_after` is the
    moment after which the person wants no place any more; `offer_until` is when an offer runs out. `changes`
    is the SEQUENCE of this booking's calendar entry. `organisation` is for whom a partner came.
    """

    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="bookings")
    seats = models.ForeignKey(Seats, on_delete=models.PROTECT, related_name="bookings")
    reserve = models.ForeignKey(
        Reserve, on_delete=models.PROTECT, null=True, blank=True, related_name="bookings"
    )
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="bookings")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="bookings"
    )
    booked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    mode = models.CharField(max_length=6, choices=Mode.choices)
    state = models.CharField(max_length=11, choices=BOOKING.choices())
    key = models.UUIDField(unique=True)
    party = models.UUIDField()
    turn = models.PositiveBigIntegerField("place in the queue", null=True, blank=True)
    not_after = models.DateTimeField("no offers after", null=True, blank=True)
    offer_until = models.DateTimeField(null=True, blank=True)
    deputy = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    taken_over_from = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="taken_over_by"
    )
    reason = models.CharField("why not agreed, or why cancelled", max_length=300, blank=True)
    charge = models.PositiveIntegerField("written down for not coming, in pence", default=0)
    changes = models.PositiveSmallIntegerField(default=0)
    made_at = models.DateTimeField()
    settled_at = models.DateTimeField("when it was confirmed or ended", null=True, blank=True)
    reach: ClassVar[Reach] = Reach("booking", council="session__council", person="person")

    class Meta:
        ordering: ClassVar = ["session", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                "session", "person", condition=Q(state__in=OPEN), name="booking_one_open_a_person"
            ),
            models.CheckConstraint(condition=Q(state__in=list(BOOKING.words)), name="booking_state_known"),
            models.CheckConstraint(
                condition=~Q(state="offered") | Q(offer_until__isnull=False),
                name="booking_offer_runs_out",
            ),
            models.CheckConstraint(
                condition=~Q(state="waiting") | Q(turn__isnull=False),
                name="booking_waiting_has_turn",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["session", "turn"], condition=Q(state="waiting"), name="booking_queue"),
            models.Index(fields=["person", "state"], name="booking_person"),
            models.Index(fields=["session"], condition=Q(state__in=TAKES), name="booking_taken"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} in {self.session_id}"


class Need(models.Model):
    """What somebody needs to take part: access, food. The organiser alone sees it, and it is deleted when the
    session is over."""

    booking = models.OneToOneField(Booking, on_delete=models.CASCADE, related_name="need")
    access = models.CharField("what helps you to take part", max_length=300, blank=True)
    food = models.CharField("what you eat or do not eat", max_length=200, blank=True)
    reach: ClassVar[Reach] = Reach(
        "booking_need", council="booking__session__council", person="booking__person"
    )

    def __str__(self) -> str:
        return f"for booking {self.booking_id}"
