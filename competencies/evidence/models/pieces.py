"""Pieces: one short form about something a person showed, as somebody filled it in. Append-only."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from academy.people.reach import Reach
from competencies.framework.models import EntrustableTask

LONGEST_REFERENCE = 40
LONGEST_REASON = 300


class Kind(models.TextChoices):
    """The twelve kinds of evidence."""

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


class Strength(models.TextChoices):
    """How much a piece says. Only people recommend."""

    EVIDENCE = "evidence", "Shows it"
    RECOMMEND = "recommend", "Shows it, and recommends more trust"


class Piece(models.Model):
    """One short form as it was filled in. Its rows of `Evidence` say which competencies it shows.

    `answers` are the answers to the form of its kind by name; `plan_ref` is the council's own reference of a
    plan or case, never a name. A mistake is mended by a new piece that says which one it `replaces` and why;
    nothing here is ever changed. `key` is that of the form that was sent: sent twice, it is one piece.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="pieces")
    kind = models.CharField(max_length=4, choices=Kind.choices)
    task = models.ForeignKey(
        EntrustableTask, on_delete=models.PROTECT, null=True, blank=True, related_name="pieces"
    )
    answers = models.JSONField(default=dict)
    plan_ref = models.CharField("plan or case reference", max_length=LONGEST_REFERENCE, blank=True)
    strength = models.CharField(max_length=10, choices=Strength.choices, default=Strength.EVIDENCE)
    shown_on = models.DateField()
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="pieces_recorded"
    )
    recorded_at = models.DateTimeField()
    replaces = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="replaced_by"
    )
    reason = models.CharField("why it replaces the one before", max_length=LONGEST_REASON, blank=True)
    key = models.UUIDField()
    reach: ClassVar[Reach] = Reach("evidence", council="person__council", person="person")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint("recorded_by", "key", name="piece_sent_once"),
            models.CheckConstraint(condition=Q(kind__in=Kind.values), name="piece_kind_known"),
            models.CheckConstraint(
                condition=Q(strength="evidence") | ~Q(recorded_by=F("person")), name="piece_recommends_others"
            ),
            models.CheckConstraint(
                condition=Q(replaces__isnull=True) | ~Q(reason=""), name="piece_replaces_for_a_reason"
            ),
            models.CheckConstraint(
                condition=~Q(kind="REF") | Q(recorded_by=F("person")), name="piece_reflects_on_oneself"
            ),
        ]

    def __str__(self) -> str:
        return f"Piece {self.pk}"

    @property
    def is_own_word(self) -> bool:
        """Whether the person wrote it about themselves."""
        return self.recorded_by_id == self.person_id

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk is not None:
            raise TypeError("Evidence is append-only: record a new piece that replaces this one.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        raise TypeError("Evidence is append-only: it cannot be deleted.")
