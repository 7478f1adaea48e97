"""Whose levels somebody may look at, and on which task."""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils import timezone

from academy.people.access import people_led_by, visible
from academy.people.models import Post, User
from academy.people.roles import ROLES
from competencies.entrustment.rules import MAY_COUNTERSIGN
from competencies.framework.models import EntrustableTask, Level
from competencies.framework.queries import framework_in_force

DESK = ("R14", "R15")
"""Roles that everybody knows by name: the quality and practice leads of the council."""


def person_seen(*, actor: User, pk: int) -> User | None:
    """Somebody whose levels the actor may see; None for everybody else."""
    return visible(actor, User, kind="entrustment").filter(pk=pk).select_related("council").first()


def people_led(*, actor: User) -> QuerySet[User]:
    """Those whom the actor leads today, by name."""
    rows = visible(actor, User, kind="entrustment").filter(pk__in=people_led_by(actor))
    return rows.exclude(pk=actor.pk).order_by("given_name", "family_name", "pk")


def task_in_force(*, council_id: int, code: str) -> EntrustableTask | None:
    """A task of the framework in force by its code."""
    rows = EntrustableTask.objects.filter(framework__council_id=council_id, framework__state="published")
    return rows.filter(code=code).select_related("framework").first()


def levels_in_words(*, council_id: int) -> dict[int, Level]:
    """The levels of the framework in force by number; empty before the first is published."""
    framework = framework_in_force(council_id=council_id)
    return {row.number: row for row in framework.levels.all()} if framework is not None else {}


def possible_seconds(*, person: User, by: User, level: int) -> list[tuple[int, str]]:
    """Who may sign this level second when `by` signs it first: id, and words that say who it is.

    Those whose name the first signer may not see are called by their role and team.
    """
    roles = [role for role, highest in MAY_COUNTERSIGN.items() if highest >= level]
    posts = (
        Post.objects.open_on(timezone.localdate())
        .filter(person__council_id=person.council_id, person__is_active=True, role__in=roles)
        .exclude(person_id__in=[person.pk, by.pk])
        .select_related("person", "team")
        .order_by("-role", "team__name", "person__family_name", "pk")
    )
    rows = list(posts)
    named = _named(by, [row.person_id for row in rows])
    return list({row.person_id: (row.person_id, _called(row, named)) for row in rows}.values())


def called(*, actor: User, person: User) -> str:
    """A second signer in words: by name, or by role and team for those who may not see the name."""
    row = (
        Post.objects.open_on(timezone.localdate())
        .filter(person=person, role__in=list(MAY_COUNTERSIGN))
        .select_related("person", "team")
        .first()
    )
    return _called(row, _named(actor, [person.pk])) if row is not None else "somebody who may sign"


def _named(actor: User, ids: list[int]) -> frozenset[int]:
    return frozenset(visible(actor, User).filter(pk__in=ids).values_list("pk", flat=True))


def _called(post: Post, named: frozenset[int]) -> str:
    title = ROLES[post.role].title
    if post.role in DESK or post.person_id in named:
        return f"{post.person.get_full_name()}, {title}"
    return f"{title}, {post.team.name}"


def user_of(*, council_id: int, pk: int | None) -> User | None:
    """Somebody of the council by id; what they may do is for the rules to say."""
    return User.objects.filter(council_id=council_id, pk=pk).first() if pk is not None else None
