"""Programmes, modules and lessons in the tree of pages."""

from __future__ import annotations

import datetime
import functools
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from django.core.cache import cache
from django.db import connection
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageLogEntry

from academy.people.access import scope_of, visible
from academy.people.grants import Scope
from academy.people.models import Post, User
from academy.people.roles import ROLES, Right
from courses.pages.models import LearnIndexPage, LessonPage, ModulePage, ProgrammePage

KEEP = 24 * 60 * 60


@dataclass(frozen=True)
class ModuleCard:
    """A module as a link needs it."""

    code: str
    title: str
    minutes: int
    path: str


def programmes_for(*, actor: User) -> QuerySet[ProgrammePage]:
    """The programmes that the actor may see."""
    return visible(actor, ProgrammePage).filter(live=True).order_by("path").prefetch_related("weeks")


def modules_for(*, actor: User) -> QuerySet[ModulePage]:
    """Every module that the actor may see, in reading order."""
    return visible(actor, ModulePage).filter(live=True).order_by("path")


def lessons_for(*, actor: User) -> QuerySet[LessonPage]:
    """Every lesson that the actor may see, in reading order and without its body."""
    return visible(actor, LessonPage).filter(live=True).order_by("path").defer("body")


def programme_at(*, actor: User, programme: str) -> ProgrammePage | None:
    """A programme by its place in the address."""
    return programmes_for(actor=actor).filter(slug=programme).first()


def module_with_lessons(
    *, actor: User, programme: str, module: str
) -> tuple[ModulePage, list[LessonPage]] | None:
    """A module and its lessons (without bodies) by place in the address; None if the actor may not see it.

    One light query says which pages and revisions are live; the pages themselves come from the cache under
    those revisions. Pages that were never published through the editors' area are read every time.
    """
    if scope_of(actor, ModulePage.reach.kind) is not Scope.COUNCIL:
        return None
    marks = live_marks(programme=programme, module=module)
    for top in [one for one in marks if not any(one.path.startswith(m.path) for m in marks if m is not one)]:
        found = _stored([mark for mark in marks if mark.path.startswith(top.path)])
        if found is not None and found[0].council_id == actor.council_id:
            return found
    return None


LIVE = r"""
    SELECT path, id, live_revision_id, last_published_at, title, slug
    FROM wagtailcore_page WHERE live AND url_path LIKE %s ESCAPE '\' ORDER BY path
"""
"""In SQL by hand: it is asked with every page of a module."""


class Live(NamedTuple):
    """A live page: where in the tree, in which revision, since when, and by which names."""

    path: str
    pk: int
    revision: int | None
    published: datetime.datetime | None
    title: str
    slug: str


def live_marks(*, programme: str, module: str) -> list[Live]:
    """Which pages are live at this place: the module and its lessons."""
    place = connection.ops.prep_for_like_query(f"/learn/{programme}/{module}/")
    with connection.cursor() as cursor:
        cursor.execute(LIVE, [f"%{place}%"])
        return [Live(*row) for row in cursor.fetchall()]


def kinds_in(lesson: Live) -> frozenset[str]:
    """The kinds of block in a lesson, from the cache under its live revision."""
    key = f"kinds:{hashlib.sha256(repr(lesson).encode()).hexdigest()}"
    found: frozenset[str] | None = cache.get(key)
    if found is None:
        body = LessonPage.objects.values_list("body", flat=True).get(pk=lesson.pk)
        found = frozenset(block["type"] for block in body.raw_data)
        cache.set(key, found, KEEP)
    return found


def _stored(marks: list[Live]) -> tuple[ModulePage, list[LessonPage]] | None:
    key = f"module:{hashlib.sha256(repr(marks).encode()).hexdigest()}"
    steady = all(mark.revision for mark in marks)
    found: tuple[ModulePage, list[LessonPage]] | None = cache.get(key) if steady else None
    if found is None:
        ids = [mark.pk for mark in marks]
        module = ModulePage.objects.filter(pk=ids[0]).first()
        if module is None:
            return None
        below = LessonPage.objects.filter(pk__in=ids[1:], depth=module.depth + 1).order_by("path")
        found = (module, list(below.defer("body")))
        if steady:
            cache.set(key, found, KEEP)
    return found


def lessons_of(*, actor: User, module: ModulePage) -> list[LessonPage]:
    """The lessons of a module, in one query."""
    return list(lessons_for(actor=actor).filter(path__startswith=module.path, depth=module.depth + 1))


def lessons_under(*, module: ModulePage) -> list[LessonPage]:
    """The lessons of a module that somebody may take, in one query: guests may take modules of the hub."""
    rows = LessonPage.objects.child_of(module).filter(council_id=module.council_id, live=True)
    return list(rows.order_by("path").defer("body"))


def module_path(page: ModulePage | LessonPage) -> str:
    """The address of a module or lesson, from its place in the tree and without a query."""
    *_, tail = page.url_path.partition("/learn/")
    return f"{_learn()}{tail}"


@functools.cache
def _learn() -> str:
    return reverse("learn")


def modules_by_code(*, council_id: int, codes: Iterable[str]) -> dict[str, ModuleCard]:
    """Title, minutes and address of modules by code, in one query; codes without a live page are left out."""
    rows = ModulePage.objects.filter(council_id=council_id, code__in=list(codes), live=True)
    rows = rows.only("code", "title", "minutes", "url_path")
    return {row.code: ModuleCard(row.code, row.title, row.minutes, module_path(row)) for row in rows}


def module_titles(*, council_id: int) -> dict[str, str]:
    """The titles of a council's modules by code."""
    rows = ModulePage.objects.filter(council_id=council_id, live=True).exclude(code="")
    return dict(rows.values_list("code", "title"))


def edition_of(*, module: ModulePage, lessons: list[LessonPage]) -> int:
    """The edition of a module: 1 when first published, one more whenever it or a lesson is published again.

    Kept in the cache under the live revisions, which change with every publishing.
    """
    key = revision_key("edition", module, *lessons)
    number: int | None = cache.get(key)
    if number is None:
        times = list(
            PageLogEntry.objects.filter(
                action="wagtail.publish", page_id__in=[module.pk, *(lesson.pk for lesson in lessons)]
            )
            .order_by("timestamp", "pk")
            .values_list("page_id", flat=True)
        )
        first = times.index(module.pk) if module.pk in times else 0
        number = max(1, len(times) - first)
        cache.set(key, number, KEEP)
    return number


def editors_of(*, council_id: int, at: datetime.datetime) -> list[User]:
    """Everybody whose role lets them edit content on a day."""
    roles = [role.code for role in ROLES.values() if Right.EDIT_CONTENT in role.rights]
    posts = Post.objects.open_on(timezone.localdate(at)).filter(role__in=roles).values("person_id")
    return list(User.objects.filter(council_id=council_id, is_active=True, pk__in=posts).order_by("pk"))


def tree_of(*, council_id: int) -> QuerySet[LearnIndexPage]:
    """The top of a council's pages for learning."""
    return LearnIndexPage.objects.filter(council_id=council_id)


def revision_key(kind: str, *pages: ModulePage | LessonPage) -> str:
    """A cache key that changes whenever one of the pages is published again."""
    marks = [(page.pk, page.live_revision_id, str(page.last_published_at), page.title) for page in pages]
    return f"{kind}:{hashlib.sha256(repr(marks).encode()).hexdigest()}"
