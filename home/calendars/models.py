"""The secret address at which somebody's calendar program reads what they come to."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

from academy.people.reach import Reach


class CalendarFeed(models.Model):
    """One person's address. Of its secret only a hash is kept, so nobody reads the address from here.

    `key` was made by the server with the form: sent twice it is one address. `turn` counts the addresses,
    so that a form that was left open never brings a dead address back.
    """

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="calendar_feed"
    )
    secret_hash = models.CharField(max_length=64, unique=True)
    key = models.UUIDField()
    turn = models.PositiveIntegerField(default=1)
    made_at = models.DateTimeField()
    reach: ClassVar[Reach] = Reach("calendar_feed", council="person__council", person="person")

    def __str__(self) -> str:
        return f"of {self.person_id}"
