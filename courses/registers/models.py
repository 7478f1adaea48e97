"""Who came to a session, what it closed, and what people say of it afterwards."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from academy.people.reach import Reach
from courses.assignments.models import Assignment
from courses.bookings.models import Booking
from courses.sessions.models import Session

LONGEST_WORDS = 300


class Attendance(models.Model):
    """What the register says of one booking. `came` None: a mark was taken back.

    `arrived_at` and `left_at` are set for those who came late or left early, `minutes` is how long they took
    part. `changes` counts the marks, so that what follows from each is done once.
    """

    class How(models.TextChoices):
        LIST = "list", "on the list"
        CODE = "code", "by the code in the room"
        FILE = "file", "from the meeting’s file"

    booking = models.OneToOneField(Booking, on_delete=models.PROTECT, related_name="attendance")
    came = models.BooleanField(null=True)
    arrived_at = models.DateTimeField("came late, at", null=True, blank=True)
    left_at = models.DateTimeField("left early, at", null=True, blank=True)
    minutes = models.PositiveSmallIntegerField(default=0)
    how = models.CharField(max_length=4, choices=How.choices)
    marked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    marked_at = models.DateTimeField()
    changes = models.PositiveSmallIntegerField(default=1)
    reach: ClassVar[Reach] = Reach(
        "attendance", council="booking__session__council", person="booking__person"
    )

    class Meta:
        ordering: ClassVar = ["booking"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(came=True) | Q(minutes=0, arrived_at__isnull=True, left_at__isnull=True),
                name="attendance_times_of_those_who_came",
            ),
            models.CheckConstraint(
                condition=Q(arrived_at__isnull=True)
                | Q(left_at__isnull=True)
                | Q(left_at__gt=F("arrived_at")),
                name="attendance_leaves_after_arriving",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.booking_id}: {self.came}"


class ClosedBySession(models.Model):
    """An assignment that coming to a session closed. It opens again if the register is corrected."""

    booking = models.ForeignKey(Booking, on_delete=models.PROTECT, related_name="closed")
    assignment = models.OneToOneField(Assignment, on_delete=models.CASCADE, related_name="closed_by_session")
    at = models.DateTimeField()
    reach: ClassVar[Reach] = Reach(
        "attendance", council="booking__session__council", person="booking__person"
    )

    def __str__(self) -> str:
        return f"{self.assignment_id} by {self.booking_id}"


class Phase(models.TextChoices):
    """When somebody is asked."""

    NOW = "now", "Straight after"
    LATER = "later", "Six to eight weeks later"


class Evaluation(models.Model):
    """What somebody says of a session. Nothing here says who: no person, no booking, no time.

    The key is drawn by lot, so that the order of rows says nothing either. `may_quote`: they agree to be
    quoted without a name; `quoted_at`: somebody chose it for the page of the topic.
    """

    class Useful(models.TextChoices):
        VERY = "very", "Very useful"
        USEFUL = "useful", "Useful"
        LITTLE = "little", "A little useful"
        NOT = "not", "Not useful"

    class Recommend(models.TextChoices):
        YES = "yes", "Yes"
        MAYBE = "maybe", "Maybe"
        NO = "no", "No"

    class Changed(models.TextChoices):
        KEPT = "kept", "Yes, and I keep doing it"
        TRIED = "tried", "I tried it once or twice"
        NOT_YET = "not_yet", "Not yet"
        NO = "no", "No"

    class Agrees(models.TextChoices):
        YES = "yes", "Yes"
        UNSURE = "unsure", "I am not sure"
        NO = "no", "No"
        NOBODY = "nobody", "There is nobody who would know"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="evaluations")
    phase = models.CharField(max_length=5, choices=Phase.choices)
    useful = models.CharField(max_length=6, choices=Useful.choices, blank=True)
    recommend = models.CharField(max_length=5, choices=Recommend.choices, blank=True)
    changed = models.CharField(max_length=7, choices=Changed.choices, blank=True)
    agrees = models.CharField(max_length=6, choices=Agrees.choices, blank=True)
    words = models.CharField("one thing", max_length=LONGEST_WORDS, blank=True)
    may_quote = models.BooleanField(default=False)
    quoted_at = models.DateTimeField(null=True, blank=True)
    reach: ClassVar[Reach] = Reach("evaluation", council="session__council")

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=(Q(phase="now") & ~Q(useful="") & ~Q(recommend=""))
                | (Q(phase="later") & ~Q(changed="") & ~Q(agrees="")),
                name="evaluation_answers_its_questions",
            ),
            models.CheckConstraint(
                condition=Q(quoted_at__isnull=True) | (Q(may_quote=True) & ~Q(words="")),
                name="evaluation_quoted_with_consent",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.phase} of {self.session_id}"


class Slip(models.Model):
    """That somebody answered, so that each answers once. What they said is elsewhere and not tied to this."""

    booking = models.ForeignKey(Booking, on_delete=models.PROTECT, related_name="slips")
    phase = models.CharField(max_length=5, choices=Phase.choices)
    reach: ClassVar[Reach] = Reach(
        "attendance", council="booking__session__council", person="booking__person"
    )

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint("booking", "phase", name="slip_once")]

    def __str__(self) -> str:
        return f"{self.phase} of {self.booking_id}"


class ManagerLine(models.Model):
    """One line of a manager, weeks later: what they see that somebody changed. The person reads it too."""

    class Sees(models.TextChoices):
        YES = "yes", "Yes, I see it in their work"
        PARTLY = "partly", "In part"
        EARLY = "early", "It is too early to say"
        NO = "no", "No"

    booking = models.OneToOneField(Booking, on_delete=models.PROTECT, related_name="manager_line")
    sees = models.CharField(max_length=6, choices=Sees.choices)
    words = models.CharField("in one line", max_length=200, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    reach: ClassVar[Reach] = Reach(
        "manager_line", council="booking__session__council", person="booking__person"
    )

    def __str__(self) -> str:
        return f"for {self.booking_id}"
