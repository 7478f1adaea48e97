"""Reading history."""

from django.db import models
from django.db.models import QuerySet

from academy.people.access import visible
from academy.people.models import User
from academy.record.models import Entry


def history_of(*, actor: User, obj: models.Model) -> QuerySet[Entry]:
    """What happened to one thing, newest first, as far as the actor may see it."""
    return visible(actor, Entry).filter(noun=obj._meta.model_name, noun_id=str(obj.pk)).select_related("by")
