"""Instruments: the versioned sets of criteria that audits are made with."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from academy.people.models import Council
from academy.people.reach import Reach


class Instrument(models.Model):
    """One version of a set of criteria, for example the plan audit."""

    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="instruments")
    code = models.SlugField()
    name = models.CharField(max_length=120)
    version = models.CharField(max_length=12)
    effective_from = models.DateField()
    law_as_at = models.DateField("day on which its law was true", null=True, blank=True)
    reach: ClassVar[Reach] = Reach("instrument", council="council")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint("council", "code", "version", name="instrument_version_once")
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.version}"


class Criterion(models.Model):
    """One criterion with its descriptors. `modules` are practice module codes, the first is offered first."""

    instrument = models.ForeignKey(Instrument, on_delete=models.CASCADE, related_name="criteria")
    code = models.CharField(max_length=8)
    section = models.CharField(max_length=12)
    text = models.CharField(max_length=200)
    weight = models.PositiveSmallIntegerField()
    critical = models.BooleanField(default=False)
    position = models.PositiveSmallIntegerField()
    outstanding = models.CharField(max_length=200)
    good = models.CharField(max_length=200)
    requires_improvement = models.CharField(max_length=200)
    inadequate = models.CharField(max_length=200)
    competencies = models.JSONField("competency codes", default=list)
    modules = models.JSONField("practice module codes", default=list)
    principles = models.JSONField("principle codes", default=list)
    law = models.JSONField("keys of the law pack", default=list)
    reach: ClassVar[Reach] = Reach("instrument", council="instrument__council")

    class Meta:
        verbose_name_plural = "criteria"
        ordering: ClassVar = ["position"]
        constraints: ClassVar = [
            models.UniqueConstraint("instrument", "code", name="criterion_code_once"),
            models.CheckConstraint(condition=Q(weight__gte=1, weight__lte=3), name="criterion_weight_1_to_3"),
        ]

    def __str__(self) -> str:
        return f"{self.text} ({self.code})"

    def descriptor(self, grade: int) -> str:
        """What this grade looks like on this criterion."""
        return {4: self.outstanding, 3: self.good, 2: self.requires_improvement, 1: self.inadequate}[grade]
