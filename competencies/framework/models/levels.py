"""Levels of supervision, what they look like in each domain, and kinds of evidence."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from academy.people.reach import Reach
from competencies.framework.models.competencies import Domain
from competencies.framework.models.versions import Framework

HIGHEST = 5


class Level(models.Model):
    """One level of supervision, 0 to 5, and the evidence that the product waits for before it proposes it.

    `least_*` and `fresh_months` are a proposal's conditions, not those of a decision: a person may grant
    with less as long as the law of the framework holds (two kinds; live work for 3 and above).
    """

    framework = models.ForeignKey(Framework, on_delete=models.CASCADE, related_name="levels")
    number = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=60)
    descriptor = models.CharField(max_length=200)
    work_allowed = models.CharField(max_length=200)
    least_kinds = models.PositiveSmallIntegerField("kinds of evidence at least", default=0)
    least_live = models.PositiveSmallIntegerField("pieces from live work at least", default=0)
    least_audits = models.PositiveSmallIntegerField("good audits at least, where audits look", default=0)
    least_recommendations = models.PositiveSmallIntegerField("recommendations at least", default=0)
    every_competency = models.BooleanField("every competency of the task is shown", default=False)
    fresh_months = models.PositiveSmallIntegerField("evidence counts for so many months", default=24)
    months_below = models.PositiveSmallIntegerField("months at the level before", default=0)
    reach: ClassVar[Reach] = Reach("framework", council="framework__council")

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint("framework", "number", name="level_number_once"),
            models.CheckConstraint(condition=Q(number__lte=HIGHEST), name="level_0_to_5"),
            models.CheckConstraint(condition=Q(fresh_months__gte=1), name="level_evidence_counts_a_month"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.name}"


class LevelDescriptor(models.Model):
    """What a level looks like in one domain."""

    domain = models.ForeignKey(Domain, on_delete=models.CASCADE, related_name="descriptors")
    level = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=200)
    reach: ClassVar[Reach] = Reach("framework", council="domain__framework__council")

    class Meta:
        ordering: ClassVar = ["level"]
        constraints: ClassVar = [
            models.UniqueConstraint("domain", "level", name="level_descriptor_once"),
            models.CheckConstraint(condition=Q(level__lte=HIGHEST), name="level_descriptor_0_to_5"),
        ]

    def __str__(self) -> str:
        return f"{self.level}: {self.text}"


class EvidenceKind(models.Model):
    """One kind of evidence as this version knows it. `code` is one of `Evidence.Kind`."""

    framework = models.ForeignKey(Framework, on_delete=models.CASCADE, related_name="evidence_kinds")
    code = models.CharField(max_length=4)
    name = models.CharField(max_length=80)
    form = models.CharField("what it is", max_length=200)
    is_live = models.BooleanField("from live work", default=False)
    months_valid = models.PositiveSmallIntegerField("counts for so many months; 0: no end", default=0)
    position = models.PositiveSmallIntegerField()
    reach: ClassVar[Reach] = Reach("framework", council="framework__council")

    class Meta:
        ordering: ClassVar = ["position"]
        constraints: ClassVar = [models.UniqueConstraint("framework", "code", name="evidence_kind_once")]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"
