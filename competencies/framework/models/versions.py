"""Versions: one is in force, one at most is being written."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from academy.people.models import Council
from academy.people.reach import Reach
from competencies.framework.states import FRAMEWORK

WRITABLE = ("draft", "review")
LASTING = ("published", "retired")
"""States of versions that people were measured by: what stands in them is never changed or thrown away."""
LONGEST = 1000


class Framework(models.Model):
    """One version of a council's framework. `based_on` is the version it was written from.

    `identity` names the framework itself, in every version and in other systems. `returned_words` is what the
    second person asked for when they last gave it back; whoever sent it never publishes it.
    """

    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="frameworks")
    identity = models.UUIDField(default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=120)
    version = models.PositiveSmallIntegerField(default=1)
    state = models.CharField(max_length=10, choices=FRAMEWORK.choices(), default="draft")
    based_on = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="followers"
    )
    what_changed = models.TextField("what is new in this version, and why", blank=True)
    effective_from = models.DateField(null=True, blank=True)
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
    retired_on = models.DateField(null=True, blank=True)
    reach: ClassVar[Reach] = Reach("framework", council="council")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint("council", "version", name="framework_version_once"),
            models.UniqueConstraint("council", condition=Q(state="published"), name="framework_one_in_force"),
            models.UniqueConstraint(
                "council", condition=Q(state__in=WRITABLE), name="framework_one_being_written"
            ),
            models.CheckConstraint(
                condition=Q(state__in=list(FRAMEWORK.words)), name="framework_state_known"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "review", "dropped"]) | Q(effective_from__isnull=False),
                name="framework_in_force_from_a_day",
            ),
            models.CheckConstraint(
                condition=Q(published_by__isnull=True)
                | Q(sent_by__isnull=True)
                | ~Q(published_by=F("sent_by")),
                name="framework_two_people",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}, version {self.version}"
