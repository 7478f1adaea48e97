"""Registrations for outside awards, what is put forward for each unit, and what the assessor said."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from academy.people.reach import Reach
from competencies.evidence.models import Evidence
from courses.qualifications.states import REGISTRATION
from courses.records.models import Award, AwardUnit

LONGEST_WORDS = 600


class Registration(models.Model):
    """Somebody works for an award. Assessor and internal verifier are two people, and neither is the learner.

    One from outside the council has no account: their name stands in `assessor_name` or `verifier_name`, and
    whoever keeps qualifications writes down what they decided.
    """

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="registrations"
    )
    award = models.ForeignKey(Award, on_delete=models.PROTECT, related_name="registrations")
    state = models.CharField(max_length=10, choices=REGISTRATION.choices(), default="working")
    number = models.CharField("registration number of the centre", max_length=40, blank=True)
    centre = models.CharField("assessment centre", max_length=120)
    assessor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="assesses"
    )
    assessor_name = models.CharField(max_length=120, blank=True)
    verifier = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="verifies"
    )
    verifier_name = models.CharField(max_length=120, blank=True)
    registered_on = models.DateField()
    registered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    words = models.CharField("what was said last", max_length=LONGEST_WORDS, blank=True)
    awarded_on = models.DateField(null=True, blank=True)
    reach: ClassVar[Reach] = Reach("qualification", council="person__council", person="person")

    class Meta:
        ordering: ClassVar = ["-registered_on", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                "person", "award", condition=~Q(state="withdrawn"), name="registration_once"
            ),
            models.CheckConstraint(
                condition=Q(state__in=list(REGISTRATION.words)), name="registration_state_known"
            ),
            models.CheckConstraint(
                condition=(Q(assessor__isnull=False) & Q(assessor_name=""))
                | (Q(assessor__isnull=True) & ~Q(assessor_name="")),
                name="registration_one_assessor",
            ),
            models.CheckConstraint(
                condition=(Q(verifier__isnull=False) & Q(verifier_name=""))
                | (Q(verifier__isnull=True) & ~Q(verifier_name="")),
                name="registration_one_verifier",
            ),
            models.CheckConstraint(
                condition=Q(assessor__isnull=True)
                | (~Q(assessor=F("person")) & (Q(verifier__isnull=True) | ~Q(assessor=F("verifier")))),
                name="registration_assessor_apart",
            ),
            models.CheckConstraint(
                condition=Q(verifier__isnull=True) | ~Q(verifier=F("person")),
                name="registration_verifier_apart",
            ),
            models.CheckConstraint(
                condition=Q(state="awarded", awarded_on__isnull=False)
                | (~Q(state="awarded") & Q(awarded_on__isnull=True)),
                name="registration_awarded_on_a_day",
            ),
        ]

    def __str__(self) -> str:
        return f"Registration {self.pk}"


class UnitPiece(models.Model):
    """One piece of evidence that the person puts forward for a unit."""

    registration = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="pieces")
    unit = models.ForeignKey(AwardUnit, on_delete=models.PROTECT, related_name="pieces")
    evidence = models.ForeignKey(Evidence, on_delete=models.PROTECT, related_name="put_forward")
    reach: ClassVar[Reach] = Reach(
        "qualification", council="registration__person__council", person="registration__person"
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint("registration", "unit", "evidence", name="unit_piece_once"),
        ]

    def __str__(self) -> str:
        return f"Unit piece {self.pk}"


class UnitDecision(models.Model):
    """What the assessor said of one unit. Never changed: the newest counts, the others stay."""

    registration = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="decisions")
    unit = models.ForeignKey(AwardUnit, on_delete=models.PROTECT, related_name="decisions")
    met = models.BooleanField()
    words = models.CharField(max_length=LONGEST_WORDS)
    pieces = models.JSONField("evidence ids that were looked at", default=list)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField()
    reach: ClassVar[Reach] = Reach(
        "qualification", council="registration__person__council", person="registration__person"
    )

    class Meta:
        ordering: ClassVar = ["decided_at", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(words=""), name="unit_decision_says_why"),
        ]

    def __str__(self) -> str:
        return f"Unit decision {self.pk}"
