"""What changes whenever something changes that a page of one person shows: the name under which it is kept.

In SQL by hand, because it is asked on every page and the ORM takes longer to word it than to ask.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import connection

from academy.people.access import standing_of
from academy.people.models import User

LOOP = """
    SELECT (SELECT COUNT(*) FROM courses_assignment WHERE person_id = %s AND state = 'asked'),
           (SELECT value FROM courses_loopstamp WHERE council_id = %s),
           MAX(id), MAX(applied_at), MAX(undone_at)
    FROM assessments_batch WHERE council_id = %s
"""
LEARNING = """
    SELECT * FROM
        (SELECT COUNT(*) AS n1, COUNT(finished_at) AS n2, MAX(opened_at) AS t1, MAX(finished_at) AS t2,
                SUM(id) AS i1 FROM courses_lessonprogress WHERE person_id = %s) learning,
        (SELECT COUNT(*) AS n3, SUM(id) AS i3 FROM courses_completion WHERE person_id = %s) completion,
        (SELECT COUNT(*) AS n7, SUM(id) AS i7 FROM courses_exemption
         WHERE person_id = %s AND state = 'in_force') exemption,
        (SELECT COUNT(*) AS n8, SUM(id) AS i8, MAX(joins_on) AS d8 FROM courses_member
         WHERE person_id = %s AND state IN ('expected', 'learning')) member,
        (SELECT COUNT(*) AS n9, SUM(away.id) AS i9, MAX(away.ends_on) AS d9 FROM courses_timeaway away
         JOIN courses_member held ON held.id = away.member_id WHERE held.person_id = %s) away
"""
PLACES = 9
"""Where the count of open places in a cohort stands among these."""
REST = """,
        (SELECT COUNT(*) AS n4, SUM(id) AS i4 FROM courses_offer WHERE person_id = %s AND answer = '') offer,
        (SELECT COUNT(*) AS n5, SUM(id) AS i5 FROM assessments_audit
         WHERE writer_id = %s AND is_current) audit,
        (SELECT COUNT(*) AS n6, SUM(id) AS i6 FROM courses_assignment WHERE person_id = %s) assignment
"""


@dataclass(frozen=True)
class Pulse:
    """`council`: the stamp of the loop and the last word of its imports. `person`: whom a page is drawn for,
    with all that its head shows of them: name, roles, teams, and how much waits.
    """

    council: tuple[str, ...]
    person: tuple[object, ...]


def pulse_of(*, actor: User) -> Pulse:
    """The pulse of the loop for this person: one query."""
    waiting, *council = _row(LOOP, [actor.pk, actor.council_id, actor.council_id])
    standing = standing_of(actor)
    person = (
        actor.pk,
        actor.get_full_name(),
        actor.initials,
        actor.council_id,
        actor.council.name,
        standing.roles,
        sorted(standing.teams),
        sorted(standing.led_teams),
        standing.place,
        waiting,
    )
    return Pulse(tuple(council), person)


def learning_marks(*, actor: User) -> tuple[str, ...]:
    """What changes with every step of the actor's own learning, and with what is open to them: one query.

    Lessons are opened and finished at ever later times, and taken again by clearing them, so counts and
    latest times change with every step.
    """
    return _row(LEARNING, [actor.pk] * 5)


def own_marks(*, actor: User) -> tuple[str, ...]:
    """The same, and what changes with the actor's own offers, audits and assignments: one query."""
    return _row(LEARNING + REST, [actor.pk] * 8)


def has_place(marks: tuple[str, ...]) -> bool:
    """Whether these marks of somebody's own learning are those of a person with an open place in a cohort."""
    return marks[PLACES] != "0"


def _row(sql: str, values: list[Any]) -> tuple[str, ...]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return tuple(str(mark) for mark in cursor.fetchone())
