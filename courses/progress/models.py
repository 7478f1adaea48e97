"""What a person has opened, answered and finished. Completion keeps the edition that was read."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from academy.people.reach import Reach


class LessonProgress(models.Model):
    """One person and one lesson: when opened, when marked as read, in which edition (page revision)."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="lesson_progress"
    )
    lesson = models.ForeignKey("courses.LessonPage", on_delete=models.CASCADE, related_name="progress")
    revision_id = models.PositiveBigIntegerField(null=True)
    opened_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)
    reach: ClassVar[Reach] = Reach("learning", council="person__council", person="person")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint("person", "lesson", name="lesson_progress_once")]

    def __str__(self) -> str:
        return f"{self.person_id} in {self.lesson_id}"


class CheckAttempt(models.Model):
    """One marked try at a knowledge check. `key` comes from the form: a double click is one try."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="check_attempts"
    )
    lesson = models.ForeignKey("courses.LessonPage", on_delete=models.CASCADE, related_name="check_attempts")
    revision_id = models.PositiveBigIntegerField(null=True)
    key = models.UUIDField()
    answers = models.JSONField(default=dict)
    right = models.PositiveSmallIntegerField()
    questions = models.PositiveSmallIntegerField()
    passed = models.BooleanField()
    at = models.DateTimeField()
    reach: ClassVar[Reach] = Reach("learning", council="person__council", person="person")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint("person", "key", name="check_attempt_once"),
            models.CheckConstraint(
                condition=Q(right__lte=models.F("questions")), name="check_attempt_right_of"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["person", "lesson", "-at"], name="check_attempt_last")]

    def __str__(self) -> str:
        return f"{self.right} of {self.questions}"


class Rewrite(models.Model):
    """A person's own version of a line and how they judged it against the rubric. Private to the person."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="rewrites")
    lesson = models.ForeignKey("courses.LessonPage", on_delete=models.CASCADE, related_name="rewrites")
    exercise = models.CharField("id of the exercise in the lesson", max_length=60)
    text = models.TextField(max_length=4000)
    met = models.JSONField("rubric lines the person ticked", default=list)
    saved_at = models.DateTimeField()
    judged_at = models.DateTimeField("when the person last judged it", null=True, blank=True)
    reach: ClassVar[Reach] = Reach("learning", council="person__council", person="person")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint("person", "lesson", "exercise", name="rewrite_once")]

    def __str__(self) -> str:
        return self.exercise


class Completion(models.Model):
    """A person finished a module on a day, in an edition. Finishing again on a later day is a new row."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="completions")
    module_code = models.CharField(max_length=12)
    page_id = models.PositiveBigIntegerField(null=True)
    revision_id = models.PositiveBigIntegerField("revision of the module page", null=True)
    edition = models.PositiveSmallIntegerField("edition of the module as a whole", default=1)
    lessons = models.JSONField("lesson page id: revision that was read", default=dict)
    title = models.CharField("title of the module on that day", max_length=255, blank=True)
    done_on = models.DateField()
    minutes = models.PositiveSmallIntegerField(default=0)
    score = models.CharField("result of the knowledge check, for example 6 of 7", max_length=20, blank=True)
    reach: ClassVar[Reach] = Reach("completion", council="person__council", person="person")

    class Meta:
        ordering: ClassVar = ["-done_on", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint("person", "module_code", "done_on", name="completion_once_a_day")
        ]

    def __str__(self) -> str:
        return f"{self.module_code} on {self.done_on}"
