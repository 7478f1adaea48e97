"""Taking a list of people away as a file is history too."""

from __future__ import annotations

import datetime

from django.db import transaction

from academy.people.models import User
from academy.record.actions import write


@transaction.atomic
def record_standing_export(*, by: User, narrowed: str, at: datetime.datetime) -> None:
    """Keep who took the list of what people have to learn, and how it was narrowed."""
    words = f"Took the training list as a file{f', narrowed to {narrowed}' if narrowed else ''}"
    write(council=by.council_id, by=by, at=at, verb="export", noun="requirement", words=words[:400])
