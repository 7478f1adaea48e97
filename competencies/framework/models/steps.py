"""The bridge between versions: which competency and which task goes on as which."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from academy.people.reach import Reach
from competencies.framework.models.competencies import Competency
from competencies.framework.models.tasks import EntrustableTask


class CompetencyStep(models.Model):
    """A competency goes on as one of the next version. Several from one: a split; several into one: a merger.

    What was shown for `old` counts for `new`.
    """

    old = models.ForeignKey(Competency, on_delete=models.CASCADE, related_name="next_steps")
    new = models.ForeignKey(Competency, on_delete=models.CASCADE, related_name="steps_before")
    reach: ClassVar[Reach] = Reach("framework", council="new__domain__framework__council")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint("old", "new", name="competency_step_once"),
            models.CheckConstraint(condition=~Q(old=F("new")), name="competency_step_goes_on"),
        ]

    def __str__(self) -> str:
        return f"{self.old_id} to {self.new_id}"


class TaskStep(models.Model):
    """A task goes on as one of the next version. A level held on `old` is held on `new`."""

    old = models.ForeignKey(EntrustableTask, on_delete=models.CASCADE, related_name="next_steps")
    new = models.ForeignKey(EntrustableTask, on_delete=models.CASCADE, related_name="steps_before")
    reach: ClassVar[Reach] = Reach("framework", council="new__framework__council")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint("old", "new", name="task_step_once"),
            models.CheckConstraint(condition=~Q(old=F("new")), name="task_step_goes_on"),
        ]

    def __str__(self) -> str:
        return f"{self.old_id} to {self.new_id}"
