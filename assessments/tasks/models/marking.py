"""Every judgement as a row: who marked, each line, each comment, and what came of it. Nothing is replaced."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from academy.people.reach import Reach
from assessments.tasks.models.submission import Submission
from assessments.tasks.models.task import RubricLine
from assessments.tasks.states import MARKING


class Marking(models.Model):
    """One person's marking of one piece of work, claimed with a lease and given once.

    `author` repeats whose work it is, so that the database itself refuses a marker of their own work.
    `seconds` is time at the page: gaps of more than ten minutes count as ten.
    """

    class Role(models.TextChoices):
        FIRST = "first", "First marker"
        SECOND = "second", "Second marker"
        THIRD = "third", "Third marker"

    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="markings")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    marker = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="markings")
    role = models.CharField(max_length=6, choices=Role.choices)
    state = models.CharField(max_length=8, choices=MARKING.choices(), default="open")
    started_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    leased_until = models.DateTimeField()
    given_at = models.DateTimeField(null=True, blank=True)
    seconds = models.PositiveIntegerField(default=0)
    strengths = models.TextField("what was strong", blank=True)
    changes = models.TextField("what to change", blank=True)
    passes = models.BooleanField(null=True, blank=True)
    reach: ClassVar[Reach] = Reach("marking", council="marker__council", person="marker")

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                "submission", "role", condition=~Q(state="released"), name="marking_role_once"
            ),
            models.UniqueConstraint(
                "submission", "marker", condition=~Q(state="released"), name="marking_marker_once"
            ),
            models.CheckConstraint(condition=~Q(marker=F("author")), name="marking_not_own"),
            models.CheckConstraint(
                condition=(Q(state="given") & Q(given_at__isnull=False) & Q(passes__isnull=False))
                | (~Q(state="given") & Q(given_at__isnull=True)),
                name="marking_given_whole",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["marker", "state"], name="marking_marker")]

    def __str__(self) -> str:
        return f"{self.get_role_display()} of submission {self.submission_id}"


class MarkedLine(models.Model):
    """The level of one line with the marker's words."""

    marking = models.ForeignKey(Marking, on_delete=models.CASCADE, related_name="lines")
    line = models.ForeignKey(RubricLine, on_delete=models.PROTECT, related_name="marks")
    level = models.PositiveSmallIntegerField(null=True, blank=True)
    words = models.CharField(max_length=600, blank=True)
    reach: ClassVar[Reach] = Reach("marking", council="marking__marker__council", person="marking__marker")

    class Meta:
        ordering: ClassVar = ["line__position"]
        constraints: ClassVar = [
            models.UniqueConstraint("marking", "line", name="marked_line_once"),
            models.CheckConstraint(
                condition=Q(level__isnull=True) | Q(level__lte=3), name="marked_line_level"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.line_id}: {self.level}"


class PassageComment(models.Model):
    """A comment on a numbered passage: `quote` is what stands there from `start` to `end`."""

    marking = models.ForeignKey(Marking, on_delete=models.CASCADE, related_name="comments")
    passage = models.PositiveIntegerField()
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    quote = models.TextField()
    words = models.CharField(max_length=600)
    at = models.DateTimeField()
    reach: ClassVar[Reach] = Reach("marking", council="marking__marker__council", person="marking__marker")

    class Meta:
        ordering: ClassVar = ["passage", "start", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint("marking", "passage", "words", name="passage_comment_once"),
            models.CheckConstraint(condition=Q(end__gt=F("start")), name="passage_comment_span"),
        ]

    def __str__(self) -> str:
        return f"On passage {self.passage}"


class Outcome(models.Model):
    """What came of a piece of work, as the person reads it. A moderated one stands beside the one before it.

    `lines` repeats criterion, level, descriptor and words, and `comments` the passages, as they were given.
    """

    class How(models.TextChoices):
        ONE = "one", "Marked once"
        AGREED = "agreed", "Marked twice, and both agreed"
        THIRD = "third", "Marked twice, and a third marker decided"
        OBSERVED = "observed", "Observed by somebody who was there"
        MODERATED = "moderated", "Moderated"

    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="outcomes")
    number = models.PositiveSmallIntegerField()
    how = models.CharField(max_length=10, choices=How.choices)
    passed = models.BooleanField()
    strengths = models.TextField(blank=True)
    changes = models.TextField(blank=True)
    lines = models.JSONField(default=list)
    comments = models.JSONField(default=list)
    reason = models.CharField("why it was moderated", max_length=600, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    at = models.DateTimeField()
    reach: ClassVar[Reach] = Reach(
        "task_result", council="submission__person__council", person="submission__person"
    )

    class Meta:
        ordering: ClassVar = ["-at", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint("submission", "number", name="outcome_number_once"),
            models.CheckConstraint(
                condition=~Q(how="moderated") | (~Q(reason="") & Q(by__isnull=False)),
                name="outcome_moderated_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{'Signed off' if self.passed else 'Returned'}, submission {self.submission_id}"
