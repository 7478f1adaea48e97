"""Writing an item: its first draft, later drafts, and offering one for use and review."""

from __future__ import annotations

import datetime
import uuid
from typing import Any

from django.db import transaction

from academy.kit.refusals import Refused
from academy.people.models import Council, User
from academy.record.actions import write
from assessments.questions.actions.wordings import Wording
from assessments.questions.kinds import kind_of
from assessments.questions.models import Item, ItemVersion
from assessments.questions.queries.codes import next_code
from assessments.questions.rules import (
    check_discard,
    check_keep,
    check_offer,
    check_save,
    check_start,
    faults_of,
    private_faults,
)
from assessments.questions.states import LIVE, VERSION

GONE = "This draft is not there any more: it was offered or thrown away a moment ago. Look at the item."


@transaction.atomic
def write_item(
    *, kind: str, wording: Wording, key: uuid.UUID, by: User, at: datetime.datetime
) -> ItemVersion:
    """A new item with its first draft. `key` comes from the form: the same one twice is one item."""
    check_keep(by)
    of_kind = kind_of(kind)
    _check_private(wording)
    source = f"written:{key}"
    Council.objects.select_for_update().get(pk=by.council_id)
    made = ItemVersion.objects.filter(item__council_id=by.council_id, item__source_key=source).first()
    if made is not None:
        return made
    item = Item.objects.create(
        council_id=by.council_id,
        code=next_code(council_id=by.council_id, kind=of_kind),
        kind=kind,
        made_by=by,
        made_at=at,
        source_key=source,
    )
    version = wording.onto(ItemVersion(item=item, number=1, written_by=by, written_at=at))
    version.save()
    tell(item, "write", f"Wrote the first draft of {item.code}", by, at, version=1, draft=version.pk)
    return version


@transaction.atomic
def save_draft(
    *,
    version: ItemVersion,
    wording: Wording,
    by: User,
    at: datetime.datetime,
    seen: datetime.datetime | None = None,
) -> ItemVersion:
    """Change a draft; nothing that was offered is ever changed.

    `seen` is when the draft that the author had before them was written: what somebody else saved since is
    not overwritten. The same words twice are one save.
    """
    check_keep(by, version.item)
    _check_private(wording)
    held = hold_version(version)
    check_save(held)
    if not wording.differs_from(held):
        return held
    if seen is not None and held.written_at != seen:
        raise Refused(
            "This draft was saved in another window after you opened it. Nothing is lost: your words are "
            "below. Save again to replace what is there.",
            code="newer",
        )
    wording.onto(held)
    held.written_by, held.written_at = by, at
    held.save()
    tell(
        held.item, "write", f"Changed the draft of {held.item.code}", by, at,
        version=held.number, draft=held.pk,
    )  # fmt: skip
    return held


@transaction.atomic
def start_version(*, item: Item, by: User, at: datetime.datetime) -> ItemVersion:
    """A draft made from the newest version in use. While one is being written, that one is given back."""
    check_keep(by, item)
    held = Item.objects.select_for_update().get(pk=item.pk)
    versions = list(held.versions.order_by("-number"))
    draft = next((one for one in versions if one.state == "draft"), None)
    if draft is not None:
        return draft
    check_start([one.state for one in versions])
    source = next(one for one in versions if one.state in LIVE)
    names = ("title", "content", "competencies", "criteria", "law", "difficulty", "minutes", "never")
    draft = ItemVersion.objects.create(
        item=held,
        number=versions[0].number + 1,
        law_as_at=source.law_as_at,
        review_due=source.review_due,
        written_by=by,
        written_at=at,
        **{name: getattr(source, name) for name in names},
    )
    tell(
        held, "start", f"Began version {draft.number} of {held.code}", by, at,
        version=draft.number, source=source.number,
    )  # fmt: skip
    return draft


@transaction.atomic
def discard_draft(*, version: ItemVersion, by: User, at: datetime.datetime) -> bool:
    """Throw a draft away, and its item with it when there is nothing else.

    Returns whether the item is still there.
    """
    check_keep(by, version.item)
    held = hold_version(version)
    check_discard(held)
    item, number = held.item, held.number
    tell(item, "discard", f"Threw away the draft of {item.code}", by, at, version=number)
    held.delete()
    if item.versions.exists():
        return True
    item.delete()
    return False


@transaction.atomic
def offer_version(*, version: ItemVersion, by: User, at: datetime.datetime) -> ItemVersion:
    """From draft to use in practice and review. An older version that was still in review is replaced; one
    that was reviewed stays in assessed papers until this one is reviewed too. Twice is once."""
    check_keep(by, version.item)
    held = hold_version(version)
    if held.state == "open":
        return held
    states = held.item.versions.values_list("state", flat=True)
    check_offer(held, list(states), len(faults_of(held, kind_of(held.item.kind))))
    held.item.versions.filter(state="open").update(state=VERSION.after("open", "replace"))
    held.state, held.offered_at = VERSION.after(held.state, "offer"), at
    held.save(update_fields=["state", "offered_at"])
    tell(
        held.item, "offer", f"Offered version {held.number} of {held.item.code} for review", by, at,
        version=held.number,
    )  # fmt: skip
    return held


def hold_version(version: ItemVersion) -> ItemVersion:
    """The version as it is now, with its item locked: every step of an item waits for the one before."""
    Item.objects.select_for_update().filter(pk=version.item_id).values_list("pk", flat=True).first()
    held = ItemVersion.objects.select_related("item").filter(pk=version.pk).first()
    if held is None:
        raise Refused(GONE, code="state")
    return held


def _check_private(wording: Wording) -> None:
    for fault in private_faults(wording.content, {"title": wording.title, "change": wording.change}):
        raise Refused(fault.words, code="private")


def tell(item: Item, verb: str, words: str, by: User, at: datetime.datetime, **detail: Any) -> None:
    """One line of the item's history."""
    write(council=item.council_id, by=by, at=at, verb=verb, obj=item, words=words, detail=detail)
