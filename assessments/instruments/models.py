"""Instruments: the versioned sets of criteria that audits are made with."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from academy.people.models import Council
from academy.people.reach import Reach
from assessments.instruments.states import INSTRUMENT, LASTING, WRITABLE

LONGEST = 1000


class Instrument(models.Model):
    """One version of a set of criteria, for example the plan audit, written from `based_on`.

    In force from `effective_from` until the next one's; an audit keeps the version it was made with. Whoever
    sent a version never publishes it. `returned_words` is what the second person asked for.
    """

    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="instruments")
    code = models.SlugField()
    name = models.CharField(max_length=120)
    version = models.CharField(max_length=12)
    state = models.CharField(max_length=10, choices=INSTRUMENT.choices(), default="draft")
    based_on = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="followers"
    )
    effective_from = models.DateField(null=True, blank=True)
    law_as_at = models.DateField("day on which its law was true", null=True, blank=True)
    what_changed = models.TextField("what is new in this version, and why", blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    made_at = models.DateTimeField(null=True, blank=True)
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    sent_at = models.DateTimeField(null=True, blank=True)
    returned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    returned_words = models.CharField("what the second person asked for", max_length=LONGEST, blank=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    reach: ClassVar[Reach] = Reach("instrument", council="council")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint("council", "code", "version", name="instrument_version_once"),
            models.UniqueConstraint(
                "council", "code", condition=Q(state__in=WRITABLE), name="instrument_one_being_written"
            ),
            models.CheckConstraint(
                condition=Q(state__in=list(INSTRUMENT.words)), name="instrument_state_known"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=LASTING) | Q(effective_from__isnull=False),
                name="instrument_in_force_from_a_day",
            ),
            models.CheckConstraint(
                condition=Q(published_by__isnull=True)
                | Q(sent_by__isnull=True)
                | ~Q(published_by=F("sent_by")),
                name="instrument_two_people",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.version}"


class Criterion(models.Model):
    """One criterion with its descriptors. `modules` are practice module codes, the first is offered first.

    A section as a whole is a criterion too (`kind`): many councils send the grades of sections alone, and a
    rule speaks of either in the same way. `criteria_of` leaves these out, `sections_of` gives them.
    """

    class Kind(models.TextChoices):
        CRITERION = "criterion", "One criterion"
        SECTION = "section", "A section as a whole"

    instrument = models.ForeignKey(Instrument, on_delete=models.CASCADE, related_name="criteria")
    code = models.CharField(max_length=8)
    kind = models.CharField(max_length=9, choices=Kind.choices, default=Kind.CRITERION)
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


class CriterionStep(models.Model):
    """The bridge: what a criterion of the version before goes on as in `instrument`. No `new`: it ends there.

    Several from one: a split; several into one: a merger. `why` is told where charts show the break.
    """

    class How(models.TextChoices):
        SAME = "same", "stays as it is"
        RENAMED = "renamed", "is said in other words, the standard is the same"
        CHANGED = "changed", "asks for something else"
        SPLIT = "split", "is split"
        MERGED = "merged", "is merged with others"
        ENDED = "ended", "ends"

    instrument = models.ForeignKey(Instrument, on_delete=models.CASCADE, related_name="bridge")
    old = models.ForeignKey(Criterion, on_delete=models.CASCADE, related_name="next_steps")
    new = models.ForeignKey(
        Criterion, on_delete=models.CASCADE, null=True, blank=True, related_name="steps_before"
    )
    how = models.CharField(max_length=8, choices=How.choices, default=How.SAME)
    why = models.CharField("why, as charts say it", max_length=200, blank=True)
    reach: ClassVar[Reach] = Reach("instrument", council="instrument__council")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint("old", "new", name="criterion_step_once"),
            models.UniqueConstraint(
                "instrument", "old", condition=Q(new__isnull=True), name="criterion_step_one_end"
            ),
            models.CheckConstraint(
                condition=Q(new__isnull=True, how="ended")
                | (Q(new__isnull=False) & ~Q(how="ended") & ~Q(old=F("new"))),
                name="criterion_step_goes_on_or_ends",
            ),
            models.CheckConstraint(
                condition=Q(how__in=["same", "renamed", "changed", "split", "merged", "ended"]),
                name="criterion_step_how_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.old_id} to {self.new_id}"


class Principle(models.Model):
    """One wording of one of the principles that criteria serve. The newest version of a code counts."""

    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="principles")
    code = models.CharField(max_length=4)
    version = models.PositiveSmallIntegerField(default=1)
    text = models.CharField(max_length=200)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    made_at = models.DateTimeField()
    reach: ClassVar[Reach] = Reach("instrument", council="council")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint("council", "code", "version", name="principle_version_once"),
            models.CheckConstraint(condition=~Q(text=""), name="principle_says_something"),
        ]

    def __str__(self) -> str:
        return f"{self.text} ({self.code})"
