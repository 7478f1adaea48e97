"""What somebody keeps fresh: cards with the memory that FSRS reckons, rounds of five, and a letter a week.

All of it is the person's own. Nothing here is ever shown to a manager or used to judge anybody.
"""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from academy.people.reach import Reach
from assessments.questions.models import Item, ItemVersion


class Card(models.Model):
    """One item that one person keeps fresh. `memory` is the state of the FSRS card; `source` is what it was
    first drawn for, such as module:PM-01, finding:F3 or law:TR-05."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="cards")
    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="cards")
    source = models.CharField(max_length=60)
    memory = models.JSONField(default=dict)
    due_at = models.DateTimeField()
    added_at = models.DateTimeField()
    last_at = models.DateTimeField(null=True, blank=True)
    reach: ClassVar[Reach] = Reach("learning", council="person__council", person="person")

    class Meta:
        ordering: ClassVar = ["due_at", "pk"]
        constraints: ClassVar = [models.UniqueConstraint("person", "item", name="card_once")]
        indexes: ClassVar = [models.Index(fields=["person", "due_at"], name="card_due")]

    def __str__(self) -> str:
        return f"{self.item_id} of {self.person_id}"


class Round(models.Model):
    """Up to five questions drawn together. One round of a person is open at a time; it can be left and come
    back to."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="keeping_rounds"
    )
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    reach: ClassVar[Reach] = Reach("learning", council="person__council", person="person")

    class Meta:
        ordering: ClassVar = ["-started_at", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint("person", condition=Q(ended_at__isnull=True), name="round_one_open"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} on {self.started_at}"


class Turn(models.Model):
    """One question of a round: which version, drawn with which seed, and in words why this person gets it."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="turns")
    position = models.PositiveSmallIntegerField()
    card = models.ForeignKey(Card, on_delete=models.CASCADE, related_name="turns")
    version = models.ForeignKey(ItemVersion, on_delete=models.PROTECT, related_name="turns")
    seed = models.PositiveIntegerField()
    reason = models.CharField(max_length=300)
    reach: ClassVar[Reach] = Reach("learning", council="round__person__council", person="round__person")

    class Meta:
        ordering: ClassVar = ["position"]
        constraints: ClassVar = [
            models.UniqueConstraint("round", "position", name="turn_position_once"),
            models.UniqueConstraint("round", "card", name="turn_card_once"),
        ]

    def __str__(self) -> str:
        return f"{self.position} of {self.round_id}"


class Review(models.Model):
    """One answer, kept whole and never changed. A turn has one, so a double click is one answer.

    `rating` comes from the answer; `felt` is what the person said of it, once, if they wished. `before` is
    the memory of the card before this answer.
    """

    class Rating(models.IntegerChoices):
        AGAIN = 1, "Not yet"
        HARD = 2, "Hard, or a guess"
        GOOD = 3, "About right"
        EASY = 4, "Easy"

    turn = models.OneToOneField(Turn, on_delete=models.CASCADE, related_name="review")
    card = models.ForeignKey(Card, on_delete=models.CASCADE, related_name="reviews")
    answer = models.JSONField(default=dict)
    marked = models.JSONField(default=dict)
    points = models.FloatField()
    of = models.FloatField()
    right = models.BooleanField()
    rating = models.PositiveSmallIntegerField(choices=Rating.choices)
    felt = models.PositiveSmallIntegerField(choices=Rating.choices, null=True, blank=True)
    before = models.JSONField(default=dict)
    at = models.DateTimeField()
    reach: ClassVar[Reach] = Reach(
        "learning", council="turn__round__person__council", person="turn__round__person"
    )

    class Meta:
        ordering: ClassVar = ["at", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(points__gte=0, points__lte=F("of")), name="review_points_of"),
            models.CheckConstraint(condition=Q(rating__gte=1, rating__lte=4), name="review_rating_1_to_4"),
        ]

    def __str__(self) -> str:
        return f"{self.points} of {self.of}"


class Nudge(models.Model):
    """A letter that somebody asked for, on a working day. Ending the wish keeps the row, so that a
    link in an old letter still finds it."""

    class Day(models.IntegerChoices):
        MONDAY = 0, "Monday"
        TUESDAY = 1, "Tuesday"
        WEDNESDAY = 2, "Wednesday"
        THURSDAY = 3, "Thursday"
        FRIDAY = 4, "Friday"

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="keeping_nudge"
    )
    day = models.PositiveSmallIntegerField(choices=Day.choices)
    wanted = models.BooleanField(default=True)
    changed_at = models.DateTimeField()
    last_sent_on = models.DateField(null=True, blank=True)
    reach: ClassVar[Reach] = Reach("learning", council="person__council", person="person")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(day__gte=0, day__lte=4), name="nudge_day_of_work"),
        ]

    def __str__(self) -> str:
        return f"{self.get_day_display()} for {self.person_id}"
