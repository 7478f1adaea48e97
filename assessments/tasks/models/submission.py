"""What somebody hands in: words and files."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from academy.people.reach import Reach
from assessments.tasks.models.task import Edition, Task
from assessments.tasks.states import SUBMISSION


class Submission(models.Model):
    """One attempt at a task under the edition that stood when it was begun.

    `matrix` are the rows of a matrix of needs, where the task asks for one: the places in the papers, and
    need, provision and outcome in the person's own words. `saves` counts the savings of the draft: a tab that
    has not seen the last one is told. `sample_place` is the place among the passes of first markers of this
    task; every fifth of them, drawn by a keyed hash, is marked twice (`sampled`).
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="submissions")
    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="submissions")
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="submissions")
    number = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, choices=SUBMISSION.choices(), default="draft")
    text = models.TextField(blank=True)
    matrix = models.JSONField(default=list, blank=True)
    saves = models.PositiveIntegerField(default=0)
    begun_at = models.DateTimeField()
    saved_at = models.DateTimeField(null=True, blank=True)
    submitted_at = models.DateTimeField(null=True, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    sample_place = models.PositiveIntegerField(null=True, blank=True)
    sampled = models.BooleanField(default=False)
    reach: ClassVar[Reach] = Reach("submission", council="person__council", person="person")

    class Meta:
        ordering: ClassVar = ["-number"]
        constraints: ClassVar = [
            models.UniqueConstraint("person", "task", "number", name="submission_number_once"),
            models.UniqueConstraint(
                "person",
                "task",
                condition=Q(state__in=["draft", "submitted", "second", "differing"]),
                name="submission_one_under_way",
            ),
            models.UniqueConstraint("task", "sample_place", name="submission_sample_place_once"),
            models.CheckConstraint(
                condition=Q(state="draft", submitted_at__isnull=True)
                | (~Q(state="draft") & Q(submitted_at__isnull=False)),
                name="submission_submitted_when",
            ),
            models.CheckConstraint(
                condition=(Q(state__in=["passed", "returned"]) & Q(settled_at__isnull=False))
                | (~Q(state__in=["passed", "returned"]) & Q(settled_at__isnull=True)),
                name="submission_settled_when",
            ),
            models.CheckConstraint(
                condition=Q(state__in=list(SUBMISSION.words)), name="submission_state_known"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["state", "submitted_at"], name="submission_waiting")]

    def __str__(self) -> str:
        return f"Submission {self.pk}"


class SubmittedFile(models.Model):
    """A file of an attempt: bytes in the private folder under a name of ours, and the `text` that was read.

    Markers read the text and never get the file: what a program writes into it may name its author.
    """

    class Kind(models.TextChoices):
        DOCX = "docx", "Word document"
        ODT = "odt", "OpenDocument text"
        PDF = "pdf", "PDF"
        TXT = "txt", "Plain text"

    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="files")
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=4, choices=Kind.choices)
    stored_as = models.CharField(max_length=40)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    text = models.TextField(blank=True)
    brought_at = models.DateTimeField()
    reach: ClassVar[Reach] = Reach(
        "submission", council="submission__person__council", person="submission__person"
    )

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint("submission", "sha256", name="submitted_file_once"),
            models.UniqueConstraint("stored_as", name="submitted_file_place_once"),
        ]

    def __str__(self) -> str:
        return self.name


class AutomaticMark(models.Model):
    """What the part that is marked by itself came to, from the moment of handing in. Never changed.

    `told` is everything that the page says about it, see `rules.automatic`.
    """

    submission = models.OneToOneField(Submission, on_delete=models.PROTECT, related_name="automatic_mark")
    met = models.BooleanField()
    score = models.PositiveSmallIntegerField()
    of = models.PositiveSmallIntegerField()
    told = models.JSONField(default=dict)
    at = models.DateTimeField()
    reach: ClassVar[Reach] = Reach(
        "task_result", council="submission__person__council", person="submission__person"
    )

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(score__lte=F("of")), name="automatic_mark_score"),
        ]

    def __str__(self) -> str:
        return f"{self.score} of {self.of}, submission {self.submission_id}"
