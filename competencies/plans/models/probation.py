"""Probation: what a manager puts together for a conversation, in their own words, signed by a person."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from academy.people.reach import Reach
from competencies.plans.states import PROBATION

LONGEST_REPORT = 3000


class ProbationReport(models.Model):
    """One report. There is no field for a verdict: the words are the manager's, the pieces chosen by hand.

    `pieces` and `levels` are frozen as they stood: [{id, kind, competency, label, shown_on}] and
    [{code, title, level, since, valid_until}].
    """

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="probation_reports"
    )
    key = models.UUIDField(default=uuid.uuid4)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    written_on = models.DateField()
    begins_on = models.DateField()
    ends_on = models.DateField()
    words = models.CharField(max_length=LONGEST_REPORT)
    pieces = models.JSONField(default=list)
    levels = models.JSONField(default=list)
    state = models.CharField(max_length=10, choices=PROBATION.choices(), default="shared")
    person_read_at = models.DateTimeField(null=True, blank=True)
    statement = models.CharField(max_length=LONGEST_REPORT, blank=True)
    statement_at = models.DateTimeField(null=True, blank=True)
    signed_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    reach: ClassVar[Reach] = Reach("supervision", council="person__council", person="person")

    class Meta:
        ordering: ClassVar = ["-written_at", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint("person", "key", name="probation_once"),
            models.UniqueConstraint("person", condition=Q(state="shared"), name="probation_one_to_sign"),
            models.CheckConstraint(condition=~Q(person=F("written_by")), name="probation_by_another"),
            models.CheckConstraint(
                condition=Q(state__in=list(PROBATION.words)), name="probation_state_known"
            ),
            models.CheckConstraint(condition=~Q(words=""), name="probation_in_own_words"),
            models.CheckConstraint(condition=Q(ends_on__gt=F("begins_on")), name="probation_ends_later"),
            models.CheckConstraint(
                condition=Q(state="signed", signed_at__isnull=False)
                | ~Q(state="signed") & Q(signed_at__isnull=True),
                name="probation_signed_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(statement="", statement_at__isnull=True)
                | ~Q(statement="") & Q(statement_at__isnull=False),
                name="probation_statement_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"Probation report {self.pk}"
