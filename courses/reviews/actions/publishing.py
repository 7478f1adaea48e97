"""Publishing what was agreed, at once or later, with credit to whoever helped to write it."""

from __future__ import annotations

import datetime

from django.core.management import call_command
from django.db import transaction
from wagtail.models import Page

from academy.kit.refusals import Refused
from academy.people.access import can
from academy.people.models import User
from academy.record.actions import write
from academy.work.actions import announce
from courses.pages.models import LessonPage, ModulePage
from courses.reviews.actions.reviewing import hold
from courses.reviews.models import ModuleReview
from courses.reviews.queries.drafts import draft_of
from courses.reviews.rules.steps import check_publish, credit_words, steps_of
from courses.reviews.states import REVIEW

SECOND = datetime.timedelta(seconds=1)


@transaction.atomic
def publish_review(
    *,
    review: ModuleReview,
    live_at: datetime.datetime | None,
    until: datetime.datetime | None,
    by: User,
    at: datetime.datetime,
) -> ModuleReview:
    """Publish the module and all its lessons in the words that everybody agreed to. Twice is once.

    With `live_at` learners get it then, with `until` it is taken away then; the work ledger sees to both.
    """
    held = hold(review)
    if held.state == "published":
        return held
    draft = draft_of(module=held.module)
    check_publish(by, held, steps_of(held, list(held.verdicts.all()), draft.mark))
    _check_times(live_at, until, at)
    draft.module.written_with = _credit(held) or draft.module.written_with
    for lesson in draft.lessons:
        _publish(lesson, live_at, until, by)
    _publish(draft.module, live_at, until, by)
    held.state = REVIEW.after(held.state, "publish")
    held.closed_by, held.closed_at = by, at
    held.goes_live_at, held.expires_at = live_at, until
    held.save(update_fields=["state", "closed_by", "closed_at", "goes_live_at", "expires_at"])
    for moment in (live_at, until):
        if moment is not None:
            plan_sweep(moment=moment, at=at)
    council = held.module.council_id
    if council is not None:
        words = f"Published {draft.module.code or draft.module.title} after review"
        write(council=council, by=by, at=at, verb="publish", obj=held, words=words)
    return held


def _publish(
    page: ModulePage | LessonPage,
    live_at: datetime.datetime | None,
    until: datetime.datetime | None,
    by: User,
) -> None:
    """One page in its newest wording; unchanged pages keep their revision, so that nobody's edition grows."""
    if page.live and not page.has_unpublished_changes and until is None and isinstance(page, LessonPage):
        return
    page.go_live_at, page.expire_at, page.expired = live_at, until, False
    page.save_revision(user=by, clean=False).publish(user=by, skip_permission_checks=True)


def _credit(review: ModuleReview) -> str:
    return credit_words(review.credit, review.coauthor.get_full_name()) if review.coauthor else ""


def _check_times(
    live_at: datetime.datetime | None, until: datetime.datetime | None, at: datetime.datetime
) -> None:
    if live_at is not None and live_at <= at:
        raise Refused("Choose a day that is still to come, or leave it empty to publish now.", code="live_at")
    if until is not None and until <= (live_at or at):
        raise Refused("It must be taken away after it has come. Choose a later day.", code="until")


@transaction.atomic
def choose_credit(*, review: ModuleReview, credit: str, by: User, at: datetime.datetime) -> ModuleReview:
    """How the co-author is named; the page says it at once when learners have it already."""
    held = hold(review)
    if not can(by, "help_write", held):
        raise Refused("Only the co-author decides how they are named.")
    if held.credit == credit:
        return held
    held.credit = credit
    held.save(update_fields=["credit"])
    if held.state == "published":
        # What is drawn of a page is kept under the time of its last publishing.
        ModulePage.objects.filter(pk=held.module_id).update(written_with=_credit(held), last_published_at=at)
        _say_on_page(held)
    council = held.module.council_id
    if council is not None:
        words = f"Chose how to be named on {held.module.code or held.module.title}"
        write(council=council, by=by, at=at, verb="credit", obj=held, words=words)
    return held


def _say_on_page(review: ModuleReview) -> None:
    """The newest wording says it too, so that the next publishing does not bring the old words back."""
    revision = review.module.latest_revision
    if revision is not None:
        revision.content["written_with"] = _credit(review)
        revision.save(update_fields=["content"])


def plan_sweep(*, moment: datetime.datetime, at: datetime.datetime) -> None:
    """Work for the ledger: at this moment pages come or go."""
    key = moment.astimezone(datetime.UTC).isoformat()
    announce(topic="pages_due", key=key, payload={}, due_at=moment + SECOND, at=at)


@transaction.atomic
def plan_schedule(*, page: Page, at: datetime.datetime) -> None:
    """An editor gave a page of another kind a time to come or to go: the ledger sees to that too."""
    for moment in (page.go_live_at, page.expire_at):
        if moment is not None and moment > at:
            plan_sweep(moment=moment, at=at)


def tend_schedule(*, at: datetime.datetime) -> None:
    """Publish what is due and take away what has run out. Wagtail knows which; done twice it is done once."""
    call_command("publish_scheduled")
