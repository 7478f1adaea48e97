"""What is written and reviewed in the demo: one module out with credit, one in review, one just begun."""

from __future__ import annotations

import datetime
import json

from django.db import transaction

from academy.people.models import Council, User
from courses.pages.models import LessonPage, ModulePage, ProgrammePage
from courses.reviews.actions import open_review, publish_review, say_verdict, start_module
from courses.reviews.models import ModuleReview
from courses.reviews.queries.drafts import draft_of
from home.founding.actions.cast import ago

OUT, READ = "PM-18", "PM-19"
BEFORE, AFTER = "Nobody meant to be cruel.", "Nobody meant to be cruel. It hurt all the same."
ASKED, ASKED_AFTER = "Only the second is co-production.", "Only the second is what we call co-production."
CHANGE = "Families read this too. Could it say what asking sounds like on the telephone?"
BEGUN = "When a family moves in"


def write_through(*, council: Council, until: datetime.datetime) -> None:
    """The practice lead writes, the tribunal officer checks the law, the forum helps and is named."""
    author, law, forum = (
        User.objects.get(council=council, emailaddress__email=address)
        for address in (
            "pdl@alderwick.example", "tribunal@alderwick.example", "forum@alderwickparents.example",
        )
    )  # fmt: skip
    with transaction.atomic():
        review = _send(council, OUT, BEFORE, AFTER, author, forum, ago(until, 30))
        for person, days in ((author, 30), (law, 27), (forum, 24)):
            _say(review, person, ago(until, days, 60), credit="forum" if person == forum else "")
        publish_review(review=review, live_at=None, until=None, by=author, at=ago(until, 23))
        waits = _send(council, READ, ASKED, ASKED_AFTER, author, forum, ago(until, 6))
        _say(waits, author, ago(until, 6, 60))
        _say(waits, law, ago(until, 2), says="change", words=CHANGE)
        _begin(council, author, ago(until, 1))


def _send(
    council: Council, code: str, before: str, after: str, author: User, forum: User, at: datetime.datetime
) -> ModuleReview:
    """A sentence changed in a module that learners have, and the module sent for review."""
    module = ModulePage.objects.get(council=council, code=code)
    for lesson in LessonPage.objects.child_of(module).order_by("path"):
        raw = json.dumps(list(lesson.body.get_prep_value()), ensure_ascii=False)
        if before in raw:
            lesson.body = raw.replace(before, after, 1)
            lesson.save_revision(user=author, clean=False)
            break
    return open_review(
        module=module, kind="full", coauthor=forum, asked="Does it sound like us?", by=author, at=at
    )


def _say(
    review: ModuleReview,
    by: User,
    at: datetime.datetime,
    *,
    says: str = "agree",
    words: str = "",
    credit: str = "",
) -> None:
    draft = draft_of(module=review.module)
    place = draft.passages[2].key if words else ""
    say_verdict(
        review=review, says=says, words=words, place=place, seen=draft.mark, credit=credit, by=by, at=at
    )


def _begin(council: Council, author: User, at: datetime.datetime) -> None:
    """A module that is only begun, with its gaps."""
    start_module(
        programme=ProgrammePage.objects.get(council=council, slug="practice"),
        title=BEGUN, summary="A child who moves here keeps the help that they had.", competency="C7.5",
        week=None, pattern="case", by=author, at=at,
    )  # fmt: skip
