"""Starting a module from a pattern, so that nobody begins with an empty page."""

from __future__ import annotations

import datetime
import json

from django.db import transaction
from django.utils.text import slugify

from academy.kit.refusals import Refused
from academy.people.access import can
from academy.people.models import User
from academy.record.actions import write
from courses.pages.models import LessonPage, ModulePage, ProgrammePage
from courses.reviews.rules.patterns import Pattern, next_code, patterns

YEAR = datetime.timedelta(days=365)


@transaction.atomic
def start_module(
    *,
    programme: ProgrammePage,
    title: str,
    summary: str,
    competency: str,
    week: int | None,
    pattern: str,
    by: User,
    at: datetime.datetime,
) -> ModulePage:
    """A new module of drafts, with lessons whose gaps stand in square brackets. The same title twice is one:
    a second click finds the module that the first has made."""
    if not can(by, "edit_content", programme):
        raise Refused("Only people who write content can start a module.")
    chosen = patterns().get(pattern)
    if chosen is None:
        raise Refused("Choose how to begin.", code="pattern")
    parent = ProgrammePage.objects.select_for_update().get(pk=programme.pk)
    slug = slugify(title)[:60] or "module"
    before = ModulePage.objects.child_of(parent).filter(slug=slug).first()
    if before is not None:
        if before.owner_id == by.pk and not before.live and before.title == title:
            return before
        raise Refused("Another module here has this title. Choose another.", code="title")
    module = _make_module(parent, chosen, title, slug, summary, competency, week, by, at)
    for lesson in chosen.lessons:
        page = LessonPage(
            title=lesson.title, slug=slugify(lesson.title), summary=lesson.summary, minutes=lesson.minutes,
            body=json.dumps(list(lesson.blocks)), live=False, owner=by, council_id=parent.council_id,
            law_as_at=at.date(), review_due=at.date() + YEAR,
        )  # fmt: skip
        module.add_child(instance=page)
        page.save_revision(user=by, clean=False)
    words = f"Started {module.code}: {title}"
    write(council=by.council_id, by=by, at=at, verb="start", obj=module, words=words)
    return module


def _make_module(
    parent: ProgrammePage,
    pattern: Pattern,
    title: str,
    slug: str,
    summary: str,
    competency: str,
    week: int | None,
    by: User,
    at: datetime.datetime,
) -> ModulePage:
    taken = ModulePage.objects.filter(council_id=parent.council_id).values_list("code", flat=True)
    module = ModulePage(
        title=title, slug=slug, summary=summary, main_competency=competency, week=week, live=False, owner=by,
        code=next_code(list(taken), parent.code, week), council_id=parent.council_id,
        minutes=sum(lesson.minutes for lesson in pattern.lessons),
        outcomes=["After this you can [say in one line what people can do after it]"],
        law_as_at=at.date(), review_due=at.date() + YEAR,
    )  # fmt: skip
    parent.add_child(instance=module)
    module.save_revision(user=by, clean=False)
    return module
