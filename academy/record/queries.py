"""Reading history."""

from __future__ import annotations

from django.db import models
from django.db.models import QuerySet

from academy.people.access import visible
from academy.people.models import User
from academy.record.models import Entry, Look

DESK_NOUNS = ("user", "post", "absence", "affiliation")
"""What those who keep the list of people read in a history: never what somebody learned, did or decided."""


def history_of(*, actor: User, obj: models.Model) -> QuerySet[Entry]:
    """What happened to one thing, newest first, as far as the actor may see it."""
    return visible(actor, Entry).filter(noun=obj._meta.model_name, noun_id=str(obj.pk)).select_related("by")


def history_about(*, actor: User, person_id: int) -> QuerySet[Entry]:
    """What happened about one person, newest first, as far as the actor may see it."""
    whole = visible(actor, Entry)
    desk = visible(actor, Entry, kind="desk_history").filter(noun__in=DESK_NOUNS)
    return (whole | desk).filter(about_id=person_id).select_related("by")


def looks_at(*, person: User) -> QuerySet[Look]:
    """Who looked at the record of this person, newest first: for the person alone."""
    return visible(person, Look).filter(person=person).select_related("actor")
