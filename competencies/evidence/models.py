"""Evidence: one row per showing of a competency by a person. Append-only."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from academy.people.reach import Reach
from competencies.framework.models import Competency


class Evidence(models.Model):
    """What somebody showed, when it was shown (apart from when it was recorded) and where it came from.

    `source_key` is unique, so the same event adds evidence once. The source is a label and a path,
    never a foreign key upwards.
    """

    class Kind(models.TextChoices):
        KNOWLEDGE_CHECK = "KC", "Knowledge check"
        SIMULATION = "SIM", "Simulation"
        WORK_PRODUCT = "WP", "Work product"
        OBSERVATION = "OBS", "Direct observation"
        AUDIT = "AUD", "Audit result"
        DISCUSSION = "CBD", "Case-based discussion"
        FEEDBACK = "MSF", "Feedback from families and partners"
        REFLECTION = "REF", "Reflective account"
        DATA = "DATA", "Performance fact"
        CALIBRATION = "CAL", "Calibration score"
        EXTERNAL = "EXT", "External award"
        PRIOR_LEARNING = "RPL", "Recognised prior learning"

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="evidence")
    competency = models.ForeignKey(Competency, on_delete=models.PROTECT, related_name="evidence")
    kind = models.CharField(max_length=4, choices=Kind.choices)
    shown_on = models.DateField()
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="evidence_recorded",
    )
    valid_until = models.DateField(null=True, blank=True)
    source_label = models.CharField(max_length=200)
    source_path = models.CharField(max_length=200, blank=True)
    source_key = models.CharField(max_length=120)
    reach: ClassVar[Reach] = Reach("evidence", council="person__council", person="person")

    class Meta:
        verbose_name_plural = "evidence"
        ordering: ClassVar = ["-shown_on", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint("person", "competency", "kind", "source_key", name="evidence_once"),
            models.CheckConstraint(condition=~Q(source_key=""), name="evidence_has_source"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.source_label}"
