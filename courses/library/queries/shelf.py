"""Everything on the hub's shelf, for whoever makes a catalogue of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.html import strip_tags

from courses.library.models import NotePage, ResourcePage, SharedPage

ShelfMark = tuple[Any, ...]
"""What changes whenever a page of the shelf is published, opened to others or taken away."""
KEYS = re.compile(r"^(TR-\d+|[0-9a-f]{8}-[0-9a-f-]{27}|[a-z0-9]+(-[a-z0-9]+)+)$")
"""Values inside a body that are not words: ids of blocks and keys of the law pack."""


@dataclass(frozen=True)
class ShelfRow:
    """A note or resource in a list, with the words by which it is found."""

    kind: str
    kind_words: str
    slug: str
    title: str
    summary: str
    words: tuple[str, ...]
    text: str
    audiences: frozenset[str]
    minutes: int
    open_to: str
    path: str
    version_words: str


def shelf_marks(*, council_id: int) -> list[ShelfMark]:
    """What the shelf holds and in which edition, without the pages: two light queries."""
    found: list[ShelfMark] = []
    for model in (NotePage, ResourcePage):
        rows = model.objects.filter(council_id=council_id, live=True).order_by("path")
        found += rows.values_list("pk", "live_revision_id", "last_published_at", "open_to", "title", "slug")
    return found


def rows_behind(*, council_id: int) -> list[ShelfRow]:
    """The pages themselves, in reading order: two queries."""
    notes = NotePage.objects.filter(council_id=council_id, live=True).order_by("path")
    resources = ResourcePage.objects.filter(council_id=council_id, live=True).order_by("path")
    return [
        *(_row(page, "note", "Note", page.minutes, "hub_note") for page in notes),
        *(_row(page, page.kind, page.get_kind_display(), 0, "hub_resource") for page in resources),
    ]


def _row(page: SharedPage, kind: str, kind_words: str, minutes: int, route: str) -> ShelfRow:
    on = page.last_published_at
    since = f", {timezone.localdate(on):%B %Y}" if on else ""
    return ShelfRow(
        kind=kind,
        kind_words=kind_words,
        slug=page.slug,
        title=page.title,
        summary=page.summary,
        words=tuple(page.words),
        text=" ".join([page.keeper_role, *_strings(list(page.body.raw_data))]),
        audiences=frozenset(page.audiences),
        minutes=minutes,
        open_to=page.open_to,
        path=reverse(route, args=[page.slug]),
        version_words=f"Version {page.number}{since}",
    )


def _strings(value: Any) -> Iterator[str]:
    """Every text inside a body, without its tags."""
    if isinstance(value, str):
        if not KEYS.match(value):
            yield strip_tags(value.replace("<", " <"))
    elif isinstance(value, dict):
        for name, part in value.items():
            if name not in ("type", "id", "key"):
                yield from _strings(part)
    elif isinstance(value, list):
        for part in value:
            yield from _strings(part)
