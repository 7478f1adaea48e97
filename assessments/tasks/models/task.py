"""What is asked: a task, its editions, the bundle of an edition and its rubric."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from academy.people.models import Council
from academy.people.reach import Reach
from assessments.tasks.states import TASK


class Task(models.Model):
    """One practical task of a council. What it asks stands in its editions; the newest one is used."""

    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="practical_tasks")
    code = models.CharField(max_length=12)
    state = models.CharField(max_length=8, choices=TASK.choices(), default="draft")
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="tasks_made"
    )
    made_at = models.DateTimeField()
    reach: ClassVar[Reach] = Reach("task", council="council")

    class Meta:
        ordering: ClassVar = ["code"]
        constraints: ClassVar = [
            models.UniqueConstraint("council", "code", name="task_code_once"),
            models.CheckConstraint(condition=Q(state__in=list(TASK.words)), name="task_state_known"),
        ]

    def __str__(self) -> str:
        return self.code


class Edition(models.Model):
    """What a task asked from one day on. It never changes once work was begun under it.

    `competencies` and `law` are codes of the framework and keys of the law pack. `audience` are role codes;
    empty means all staff. `invented` are the made-up names of the bundle, which work may use. `most_attempts`
    0: as many as it takes.

    Four things decide how it is judged. `automatic` is a part that is marked by itself when work is handed
    in (empty: none), see `rules.automatic`. `sections` are those of the plan audit whose criteria are the
    rubric (empty: a rubric of its own). `twice`: two people mark every piece, not only a sample. `observed`:
    nothing is handed in; somebody who was there says how it went.
    """

    class Shows(models.TextChoices):
        WORK_PRODUCT = "WP", "Work product"
        SIMULATION = "SIM", "Simulation"
        OBSERVATION = "OBS", "Direct observation"
        REFLECTION = "REF", "Reflective account"

    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="editions")
    number = models.PositiveSmallIntegerField(default=1)
    title = models.CharField(max_length=160)
    brief = models.TextField("what to do")
    good = models.TextField("what good looks like", blank=True)
    competencies = models.JSONField(default=list)
    law = models.JSONField(default=list, blank=True)
    shows = models.CharField(max_length=3, choices=Shows.choices, default=Shows.SIMULATION)
    minutes = models.PositiveSmallIntegerField(default=60)
    marking_minutes = models.PositiveSmallIntegerField(default=25)
    least_points = models.PositiveSmallIntegerField(default=0)
    wait_days = models.PositiveSmallIntegerField(default=2)
    most_attempts = models.PositiveSmallIntegerField(default=0)
    audience = models.JSONField(default=list, blank=True)
    invented = models.JSONField(default=list, blank=True)
    automatic = models.JSONField(default=dict, blank=True)
    sections = models.JSONField(default=list, blank=True)
    twice = models.BooleanField(default=False)
    observed = models.BooleanField(default=False)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    made_at = models.DateTimeField()
    reach: ClassVar[Reach] = Reach("task", council="task__council")

    class Meta:
        ordering: ClassVar = ["-number"]
        constraints: ClassVar = [models.UniqueConstraint("task", "number", name="task_edition_once")]

    def __str__(self) -> str:
        return self.title


class BundleDocument(models.Model):
    """One paper of the made-up bundle: a report, a letter, a table of facts."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="documents")
    position = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=160)
    text = models.TextField()
    reach: ClassVar[Reach] = Reach("task", council="edition__task__council")

    class Meta:
        ordering: ClassVar = ["position"]
        constraints: ClassVar = [
            models.UniqueConstraint("edition", "position", name="task_document_position_once")
        ]

    def __str__(self) -> str:
        return self.title


class RubricLine(models.Model):
    """One line of the rubric: four levels in words. A must line has a level without which nothing passes.

    A line that is a criterion of the plan audit has its `code`, `section`, `weight` and whether it is
    `critical`; its levels are the grades, inadequate first.
    """

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="lines")
    position = models.PositiveSmallIntegerField()
    criterion = models.CharField(max_length=160)
    level_0 = models.CharField(max_length=240)
    level_1 = models.CharField(max_length=240)
    level_2 = models.CharField(max_length=240)
    level_3 = models.CharField(max_length=240)
    must = models.BooleanField(default=False)
    least = models.PositiveSmallIntegerField(default=2)
    code = models.CharField(max_length=8, blank=True)
    section = models.CharField(max_length=12, blank=True)
    weight = models.PositiveSmallIntegerField(default=1)
    critical = models.BooleanField(default=False)
    reach: ClassVar[Reach] = Reach("task", council="edition__task__council")

    class Meta:
        ordering: ClassVar = ["position"]
        constraints: ClassVar = [
            models.UniqueConstraint("edition", "position", name="task_line_position_once"),
            models.CheckConstraint(condition=Q(least__gte=1, least__lte=3), name="task_line_least"),
        ]

    def __str__(self) -> str:
        return self.criterion

    @property
    def levels(self) -> tuple[tuple[int, str], ...]:
        """Each level with its words, the lowest first."""
        return tuple((level, getattr(self, f"level_{level}")) for level in range(4))

    @property
    def grades(self) -> tuple[tuple[str, str], ...]:
        """For a criterion of the plan audit: each grade with its words, the best first."""
        names = ("Inadequate", "Requires improvement", "Good", "Outstanding")
        return tuple((names[level], words) for level, words in reversed(self.levels))
