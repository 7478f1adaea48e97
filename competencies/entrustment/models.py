"""Entrustment: a named person's decision that somebody may do a task at a level of supervision."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from academy.people.reach import Reach
from competencies.entrustment.states import ENTRUSTMENT
from competencies.evidence.models import Evidence
from competencies.framework.models import EntrustableTask
from competencies.framework.models.levels import HIGHEST

LONGEST_REASON = 600
SECOND_SIGNATURE_FROM = 4


class Entrustment(models.Model):
    """One decision. A level is never worked out and never lowered by a machine.

    `cited` is the evidence as it stood when the decision was made: [{id, kind, competency, label, shown_on,
    strength, live}]. `proposed` is what the product said then, and why somebody decided otherwise:
    {level, missing: [words], otherwise}. `task_identity` is that of the task in every version of the
    framework. A decision counts to `valid_until`, that day included, unless it ended before: `ended_on` is
    the first day on which it no longer stands. `second_asked` is whom the first signer asked; anybody else
    who may sign second can do it too. `look_again_on` is agreed when more support is.
    """

    class Step(models.TextChoices):
        GRANT = "grant", "Granted"
        RENEW = "renew", "Renewed"
        LOWER = "lower", "More support agreed"

    class Ending(models.TextChoices):
        MONTHS = "months", "24 months passed"
        LAW = "law", "The law changed"
        DECISION = "decision", "A person decided"

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="entrustments"
    )
    task = models.ForeignKey(EntrustableTask, on_delete=models.PROTECT, related_name="entrustments")
    task_identity = models.UUIDField(editable=False)
    level = models.PositiveSmallIntegerField()
    step = models.CharField(max_length=6, choices=Step.choices, default=Step.GRANT)
    state = models.CharField(max_length=10, choices=ENTRUSTMENT.choices())
    reason = models.CharField(max_length=LONGEST_REASON)
    support = models.CharField("what help goes with it", max_length=LONGEST_REASON, blank=True)
    look_again_on = models.DateField(null=True, blank=True)
    cited = models.JSONField(default=list)
    proposed = models.JSONField(default=dict)
    law_as_at = models.DateField()
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField()
    second_asked = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    second_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    second_at = models.DateTimeField(null=True, blank=True)
    second_words = models.CharField(max_length=LONGEST_REASON, blank=True)
    starts_on = models.DateField(null=True, blank=True)
    valid_until = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    ending = models.CharField(max_length=8, choices=Ending.choices, blank=True)
    ended_words = models.CharField(max_length=LONGEST_REASON, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    reach: ClassVar[Reach] = Reach("entrustment", council="person__council", person="person")

    class Meta:
        ordering: ClassVar = ["-decided_at", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                "person", "task_identity", condition=Q(state="stands"), name="entrustment_one_stands"
            ),
            models.UniqueConstraint(
                "person", "task_identity", condition=Q(state="waiting"), name="entrustment_one_waits"
            ),
            models.CheckConstraint(
                condition=Q(state__in=list(ENTRUSTMENT.words)), name="entrustment_state_known"
            ),
            models.CheckConstraint(condition=Q(level__lte=HIGHEST), name="entrustment_0_to_5"),
            models.CheckConstraint(condition=~Q(person=F("decided_by")), name="entrustment_never_ones_own"),
            models.CheckConstraint(
                condition=Q(second_by__isnull=True)
                | (~Q(second_by=F("decided_by")) & ~Q(second_by=F("person"))),
                name="entrustment_two_people",
            ),
            models.CheckConstraint(
                condition=Q(second_asked__isnull=True)
                | (~Q(second_asked=F("decided_by")) & ~Q(second_asked=F("person"))),
                name="entrustment_asks_somebody_else",
            ),
            models.CheckConstraint(
                condition=Q(level__lt=SECOND_SIGNATURE_FROM)
                | Q(step="lower")
                | Q(state__in=["waiting", "withdrawn"])
                | Q(second_by__isnull=False),
                name="entrustment_signed_twice",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["stands", "replaced", "lapsed"])
                | Q(starts_on__isnull=False, valid_until__isnull=False),
                name="entrustment_stands_from_and_until",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["replaced", "lapsed"], ended_on__isnull=False)
                | Q(state__in=["waiting", "stands", "declined", "withdrawn"], ended_on__isnull=True),
                name="entrustment_ended_on_a_day",
            ),
            models.CheckConstraint(
                condition=Q(state="lapsed") & ~Q(ending="") | ~Q(state="lapsed") & Q(ending=""),
                name="entrustment_lapsed_for_a_reason",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="entrustment_has_a_reason"),
            models.CheckConstraint(
                condition=~Q(step="lower") | ~Q(support=""), name="entrustment_lowered_with_support"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["person", "task_identity", "-decided_at"], name="entrustment_of_person"),
            models.Index(fields=["state", "valid_until"], name="entrustment_lapsing"),
        ]

    def __str__(self) -> str:
        return f"Entrustment {self.pk}"


class Citation(models.Model):
    """One piece of evidence that a decision cites: the link besides the frozen words in `cited`."""

    entrustment = models.ForeignKey(Entrustment, on_delete=models.CASCADE, related_name="citations")
    evidence = models.ForeignKey(Evidence, on_delete=models.PROTECT, related_name="citations")
    reach: ClassVar[Reach] = Reach(
        "entrustment", council="entrustment__person__council", person="entrustment__person"
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint("entrustment", "evidence", name="citation_once"),
        ]

    def __str__(self) -> str:
        return f"Citation {self.pk}"


class Proposal(models.Model):
    """The evidence of one person meets what the framework asks for `level` on one task, above what counts.

    A reading of the evidence, never a level; it is thrown away and worked out again. What is missing where it
    does not is read when somebody asks.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="proposals")
    task = models.ForeignKey(EntrustableTask, on_delete=models.CASCADE, related_name="proposals")
    level = models.PositiveSmallIntegerField()
    worked_out_at = models.DateTimeField()
    reach: ClassVar[Reach] = Reach("entrustment", council="person__council", person="person")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint("person", "task", name="proposal_once"),
            models.CheckConstraint(condition=Q(level__gte=1, level__lte=HIGHEST), name="proposal_1_to_5"),
        ]

    def __str__(self) -> str:
        return f"Proposal {self.pk}"
