"""A change of law, what somebody said about each thing that names it, and the top-ups it started."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from academy.people.models import Council
from academy.people.reach import Reach
from courses.currency.states import LAW_CHANGE


class LawChange(models.Model):
    """A reference of the law pack changed on a day. `reference` is its key, `source` where it can be read."""

    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="law_changes")
    reference = models.CharField(max_length=60)
    what = models.CharField("what changed, in words for a coordinator", max_length=400)
    source = models.CharField("where it can be read", max_length=300)
    changed_on = models.DateField()
    state = models.CharField(max_length=8, choices=LAW_CHANGE.choices(), default="open")
    settled_on = models.DateField(null=True, blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    recorded_at = models.DateTimeField()
    reach: ClassVar[Reach] = Reach("law_change", council="council")

    class Meta:
        ordering: ClassVar = ["-changed_on", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint("council", "reference", "changed_on", name="law_change_once"),
            models.CheckConstraint(
                condition=Q(state__in=list(LAW_CHANGE.words)), name="law_change_state_known"
            ),
            models.CheckConstraint(
                condition=Q(state="open", settled_on__isnull=True)
                | Q(state="settled", settled_on__gte=F("changed_on")),
                name="law_change_settled_on_a_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reference} on {self.changed_on}"


class LawCheck(models.Model):
    """What somebody said about one thing that names the changed law. `thing` is its key, like `task:AT2`."""

    class Verdict(models.TextChoices):
        STANDS = "stands", "It still stands"
        MENDED = "mended", "I changed it"

    change = models.ForeignKey(LawChange, on_delete=models.CASCADE, related_name="checks")
    thing = models.CharField(max_length=120)
    verdict = models.CharField(max_length=6, choices=Verdict.choices)
    words = models.CharField("what was done, if it needs saying", max_length=200, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    reach: ClassVar[Reach] = Reach("law_check", council="change__council")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint("change", "thing", name="law_check_once")]

    def __str__(self) -> str:
        return f"{self.thing}: {self.verdict}"


class TopUp(models.Model):
    """A module asked of everybody who had learned the law as it was."""

    change = models.ForeignKey(LawChange, on_delete=models.CASCADE, related_name="top_ups")
    module_code = models.CharField(max_length=12)
    due_on = models.DateField()
    people = models.PositiveIntegerField("people asked")
    started_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    started_at = models.DateTimeField()
    reach: ClassVar[Reach] = Reach("law_check", council="change__council")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint("change", "module_code", name="top_up_once")]

    def __str__(self) -> str:
        return f"{self.module_code} for {self.change_id}"
