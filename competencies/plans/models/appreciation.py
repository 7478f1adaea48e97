"""Appreciation: a thank-you from a colleague, and good work held up with the consent of who wrote it."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from academy.people.reach import Reach
from competencies.plans.states import EXEMPLAR

LONGEST_THANKS = 300
LONGEST_PASSAGE = 1200
LONGEST_REF = 40


class ThankYou(models.Model):
    """A few words to a colleague. `shown_at`: since when the receiver lets their manager read it."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="thank_yous")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    key = models.UUIDField(default=uuid.uuid4)
    words = models.CharField(max_length=LONGEST_THANKS)
    at = models.DateTimeField()
    shown_at = models.DateTimeField(null=True, blank=True)
    reach: ClassVar[Reach] = Reach("thanks", council="person__council", person="person")

    class Meta:
        ordering: ClassVar = ["-at", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint("by", "key", name="thank_you_once"),
            models.CheckConstraint(condition=~Q(person=F("by")), name="thank_you_to_another"),
            models.CheckConstraint(condition=~Q(words=""), name="thank_you_says_something"),
        ]

    def __str__(self) -> str:
        return f"Thank-you {self.pk}"


class Exemplar(models.Model):
    """Good work of one writer. Never a child's data: the reference of the plan, and a passage that the writer
    takes out of their own words themselves when they consent. It is shown only while consent stands."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="exemplars")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    plan_ref = models.CharField("plan reference", max_length=LONGEST_REF)
    why = models.CharField("what is good about it", max_length=LONGEST_THANKS)
    state = models.CharField(max_length=10, choices=EXEMPLAR.choices(), default="asked")
    passage = models.CharField(max_length=LONGEST_PASSAGE, blank=True)
    is_named = models.BooleanField("shown with the writer's name", default=False)
    answered_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    reach: ClassVar[Reach] = Reach("thanks", council="person__council", person="person")

    class Meta:
        ordering: ClassVar = ["-asked_at", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                "person", "plan_ref", condition=Q(state__in=["asked", "given"]), name="exemplar_once"
            ),
            models.CheckConstraint(condition=~Q(person=F("asked_by")), name="exemplar_asked_by_another"),
            models.CheckConstraint(condition=Q(state__in=list(EXEMPLAR.words)), name="exemplar_state_known"),
            models.CheckConstraint(
                condition=~Q(state="given") | ~Q(passage="") & Q(answered_at__isnull=False),
                name="exemplar_given_with_words",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["given", "revoked"]) | Q(passage=""),
                name="exemplar_no_words_without_consent",
            ),
        ]

    def __str__(self) -> str:
        return f"Exemplar {self.pk}"
