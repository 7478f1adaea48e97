"""What follows from audits: findings below good, wishes for another look, and changes that are marked."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce

from academy.people.models import Council, Organisation, Team
from academy.people.reach import Reach
from assessments.audits.models.audits import GRADE_CHOICES, Audit
from assessments.audits.states import FINDING
from assessments.instruments.models import Criterion


class Finding(models.Model):
    """A mark below good on the current version of an audit, and where it stands in the loop."""

    class Cause(models.TextChoices):
        WRITER = "writer", "The writing"
        ADVICE = "advice", "The advice we were given"
        PROCESS = "process", "The process"
        TEMPLATE = "template", "The template"
        TIME = "time", "Not enough time"

    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="findings", db_index=False)
    audit = models.ForeignKey(Audit, on_delete=models.PROTECT, related_name="findings", db_index=False)
    criterion = models.ForeignKey(
        Criterion, on_delete=models.PROTECT, related_name="findings", db_index=False
    )
    writer = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="findings", db_index=False
    )
    service = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, related_name="findings", db_index=False
    )
    team = models.ForeignKey(
        Team, on_delete=models.PROTECT, null=True, related_name="findings", db_index=False
    )
    grade = models.PositiveSmallIntegerField(choices=GRADE_CHOICES)
    found_on = models.DateField()
    cause = models.CharField(max_length=10, choices=Cause.choices, default=Cause.WRITER)
    state = models.CharField(max_length=10, choices=FINDING.choices(), default="new")
    reach: ClassVar[Reach] = Reach("finding", council="council", person="writer")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint("audit", "criterion", name="finding_once"),
            models.CheckConstraint(condition=Q(grade__gte=1, grade__lte=2), name="finding_below_good"),
            models.CheckConstraint(condition=Q(state__in=list(FINDING.words)), name="finding_state_known"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["council", "state", "found_on"], name="finding_board"),
            models.Index(fields=["writer", "found_on"], name="finding_writer"),
        ]

    def __str__(self) -> str:
        return f"Finding {self.pk}"


class Reaudit(models.Model):
    """A wish for the sample: look at this writer's next plans on a criterion that auditors never see."""

    writer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="reaudits")
    criterion = models.ForeignKey(Criterion, on_delete=models.PROTECT, related_name="reaudits")
    plans = models.PositiveSmallIntegerField(default=2)
    asked_on = models.DateField()
    until = models.DateField()
    closed_on = models.DateField(null=True, blank=True)
    source_key = models.CharField(max_length=120)
    reach: ClassVar[Reach] = Reach("reaudit", council="writer__council")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint("source_key", name="reaudit_once")]
        indexes: ClassVar = [models.Index(fields=["writer", "until"], name="reaudit_open")]

    def __str__(self) -> str:
        return f"Re-audit {self.pk}"


class MarkedChange(models.Model):
    """A change that somebody marked by hand: from its day on the limits of charts are computed afresh.

    No criterion: all of them. No team: the whole council. Never changed; taken back, it stays in the record.
    """

    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="marked_changes")
    changed_on = models.DateField("day of the change")
    words = models.CharField("what changed", max_length=160)
    criterion_code = models.CharField(max_length=8, blank=True)
    team = models.ForeignKey(
        Team, on_delete=models.PROTECT, null=True, blank=True, related_name="marked_changes"
    )
    marked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="changes_marked"
    )
    marked_at = models.DateTimeField()
    taken_back_at = models.DateTimeField(null=True, blank=True)
    reach: ClassVar[Reach] = Reach("marked_change", council="council")

    class Meta:
        ordering: ClassVar = ["-changed_on", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                "council", "changed_on", "words", "criterion_code", Coalesce("team", 0),
                condition=Q(taken_back_at__isnull=True),
                name="marked_change_once",
            ),
            models.CheckConstraint(condition=~Q(words=""), name="marked_change_has_words"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.changed_on}: {self.words}"
