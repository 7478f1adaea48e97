"""The conversation at the end of week 6, and what was agreed in it."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from academy.people.reach import Reach
from courses.cohorts.models import Member
from courses.gates.models.results import RESULT
from courses.gates.states import CONVERSATION


class GraduationConversation(models.Model):
    """A starter walks their manager and a practice development lead through the portfolio and one plan of
    their own choice. One of the two writes it down; the other agrees, and then it stands.

    `portfolio` is what was looked at, each with a word on it. `plan_ref` is the plan's number in the case
    system, never a name.
    """

    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="conversations")
    attempt = models.PositiveSmallIntegerField(default=1)
    state = models.CharField(max_length=8, choices=CONVERSATION.choices(), default="written")
    on = models.DateField("day")
    portfolio = models.JSONField(default=list)
    plan_ref = models.CharField("reference of the chosen plan", max_length=40)
    about_plan = models.TextField("what the starter showed in it")
    strengths = models.TextField("what is strong")
    next_steps = models.TextField("what comes next")
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    agreed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    agreed_at = models.DateTimeField(null=True, blank=True)
    reach: ClassVar[Reach] = Reach(RESULT, council="member__person__council", person="member__person")

    class Meta:
        ordering: ClassVar = ["attempt"]
        constraints: ClassVar = [
            models.UniqueConstraint("member", "attempt", name="conversation_attempt_once"),
            models.UniqueConstraint("member", condition=Q(state="written"), name="conversation_one_open"),
            models.CheckConstraint(
                condition=Q(state__in=list(CONVERSATION.words)), name="conversation_state_known"
            ),
            models.CheckConstraint(
                condition=Q(state="written", agreed_by__isnull=True, agreed_at__isnull=True)
                | Q(state="agreed", agreed_by__isnull=False, agreed_at__isnull=False),
                name="conversation_agreed_whole",
            ),
            models.CheckConstraint(
                condition=Q(agreed_by__isnull=True) | ~Q(agreed_by=F("written_by")),
                name="conversation_two_people",
            ),
        ]

    def __str__(self) -> str:
        return f"Graduation conversation {self.attempt}"


class AgreedLevel(models.Model):
    """How closely one kind of work is looked at from now on, as the conversation agreed it.

    `not_decided` is why the rules on levels did not let it stand as a decision; empty when it does.
    """

    conversation = models.ForeignKey(GraduationConversation, on_delete=models.CASCADE, related_name="levels")
    task = models.CharField("entrustable task", max_length=8)
    level = models.PositiveSmallIntegerField()
    not_decided = models.CharField("why it is no decision yet", max_length=300, blank=True)
    reach: ClassVar[Reach] = Reach(
        RESULT, council="conversation__member__person__council", person="conversation__member__person"
    )

    class Meta:
        ordering: ClassVar = ["task"]
        constraints: ClassVar = [
            models.UniqueConstraint("conversation", "task", name="agreed_level_once"),
            models.CheckConstraint(condition=Q(level__lte=5), name="agreed_level_0_to_5"),
        ]

    def __str__(self) -> str:
        return f"{self.task} at {self.level}"
