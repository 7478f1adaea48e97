"""Supervision: meetings of a person with whoever leads them, and the notes that both write and read."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from academy.people.reach import Reach
from competencies.plans.models.goals import LONGEST_NOTE
from competencies.plans.states import MEETING

LONGEST_POINT = 200
LONGEST_PLACE = 120


class SupervisionMeeting(models.Model):
    """One meeting. Both write, both read, both sign: "we agree that this is what was said".

    There is no private note: the person can read everything that is written about them. `rounds` counts how
    often signatures were asked for afresh because the notes changed.
    """

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="supervision_meetings"
    )
    supervisor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    key = models.UUIDField(default=uuid.uuid4)
    starts_at = models.DateTimeField()
    on = models.DateField()
    place = models.CharField("where", max_length=LONGEST_PLACE, blank=True)
    state = models.CharField(max_length=10, choices=MEETING.choices(), default="planned")
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    person_signed_at = models.DateTimeField(null=True, blank=True)
    supervisor_signed_at = models.DateTimeField(null=True, blank=True)
    changes = models.PositiveSmallIntegerField(default=0)
    rounds = models.PositiveSmallIntegerField(default=0)
    reach: ClassVar[Reach] = Reach("supervision", council="person__council", person="person")

    class Meta:
        ordering: ClassVar = ["-starts_at", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint("person", "key", name="supervision_once"),
            models.CheckConstraint(condition=~Q(person=F("supervisor")), name="supervision_of_two"),
            models.CheckConstraint(
                condition=Q(state__in=list(MEETING.words)), name="supervision_state_known"
            ),
            models.CheckConstraint(
                condition=~Q(state="signed")
                | Q(person_signed_at__isnull=False, supervisor_signed_at__isnull=False),
                name="supervision_signed_by_both",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["person", "-starts_at"], name="supervision_of_person")]

    def __str__(self) -> str:
        return f"Supervision {self.pk}"


class AgendaPoint(models.Model):
    """Something to talk about. The academy puts goals and lapses there; each of the two adds their own."""

    meeting = models.ForeignKey(SupervisionMeeting, on_delete=models.CASCADE, related_name="points")
    source_key = models.CharField(max_length=120)
    words = models.CharField(max_length=LONGEST_POINT)
    path = models.CharField(max_length=200, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    at = models.DateTimeField()
    reach: ClassVar[Reach] = Reach(
        "supervision", council="meeting__person__council", person="meeting__person"
    )

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint("meeting", "source_key", name="agenda_point_once"),
            models.CheckConstraint(condition=~Q(words=""), name="agenda_point_says_something"),
        ]

    def __str__(self) -> str:
        return f"Point {self.pk}"


class SupervisionNote(models.Model):
    """What one of the two wrote down. Its author may put it right until both have signed, never later."""

    meeting = models.ForeignKey(SupervisionMeeting, on_delete=models.CASCADE, related_name="notes")
    key = models.UUIDField(default=uuid.uuid4)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    changed_at = models.DateTimeField(null=True, blank=True)
    after_signing = models.BooleanField(default=False)
    text = models.CharField(max_length=LONGEST_NOTE)
    reach: ClassVar[Reach] = Reach(
        "supervision", council="meeting__person__council", person="meeting__person"
    )

    class Meta:
        ordering: ClassVar = ["at", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint("meeting", "key", name="supervision_note_once"),
            models.CheckConstraint(condition=~Q(text=""), name="supervision_note_says_something"),
            models.CheckConstraint(
                condition=Q(after_signing=False) | Q(changed_at__isnull=True),
                name="supervision_note_added_stays",
            ),
        ]

    def __str__(self) -> str:
        return f"Note {self.pk}"


class PlanHandover(models.Model):
    """The person lets somebody who leads them now read what is from before that began."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    to = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()
    reach: ClassVar[Reach] = Reach("supervision", council="person__council", person="person")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint("person", "to", name="plan_handover_once"),
            models.CheckConstraint(condition=~Q(person=F("to")), name="plan_handover_to_another"),
        ]

    def __str__(self) -> str:
        return f"Handover {self.pk}"
