"""Panels of several agencies on one plan: who sits on them, what each gave alone and what they agreed."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from academy.people.models import Council
from academy.people.reach import Reach
from assessments.auditing.models.allocations import ListedPlan
from assessments.auditing.states import PANEL
from assessments.audits.models import GRADE_CHOICES, Audit, Finding
from assessments.instruments.models import Instrument


class Panel(models.Model):
    """Several agencies look at one plan: each grades alone, then they talk, then the chair writes one audit.

    What each gave alone is kept beside what was agreed.
    """

    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="panels")
    instrument = models.ForeignKey(Instrument, on_delete=models.PROTECT, related_name="panels")
    plan = models.ForeignKey(ListedPlan, on_delete=models.PROTECT, related_name="panels")
    chair = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="panels_chaired"
    )
    held_on = models.DateField()
    state = models.CharField(max_length=8, choices=PANEL.choices(), default="grading")
    opened_at = models.DateTimeField("when the grades were opened", null=True, blank=True)
    concluded_at = models.DateTimeField(null=True, blank=True)
    overall = models.PositiveSmallIntegerField("agreed", choices=GRADE_CHOICES, null=True, blank=True)
    learning = models.CharField("what was learnt", max_length=400, blank=True)
    action = models.CharField(max_length=300, blank=True)
    action_by = models.CharField("a role or a service, never a name", max_length=120, blank=True)
    reason = models.CharField("why it was called off", max_length=300, blank=True)
    audit = models.OneToOneField(Audit, on_delete=models.PROTECT, null=True, blank=True, related_name="panel")
    reach: ClassVar[Reach] = Reach("panel", council="council", person="chair")

    class Meta:
        ordering: ClassVar = ["-held_on", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                "plan", "instrument", condition=~Q(state="dropped"), name="panel_once_a_plan"
            ),
            models.CheckConstraint(condition=Q(state__in=list(PANEL.words)), name="panel_state_known"),
            models.CheckConstraint(
                condition=~Q(state="agreed") | Q(audit__isnull=False), name="panel_agreed_has_audit"
            ),
        ]

    def __str__(self) -> str:
        return f"Panel on {self.plan_id}"


class PanelMember(models.Model):
    """One seat of a panel: a person with an account, or a role whose grades the chair writes down."""

    class Agency(models.TextChoices):
        SEND = "send", "SEND service"
        HEALTH = "health", "Health"
        CARE = "care", "Social care"
        SETTING = "setting", "School or other setting"
        PARENT = "parent", "Parent representative"

    panel = models.ForeignKey(Panel, on_delete=models.CASCADE, related_name="members")
    agency = models.CharField(max_length=8, choices=Agency.choices)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="panel_seats"
    )
    overall = models.PositiveSmallIntegerField(choices=GRADE_CHOICES, null=True, blank=True)
    words = models.CharField("what they saw", max_length=400, blank=True)
    graded_at = models.DateTimeField(null=True, blank=True)
    reach: ClassVar[Reach] = Reach("panel_seat", council="panel__council", person="person")

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                "panel", "person", condition=Q(person__isnull=False), name="panel_member_once"
            ),
        ]

    def __str__(self) -> str:
        return self.get_agency_display()


class PanelGrade(models.Model):
    """The grade of one section: a member's own, or the agreed one where there is no member. NA: no grade."""

    panel = models.ForeignKey(Panel, on_delete=models.CASCADE, related_name="grades", db_index=False)
    member = models.ForeignKey(
        PanelMember, on_delete=models.CASCADE, null=True, blank=True, related_name="grades"
    )
    section = models.CharField(max_length=12)
    grade = models.PositiveSmallIntegerField(choices=GRADE_CHOICES, null=True)
    cause = models.CharField(
        "why the agreed grade is below good", max_length=10, choices=Finding.Cause.choices, blank=True
    )
    reach: ClassVar[Reach] = Reach("panel_seat", council="panel__council", person="member__person")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                "panel", "member", "section", condition=Q(member__isnull=False), name="panel_grade_once"
            ),
            models.UniqueConstraint(
                "panel", "section", condition=Q(member__isnull=True), name="panel_agreed_once"
            ),
            models.CheckConstraint(
                condition=Q(cause="") | Q(member__isnull=True), name="panel_grade_cause_agreed"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.section} {self.grade}"
