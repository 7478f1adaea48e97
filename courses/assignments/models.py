"""Who is asked to learn what, by when and why: the middle of the loop."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from academy.people.models import Council, Team
from academy.people.reach import Reach
from assessments.audits.models import Audit, Finding
from assessments.instruments.models import Criterion
from courses.assignments.states import ASSIGNMENT, RULE_VERSION


class LoopRule(models.Model):
    """A rule of the loop: what it is called. What it says is in its versions."""

    class Kind(models.TextChoices):
        SEVERE = "severe", "One mark inadequate, or a critical criterion below good"
        REPEATED = "repeated", "Below good in several of the last audits of a criterion"
        FIRST = "first", "Below good for the first time"
        TEAM = "team", "Many of a team's marks on a criterion below good"
        ADVICE = "advice", "Many of a service's marks on a criterion below good"
        AUDITOR = "auditor", "An auditor too far from agreed grades"
        THEME = "theme", "The same point of complaint replies again and again in a month"
        EXCELLENT = "excellent", "Outstanding several times on a criterion"
        REAUDIT = "reaudit", "A module done"
        COACHING = "coaching", "Below good again after a module"

    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="loop_rules")
    code = models.CharField(max_length=8)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    title = models.CharField(max_length=160)
    asks = models.CharField("what is asked, in words", max_length=200)
    position = models.PositiveSmallIntegerField()
    reach: ClassVar[Reach] = Reach("rule", council="council")

    class Meta:
        ordering: ClassVar = ["position"]
        constraints: ClassVar = [models.UniqueConstraint("council", "code", name="rule_code_once")]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"


class LoopRuleVersion(models.Model):
    """What a rule says, for ever: a change is a new version. `settings` hold its numbers.

    Only its place in the life cycle changes. `tried_at`: when its dry run was looked at, and by whom;
    `counts`: what it showed then. One version of a rule is on.
    """

    rule = models.ForeignKey(LoopRule, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    due_days = models.PositiveSmallIntegerField(null=True, blank=True)
    state = models.CharField(max_length=8, choices=RULE_VERSION.choices(), default="draft")
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="rules_made"
    )
    tried_at = models.DateTimeField(null=True, blank=True)
    tried_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="rules_tried"
    )
    counts = models.JSONField("what its dry run showed", default=dict, blank=True)
    on_from = models.DateField("last switched on", null=True, blank=True)
    settings = models.JSONField(default=dict)
    reach: ClassVar[Reach] = Reach("rule", council="rule__council")

    class Meta:
        ordering: ClassVar = ["-number"]
        constraints: ClassVar = [
            models.UniqueConstraint("rule", "number", name="rule_version_once"),
            models.UniqueConstraint("rule", condition=Q(state="on"), name="rule_one_version_on"),
            models.CheckConstraint(
                condition=Q(state__in=list(RULE_VERSION.words)), name="rule_version_state_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rule.code} version {self.number}"


class SharedStep(models.Model):
    """A step for everybody on one criterion: while it runs, nobody whom it reaches is asked alone.

    No team = the whole council. `key` names what decided it, so that it is written once.
    """

    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="shared_steps")
    criterion_code = models.CharField(max_length=8)
    team = models.ForeignKey(
        Team, on_delete=models.PROTECT, null=True, blank=True, related_name="shared_steps"
    )
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    key = models.CharField(max_length=60)
    reach: ClassVar[Reach] = Reach("rule", council="council")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint("council", "key", name="shared_step_once"),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")), name="shared_step_ends_after"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.criterion_code} from {self.since}"


class Assignment(models.Model):
    """A module asked of a writer because of a finding, once per finding and rule; `reason` says why."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="assignments")
    rule = models.ForeignKey(LoopRule, on_delete=models.PROTECT, related_name="assignments")
    version = models.ForeignKey(LoopRuleVersion, on_delete=models.PROTECT, related_name="assignments")
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
        SYSTEM = "system", "is in a team for which a shared step on this is decided"

    finding = models.ForeignKey(Finding, on_delete=models.CASCADE, related_name="withheld")
    rule = models.ForeignKey(LoopRule, on_delete=models.PROTECT, related_name="withheld")
    version = models.ForeignKey(LoopRuleVersion, on_delete=models.PROTECT, related_name="withheld")
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
    version = models.ForeignKey(LoopRuleVersion, on_delete=models.PROTECT, related_name="offers")
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
