"""Reviewing a version, retiring an item and bringing it back."""

from __future__ import annotations

import datetime

from django.db import transaction
from django.utils import timezone

from academy.people.models import User
from assessments.questions.actions.writing import hold_version, tell
from assessments.questions.models import Item, ItemReview, ItemVersion
from assessments.questions.queries.writers import writers_of
from assessments.questions.rules import (
    check_bring_back,
    check_keep,
    check_private,
    check_reason,
    check_retire,
    check_review,
    check_reviewer,
    check_verdict,
    is_confirmed,
    is_from_practice,
)
from assessments.questions.states import LIVE, VERSION


@transaction.atomic
def review_version(
    *, version: ItemVersion, verdict: str, words: str, by: User, at: datetime.datetime
) -> ItemReview:
    """Keep what one person thinks of a version. With the second who agrees, one of them from practice, it may
    be used in assessed papers and replaces the version that was. The same review twice is one."""
    check_reviewer(by, version.item)
    words = words.strip()
    check_verdict(verdict, words)
    check_private(words)
    held = hold_version(version)
    before = ItemReview.objects.filter(version=held, reviewer=by).first()
    if before is not None and (before.verdict, before.words) == (verdict, words):
        return before
    check_review(held, wrote=by.pk in writers_of(version=held), said=before is not None)
    review = ItemReview.objects.create(version=held, reviewer=by, verdict=verdict, words=words, at=at)
    tell(
        held.item, "review", f"Reviewed version {held.number} of {held.item.code}", by, at,
        version=held.number, verdict=verdict,
    )  # fmt: skip
    if verdict == ItemReview.Verdict.AGREE:
        _confirm(held, by, at)
    return review


def _confirm(held: ItemVersion, by: User, at: datetime.datetime) -> None:
    """The step to reviewed, if those who agreed are enough."""
    agreed = held.reviews.filter(verdict=ItemReview.Verdict.AGREE).select_related("reviewer")
    if not is_confirmed([is_from_practice(one.reviewer, timezone.localdate(one.at)) for one in agreed]):
        return
    held.item.versions.filter(state="reviewed").update(state=VERSION.after("reviewed", "replace"))
    held.state = VERSION.after(held.state, "confirm")
    held.save(update_fields=["state"])
    tell(
        held.item, "confirm", f"Version {held.number} of {held.item.code} is reviewed", by, at,
        version=held.number,
    )  # fmt: skip


@transaction.atomic
def retire_item(*, item: Item, reason: str, by: User, at: datetime.datetime) -> Item:
    """Take an item out of use: nothing draws it any more, and what was answered stays readable."""
    check_keep(by, item)
    check_reason(reason)
    check_private(reason)
    held = Item.objects.select_for_update().get(pk=item.pk)
    check_retire(list(held.versions.values_list("state", flat=True)))
    for state in LIVE:
        held.versions.filter(state=state).update(state=VERSION.after(state, "retire"))
    tell(held, "retire", f"Retired {held.code}", by, at, reason=reason.strip())
    return held


@transaction.atomic
def bring_back_item(*, item: Item, by: User, at: datetime.datetime) -> ItemVersion:
    """Put the newest retired version to use again. Into assessed papers it comes by review."""
    check_keep(by, item)
    held = Item.objects.select_for_update().get(pk=item.pk)
    check_bring_back(list(held.versions.values_list("state", flat=True)))
    version = held.versions.filter(state="retired").order_by("-number")[0]
    version.state = VERSION.after(version.state, "bring_back")
    version.save(update_fields=["state"])
    tell(held, "bring back", f"Brought {held.code} back", by, at, version=version.number)
    return version
