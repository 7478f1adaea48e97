"""Audits done here: which plans there are, which are drawn, who looks at them, and what they gave."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from academy.people.models import Council, Organisation, Team
from academy.people.reach import Reach
from assessments.auditing.states import ALLOCATION, PLAN_FILE
from assessments.audits.models import GRADE_CHOICES, Audit, Finding
from assessments.instruments.models import Criterion, Instrument


class ListedPlan(models.Model):
    """A plan that may be drawn, as the case system lists it: a local reference, never a child's name."""

    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="listed_plans")
    month = models.DateField("first day of the month in which it was issued")
    plan_ref = models.CharField("plan reference", max_length=40)
    plan_type = models.CharField(max_length=8, choices=Audit.PlanType.choices)
    issued_on = models.DateField()
    writer = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="listed_plans"
    )
    team = models.ForeignKey(
        Team, on_delete=models.PROTECT, null=True, blank=True, related_name="listed_plans"
    )
    key_stage = models.CharField(max_length=4, choices=Audit.KeyStage.choices, blank=True)
    need = models.CharField("primary need, as a code of the school census", max_length=5, blank=True)
    setting = models.CharField(max_length=12, choices=Audit.Setting.choices, blank=True)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="listed_plans"
    )
    reach: ClassVar[Reach] = Reach("listed_plan", council="council")

    class Meta:
        ordering: ClassVar = ["issued_on", "plan_ref"]
        constraints: ClassVar = [
            models.UniqueConstraint("council", "month", "plan_ref", name="listed_plan_once_a_month")
        ]
        indexes: ClassVar = [models.Index(fields=["writer", "month"], name="listed_plan_writer")]

    def __str__(self) -> str:
        return self.plan_ref


class PlanFile(models.Model):
    """A list of plans on its way in: what was read of it, and what could not be.

    The file itself is never kept. `rows` are the good rows in codes and ids, until they are answered;
    `problems` say row, column and why, and never what stood there.
    """

    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="plan_files")
    name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="plan_files"
    )
    at = models.DateTimeField()
    state = models.CharField(max_length=8, choices=PLAN_FILE.choices(), default="checked")
    rows = models.JSONField(default=list)
    problems = models.JSONField(default=list)
    unknown = models.JSONField("columns that are not known and hold something", default=list)
    counts = models.JSONField(default=dict)
    reach: ClassVar[Reach] = Reach("plan_file", council="council")

    class Meta:
        ordering: ClassVar = ["-at", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                "council", "sha256", condition=Q(state="checked"), name="plan_file_waits_once"
            ),
            models.CheckConstraint(
                condition=Q(state__in=list(PLAN_FILE.words)), name="plan_file_state_known"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Sample(models.Model):
    """One month's draw. The same list of plans and the same seed give the same sample again."""

    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="samples")
    instrument = models.ForeignKey(Instrument, on_delete=models.PROTECT, related_name="samples")
    month = models.DateField("first day of the month")
    name = models.CharField("name of the campaign, empty for the monthly sample", max_length=120, blank=True)
    question = models.CharField("what a campaign asks", max_length=300, blank=True)
    seed = models.PositiveBigIntegerField()
    size = models.PositiveSmallIntegerField("plans asked for")
    drawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="samples_drawn"
    )
    drawn_at = models.DateTimeField()
    settings = models.JSONField("shares and strata it was drawn with", default=dict)
    report = models.JSONField("what was wanted and what was got, by stratum", default=dict)
    reach: ClassVar[Reach] = Reach("sample", council="council")

    class Meta:
        ordering: ClassVar = ["-month", "name"]
        constraints: ClassVar = [models.UniqueConstraint("council", "month", "name", name="sample_once")]

    def __str__(self) -> str:
        return self.name or f"Sample of {self.month:%B %Y}"


