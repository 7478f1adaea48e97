"""Who changed our words: every sitting in which a module's words became other words."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from wagtail.models import Revision

from academy.people.access import can, visible
from academy.people.models import User
from courses.pages.models import LessonPage, ModulePage
from courses.reviews.models import ModuleReview
from courses.reviews.queries.drafts import Page, labels, lesson_text, module_head
from courses.reviews.queries.reviews import part_of
from courses.reviews.rules.changes import Change, changes_between
from courses.reviews.rules.passages import Passage, about_module, passages_in

MOST = 60


@dataclass(frozen=True)
class Sitting:
    """One person's change of one page, and whether learners got it."""

    at: datetime.datetime
    who: str
    page: str
    changes: tuple[Change, ...]


def sittings_of(*, actor: User, review: ModuleReview) -> list[Sitting]:
    """Since the first review that the actor may see of this module, newest first. Few queries."""
    first = visible(actor, ModuleReview).filter(module_id=review.module_id).order_by("opened_at")[0]
    module = ModulePage.objects.get(pk=review.module_id)
    pages: list[Page] = [module, *LessonPage.objects.child_of(module).order_by("path").defer("body")]
    rows = Revision.objects.filter(object_id__in=[str(page.pk) for page in pages]).select_related("user")
    rows = rows.filter(base_content_type__app_label="wagtailcore").order_by("created_at", "pk")
    by_page: dict[str, list[Revision]] = {}
    for row in rows:
        by_page.setdefault(row.object_id, []).append(row)
    names = _names(actor, {row.user for row in rows if row.user is not None})
    found = [
        one for page in pages for one in _changes(page, by_page.get(str(page.pk), []), first.opened_at, names)
    ]
    return sorted(found, key=lambda one: one.at, reverse=True)[:MOST]


def _names(actor: User, people: Iterable[User]) -> dict[int, str]:
    """Names for people who write; for guests and law checkers the part that somebody plays."""
    if can(actor, "edit_content"):
        return {one.pk: one.get_full_name() for one in people}
    return {one.pk: part_of(one) for one in people}


def _changes(
    page: Page, revisions: list[Revision], since: datetime.datetime, names: dict[int, str]
) -> Iterable[Sitting]:
    before: list[Passage] | None = None
    for revision in revisions:
        after = _passages(page, revision)
        if before is not None and revision.created_at >= since and after != before:
            who = names.get(revision.user_id or 0, "The academy’s own update")
            title = str(revision.content["title"])
            yield Sitting(revision.created_at, who, title, changes_between(before, after))
        before = after


def _passages(page: Page, revision: Revision) -> list[Passage]:
    if isinstance(page, ModulePage):
        return [about_module(module_head(revision.content))]
    return passages_in(lesson_text(page, revision.content), labels(), "Lesson")
