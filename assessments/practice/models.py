"""What somebody tried on their own: one marked attempt at one item."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from academy.people.reach import Reach
from assessments.questions.models import ItemVersion


class Attempt(models.Model):
    """One try at an item outside a paper, complete in itself: what was shown, said and marked.

    `key` comes from the form, so a double click is one try. Private: practice is never judged.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="attempts")
    version = models.ForeignKey(ItemVersion, on_delete=models.PROTECT, related_name="attempts")
    key = models.UUIDField()
    seed = models.PositiveIntegerField(default=0)
    shown = models.JSONField(default=dict)
    answer = models.JSONField(default=dict)
    marked = models.JSONField(default=dict)
    points = models.FloatField()
    of = models.FloatField()
    at = models.DateTimeField()
    reach: ClassVar[Reach] = Reach("learning", council="person__council", person="person")

    class Meta:
        ordering: ClassVar = ["-at", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint("person", "key", name="attempt_once"),
            models.CheckConstraint(condition=Q(points__gte=0, points__lte=F("of")), name="attempt_points_of"),
        ]
        indexes: ClassVar = [models.Index(fields=["person", "version", "-at"], name="attempt_last")]

    def __str__(self) -> str:
        return f"{self.points} of {self.of}"
