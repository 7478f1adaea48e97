"""The words that a council gave its messages, version by version, and which messages somebody ended."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from academy.people.models import Council
from academy.people.reach import Reach


class Wording(models.Model):
    """One version of the words of one kind of message; the newest counts. `ours`: from here on the words that
    are shipped count again, as they are in whatever release runs."""

    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="wordings")
    code = models.CharField("kind of message", max_length=40)
    number = models.PositiveIntegerField()
    ours = models.BooleanField(default=False)
    subject = models.CharField(max_length=120, blank=True)
    body = models.TextField(blank=True)
    key = models.UUIDField(unique=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    reach: ClassVar[Reach] = Reach("session_desk", council="council")

    class Meta:
        ordering: ClassVar = ["code", "-number"]
        constraints: ClassVar = [
            models.UniqueConstraint("council", "code", "number", name="wording_number_once"),
            models.CheckConstraint(
                condition=(Q(ours=True) & Q(subject="") & Q(body="")) | (Q(ours=False) & ~Q(body="")),
                name="wording_ours_or_own",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.number}"


class Silence(models.Model):
    """Somebody ended a kind of message by the link in it, or took that back. The row stays, so that the link
    in an old letter still finds it."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="silences")
    kind = models.CharField(max_length=20)
    wanted = models.BooleanField("wants none", default=True)
    changed_at = models.DateTimeField()
    reach: ClassVar[Reach] = Reach("silence", council="person__council", person="person")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint("person", "kind", name="silence_once")]

    def __str__(self) -> str:
        return f"{self.kind} for {self.person_id}"
