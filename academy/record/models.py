"""The append-only history: who did what to what, when and why."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models

from academy.people.models import Council
from academy.people.reach import Reach


class Entry(models.Model):
    """One line of history. Never changed, never deleted; `save` refuses a second time."""

    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="history")
    at = models.DateTimeField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="deeds"
    )
    about = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="history"
    )
    verb = models.CharField(max_length=60)
    noun = models.CharField(max_length=60)
    noun_id = models.CharField(max_length=60, blank=True)
    words = models.CharField(max_length=400)
    detail = models.JSONField(default=dict, blank=True)
    reach: ClassVar[Reach] = Reach("history", council="council", person="about")

    class Meta:
        verbose_name_plural = "entries"
        ordering: ClassVar = ["-at", "-pk"]
        indexes: ClassVar = [
            models.Index(fields=["noun", "noun_id"], name="entry_noun"),
            models.Index(fields=["about", "-at"], name="entry_about"),
            models.Index(fields=["council", "-at"], name="entry_council"),
        ]

    def __str__(self) -> str:
        return f"{self.verb} {self.noun} {self.noun_id}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk is not None:
            raise TypeError("History is append-only: write a new entry instead.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        raise TypeError("History is append-only: it cannot be deleted.")


class Look(models.Model):
    """Somebody looked at another person's record: once a day for each kind of page. Append-only, like Entry.

    `what` says in words what was looked at. Whose record it is can read it; nobody else.
    """

    actor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="looks")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="looked_at")
    what = models.CharField(max_length=80)
    on = models.DateField()
    at = models.DateTimeField()
    reach: ClassVar[Reach] = Reach("look", council="person__council", person="person")

    class Meta:
        ordering: ClassVar = ["-at", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint("person", "actor", "on", "what", name="look_once_a_day"),
            models.CheckConstraint(condition=~models.Q(actor=models.F("person")), name="look_at_another"),
        ]

    def __str__(self) -> str:
        return f"Look {self.pk}"
