"""Evidence: one row per showing of a competency by a person."""

from __future__ import annotations

import datetime
from typing import ClassVar, TypeAlias

from django.conf import settings
from django.db import models
from django.db.models import Q

from academy.people.reach import Reach
from competencies.evidence.models import pieces
from competencies.evidence.models.pieces import LONGEST_REASON, Piece
from competencies.framework.models import Competency


class Evidence(models.Model):
    """What somebody showed, when it was shown (apart from when it was recorded) and where it came from.

    `source_key` is unique, so the same event adds evidence once. The source is a label and a path,
    never a foreign key upwards; `piece` is the short form, if a person filled one in. It counts to
    `valid_until`, that day included. Nothing else of a row ever changes: what ended before its time says
    why in `ended_words`.
    """

    Kind: TypeAlias = pieces.Kind
    Strength: TypeAlias = pieces.Strength

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="evidence")
    competency = models.ForeignKey(Competency, on_delete=models.PROTECT, related_name="evidence")
    kind = models.CharField(max_length=4, choices=Kind.choices)
    strength = models.CharField(max_length=10, choices=Strength.choices, default=Strength.EVIDENCE)
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
    ended_words = models.CharField("why it ended early", max_length=LONGEST_REASON, blank=True)
    piece = models.ForeignKey(Piece, on_delete=models.PROTECT, null=True, blank=True, related_name="rows")
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
        indexes: ClassVar = [
            models.Index(fields=["person", "-shown_on", "-id"], name="evidence_history"),
            models.Index(fields=["source_key"], name="evidence_source"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.source_label}"

    def counts_on(self, day: datetime.date) -> bool:
        """Whether it counts on a day."""
        return self.shown_on <= day and (self.valid_until is None or day <= self.valid_until)
