"""Who is away, and whose letter a link came from."""

from __future__ import annotations

import datetime
from collections.abc import Collection

from django.core import signing
from django.db.models import Q

from academy.people.models import Absence
from courses.retrieval.models import Nudge

SALT = "courses.retrieval.nudge"


def token_of(nudge: Nudge) -> str:
    """The signed token in a letter that ends it without signing in. It never runs out: an old letter must
    still be able to end the new ones."""
    return signing.dumps(nudge.pk, salt=SALT)


def person_of_token(token: str) -> int | None:
    """The key of the wish that a token names; None for one that we did not sign."""
    try:
        found = signing.loads(token, salt=SALT)
    except signing.BadSignature:
        return None
    return found if isinstance(found, int) else None


def nudge_of_token(token: str) -> Nudge | None:
    """The wish that a token names. The token is the right to end it, so no `visible` stands here."""
    pk = person_of_token(token)
    return None if pk is None else Nudge.objects.filter(pk=pk).first()


def people_away(*, people: Collection[int], today: datetime.date) -> set[int]:
    """Which of these people are on leave or seconded on a day."""
    spells = Absence.objects.filter(
        Q(ends_on__isnull=True) | Q(ends_on__gte=today), person_id__in=people, starts_on__lte=today
    )
    return set(spells.values_list("person_id", flat=True))
