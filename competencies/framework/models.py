"""The competency framework: what a person in this work must be able to do."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from academy.people.models import Council
from academy.people.reach import Reach


class Framework(models.Model):
    """One version of a council's framework."""

    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="frameworks")
    name = models.CharField(max_length=120)
    version = models.PositiveSmallIntegerField(default=1)
    effective_from = models.DateField()
    reach: ClassVar[Reach] = Reach("framework", council="council")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint("council", "version", name="framework_version_once")]

    def __str__(self) -> str:
        return f"{self.name}, version {self.version}"


class Domain(models.Model):
    """A field of work under which competencies are grouped."""

    framework = models.ForeignKey(Framework, on_delete=models.CASCADE, related_name="domains")
    code = models.CharField(max_length=8)
    title = models.CharField(max_length=160)
    position = models.PositiveSmallIntegerField()
    reach: ClassVar[Reach] = Reach("framework", council="framework__council")

    class Meta:
        ordering: ClassVar = ["position"]
        constraints: ClassVar = [models.UniqueConstraint("framework", "code", name="domain_code_once")]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"


class Competency(models.Model):
    """One thing a person can be seen to do. `evidence_kinds` are the codes that may show it."""

    domain = models.ForeignKey(Domain, on_delete=models.CASCADE, related_name="competencies")
    code = models.CharField(max_length=8)
    text = models.CharField(max_length=300)
    evidence_kinds = models.JSONField(default=list)
    position = models.PositiveSmallIntegerField()
    reach: ClassVar[Reach] = Reach("framework", council="domain__framework__council")

    class Meta:
        verbose_name_plural = "competencies"
        ordering: ClassVar = ["position"]
        constraints: ClassVar = [models.UniqueConstraint("domain", "code", name="competency_code_once")]

    def __str__(self) -> str:
        return f"{self.code} {self.text}"
