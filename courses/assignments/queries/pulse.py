"""What changes whenever something changes that a page of one person shows: under this it is kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from academy.kit.keeping import Parts, part, read_marks
from academy.people.access import standing_of
from academy.people.models import User

LOOP: Parts = {
    "waiting": part("courses_assignment WHERE person_id = %(person)s AND state = 'asked'", "COUNT(*)"),
    "stamp": part("courses_loopstamp WHERE council_id = %(council)s", "value"),
    "batches": part(
        "assessments_batch WHERE council_id = %(council)s", "MAX(id)", "MAX(applied_at)", "MAX(undone_at)"
    ),
}
LEARNING: Parts = {
    "lessons": part(
        "courses_lessonprogress WHERE person_id = %(person)s",
        "COUNT(*)", "COUNT(finished_at)", "MAX(opened_at)", "MAX(finished_at)", "SUM(id)",
    ),
    "done": part("courses_completion WHERE person_id = %(person)s", "COUNT(*)", "SUM(id)"),
    "exempt": part(
        "courses_exemption WHERE person_id = %(person)s AND state = 'in_force'", "COUNT(*)", "SUM(id)"
    ),
    "places": part(
        "courses_member WHERE person_id = %(person)s AND state IN ('expected', 'learning')",
        "COUNT(*)", "SUM(id)", "MAX(joins_on)",
    ),
    "away": part(
        "courses_timeaway away JOIN courses_member held ON held.id = away.member_id"
        " WHERE held.person_id = %(person)s",
        "COUNT(*)", "SUM(away.id)", "MAX(away.ends_on)",
    ),
}  # fmt: skip
"""What changes with every step of the actor's own learning, and with what is open to them.

Lessons are opened and finished at ever later times, and taken again by clearing them, so counts and latest
times change with every step.
"""
OWN: Parts = {
    **LEARNING,
    "offers": part("courses_offer WHERE person_id = %(person)s AND answer = ''", "COUNT(*)", "SUM(id)"),
    "audits": part("assessments_audit WHERE writer_id = %(person)s AND is_current", "COUNT(*)", "SUM(id)"),
    "assignments": part("courses_assignment WHERE person_id = %(person)s", "COUNT(*)", "SUM(id)"),
}
"""The same, and what changes with the actor's own offers, audits and assignments."""
RECORD: Parts = {
    "record": part("(SELECT id FROM academy_entry ORDER BY id DESC LIMIT 100) newest", "SUM(id)"),
}
"""Whatever is decided, planned, moved, marked or told writes an entry of the record in its transaction. Not
the newest alone: of two at once, the one with the lower number may be the later to be seen."""


@dataclass(frozen=True)
class Pulse:
    """`council`: the stamp of the loop and the last word of its imports. `person`: whom a page is drawn for,
    with all that its head shows of them: name, roles, teams, and how much waits.
    """

    council: tuple[str, ...]
    person: tuple[object, ...]


def pulse_of(*, actor: User) -> Pulse:
    """The pulse of the loop for this person: one query."""
    pulse, _ = pulse_with(actor=actor, more={})
    return pulse


def pulse_with(*, actor: User, more: Parts, **values: int) -> tuple[Pulse, dict[str, str]]:
    """The pulse, and further marks by name, in one query for all. A part may name the person and the council,
    and what is given besides."""
    found = read_marks({**LOOP, **more}, person=actor.pk, council=actor.council_id, **values)
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
        found["waiting"],
    )
    return Pulse((found["stamp"], found["batches"]), person), {name: found[name] for name in more}


def has_place(marks: Mapping[str, str]) -> bool:
    """Whether these marks are those of a person with an open place in a cohort."""
    return not marks["places"].startswith("0|")