class Allocation(models.Model):
    """One plan that one auditor is asked to look at.

    `why` says how it came in and is never shown to the auditor: a re-audit, a blind second look and a plan
    with agreed grades look like any other. A second look leaves `audit` empty: what it gave stands in the
    marks alone and counts for agreement, never for the writer.
    """

    class Why(models.TextChoices):
        RANDOM = "random", "Drawn"
        STARTER = "starter", "A starter's first two plans"
        QUARTERLY = "quarterly", "Every writer once a quarter"
        REAUDIT = "reaudit", "Asked for by the loop"
        CAMPAIGN = "campaign", "A campaign"
        PANEL = "panel", "A panel"
        SETTING = "setting", "A setting's own plans"
        DOUBLE = "double", "A blind second look"
        SEEDED = "seeded", "A plan with agreed grades"

    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="allocations")
    sample = models.ForeignKey(
        Sample, on_delete=models.PROTECT, null=True, blank=True, related_name="allocations"
    )
    instrument = models.ForeignKey(Instrument, on_delete=models.PROTECT, related_name="allocations")
    plan = models.ForeignKey(ListedPlan, on_delete=models.PROTECT, related_name="allocations")
    auditor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="allocations"
    )
    why = models.CharField(max_length=10, choices=Why.choices)
    state = models.CharField(max_length=10, choices=ALLOCATION.choices(), default="asked")
    asked_on = models.DateField()
    due_on = models.DateField()
    started_at = models.DateTimeField(null=True, blank=True)
    concluded_at = models.DateTimeField(null=True, blank=True)
    double_of = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="doubles"
    )
    follows = models.OneToOneField(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="followed_by",
        verbose_name="the one that was given back or taken out, whose place this one takes",
    )
    audit = models.OneToOneField(
        Audit, on_delete=models.PROTECT, null=True, blank=True, related_name="allocation"
    )
    strengths = models.TextField("what is strong", blank=True)
    improvements = models.TextField("what would improve it", blank=True)
    action = models.CharField("the one thing to do next", max_length=300, blank=True)
    own_overall = models.PositiveSmallIntegerField(
        "overall grade of an auditor who differs from the arithmetic",
        choices=GRADE_CHOICES,
        null=True,
        blank=True,
    )
    own_reason = models.CharField("why they differ", max_length=300, blank=True)
    reason = models.CharField("why it was given back or taken out", max_length=300, blank=True)
    reach: ClassVar[Reach] = Reach("allocation", council="council", person="auditor")

    class Meta:
        ordering: ClassVar = ["due_on", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                "plan",
                "auditor",
                "instrument",
                condition=~Q(state__in=["returned", "dropped"]),
                name="allocation_once_an_auditor",
            ),
            models.CheckConstraint(condition=Q(due_on__gte=F("asked_on")), name="allocation_due_after"),
            models.CheckConstraint(
                condition=Q(state__in=list(ALLOCATION.words)), name="allocation_state_known"
            ),
            models.CheckConstraint(
                condition=~Q(why__in=["double", "seeded"]) | Q(audit__isnull=True),
                name="allocation_second_look_no_audit",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["auditor", "state", "due_on"], name="allocation_to_do")]

    def __str__(self) -> str:
        return f"{self.plan_id} to {self.auditor_id}"


class AuditorMark(models.Model):
    """What an auditor gave on one criterion: saved as they go, and kept as they gave it."""

    allocation = models.ForeignKey(Allocation, on_delete=models.CASCADE, related_name="marks", db_index=False)
    criterion = models.ForeignKey(Criterion, on_delete=models.PROTECT, related_name="auditor_marks")
    grade = models.PositiveSmallIntegerField(choices=GRADE_CHOICES, null=True, blank=True)
    not_applicable = models.BooleanField(default=False)
    cause = models.CharField(max_length=10, choices=Finding.Cause.choices, blank=True)
    words = models.CharField("what the auditor saw", max_length=400, blank=True)
    saved_at = models.DateTimeField()
    reach: ClassVar[Reach] = Reach("allocation", council="allocation__council", person="allocation__auditor")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint("allocation", "criterion", name="auditor_mark_once"),
            models.CheckConstraint(
                condition=Q(grade__isnull=True) | Q(not_applicable=False), name="auditor_mark_grade_or_na"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.criterion_id} in {self.allocation_id}"


class SectionSave(models.Model):
    """How often one section of a form was saved, and from where last: an older save never lands on a newer.

    `tab` is a random word of the page that sent it and `turn` counts the sendings of that page; a form sent
    without a script has neither.
    """

    allocation = models.ForeignKey(Allocation, on_delete=models.CASCADE, related_name="saves", db_index=False)
    section = models.CharField(max_length=12)
    number = models.PositiveIntegerField(default=0)
    tab = models.CharField(max_length=36, blank=True)
    turn = models.PositiveIntegerField(default=0)
    saved_at = models.DateTimeField()
    reach: ClassVar[Reach] = Reach("allocation", council="allocation__council", person="allocation__auditor")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint("allocation", "section", name="section_save_once"),
        ]

    def __str__(self) -> str:
        return f"{self.section} of {self.allocation_id}, save {self.number}"


class Amendment(models.Model):
    """An audit done here that its auditor opened again. `before` is what was concluded, to go back to.

    It ends with a new version of the audit, or with everything as it was.
    """

    allocation = models.ForeignKey(Allocation, on_delete=models.CASCADE, related_name="amendments")
    reason = models.CharField(max_length=300)
    before = models.JSONField("marks and words as they were concluded", default=dict)
    begun_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    changed = models.BooleanField("it ended with a new version", default=False)
    reach: ClassVar[Reach] = Reach("allocation", council="allocation__council", person="allocation__auditor")

    class Meta:
        ordering: ClassVar = ["begun_at", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                "allocation", condition=Q(ended_at__isnull=True), name="amendment_one_open"
            ),
        ]

    def __str__(self) -> str:
        return f"Amendment {self.pk}"
