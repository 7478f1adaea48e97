"""Putting the shipped items into a council's bank, out of the way of its authors' work."""

from __future__ import annotations

import datetime
import json
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction

from academy.law.pack import law_as_at
from academy.people.models import Council, User
from academy.record.actions import write
from assessments.questions.kinds import content_faults, kind_of
from assessments.questions.models import Item, ItemVersion
from assessments.questions.states import LIVE, VERSION

ITEMS = Path("assessments/fixtures/items")
TAGS = ("title", "content", "competencies", "criteria", "law", "difficulty", "minutes", "never")


class FixtureFault(ValueError):
    """A shipped item is not in order: a programming error, said with its code and place."""


def shipped_items() -> list[dict[str, Any]]:
    """Every item that the academy brings along, as plain data with its kind."""
    found = []
    for file in sorted((Path(settings.BASE_DIR) / ITEMS).glob("*.json")):
        rows = json.loads(file.read_text(encoding="utf-8"))
        found.extend({"kind": file.stem, **data} for data in rows)
    return found


@transaction.atomic
def load_items(*, council: Council, by: User | None, at: datetime.datetime) -> int:
    """Make or bring up to date the shipped items; returns how many items changed.

    They come in for practice: two people of the council must agree before one is used in an assessed paper.
    An item whose file is unchanged gets no new version; one that an author has changed is theirs.
    """
    held = {
        item.source_key: item
        for item in Item.objects.filter(council=council).exclude(source_key="").prefetch_related("versions")
    }
    taken = set(Item.objects.filter(council=council).values_list("code", flat=True))
    changed = 0
    for data in shipped_items():
        item = held.get(_key(data))
        if item is None and data["code"] in taken:
            continue
        changed += _bring_up_to_date(council, item, data, by, at)
    if changed:
        words = f"Questions and exercises brought in: {changed} new or changed"
        write(council=council, by=by, at=at, verb="load", noun="item", words=words)
    return changed


def _key(data: dict[str, Any]) -> str:
    return f"shipped:{data['code']}"


def _bring_up_to_date(
    council: Council, item: Item | None, data: dict[str, Any], by: User | None, at: datetime.datetime
) -> int:
    faults = content_faults(kind_of(data["kind"]), data["content"])
    if faults:
        raise FixtureFault(f"{data['code']}: {faults[0].path}: {faults[0].words}")
    fields = {name: data[name] for name in TAGS}
    versions = sorted(item.versions.all(), key=lambda version: -version.number) if item else []
    if versions:
        newest = versions[0]
        if newest.written_by_id or newest.state not in LIVE:
            return 0
        if all(getattr(newest, name) == value for name, value in fields.items()):
            return 0
        if newest.state == "open":
            newest.state = VERSION.after(newest.state, "replace")
            newest.save(update_fields=["state"])
    else:
        item = Item.objects.create(
            council=council,
            code=data["code"],
            kind=data["kind"],
            made_by=by,
            made_at=at,
            source_key=_key(data),
        )
    ItemVersion.objects.create(
        item=item,
        number=versions[0].number + 1 if versions else 1,
        state="open",
        written_by=None,
        written_at=at,
        offered_at=at,
        law_as_at=law_as_at(),
        change="Came with the academy",
        **fields,
    )
    return 1
