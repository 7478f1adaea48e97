"""Goals: what somebody wants to be able to do, by when and with what help, agreed by two."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from academy.people.reach import Reach
from competencies.plans.states import GOAL

LONGEST_GOAL = 300
LONGEST_WORDS = 600
LONGEST_NOTE = 2000


class Goal(models.Model):
    """One goal of one person. `source_key` is unique for them, so that nothing is proposed twice.

    The source is a label and a path, never a foreign key upwards. It is agreed once both have said yes to the
    same words: a change takes the other's yes back.
    """

    class Source(models.TextChoices):
        GAP = "gap", "A step on a task"
        FINDING = "finding", "An audit finding"
        WISH = "wish", "A wish"
        EARLIER = "earlier", "An earlier goal"

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="goals")
    source = models.CharField(max_length=8, choices=Source.choices)
    source_label = models.CharField("where it comes from", max_length=200)
    source_path = models.CharField(max_length=200, blank=True)
    source_key = models.CharField(max_length=120)
    what = models.CharField(max_length=LONGEST_GOAL)
    help_words = models.CharField("what help goes with it", max_length=LONGEST_WORDS, blank=True)
    due_on = models.DateField("by when")
    state = models.CharField(max_length=10, choices=GOAL.choices(), default="proposed")
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    proposed_on = models.DateField()
    person_agreed_at = models.DateTimeField(null=True, blank=True)
    manager_agreed_at = models.DateTimeField(null=True, blank=True)
    manager = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_words = models.CharField(max_length=LONGEST_WORDS, blank=True)
    carries_on = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="carried_by"
    )
    reach: ClassVar[Reach] = Reach("goal", council="person__council", person="person")

    class Meta:
        ordering: ClassVar = ["due_on", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint("person", "source_key", name="goal_once_a_source"),
            models.CheckConstraint(condition=Q(state__in=list(GOAL.words)), name="goal_state_known"),
            models.CheckConstraint(condition=~Q(source_key="") & ~Q(what=""), name="goal_says_what_and_why"),
            models.CheckConstraint(
                condition=Q(state__in=["proposed", "let_go"])
                | Q(person_agreed_at__isnull=False, manager_agreed_at__isnull=False),
                name="goal_agreed_by_both",
            ),
            models.CheckConstraint(
                condition=Q(manager_agreed_at__isnull=True, manager__isnull=True)
                | Q(manager_agreed_at__isnull=False, manager__isnull=False),
                name="goal_agreed_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["proposed", "agreed"], ended_at__isnull=True)
                | Q(state__in=["reached", "let_go", "carried_on"], ended_at__isnull=False),
                name="goal_ends_at_a_time",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["person", "state", "due_on"], name="goal_of_person")]

    def __str__(self) -> str:
        return f"Goal {self.pk}"


class GoalNote(models.Model):
    """What one of the two wrote about how it goes. Never changed. `key` is that of the form that was sent."""

    goal = models.ForeignKey(Goal, on_delete=models.CASCADE, related_name="notes")
    key = models.UUIDField(default=uuid.uuid4)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    text = models.CharField(max_length=LONGEST_NOTE)
    reach: ClassVar[Reach] = Reach("goal", council="goal__person__council", person="goal__person")

    class Meta:
        ordering: ClassVar = ["at", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint("goal", "key", name="goal_note_once"),
            models.CheckConstraint(condition=~Q(text=""), name="goal_note_says_something"),
        ]

    def __str__(self) -> str:
        return f"Note {self.pk}"
