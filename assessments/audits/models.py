"""Audits: what auditors graded, and the findings below good."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from academy.people.models import Council, Team
from academy.people.reach import Reach
from assessments.audits.states import FINDING
from assessments.instruments.models import Criterion, Instrument

GRADE_CHOICES = [(4, "Outstanding"), (3, "Good"), (2, "Requires improvement"), (1, "Inadequate")]
GOOD = 3


class Audit(models.Model):
    """One version of one audit of one plan. The plan is a local pseudonym, never a child.

    A file that sends an audit again adds a version; only one version is current. Grades are stored as the
    auditor gave them and never regraded.
    """

    class PlanType(models.TextChoices):
        NEW = "new", "New plan"
        EXISTING = "existing", "Existing plan"

    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="audits")
    instrument = models.ForeignKey(Instrument, on_delete=models.PROTECT, related_name="audits")
    ref = models.CharField("audit number", max_length=40)
    version = models.PositiveSmallIntegerField(default=1)
    is_current = models.BooleanField(default=True)
    plan_ref = models.CharField("plan reference", max_length=40)
    plan_type = models.CharField(max_length=8, choices=PlanType.choices)
    audited_on = models.DateField()
    writer = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="audits_of_plans"
    )
    auditor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="audits_done"
    )
    team = models.ForeignKey(Team, on_delete=models.PROTECT, null=True, blank=True, related_name="audits")
    layout = models.CharField(max_length=12)
    batch = models.ForeignKey(
        "assessments.Batch", on_delete=models.PROTECT, null=True, blank=True, related_name="audits"
    )
    overall = models.PositiveSmallIntegerField(choices=GRADE_CHOICES, null=True, blank=True)
    auditor_ref = models.CharField("number of the auditor in the file", max_length=40, blank=True)
    edited_at = models.DateTimeField("last edited in the source", null=True, blank=True)
    content_hash = models.CharField(max_length=64, blank=True)
    reach: ClassVar[Reach] = Reach("audit", council="council", person="writer")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint("council", "ref", "version", name="audit_version_once"),
            models.UniqueConstraint("council", "ref", condition=Q(is_current=True), name="audit_one_current"),
            models.CheckConstraint(
                condition=Q(overall__isnull=True) | Q(overall__gte=1, overall__lte=4),
                name="audit_overall_1_to_4",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["writer", "audited_on"], name="audit_writer"),
            models.Index(fields=["council", "audited_on"], name="audit_council_day"),
        ]

    def __str__(self) -> str:
        return self.ref


class SectionGrade(models.Model):
    """The auditor's own judgement of a section. NA is stored as no grade."""

    audit = models.ForeignKey(Audit, on_delete=models.CASCADE, related_name="section_grades", db_index=False)
    section = models.CharField(max_length=12)
    grade = models.PositiveSmallIntegerField(choices=GRADE_CHOICES, null=True)
    reach: ClassVar[Reach] = Reach("audit", council="audit__council", person="audit__writer")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint("audit", "section", name="section_grade_once"),
            models.CheckConstraint(
                condition=Q(grade__isnull=True) | Q(grade__gte=1, grade__lte=4), name="section_grade_1_to_4"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.section} {self.grade}"


class Grade(models.Model):
    """The mark of one criterion in one audit; no grade means not applicable. No row: not looked at."""

    audit = models.ForeignKey(Audit, on_delete=models.CASCADE, related_name="grades", db_index=False)
    criterion = models.ForeignKey(Criterion, on_delete=models.PROTECT, related_name="grades", db_index=False)
    grade = models.PositiveSmallIntegerField(choices=GRADE_CHOICES, null=True)
    reach: ClassVar[Reach] = Reach("audit", council="audit__council", person="audit__writer")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint("audit", "criterion", name="grade_once"),
            models.CheckConstraint(
                condition=Q(grade__isnull=True) | Q(grade__gte=1, grade__lte=4), name="grade_1_to_4"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.criterion_id} {self.grade}"


class Remark(models.Model):
    """Free text of an auditor that a mapping keeps and the personal-data gate let through."""

    audit = models.ForeignKey(Audit, on_delete=models.CASCADE, related_name="remarks")
    criterion = models.ForeignKey(Criterion, on_delete=models.PROTECT, null=True, related_name="remarks")
    label = models.CharField(max_length=60)
    text = models.TextField()
    reach: ClassVar[Reach] = Reach("audit", council="audit__council", person="audit__writer")

    def __str__(self) -> str:
        return f"Remark {self.pk}"


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
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="findings", db_index=False
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
