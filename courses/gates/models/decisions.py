"""What a named person decided about a gate."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from academy.people.reach import Reach
from courses.cohorts.models import Member
from courses.gates.models.results import RESULT


class GateDecision(models.Model):
    """A gate opened for one member, or not yet, by a named person who is not the member.

    `evidence` is what the decider saw, as it then stood. A gate is opened once. Not yet brings what was
    agreed and the new date; the newest of these is the date of the gate.
    """

    class Outcome(models.TextChoices):
        OPENED = "opened", "Opened"
        NOT_YET = "not_yet", "Not yet"

    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="gate_decisions")
    starter = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    gate = models.PositiveSmallIntegerField()
    outcome = models.CharField(max_length=8, choices=Outcome.choices)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="gates_decided")
    at = models.DateTimeField()
    on = models.DateField("day")
    words = models.CharField("what was said", max_length=600, blank=True)
    agreed = models.CharField("what was agreed", max_length=600, blank=True)
    new_date = models.DateField(null=True, blank=True)
    evidence = models.JSONField(default=dict)
    reach: ClassVar[Reach] = Reach(RESULT, council="member__person__council", person="member__person")

    class Meta:
        ordering: ClassVar = ["at", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint("member", "gate", condition=Q(outcome="opened"), name="gate_opened_once"),
            models.CheckConstraint(condition=Q(gate__gte=1, gate__lte=3), name="gate_1_to_3"),
            models.CheckConstraint(condition=~Q(by=F("starter")), name="gate_not_own"),
            models.CheckConstraint(
                condition=Q(outcome="opened", new_date__isnull=True)
                | (Q(outcome="not_yet", new_date__isnull=False) & ~Q(agreed="")),
                name="gate_not_yet_agreed",
            ),
        ]

    def __str__(self) -> str:
        return f"Gate {self.gate}: {self.get_outcome_display().lower()}"
