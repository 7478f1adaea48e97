"""What came in from the HR system."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

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
