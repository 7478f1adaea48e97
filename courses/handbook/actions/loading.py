"""Putting the shipped handbook pages into the tree of pages, out of the way of editors' work."""

from __future__ import annotations

import datetime
import hashlib
import json
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction

from academy.people.models import Council, User
from academy.record.actions import write
from courses.handbook.actions.versions import record_version
from courses.handbook.models import FIRST, HandbookIndexPage, HandbookPage
from courses.pages.actions.loading import raw_block
from courses.pages.models import LoadedPage

FOLDER = Path("courses/fixtures/handbook")
PLAIN = ("code", "kind", "title", "slug", "summary", "law")


def ensure_index(*, council: Council, under: Any) -> HandbookIndexPage:
    """The shelf at /handbook/ below the council's front page, made if it is missing."""
    index = HandbookIndexPage.objects.filter(council=council).first()
    if index is None:
        index = HandbookIndexPage(title="Handbook", slug="handbook", council=council)
        under.add_child(instance=index)
        index.save_revision().publish()
    return index


@transaction.atomic
def load_handbook(*, council: Council, by: User | None, at: datetime.datetime) -> int:
    """Make or bring up to date the shipped handbook pages; returns how many changed.

    A page whose file is unchanged gets no new version. A page that an editor has saved since, or taken away,
    is left as the editor wants it. Needs the shelf, which `ensure_site` makes.
    """
    index = HandbookIndexPage.objects.get(council=council)
    marks = {mark.key: mark for mark in LoadedPage.objects.filter(council=council).select_related("page")}
    files = sorted((Path(settings.BASE_DIR) / FOLDER).glob("*.json"))
    changed = 0
    for file in files:
        data = json.loads(file.read_text(encoding="utf-8"))
        changed += _load(index, data, marks.get(f"handbook/{data['code']}"), by, at)
    if changed:
        words = f"Handbook pages brought in: {changed} new or changed"
        write(council=council, by=by, at=at, verb="load", noun="handbookpage", words=words)
    return changed


def fields_of(data: dict[str, Any]) -> dict[str, Any]:
    """A file as the fields of its page."""
    days = {name: datetime.date.fromisoformat(data[name]) for name in ("law_as_at", "review_due")}
    body = [raw_block(f"{data['code']}/{number}", block) for number, block in enumerate(data["body"], 1)]
    return {
        **{name: data[name] for name in PLAIN},
        **days,
        "change": data.get("change", FIRST),
        "matters": data.get("matters", True),
        "body": json.dumps(body),
    }


def _load(
    index: HandbookIndexPage,
    data: dict[str, Any],
    mark: LoadedPage | None,
    by: User | None,
    at: datetime.datetime,
) -> int:
    fields = fields_of(data)
    sha256 = hashlib.sha256(json.dumps(fields, sort_keys=True, default=str).encode()).hexdigest()
    if mark is None:
        if HandbookPage.objects.filter(council_id=index.council_id, code=data["code"]).exists():
            return 0
        page = HandbookPage(council_id=index.council_id, live=False, **fields)
        index.add_child(instance=page)
    else:
        if mark.page is None or mark.sha256 == sha256:
            return 0
        page = mark.page.specific
        if page.latest_revision_id != mark.revision_id or not page.live:
            return 0
        for name, value in fields.items():
            setattr(page, name, value)
    revision = page.save_revision(user=by)
    record_version(page=page, revision_id=revision.pk, by=by, at=at)
    revision.publish(user=by)
    LoadedPage.objects.update_or_create(
        council_id=index.council_id,
        key=f"handbook/{data['code']}",
        defaults={"sha256": sha256, "page_id": page.pk, "revision_id": revision.pk},
    )
    return 1
