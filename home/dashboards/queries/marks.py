"""What the week of a starter depends on: it is drawn anew when something of it changed, and only then."""

from __future__ import annotations

import datetime

from django.db import connection
from django.utils import timezone

from academy.people.models import User

QUARTER = 15
"""Minutes for which the hours that are left count as the same."""
MARKS = """
    SELECT (SELECT MAX(id) FROM academy_entry),
        (SELECT MAX(saved_at) FROM assessments_submission WHERE person_id = %s),
        (SELECT MAX(saved_at) FROM courses_shadowingrecord WHERE person_id = %s),
        (SELECT COUNT(signed_at) FROM courses_shadowingrecord WHERE person_id = %s),
        s.n, s.i, s.opened
    FROM (
        SELECT COUNT(*) AS n, MAX(id) AS i, COUNT(CASE WHEN state = 'open' THEN 1 END) AS opened
        FROM assessments_sitting WHERE person_id = %s
    ) s
"""
"""Whatever is decided, planned, moved, marked or told writes an entry of the record in its transaction;
what a person types and saves for themselves does not, and has marks of its own."""


def starter_marks(*, actor: User, at: datetime.datetime) -> tuple[object, ...]:
    """What a starter's week depends on besides the marks of every /me/, in one query."""
    now = timezone.localtime(at)
    with connection.cursor() as cursor:
        cursor.execute(MARKS, [actor.pk] * 4)
        row = cursor.fetchone()
    return ("starter", now.hour, now.minute // QUARTER, *(str(mark) for mark in row))
