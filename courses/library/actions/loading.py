"""Putting the shipped notes and resources into the tree of pages, out of the way of editors' work."""

from __future__ import annotations

import datetime
import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction

from academy.people.models import Council, User
from academy.record.actions import write
from courses.library.models import HubIndexPage, NotePage, ResourcePage, SharedPage
from courses.library.rules import Item, items_in
from courses.pages.actions.loading import raw_block
from courses.pages.models import LoadedPage

FOLDER = Path("courses/fixtures/library")
LAW_AS_AT = datetime.date(2026, 11, 1)
REVIEW_DUE = datetime.date(2027, 5, 1)
"""Shipped pages were last held against the law on the day of the law pack, and are due half a year later."""


def ensure_hub(*, council: Council, under: Any) -> HubIndexPage:
    """The shelf at /hub/ below the council's front page, made if it is missing."""
    hub = HubIndexPage.objects.filter(council=council).first()
    if hub is None:
        about = json.loads((settings.BASE_DIR / FOLDER / "hub.json").read_text(encoding="utf-8"))
        hub = HubIndexPage(title="Learning hub", slug="hub", council=council, **about)
        under.add_child(instance=hub)
        hub.save_revision().publish()
    return hub


def shipped() -> Iterator[Item]:
    """Every note and resource that comes with the academy, in the order of its files."""
    for file in sorted((Path(settings.BASE_DIR) / FOLDER).glob("*.md")):
        yield from items_in(file.read_text(encoding="utf-8"))


@transaction.atomic
def load_library(*, council: Council, by: User | None, at: datetime.datetime) -> int:
    """Make or bring up to date the shipped notes and resources; returns how many changed.

    A page whose file is unchanged stays as it is, and so does one that an editor has saved since or taken
    away. Needs the shelf, which `ensure_hub` makes.
    """
    hub = HubIndexPage.objects.get(council=council)
    marks = {mark.key: mark for mark in LoadedPage.objects.filter(council=council).select_related("page")}
    changed = sum(_load(hub, item, marks.get(f"library/{item.slug}"), by) for item in shipped())
    if changed:
        words = f"Notes and resources brought in: {changed} new or changed"
        write(council=council, by=by, at=at, verb="load", noun="hubindexpage", words=words)
    return changed


def fields_of(item: Item) -> dict[str, Any]:
    """An item as the fields of its page."""
    body = [raw_block(f"{item.slug}/{number}", block) for number, block in enumerate(item.blocks, 1)]
    own = {"minutes": item.minutes} if item.kind == "note" else {"kind": item.kind}
    return {
        "title": item.title,
        "slug": item.slug,
        "summary": item.summary,
        "audiences": item.audiences,
        "words": item.words,
        "open_to": item.open_to,
        "keeper_role": item.owner,
        "number": item.number,
        "change": item.change,
        "law": item.law,
        "law_as_at": LAW_AS_AT,
        "review_due": REVIEW_DUE,
        "body": json.dumps(body),
        **own,
    }


def _load(hub: HubIndexPage, item: Item, mark: LoadedPage | None, by: User | None) -> int:
    fields = fields_of(item)
    sha256 = hashlib.sha256(json.dumps(fields, sort_keys=True, default=str).encode()).hexdigest()
    model: type[SharedPage] = NotePage if item.kind == "note" else ResourcePage
    if mark is None:
        page = model(council_id=hub.council_id, live=False, **fields)
        hub.add_child(instance=page)
    else:
        if mark.page is None or mark.sha256 == sha256:
            return 0
        page = mark.page.specific
        if page.latest_revision_id != mark.revision_id or not page.live:
            return 0
        for name, value in fields.items():
            setattr(page, name, value)
    revision = page.save_revision(user=by)
    revision.publish(user=by)
    LoadedPage.objects.update_or_create(
        council_id=hub.council_id,
        key=f"library/{item.slug}",
        defaults={"sha256": sha256, "page_id": page.pk, "revision_id": revision.pk},
    )
    return 1
