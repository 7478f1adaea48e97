"""What came in from the HR system, and how many plans people hold."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from academy.people.models import Council
from academy.people.reach import Reach


class StaffFile(models.Model):
    """One HR file as it was read: its counts and its refused rows with reasons, never names.

    The file itself is kept only while somebody decides about its bad rows.
    """

    class State(models.TextChoices):
        CHECKED = "checked", "Waits for an answer"
        REFUSED = "refused", "Refused"
        APPLIED = "applied", "Applied"

    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="staff_files")
    name = models.CharField(max_length=200)
    kind = models.CharField("what the file is", max_length=14, default="staff")
    sha256 = models.CharField(max_length=64)
    stored_as = models.CharField(
        "name of the raw file while it waits, seven days at most", max_length=80, blank=True
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="staff_files"
    )
    at = models.DateTimeField()
    state = models.CharField(max_length=8, choices=State.choices)
    counts = models.JSONField(default=dict)
    rejected = models.JSONField(default=list)
    reach: ClassVar[Reach] = Reach("staff_file", council="council")

    class Meta:
        ordering: ClassVar = ["-at", "-pk"]

    def __str__(self) -> str:
        return self.name


MOST_PLANS = 999
"""More plans than this are a slip of the pen."""


class Caseload(models.Model):
    """How many plans somebody held on a day: the manager or the list of staff said so. The newest counts."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="caseloads")
    on = models.DateField()
    plans = models.PositiveSmallIntegerField()
    reach: ClassVar[Reach] = Reach("caseload", council="person__council", person="person")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint("person", "on", name="caseload_once_a_day"),
            models.CheckConstraint(condition=Q(plans__lte=MOST_PLANS), name="caseload_0_to_999"),
        ]

    def __str__(self) -> str:
        return f"{self.plans} on {self.on}"
