"""Who is asked to learn what, by when and why: the middle of the loop."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from academy.people.models import Council
from academy.people.reach import Reach
from assessments.audits.models import Audit, Finding
from assessments.instruments.models import Criterion
from courses.assignments.states import ASSIGNMENT


class LoopRule(models.Model):
    """A rule of the loop as data. `kind` names the trigger; `settings` hold its numbers."""

    class Kind(models.TextChoices):
        SEVERE = "severe", "One mark inadequate, or a critical criterion below good"
        REPEATED = "repeated", "Below good in two of the last three audits of a criterion"
        FIRST = "first", "Below good for the first time"
        TEAM = "team", "A quarter of a team's marks on a criterion below good"
        EXCELLENT = "excellent", "Outstanding twice on a criterion"

    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="loop_rules")
    code = models.CharField(max_length=8)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    title = models.CharField(max_length=160)
    asks = models.CharField("what is asked, in words", max_length=200)
    due_days = models.PositiveSmallIntegerField(null=True, blank=True)
    settings = models.JSONField(default=dict)
    active = models.BooleanField(default=True)
    position = models.PositiveSmallIntegerField()
    reach: ClassVar[Reach] = Reach("rule", council="council")

    class Meta:
        ordering: ClassVar = ["position"]
        constraints: ClassVar = [models.UniqueConstraint("council", "code", name="rule_code_once")]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"


class Assignment(models.Model):
    """A module asked of a writer because of a finding, once per finding and rule; `reason` says why."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="assignments")
    rule = models.ForeignKey(LoopRule, on_delete=models.PROTECT, related_name="assignments")
    finding = models.ForeignKey(Finding, on_delete=models.PROTECT, related_name="assignments")
    criterion = models.ForeignKey(Criterion, on_delete=models.PROTECT, related_name="assignments")
    module_code = models.CharField(max_length=12)
    reason = models.CharField(max_length=400)
    triggers = models.ManyToManyField(Audit, related_name="triggered", through="Trigger")
    state = models.CharField(max_length=10, choices=ASSIGNMENT.choices(), default="asked")
    assigned_on = models.DateField()
    due_on = models.DateField()
    learnt_on = models.DateField(null=True, blank=True)
    settled_on = models.DateField(null=True, blank=True)
    claimed_cause = models.CharField(max_length=10, choices=Finding.Cause.choices, blank=True)
    words = models.CharField("what the writer said about the cause", max_length=400, blank=True)
    paused_on = models.DateField(null=True, blank=True)
    decided_on = models.DateField(null=True, blank=True)
    decision = models.CharField("what the decider said", max_length=400, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="assignments_decided",
    )
    coaching = models.CharField("what was agreed with the manager", max_length=400, blank=True)
    coaching_on = models.DateField(null=True, blank=True)
    reach: ClassVar[Reach] = Reach("assignment", council="person__council", person="person")

    class Meta:
        ordering: ClassVar = ["due_on", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint("finding", "rule", name="assignment_once"),
            models.UniqueConstraint(
                "person",
                "module_code",
                condition=Q(state__in=["asked", "paused"]),
                name="assignment_one_open_a_module",
            ),
            models.CheckConstraint(condition=Q(due_on__gte=F("assigned_on")), name="assignment_due_after"),
            models.CheckConstraint(condition=~Q(reason=""), name="assignment_has_reason"),
            models.CheckConstraint(
                condition=Q(state__in=list(ASSIGNMENT.words)), name="assignment_state_known"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["person", "state"], name="assignment_person"),
            models.Index(fields=["state", "due_on"], name="assignment_due"),
        ]

    def __str__(self) -> str:
        return f"{self.module_code} for finding {self.finding_id}"


class Trigger(models.Model):
    """One of the audits that called for an assignment, oldest first."""

    assignment = models.ForeignKey(Assignment, on_delete=models.CASCADE, related_name="trigger_rows")
    audit = models.ForeignKey(Audit, on_delete=models.PROTECT, related_name="trigger_rows")
    position = models.PositiveSmallIntegerField()
    reach: ClassVar[Reach] = Reach(
        "assignment", council="assignment__person__council", person="assignment__person"
    )

    class Meta:
        ordering: ClassVar = ["position"]
        constraints: ClassVar = [models.UniqueConstraint("assignment", "audit", name="trigger_once")]

    def __str__(self) -> str:
        return f"{self.audit_id} for {self.assignment_id}"


class Withheld(models.Model):
    """A rule called, and a guard said no: kept so that nobody has to guess why nothing was asked."""

    class Guard(models.TextChoices):
        LEFT = "left", "has left"
        FIRST_WEEKS = "first_6_weeks", "is in the first six weeks"
        LEAVE = "leave", "is on leave"
        SECONDMENT = "secondment", "is on secondment"
        OPEN = "same_module_open", "already has this module to do"
        RECENT = "same_module_90_days", "finished this module in the last 90 days"
        CAP = "cap", "already has two things to do"
        CAUSE = "cause", "was not the cause"

    finding = models.ForeignKey(Finding, on_delete=models.CASCADE, related_name="withheld")
    rule = models.ForeignKey(LoopRule, on_delete=models.PROTECT, related_name="withheld")
    guard = models.CharField(max_length=20, choices=Guard.choices)
    on = models.DateField()
    reach: ClassVar[Reach] = Reach("finding", council="finding__council", person="finding__writer")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint("finding", "rule", name="withheld_once")]

    def __str__(self) -> str:
        return f"{self.rule_id} withheld: {self.guard}"


class Offer(models.Model):
    """Something offered, never asked: a five-minute note after a first dip, or thanks for two outstanding."""

    class Kind(models.TextChoices):
        NOTE = "note", "Practice note"
        THANKS = "thanks", "Thank-you"

    class Answer(models.TextChoices):
        NONE = "", "Not answered"
        YES = "yes", "Yes, share my example"
        NO = "no", "No, thank you"
        SEEN = "seen", "Read"

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="offers")
    rule = models.ForeignKey(LoopRule, on_delete=models.PROTECT, related_name="offers")
    kind = models.CharField(max_length=6, choices=Kind.choices)
    audit = models.ForeignKey(Audit, on_delete=models.PROTECT, related_name="offers")
    criterion = models.ForeignKey(Criterion, on_delete=models.PROTECT, related_name="offers")
    module_code = models.CharField(max_length=12, blank=True)
    reason = models.CharField(max_length=400)
    offered_on = models.DateField()
    answer = models.CharField(max_length=4, choices=Answer.choices, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    reach: ClassVar[Reach] = Reach("offer", council="person__council", person="person")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint("person", "rule", "criterion", "audit", name="offer_once")
        ]
        indexes: ClassVar = [models.Index(fields=["person", "-offered_on"], name="offer_person")]

    def __str__(self) -> str:
        return f"{self.kind} for {self.person_id}"


class LoopStamp(models.Model):
    """A counter per council, raised with every change in the loop: figures are cached under it, exactly."""

    council = models.OneToOneField(
        Council, on_delete=models.CASCADE, primary_key=True, related_name="loop_stamp"
    )
    value = models.PositiveBigIntegerField(default=0)
    reach: ClassVar[Reach] = Reach("stamp", council="council")

    def __str__(self) -> str:
        return str(self.value)
