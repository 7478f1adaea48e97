"""Storing a register that was tried out in memory: only what is new or changed, in bulk."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from django.contrib.auth.hashers import make_password

from academy.people.actions import end_sessions
from academy.people.models import Absence, Council, Post, Team, User
from academy.record.actions import Line, write_many
from academy.staffing.actions.caseloads import store_caseloads
from academy.staffing.rules.register import PersonState, PostState, Register

BATCH = 500


def store(register: Register, *, council: Council, by: User | None, at: datetime.datetime) -> None:
    """Write people, posts, absences and history, and end the sessions of those who have left."""
    people = register.people.values()
    _add_people(people, council)
    _change_people([person for person in people if person.changed])
    _store_posts(register, _teams(register, council))
    _store_absences(register)
    counted = [(register.people[one.ref].pk, one) for one in register.caseloads.values()]
    store_caseloads((pk, one.on, one.plans) for pk, one in counted if pk)
    gone = [person.pk for person in people if person.gone and not person.active and person.pk]
    end_sessions(people=gone)
    lines = [
        Line(note.verb, "user", note.words, about=pk, noun_id=str(pk))
        for note in register.notes
        if (pk := register.people[note.ref].pk)
    ]
    write_many(council=council, by=by, at=at, lines=lines)


def _add_people(people: Iterable[PersonState], council: Council) -> None:
    new = [person for person in people if person.pk is None]
    rows = User.objects.bulk_create(
        [
            User(
                council=council,
                ref=person.ref,
                email=person.email,
                given_name=person.given_name,
                family_name=person.family_name,
                joined_on=person.joined_on,
                left_on=person.left_on,
                is_active=person.active,
                password=make_password(None),
            )
            for person in new
        ],
        batch_size=BATCH,
    )
    for person, row in zip(new, rows, strict=True):
        person.pk, person.changed = row.pk, False


def _change_people(people: list[PersonState]) -> None:
    """Two steps, so that two people may swap addresses."""
    rows = [
        User(
            pk=person.pk,
            email=person.email,
            given_name=person.given_name,
            family_name=person.family_name,
            joined_on=person.joined_on,
            left_on=person.left_on,
            is_active=person.active,
        )
        for person in people
    ]
    wanted = {row.pk: row.email for row in rows}
    known = User.objects.filter(pk__in=wanted).values_list("pk", "email")
    moved = {pk for pk, email in known if wanted[pk] != email}
    for pk in sorted(moved):
        User.objects.filter(pk=pk).update(email=f"changing-{pk}@localhost.invalid")
    fields = ["email", "given_name", "family_name", "joined_on", "left_on", "is_active"]
    User.objects.bulk_update(rows, fields, batch_size=BATCH)


def _teams(register: Register, council: Council) -> dict[str, int]:
    """The teams by name; those that the file names and nobody knew are made.

    An area only if all rows agree.
    """
    known = dict(Team.objects.filter(council=council).values_list("name", "pk"))
    names = {post.team for person in register.people.values() for post in person.posts} - set(known)
    made = Team.objects.bulk_create(
        Team(council=council, name=name, area=_area(register, name)) for name in sorted(names)
    )
    return {**known, **{team.name: team.pk for team in made}}


def _area(register: Register, team: str) -> str:
    areas = register.areas.get(team, set())
    return next(iter(areas)) if len(areas) == 1 else ""


def _store_posts(register: Register, teams: dict[str, int]) -> None:
    def row(person: PersonState, post: PostState) -> Post:
        manager = register.people.get(post.manager)
        return Post(
            pk=post.pk,
            person_id=person.pk,
            role=post.role,
            team_id=teams[post.team],
            manager_id=manager.pk if manager else None,
            starts_on=post.starts_on,
            ends_on=post.ends_on,
            fte=post.fte,
            working_days=post.working_days,
        )

    new, changed, dropped = [], [], []
    for person in register.people.values():
        for post in person.posts:
            if post.dropped:
                dropped.append(post.pk)
            elif post.pk is None:
                new.append(row(person, post))
            elif post.changed:
                changed.append(row(person, post))
    Post.objects.filter(pk__in=[pk for pk in dropped if pk]).delete()
    fields = ["role", "team", "manager", "starts_on", "ends_on", "fte", "working_days"]
    Post.objects.bulk_update(changed, fields, batch_size=BATCH)
    Post.objects.bulk_create(new, batch_size=BATCH)


def _store_absences(register: Register) -> None:
    rows = register.absences.values()
    Absence.objects.bulk_create(
        Absence(
            person_id=register.people[row.ref].pk, kind=row.kind, starts_on=row.starts_on, ends_on=row.ends_on
        )
        for row in rows
        if row.pk is None
    )
    changed = [Absence(pk=row.pk, ends_on=row.ends_on) for row in rows if row.pk and row.changed]
    Absence.objects.bulk_update(changed, ["ends_on"], batch_size=BATCH)
