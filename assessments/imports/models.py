"""Files of audits on their way in."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from academy.people.models import Council
from academy.people.reach import Reach
from assessments.imports.states import BATCH


class Mapping(models.Model):
    """How one council's headers and grade words are read: named, versioned, remembered by its header."""

    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="mappings")
    name = models.CharField(max_length=120)
    version = models.PositiveSmallIntegerField(default=1)
    layout = models.CharField(max_length=12)
    header_key = models.CharField(max_length=64)
    columns = models.JSONField(default=dict)
    grade_words = models.JSONField(default=dict)
    choices = models.JSONField(default=dict)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="mappings")
    made_at = models.DateTimeField()
    shared = models.BooleanField("came as a file from elsewhere", default=False)
    retired_at = models.DateTimeField("from when it reads no new file", null=True, blank=True)
    reach: ClassVar[Reach] = Reach("mapping", council="council")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint("council", "name", "version", name="mapping_version_once")
        ]
        indexes: ClassVar = [models.Index(fields=["council", "header_key"], name="mapping_header")]

    def __str__(self) -> str:
        return f"{self.name}, version {self.version}"


class Batch(models.Model):
    """One file: what it is, who brought it, what the check found. Personal data is never kept here."""

    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="batches")
    file_name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    stored_as = models.CharField("path of the raw file, kept seven days at most", max_length=200, blank=True)
    layout = models.CharField(max_length=12, blank=True)
    mapping = models.ForeignKey(
        Mapping, on_delete=models.PROTECT, null=True, blank=True, related_name="batches"
    )
    state = models.CharField(max_length=14, choices=BATCH.choices(), default="received")
    history_only = models.BooleanField(default=False)
    brought_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="batches"
    )
    brought_at = models.DateTimeField()
    asked = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="batches_to_approve",
    )
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="batches_approved",
    )
    applied_at = models.DateTimeField(null=True, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)
    refusal = models.CharField(max_length=400, blank=True)
    answers = models.JSONField("writers a person chose for initials", default=dict)
    report = models.JSONField(default=dict)
    reach: ClassVar[Reach] = Reach("batch", council="council")

    class Meta:
        verbose_name_plural = "batches"
        ordering: ClassVar = ["-brought_at", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                "council",
                "sha256",
                condition=~Q(state__in=["refused", "undone"]),
                name="batch_file_once",
            ),
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True)
                | Q(brought_by__isnull=True)
                | ~Q(approved_by=F("brought_by")),
                name="batch_second_person",
            ),
            models.CheckConstraint(condition=Q(state__in=list(BATCH.words)), name="batch_state_known"),
        ]

    def __str__(self) -> str:
        return self.file_name


class Indicator(models.Model):
    """One figure of a summary that names nobody: how many audits of a team had a grade in a month.

    It cannot be attributed to a plan or a writer, so it never becomes an audit, a finding or a share.
    """

    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="indicators")
    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, related_name="indicators")
    label = models.CharField(max_length=120)
    month = models.DateField("first day of the month it is about")
    team = models.CharField("team as the file calls it", max_length=120)
    grade = models.PositiveSmallIntegerField("4 best to 1; 0 not applicable")
    count = models.PositiveIntegerField()
    kept_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="indicators")
    kept_at = models.DateTimeField()
    reach: ClassVar[Reach] = Reach("indicator", council="council")

    class Meta:
        ordering: ClassVar = ["-month", "label", "team", "-grade"]
        constraints: ClassVar = [
            models.UniqueConstraint("batch", "team", "grade", name="indicator_figure_once"),
            models.CheckConstraint(condition=Q(grade__lte=4), name="indicator_grade_known"),
        ]

    def __str__(self) -> str:
        return f"{self.label}, {self.month:%B %Y}: {self.team}"
