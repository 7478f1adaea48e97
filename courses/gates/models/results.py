"""What came of each attempt at an assessed task. Nothing is changed: a later word stands beside it."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from academy.people.reach import Reach
from courses.cohorts.models import Member

RESULT = "gate_result"


class AssessedResult(models.Model):
    """One attempt of one member at one assessed task, or at one part of it: met, or not yet.

    `part` is empty where the whole task was judged at once. `version` counts what was said of the same
    attempt: 2 and more come from moderation, and the highest stands. `catalogue` is the version of the table
    of tasks by which it was judged. `source_key` names the event it came from, so that the same news told
    twice writes one row.
    """

    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="assessed")
    task = models.CharField(max_length=8)
    part = models.CharField(max_length=20, blank=True)
    attempt = models.PositiveSmallIntegerField()
    version = models.PositiveSmallIntegerField(default=1)
    on = models.DateField("day")
    met = models.BooleanField()
    score = models.PositiveSmallIntegerField("per cent", null=True, blank=True)
    judged_on = models.CharField("what it was judged on", max_length=300)
    source_label = models.CharField("where it comes from", max_length=200)
    source_path = models.CharField(max_length=200, blank=True)
    source_key = models.CharField(max_length=120)
    catalogue = models.PositiveSmallIntegerField()
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    reach: ClassVar[Reach] = Reach(RESULT, council="member__person__council", person="member__person")

    class Meta:
        ordering: ClassVar = ["task", "part", "attempt", "version"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                "member", "task", "part", "attempt", "version", name="assessed_result_once"
            ),
            models.UniqueConstraint("member", "source_key", name="assessed_result_source_once"),
            models.CheckConstraint(condition=Q(attempt__gte=1), name="assessed_result_attempt"),
            models.CheckConstraint(
                condition=Q(score__isnull=True) | Q(score__lte=100), name="assessed_result_score"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.task} {self.part} {self.attempt}: {'met' if self.met else 'not yet'}"
