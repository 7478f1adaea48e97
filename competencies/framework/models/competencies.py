"""Domains, and the competencies that are grouped under them."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models

from academy.people.reach import Reach
from competencies.framework.models.versions import Framework


class Domain(models.Model):
    """A field of work under which competencies are grouped. `identity` stays the same in every version."""

    framework = models.ForeignKey(Framework, on_delete=models.CASCADE, related_name="domains")
    identity = models.UUIDField(default=uuid.uuid4, editable=False)
    code = models.CharField(max_length=8)
    title = models.CharField(max_length=160)
    position = models.PositiveSmallIntegerField()
    reach: ClassVar[Reach] = Reach("framework", council="framework__council")

    class Meta:
        ordering: ClassVar = ["position"]
        constraints: ClassVar = [
            models.UniqueConstraint("framework", "code", name="domain_code_once"),
            models.UniqueConstraint("framework", "identity", name="domain_identity_once"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"


class Competency(models.Model):
    """One thing a person can be seen to do. `evidence_kinds` are the codes that may show it.

    `identity` stays the same in every version that carries the competency on.
    """

    domain = models.ForeignKey(Domain, on_delete=models.CASCADE, related_name="competencies")
    identity = models.UUIDField(default=uuid.uuid4, editable=False)
    code = models.CharField(max_length=8)
    text = models.CharField(max_length=300)
    evidence_kinds = models.JSONField(default=list)
    position = models.PositiveSmallIntegerField()
    reach: ClassVar[Reach] = Reach("framework", council="domain__framework__council")

    class Meta:
        verbose_name_plural = "competencies"
        ordering: ClassVar = ["position"]
        constraints: ClassVar = [
            models.UniqueConstraint("domain", "code", name="competency_code_once"),
            models.UniqueConstraint("domain", "identity", name="competency_identity_once"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.text}"
