"""The bank: items, their versions and the reviews of each version."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from academy.people.models import Council
from academy.people.reach import Reach
from assessments.questions.states import VERSION


class Item(models.Model):
    """One question or exercise of a council's bank. What it says stands in its versions.

    `source_key` is where it was loaded or imported from; the same source makes no second item.
    """

    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="items")
    code = models.CharField(max_length=40)
    kind = models.CharField(max_length=20)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="items_made"
    )
    made_at = models.DateTimeField()
    source_key = models.CharField(max_length=120, blank=True)
    reach: ClassVar[Reach] = Reach("item", council="council")

    class Meta:
        ordering: ClassVar = ["code"]
        constraints: ClassVar = [
            models.UniqueConstraint("council", "code", name="item_code_once"),
            models.UniqueConstraint(
                "council", "source_key", condition=~Q(source_key=""), name="item_source_once"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["council", "kind"], name="item_kind")]

    def __str__(self) -> str:
        return self.code


class ItemVersion(models.Model):
    """What an item said from one day on. Only a draft may be changed; attempts point at versions.

    `competencies`, `criteria` and `law` are codes of the framework, of the plan audit and of the law pack.
    `never`: getting this wrong fails an assessed paper, whatever the rest.
    """

    class Difficulty(models.IntegerChoices):
        EASY = 1, "Easy"
        USUAL = 2, "Usual"
        HARD = 3, "Hard"

    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, choices=VERSION.choices(), default="draft")
    title = models.CharField(max_length=160)
    content = models.JSONField(default=dict)
    competencies = models.JSONField(default=list, blank=True)
    criteria = models.JSONField(default=list, blank=True)
    law = models.JSONField(default=list, blank=True)
    difficulty = models.PositiveSmallIntegerField(choices=Difficulty.choices, default=Difficulty.USUAL)
    minutes = models.PositiveSmallIntegerField(default=2)
    never = models.BooleanField(default=False)
    law_as_at = models.DateField()
    review_due = models.DateField(null=True, blank=True)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="versions_written",
    )
    written_at = models.DateTimeField()
    offered_at = models.DateTimeField(null=True, blank=True)
    change = models.CharField(max_length=400, blank=True)
    reach: ClassVar[Reach] = Reach("item", council="item__council")

    class Meta:
        ordering: ClassVar = ["item", "-number"]
        constraints: ClassVar = [
            models.UniqueConstraint("item", "number", name="version_number_once"),
            models.UniqueConstraint("item", condition=Q(state="draft"), name="version_one_draft"),
            models.UniqueConstraint("item", condition=Q(state="open"), name="version_one_open"),
            models.UniqueConstraint("item", condition=Q(state="reviewed"), name="version_one_reviewed"),
            models.CheckConstraint(
                condition=Q(difficulty__gte=1, difficulty__lte=3), name="version_difficulty"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item_id} version {self.number}"


class ItemReview(models.Model):
    """One person's view of one version, given once. Two that agree, one of them from practice, confirm it."""

    class Verdict(models.TextChoices):
        AGREE = "agree", "It may be used in assessed papers"
        CHANGE = "change", "It has to change first"

    version = models.ForeignKey(ItemVersion, on_delete=models.CASCADE, related_name="reviews")
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="item_reviews"
    )
    verdict = models.CharField(max_length=6, choices=Verdict.choices)
    words = models.TextField(blank=True)
    at = models.DateTimeField()
    reach: ClassVar[Reach] = Reach("item_review", council="version__item__council")

    class Meta:
        ordering: ClassVar = ["at", "pk"]
        constraints: ClassVar = [models.UniqueConstraint("version", "reviewer", name="item_review_once")]

    def __str__(self) -> str:
        return f"{self.verdict} of {self.version_id}"
