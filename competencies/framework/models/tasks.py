"""Entrustable tasks, and what each role is expected to be trusted with, by time in post."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from academy.people.models import ROLE_CHOICES
from academy.people.reach import Reach
from competencies.framework.models.competencies import Competency
from competencies.framework.models.levels import HIGHEST
from competencies.framework.models.versions import Framework


class EntrustableTask(models.Model):
    """A whole piece of work somebody can be trusted with. `law` are keys of the law pack it rests on.

    `identity` stays the same in every version that carries the task on.
    """

    framework = models.ForeignKey(Framework, on_delete=models.CASCADE, related_name="tasks")
    identity = models.UUIDField(default=uuid.uuid4, editable=False)
    code = models.CharField(max_length=8)
    title = models.CharField(max_length=160)
    competencies = models.ManyToManyField(Competency, related_name="tasks")
    law = models.JSONField("keys of the law pack", default=list)
    position = models.PositiveSmallIntegerField()
    reach: ClassVar[Reach] = Reach("framework", council="framework__council")

    class Meta:
        ordering: ClassVar = ["position"]
        constraints: ClassVar = [
            models.UniqueConstraint("framework", "code", name="entrustable_task_code_once"),
            models.UniqueConstraint("framework", "identity", name="entrustable_task_identity_once"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"


class RoleExpectation(models.Model):
    """The level that somebody in a role is expected to hold on a task after so many weeks in post."""

    task = models.ForeignKey(EntrustableTask, on_delete=models.CASCADE, related_name="expectations")
    role = models.CharField(max_length=3, choices=ROLE_CHOICES)
    weeks = models.PositiveSmallIntegerField("after so many weeks in post")
    level = models.PositiveSmallIntegerField()
    note = models.CharField(max_length=120, blank=True)
    reach: ClassVar[Reach] = Reach("framework", council="task__framework__council")

    class Meta:
        ordering: ClassVar = ["role", "weeks"]
        constraints: ClassVar = [
            models.UniqueConstraint("task", "role", "weeks", name="role_expectation_once"),
            models.CheckConstraint(condition=Q(level__lte=HIGHEST), name="role_expectation_0_to_5"),
        ]

    def __str__(self) -> str:
        return f"{self.role} after {self.weeks} weeks: {self.level}"
