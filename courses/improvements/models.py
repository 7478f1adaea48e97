"""What fails widely, what was decided about it, and what came of that."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from academy.people.models import Council, Organisation, Team
from academy.people.reach import Reach
from assessments.instruments.models import Criterion
from courses.assignments.models import LoopRuleVersion
from courses.improvements.states import IMPROVEMENT, OPEN
from courses.sessions.models import Session


class Improvement(models.Model):
    """One criterion that fails widely somewhere: the numbers, the decision with owner and date, the effect.

    `group`: the id of a team or service, or the code of a setting or kind of plan. `low` of `n` marks were
    below good in the group from `first_on` to `last_on`, `rest_low` of `rest_n` in the rest of the council;
    `after_...`: the same in the quarter after it was done. `writers`: how many people stand behind `n`.
    """

    class Of(models.TextChoices):
        TEAM = "team", "A team"
        SERVICE = "service", "A service that gives advice"
        SETTING = "setting", "A kind of setting"
        TEMPLATE = "template", "A template"

    class Step(models.TextChoices):
        WORKSHOP = "workshop", "A workshop for the team"
        TEMPLATE = "template", "A change of the template"
        ADVICE = "advice", "An offer to those who give advice"

    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="improvements")
    of = models.CharField("where it fails", max_length=8, choices=Of.choices)
    group = models.CharField(max_length=20)
    team = models.ForeignKey(
        Team, on_delete=models.PROTECT, null=True, blank=True, related_name="improvements"
    )
    service = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="improvements"
    )
    criterion = models.ForeignKey(Criterion, on_delete=models.PROTECT, related_name="improvements")
    version = models.ForeignKey(
        LoopRuleVersion, on_delete=models.PROTECT, null=True, blank=True, related_name="improvements"
    )
    first_on = models.DateField()
    last_on = models.DateField()
    low = models.PositiveIntegerField()
    n = models.PositiveIntegerField()
    rest_low = models.PositiveIntegerField()
    rest_n = models.PositiveIntegerField()
    writers = models.PositiveIntegerField()
    step = models.CharField("what is proposed", max_length=8, choices=Step.choices)
    module_code = models.CharField(max_length=12, blank=True)
    state = models.CharField(max_length=9, choices=IMPROVEMENT.choices(), default="proposed")
    proposed_on = models.DateField()
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="improvements"
    )
    due_on = models.DateField(null=True, blank=True)
    decision = models.CharField("what was decided, and why", max_length=400, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="improvements_decided",
    )
    decided_on = models.DateField(null=True, blank=True)
    done_on = models.DateField(null=True, blank=True)
    words = models.CharField("what was done", max_length=400, blank=True)
    after_low = models.PositiveIntegerField(null=True, blank=True)
    after_n = models.PositiveIntegerField(null=True, blank=True)
    after_rest_low = models.PositiveIntegerField(null=True, blank=True)
    after_rest_n = models.PositiveIntegerField(null=True, blank=True)
    reach: ClassVar[Reach] = Reach("improvement", council="council", person="owner")

    class Meta:
        ordering: ClassVar = ["-proposed_on", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                "council",
                "of",
                "group",
                "criterion",
                condition=Q(state__in=OPEN),
                name="improvement_one_open",
            ),
            models.CheckConstraint(
                condition=Q(state__in=list(IMPROVEMENT.words)), name="improvement_state_known"
            ),
            models.CheckConstraint(
                condition=Q(low__lte=F("n"), rest_low__lte=F("rest_n")), name="improvement_low_within_n"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["decided", "under_way", "done", "looked_at"])
                | (Q(owner__isnull=False, due_on__isnull=False) & ~Q(decision="")),
                name="improvement_decided_has_owner_and_date",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["council", "state"], name="improvement_state")]

    def __str__(self) -> str:
        return f"{self.get_of_display()}, criterion {self.criterion_id}"


class ServiceOffer(models.Model):
    """An offer to one person of a service that gives advice. An invitation: it is never due."""

    improvement = models.ForeignKey(Improvement, on_delete=models.PROTECT, related_name="offers")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="service_offers"
    )
    module_code = models.CharField(max_length=12)
    offered_at = models.DateTimeField()
    reach: ClassVar[Reach] = Reach("improvement", council="improvement__council", person="person")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint("improvement", "person", name="service_offer_once")]

    def __str__(self) -> str:
        return f"{self.module_code} for {self.person_id}"


class Workshop(models.Model):
    """The session that a shared step asked for. Both pages name each other through it."""

    improvement = models.ForeignKey(Improvement, on_delete=models.PROTECT, related_name="workshops")
    session = models.OneToOneField(Session, on_delete=models.PROTECT, related_name="workshop")
    planned_at = models.DateTimeField()
    reach: ClassVar[Reach] = Reach("improvement", council="improvement__council", person="improvement__owner")

    class Meta:
        ordering: ClassVar = ["session__starts_at", "pk"]

    def __str__(self) -> str:
        return f"{self.session_id} for {self.improvement_id}"
