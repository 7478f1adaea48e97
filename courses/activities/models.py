"""What somebody wrote while learning: reflections, what they shared of them, and records of shadowing."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

from academy.people.reach import Reach

LONGEST = 4000


class Reflection(models.Model):
    """Somebody's own words to a question of a lesson. Private to the person."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="reflections")
    lesson = models.ForeignKey("courses.LessonPage", on_delete=models.CASCADE, related_name="reflections")
    block = models.CharField("id of the reflection in the lesson", max_length=60)
    text = models.TextField(max_length=LONGEST)
    saved_at = models.DateTimeField()
    reach: ClassVar[Reach] = Reach("learning", council="person__council", person="person")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint("person", "lesson", "block", name="reflection_once")]

    def __str__(self) -> str:
        return self.block


class SharedReflection(models.Model):
    """A reflection that the person chose to show to whoever manages them. The row goes when they take it
    back. It keeps its own words: what others see is exactly what was shared."""

    reflection = models.OneToOneField(Reflection, on_delete=models.CASCADE, related_name="shared")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="shared_reflections"
    )
    prompt = models.TextField("question as it stood")
    text = models.TextField(max_length=LONGEST)
    shared_at = models.DateTimeField()
    reach: ClassVar[Reach] = Reach("shared_reflection", council="person__council", person="person")

    class Meta:
        ordering: ClassVar = ["-shared_at", "-pk"]

    def __str__(self) -> str:
        return f"Shared reflection {self.pk}"


class ReflectionForBuddy(models.Model):
    """A reflection that the person chose to show to their buddy. A row of its own, because whoever sees what
    was shared with the manager must not see this, and the other way round."""

    reflection = models.OneToOneField(Reflection, on_delete=models.CASCADE, related_name="for_buddy")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="told_buddy")
    prompt = models.TextField("question as it stood")
    text = models.TextField(max_length=LONGEST)
    shared_at = models.DateTimeField()
    reach: ClassVar[Reach] = Reach("learning", council="person__council", person="person")

    class Meta:
        ordering: ClassVar = ["-shared_at", "-pk"]

    def __str__(self) -> str:
        return f"Reflection for the buddy {self.pk}"


class ShadowingRecord(models.Model):
    """What somebody saw when they watched a colleague at work: whom by role and never by name.

    `answers` is a list of question and answer, with the questions as they stood. A buddy signs what stands
    there: other words need another signature.
    """

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="shadowing_records"
    )
    lesson = models.ForeignKey(
        "courses.LessonPage", on_delete=models.SET_NULL, null=True, related_name="shadowing"
    )
    block = models.CharField("id of the shadowing in the lesson", max_length=60)
    title = models.CharField("what it was, as it stood", max_length=160)
    on = models.DateField("day")
    whom = models.CharField("role of the colleague", max_length=120)
    answers = models.JSONField(default=list)
    saved_at = models.DateTimeField()
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    signed_at = models.DateTimeField("signed off by the buddy", null=True, blank=True)
    reach: ClassVar[Reach] = Reach("shadowing", council="person__council", person="person")

    class Meta:
        ordering: ClassVar = ["-on", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint("person", "lesson", "block", name="shadowing_record_once"),
            models.CheckConstraint(
                condition=models.Q(signed_by__isnull=True, signed_at__isnull=True)
                | (models.Q(signed_at__isnull=False) & ~models.Q(signed_by=models.F("person"))),
                name="shadowing_signed_by_another",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} on {self.on}"
