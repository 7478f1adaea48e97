"""What people say of their own level, and what their manager answers. Both voices stay."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from academy.people.reach import Reach
from competencies.framework.models import EntrustableTask
from competencies.framework.models.levels import HIGHEST
from competencies.selfassessment.states import CURRENT, SELF_ASSESSMENT

LONGEST = 1500


class SelfAssessment(models.Model):
    """One round of one person. `asked_by` is the manager who asked for it; none when the person began it.

    `key` comes from the form. It grants nothing: a level is a decision of its own.
    """

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="self_assessments"
    )
    key = models.UUIDField()
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    state = models.CharField(max_length=9, choices=SELF_ASSESSMENT.choices(), default="open")
    opened_at = models.DateTimeField()
    handed_in_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    reach: ClassVar[Reach] = Reach("self_assessment", council="person__council", person="person")

    class Meta:
        ordering: ClassVar = ["-opened_at", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint("person", "key", name="self_assessment_once"),
            models.UniqueConstraint(
                "person", condition=Q(state__in=CURRENT), name="self_assessment_one_current"
            ),
            models.CheckConstraint(
                condition=Q(state__in=list(SELF_ASSESSMENT.words)), name="self_assessment_state_known"
            ),
            models.CheckConstraint(
                condition=Q(state="open") | Q(handed_in_at__isnull=False),
                name="self_assessment_was_handed_in",
            ),
            models.CheckConstraint(
                condition=Q(state="closed", closed_at__isnull=False) | ~Q(state="closed") & Q(closed_at=None),
                name="self_assessment_closed_when",
            ),
        ]

    def __str__(self) -> str:
        return f"Self-assessment {self.pk}"


class SelfItem(models.Model):
    """One task of a round. `added`: the person chose it besides those of their role profile."""

    assessment = models.ForeignKey(SelfAssessment, on_delete=models.CASCADE, related_name="items")
    task = models.ForeignKey(EntrustableTask, on_delete=models.PROTECT, related_name="+")
    added = models.BooleanField(default=False)
    reach: ClassVar[Reach] = Reach(
        "self_assessment", council="assessment__person__council", person="assessment__person"
    )

    class Meta:
        ordering: ClassVar = ["task__position"]
        constraints: ClassVar = [models.UniqueConstraint("assessment", "task", name="self_item_once")]

    def __str__(self) -> str:
        return f"Item {self.pk}"


class SelfAnswer(models.Model):
    """One version of what somebody says of themselves on one task.

    Until it is handed in it is a draft that only the person sees and that is written over. After that it
    stands as it is; a change is the next version.
    """

    item = models.ForeignKey(SelfItem, on_delete=models.CASCADE, related_name="answers")
    number = models.PositiveSmallIntegerField("version")
    level = models.PositiveSmallIntegerField()
    did = models.TextField("what I did", max_length=LONGEST, blank=True)
    needs = models.TextField("what I need", max_length=LONGEST, blank=True)
    saved_at = models.DateTimeField()
    handed_in_at = models.DateTimeField(null=True, blank=True)
    reach: ClassVar[Reach] = Reach(
        "self_assessment", council="item__assessment__person__council", person="item__assessment__person"
    )

    class Meta:
        ordering: ClassVar = ["item", "number"]
        constraints: ClassVar = [
            models.UniqueConstraint("item", "number", name="self_answer_version_once"),
            models.UniqueConstraint("item", condition=Q(handed_in_at=None), name="self_answer_one_draft"),
            models.CheckConstraint(condition=Q(level__lte=HIGHEST), name="self_answer_0_to_5"),
        ]

    def __str__(self) -> str:
        return f"Answer {self.pk}"


class ManagerAnswer(models.Model):
    """What whoever leads them answers to one version. Append-only: the last one counts."""

    class Kind(models.TextChoices):
        CONFIRM = "confirm", "I see it the same way"
        DIFFER = "differ", "I see it differently"
        MORE = "more", "I need to know more"

    answer = models.ForeignKey(SelfAnswer, on_delete=models.PROTECT, related_name="replies")
    kind = models.CharField(max_length=7, choices=Kind.choices)
    level = models.PositiveSmallIntegerField(null=True, blank=True)
    words = models.TextField("why, or what more", max_length=LONGEST, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    reach: ClassVar[Reach] = Reach(
        "self_assessment",
        council="answer__item__assessment__person__council",
        person="answer__item__assessment__person",
    )

    class Meta:
        ordering: ClassVar = ["answer", "at", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(kind="differ", level__isnull=False, level__lte=HIGHEST)
                | Q(kind__in=["confirm", "more"], level=None),
                name="manager_answer_level_when_it_differs",
            ),
            models.CheckConstraint(
                condition=Q(kind="confirm") | ~Q(words=""), name="manager_answer_says_why_or_what"
            ),
        ]

    def __str__(self) -> str:
        return f"Reply {self.pk}"
