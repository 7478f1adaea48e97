"""Plans with agreed grades, and auditors who are asked to calibrate again."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from academy.people.reach import Reach
from assessments.auditing.models import ListedPlan
from assessments.audits.models import GRADE_CHOICES
from assessments.calibration.states import RECALIBRATION
from assessments.instruments.models import Criterion


class SeededGrade(models.Model):
    """What a panel agreed on one criterion of a listed plan. The plan can then be given to any auditor, who
    takes it for one like the others; what they give is compared with this and counts for nothing else."""

    plan = models.ForeignKey(ListedPlan, on_delete=models.PROTECT, related_name="seeded_grades")
    criterion = models.ForeignKey(Criterion, on_delete=models.PROTECT, related_name="seeded_grades")
    grade = models.PositiveSmallIntegerField(choices=GRADE_CHOICES)
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    set_at = models.DateTimeField()
    reach: ClassVar[Reach] = Reach("seeded_plan", council="plan__council")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint("plan", "criterion", name="seeded_grade_once"),
            models.CheckConstraint(condition=Q(grade__gte=1, grade__lte=4), name="seeded_grade_1_to_4"),
        ]

    def __str__(self) -> str:
        return f"{self.criterion_id} of plan {self.plan_id}"


class Recalibration(models.Model):
    """An auditor whose grades were too far from the agreed ones is asked to calibrate again (LR-06).

    Their audits are flagged while it is open, never erased. `pairs` and `within_one` are what it rested on.
    """

    auditor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="recalibrations"
    )
    state = models.CharField(max_length=9, choices=RECALIBRATION.choices(), default="open")
    asked_on = models.DateField()
    due_on = models.DateField()
    closed_on = models.DateField(null=True, blank=True)
    pairs = models.PositiveIntegerField("grades compared")
    within_one = models.FloatField("share within one grade")
    items = models.PositiveSmallIntegerField("calibration items to grade", default=3)
    graded = models.PositiveSmallIntegerField("calibration items graded since", default=0)
    reach: ClassVar[Reach] = Reach("recalibration", council="auditor__council", person="auditor")

    class Meta:
        ordering: ClassVar = ["-asked_on", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint("auditor", condition=Q(state="open"), name="recalibration_one_open"),
            models.CheckConstraint(
                condition=Q(state__in=list(RECALIBRATION.words)), name="recalibration_state_known"
            ),
            models.CheckConstraint(condition=Q(due_on__gte=F("asked_on")), name="recalibration_due_after"),
        ]

    def __str__(self) -> str:
        return f"Calibration of {self.auditor_id}"
