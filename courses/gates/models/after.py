"""After graduation: a protected caseload, and the check of two live plans."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from academy.people.reach import Reach
from courses.cohorts.models import Member
from courses.gates.models.results import RESULT
from courses.gates.states import CHECK

PROTECTED = 40


class ProtectedCaseload(models.Model):
    """So many per cent of a full caseload, with the buddy at one's side, to the end of week 12."""

    member = models.OneToOneField(Member, on_delete=models.PROTECT, related_name="protected")
    per_cent = models.PositiveSmallIntegerField(default=PROTECTED)
    starts_on = models.DateField()
    ends_on = models.DateField()
    reach: ClassVar[Reach] = Reach("membership", council="member__person__council", person="member__person")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(per_cent__gte=1, per_cent__lte=100), name="protected_caseload_share"
            ),
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="protected_caseload_ends_after"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.per_cent}% until {self.ends_on}"


class NinetyDayCheck(models.Model):
    """Two live plans of a graduate are audited: both at least good, or a support plan by a named person."""

    member = models.OneToOneField(Member, on_delete=models.PROTECT, related_name="ninety_days")
    since = models.DateField("day after which audits count")
    due_on = models.DateField()
    state = models.CharField(max_length=10, choices=CHECK.choices(), default="waiting")
    settled_on = models.DateField(null=True, blank=True)
    reach: ClassVar[Reach] = Reach(RESULT, council="member__person__council", person="member__person")

    class Meta:
        ordering: ClassVar = ["due_on", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(state__in=list(CHECK.words)), name="ninety_days_state_known"),
            models.CheckConstraint(condition=Q(due_on__gt=F("since")), name="ninety_days_due_after"),
            models.CheckConstraint(
                condition=Q(state="waiting", settled_on__isnull=True)
                | (~Q(state="waiting") & Q(settled_on__isnull=False)),
                name="ninety_days_settled_when",
            ),
        ]

    def __str__(self) -> str:
        return f"90-day check due {self.due_on}"


class CheckedPlan(models.Model):
    """One audited plan of a check, by the number of its audit. `good` follows the audit's current version."""

    ninety_day_check = models.ForeignKey(NinetyDayCheck, on_delete=models.CASCADE, related_name="plans")
    audit_ref = models.CharField(max_length=40)
    audited_on = models.DateField()
    good = models.BooleanField()
    reach: ClassVar[Reach] = Reach(
        RESULT, council="ninety_day_check__member__person__council", person="ninety_day_check__member__person"
    )

    class Meta:
        ordering: ClassVar = ["audited_on", "audit_ref"]
        constraints: ClassVar = [
            models.UniqueConstraint("ninety_day_check", "audit_ref", name="checked_plan_once"),
        ]

    def __str__(self) -> str:
        return f"{self.audit_ref}: {'good' if self.good else 'below good'}"


class SupportPlan(models.Model):
    """What helps a graduate whose plans are not good yet, and when it is looked at again."""

    ninety_day_check = models.OneToOneField(NinetyDayCheck, on_delete=models.CASCADE, related_name="support")
    words = models.TextField("what will help")
    review_on = models.DateField("when it is looked at again")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    reach: ClassVar[Reach] = Reach(
        RESULT, council="ninety_day_check__member__person__council", person="ninety_day_check__member__person"
    )

    def __str__(self) -> str:
        return f"Support plan of check {self.ninety_day_check_id}"
