"""Files of audits as people see them."""

from __future__ import annotations

from django.db.models import Q, QuerySet
from django.utils import timezone

from academy.people.access import visible
from academy.people.models import Council, Post, User
from academy.people.roles import ROLES, Right
from assessments.imports.models import Batch

BRINGERS = tuple(code for code, role in ROLES.items() if Right.BRING_IN_AUDITS in role.rights)


def batches_of(*, actor: User) -> QuerySet[Batch]:
    """The files the actor may see, newest first, with the people named on them."""
    return visible(actor, Batch).select_related("brought_by", "approved_by", "asked", "mapping")


def batch_of(*, actor: User, pk: int) -> Batch:
    """One file the actor may see. Batch.DoesNotExist otherwise."""
    return batches_of(actor=actor).get(pk=pk)


def files_waiting_for(*, actor: User) -> QuerySet[Batch]:
    """Files that wait for this person's approval."""
    return (
        batches_of(actor=actor).filter(Q(asked=actor) | Q(asked=None), state="sent").exclude(brought_by=actor)
    )


def find_same_file(*, council: Council, sha256: str) -> Batch | None:
    """The file with exactly these bytes that is here already, unless it was refused or taken back."""
    return (
        Batch.objects.filter(council=council, sha256=sha256).exclude(state__in=["refused", "undone"]).first()
    )


def second_people(*, batch: Batch) -> list[tuple[User, str]]:
    """Who may approve this file today: (person, role in words), never the one who brought it."""
    posts = (
        Post.objects.open_on(timezone.localdate())
        .filter(person__council_id=batch.council_id, person__is_active=True, role__in=BRINGERS)
        .exclude(person_id=batch.brought_by_id)
        .select_related("person")
        .order_by("person__family_name", "person__given_name")
    )
    return list({post.person_id: (post.person, ROLES[post.role].title) for post in posts}.values())
