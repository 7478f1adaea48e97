"""What families and partners say about working with somebody: without names, accounts or addresses."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from academy.people.reach import Reach
from competencies.voices.catalogue import FIELDS, LEAST_VOICES
from competencies.voices.states import FEEDBACK_ROUND

MOST_VOICES = 60
LONGEST_COMMENT = 600


class FeedbackRound(models.Model):
    """Families or partners are asked about one person until a day. `key` comes from the form.

    `competencies` are codes of the framework. Both days count. Nothing is said about a round while it is
    open but whether enough people have answered.
    """

    class Audience(models.TextChoices):
        FAMILIES = "families", "Families"
        PARTNERS = "partners", "Partners"

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="feedback_rounds"
    )
    key = models.UUIDField()
    audience = models.CharField(max_length=8, choices=Audience.choices)
    competencies = models.JSONField("codes of the framework", default=list)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    opens_on = models.DateField()
    closes_on = models.DateField()
    most = models.PositiveSmallIntegerField("most voices")
    state = models.CharField(max_length=6, choices=FEEDBACK_ROUND.choices(), default="open")
    closed_on = models.DateField(null=True, blank=True)
    reach: ClassVar[Reach] = Reach("feedback", council="person__council", person="person")

    class Meta:
        ordering: ClassVar = ["-opens_on", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint("person", "key", name="feedback_round_once"),
            models.UniqueConstraint(
                "person", "audience", condition=Q(state="open"), name="feedback_round_one_open"
            ),
            models.CheckConstraint(
                condition=Q(closes_on__gte=F("opens_on")), name="feedback_round_closes_after_opening"
            ),
            models.CheckConstraint(
                condition=Q(most__gte=LEAST_VOICES, most__lte=MOST_VOICES), name="feedback_round_3_to_60"
            ),
            models.CheckConstraint(
                condition=Q(state__in=list(FEEDBACK_ROUND.words)), name="feedback_round_state_known"
            ),
            models.CheckConstraint(
                condition=Q(state="open", closed_on=None) | ~Q(state="open") & Q(closed_on__isnull=False),
                name="feedback_round_closed_on_a_day",
            ),
        ]

    def __str__(self) -> str:
        return f"Round of feedback {self.pk}"


class FeedbackLink(models.Model):
    """A link that lets somebody answer once. The token itself is on paper only; here is what it hashes to.

    Nothing ties a link to the voice that came by it.
    """

    round = models.ForeignKey(FeedbackRound, on_delete=models.CASCADE, related_name="links")
    token_hash = models.CharField(max_length=64, unique=True)
    used = models.BooleanField(default=False)
    reach: ClassVar[Reach] = Reach("feedback", council="round__person__council", person="round__person")

    def __str__(self) -> str:
        return f"Link {self.pk}"


class Voice(models.Model):
    """What one family or partner said. 4 is "always", 1 is "no"; a statement may be left out.

    The key is random and the moment is a day, so that the order in which people answered is nowhere.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    round = models.ForeignKey(FeedbackRound, on_delete=models.CASCADE, related_name="voices")
    on = models.DateField("day")
    first = models.PositiveSmallIntegerField(null=True, blank=True)
    second = models.PositiveSmallIntegerField(null=True, blank=True)
    third = models.PositiveSmallIntegerField(null=True, blank=True)
    fourth = models.PositiveSmallIntegerField(null=True, blank=True)
    fifth = models.PositiveSmallIntegerField(null=True, blank=True)
    comment = models.TextField(max_length=LONGEST_COMMENT, blank=True)
    reach: ClassVar[Reach] = Reach("feedback", council="round__person__council", person="round__person")

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(**{f"{name}__isnull": True}) | Q(**{f"{name}__gte": 1, f"{name}__lte": 4}),
                name=f"voice_{name}_1_to_4",
            )
            for name in FIELDS
        ]

    def __str__(self) -> str:
        return "A voice"

    @property
    def answers(self) -> tuple[int | None, ...]:
        """The five answers in the order of the statements."""
        return tuple(getattr(self, name) for name in FIELDS)
