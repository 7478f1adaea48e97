"""A review of one module with its lessons, and what each person said in it."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from academy.people.reach import Reach
from courses.pages.models import ModulePage
from courses.reviews.states import REVIEW


class ModuleReview(models.Model):
    """One round in which a module is read before learners get it.

    A full review has three steps: the practice lead, the law, and a co-author from the parent carer forum. A
    small correction has two people. `coauthor` is the only guest who may see it. `base` is what learners read
    when it began: the passages of the module, by which everybody sees what is new.
    """

    class Kind(models.TextChoices):
        FULL = "full", "Full review"
        SMALL = "small", "Small correction"

    class Credit(models.TextChoices):
        NAME = "name", "With my name"
        FORUM = "forum", "As “a member of the parent carer forum”"
        NONE = "none", "Not at all"

    module = models.ForeignKey(ModulePage, on_delete=models.CASCADE, related_name="reviews")
    kind = models.CharField(max_length=5, choices=Kind.choices, default=Kind.FULL)
    state = models.CharField(max_length=9, choices=REVIEW.choices(), default="open")
    asked = models.CharField("what it is about", max_length=400, blank=True)
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    coauthor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="helps_write",
    )
    credit = models.CharField(max_length=5, choices=Credit.choices, blank=True)
    base = models.JSONField(default=list, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    closed_at = models.DateTimeField(null=True, blank=True)
    goes_live_at = models.DateTimeField(null=True, blank=True)
    expires_at = models.DateTimeField(null=True, blank=True)
    reach: ClassVar[Reach] = Reach("review", council="module__council", person="coauthor")

    class Meta:
        ordering: ClassVar = ["-opened_at", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint("module", condition=Q(state="open"), name="review_open_once"),
            models.CheckConstraint(condition=Q(state__in=list(REVIEW.words)), name="review_state_known"),
            models.CheckConstraint(
                condition=~Q(kind="full") | Q(coauthor__isnull=False), name="review_full_has_coauthor"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.get_state_display()}"


class Verdict(models.Model):
    """What one person said about the module as it was then. Never changed: who says more says it anew.

    `mark` is a fingerprint of the module that was read, `read` its passages. `place` is the key of the
    passage that the words are about, if they are about one.
    """

    class Says(models.TextChoices):
        AGREE = "agree", "Yes, as it is"
        CHANGE = "change", "Please change something first"

    class Step(models.TextChoices):
        PRACTICE = "practice", "Practice lead"
        LAW = "law", "Law check"
        FAMILY = "family", "Parent carer forum"
        SECOND = "second", "Second reader"

    review = models.ForeignKey(ModuleReview, on_delete=models.CASCADE, related_name="verdicts")
    step = models.CharField(max_length=8, choices=Step.choices)
    number = models.PositiveSmallIntegerField()
    says = models.CharField(max_length=6, choices=Says.choices)
    words = models.TextField(blank=True)
    place = models.CharField(max_length=80, blank=True)
    place_title = models.CharField(max_length=400, blank=True)
    mark = models.CharField(max_length=64)
    read = models.JSONField(default=list)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    reach: ClassVar[Reach] = Reach("review", council="review__module__council", person="review__coauthor")

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint("review", "number", name="verdict_number_once"),
            models.CheckConstraint(condition=Q(says="agree") | ~Q(words=""), name="verdict_change_says_what"),
        ]

    def __str__(self) -> str:
        return f"{self.get_step_display()}: {self.get_says_display()}"
