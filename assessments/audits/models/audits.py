"""Audits: what auditors graded, and the findings below good."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce

from academy.people.models import Council, Organisation, Team
from academy.people.reach import Reach
from assessments.instruments.models import Criterion, Instrument

GRADE_CHOICES = [(4, "Outstanding"), (3, "Good"), (2, "Requires improvement"), (1, "Inadequate")]
GOOD = 3


class Audit(models.Model):
    """One version of one audit of one piece of work. Its reference is a local pseudonym, never a child.

    The work is a person's (`writer`) or, for advice, a service's (`service`), never both; a panel's log names
    neither, and where the plan is not known its audit belongs to nobody. A file that sends an audit
    again adds a version; only one version is current. Grades are stored as the auditor gave them and never
    regraded: what a moderation agreed stands beside them, and `standing_overall` is the one that counts.
    """

    class PlanType(models.TextChoices):
        NEW = "new", "New plan"
        EXISTING = "existing", "Existing plan"

    class KeyStage(models.TextChoices):
        EARLY = "EY", "Early years"
        ONE = "KS1", "Key stage 1"
        TWO = "KS2", "Key stage 2"
        THREE = "KS3", "Key stage 3"
        FOUR = "KS4", "Key stage 4"
        AFTER = "16+", "Post-16"

    class Setting(models.TextChoices):
        EARLY = "early years", "Early years setting"
        MAINSTREAM = "mainstream", "Mainstream school"
        RESOURCED = "resourced", "Resourced provision or unit"
        SPECIAL = "special", "Special school"
        INDEPENDENT = "independent", "Independent or non-maintained school"
        COLLEGE = "college", "College or other post-16 provider"
        ALTERNATIVE = "alternative", "Alternative provision"
        ELSEWHERE = "elsewhere", "Educated elsewhere than at school"

    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="audits")
    instrument = models.ForeignKey(Instrument, on_delete=models.PROTECT, related_name="audits")
    ref = models.CharField("audit number", max_length=40)
    version = models.PositiveSmallIntegerField(default=1)
    is_current = models.BooleanField(default=True)
    plan_ref = models.CharField("plan reference", max_length=40)
    plan_type = models.CharField(max_length=8, choices=PlanType.choices)
    key_stage = models.CharField(max_length=4, choices=KeyStage.choices, blank=True)
    need = models.CharField("primary need, as a code of the school census", max_length=5, blank=True)
    setting = models.CharField(max_length=12, choices=Setting.choices, blank=True)
    audited_on = models.DateField()
    writer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="audits_of_plans",
    )
    service = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="audits_of_advice"
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
    agreed_overall = models.PositiveSmallIntegerField(
        "overall grade a moderation agreed", choices=GRADE_CHOICES, null=True, blank=True
    )
    standing_overall = models.GeneratedField(
        expression=Coalesce("agreed_overall", "overall"),
        output_field=models.PositiveSmallIntegerField(choices=GRADE_CHOICES, null=True),
        db_persist=True,
    )
    moderated_on = models.DateField(null=True, blank=True)
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
            models.CheckConstraint(
                condition=Q(agreed_overall__isnull=True) | Q(agreed_overall__gte=1, agreed_overall__lte=4),
                name="audit_agreed_overall_1_to_4",
            ),
            models.CheckConstraint(
                condition=Q(writer__isnull=True) | Q(service__isnull=True),
                name="audit_of_a_writer_or_a_service",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["writer", "audited_on"], name="audit_writer"),
            models.Index(fields=["council", "audited_on"], name="audit_council_day"),
        ]

    def __str__(self) -> str:
        return self.ref


class Graded(models.Model):
    """A grade of an audit. `grade` is the auditor's for ever, `agreed` a moderation's; `standing` counts."""

    grade = models.PositiveSmallIntegerField(choices=GRADE_CHOICES, null=True)
    agreed = models.PositiveSmallIntegerField(
        "grade a moderation agreed", choices=GRADE_CHOICES, null=True, blank=True
    )
    standing = models.GeneratedField(
        expression=Coalesce("agreed", "grade"),
        output_field=models.PositiveSmallIntegerField(choices=GRADE_CHOICES, null=True),
        db_persist=True,
    )
    reach: ClassVar[Reach] = Reach("audit", council="audit__council", person="audit__writer")

    class Meta:
        abstract = True


class SectionGrade(Graded):
    """The auditor's own judgement of a section. NA is stored as no grade."""

    audit = models.ForeignKey(Audit, on_delete=models.CASCADE, related_name="section_grades", db_index=False)
    section = models.CharField(max_length=12)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint("audit", "section", name="section_grade_once"),
            models.CheckConstraint(
                condition=Q(grade__isnull=True) | Q(grade__gte=1, grade__lte=4), name="section_grade_1_to_4"
            ),
            models.CheckConstraint(
                condition=Q(agreed__isnull=True) | Q(agreed__gte=1, agreed__lte=4),
                name="section_grade_agreed_1_to_4",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.section} {self.grade}"


class Grade(Graded):
    """The mark of one criterion in one audit; no grade means not applicable. No row: not looked at."""

    audit = models.ForeignKey(Audit, on_delete=models.CASCADE, related_name="grades", db_index=False)
    criterion = models.ForeignKey(Criterion, on_delete=models.PROTECT, related_name="grades", db_index=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint("audit", "criterion", name="grade_once"),
            models.CheckConstraint(
                condition=Q(grade__isnull=True) | Q(grade__gte=1, grade__lte=4), name="grade_1_to_4"
            ),
            models.CheckConstraint(
                condition=Q(agreed__isnull=True) | Q(agreed__gte=1, agreed__lte=4),
                name="grade_agreed_1_to_4",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.criterion_id} {self.grade}"


class Remark(models.Model):
    """Free text of an auditor that a mapping keeps and the personal-data gate let through.

    Looked through again when the gate has newer rules than `scanned_with`; what is found then is deleted, and
    `taken_out_at` says that something was here.
    """

    TAKEN_OUT = "Taken out: it may have pointed to a child or a named person."

    audit = models.ForeignKey(Audit, on_delete=models.CASCADE, related_name="remarks")
    criterion = models.ForeignKey(Criterion, on_delete=models.PROTECT, null=True, related_name="remarks")
    label = models.CharField(max_length=60)
    text = models.TextField()
    scanned_with = models.PositiveSmallIntegerField("rules of the gate that let it in", db_default=1)
    taken_out_at = models.DateTimeField(null=True, blank=True)
    reach: ClassVar[Reach] = Reach("audit", council="audit__council", person="audit__writer")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(taken_out_at__isnull=True) | Q(text=""), name="remark_taken_out_is_empty"
            ),
        ]

    def __str__(self) -> str:
        return f"Remark {self.pk}"

    @property
    def shown(self) -> str:
        """The text, or that it was taken out."""
        return self.TAKEN_OUT if self.taken_out_at else self.text
