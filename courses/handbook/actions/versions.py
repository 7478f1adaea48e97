"""What is published becomes a version."""

from __future__ import annotations

import datetime
import hashlib
import json
from html.parser import HTMLParser
from typing import Any

from django.db import transaction
from wagtail.blocks import StreamValue, StructValue
from wagtail.blocks.list_block import ListValue
from wagtail.rich_text import RichText

from academy.people.models import User
from academy.record.actions import write
from academy.work.actions import announce
from courses.handbook.models import HandbookPage, HandbookVersion
from courses.handbook.rules import HEADING
from courses.pages.blocks.legal_reference import law_of

PAGE_CHANGED = "page_changed"
SMALL = "Small corrections"


@transaction.atomic
def record_version(
    *, page: HandbookPage, revision_id: int, by: User | None, at: datetime.datetime
) -> HandbookVersion | None:
    """Keep what this revision says as the next version. None when readers see nothing new in it.

    The same revision twice is one version. Words on the change that are those of the last version make it a
    small correction, which asks nobody to read again.
    """
    HandbookPage.objects.select_for_update().filter(pk=page.pk).values_list("pk", flat=True).first()
    known = list(page.versions.all())
    content = content_of(page)
    sha256 = hashlib.sha256(json.dumps(content).encode()).hexdigest()
    if any(one.revision_id == revision_id for one in known) or (known and known[-1].sha256 == sha256):
        return None
    said = next((one.change for one in reversed(known) if one.change != SMALL), "")
    anew = bool(page.change.strip()) and page.change.strip() != said
    version = HandbookVersion.objects.create(
        page=page,
        number=len(known) + 1,
        change=page.change.strip() if anew else SMALL,
        matters=not known or (anew and page.matters),
        revision_id=revision_id,
        content=content,
        sha256=sha256,
        by=by,
        published_at=at,
    )
    _tell(version, page, by, at)
    return version


def _tell(version: HandbookVersion, page: HandbookPage, by: User | None, at: datetime.datetime) -> None:
    council_id = page.council_id or 0
    write(
        council=council_id,
        by=by,
        at=at,
        verb="publish",
        obj=version,
        words=f"{page.code}, version {version.number}: {version.change}"[:400],
        detail={"page": page.pk, "matters": version.matters},
    )
    if version.matters and version.number > 1:
        announce(
            topic=PAGE_CHANGED,
            key=str(version.pk),
            payload={"version_id": version.pk, "council_id": council_id},
            council=council_id,
            at=at,
        )


def keep_versions(*, council_id: int, at: datetime.datetime) -> int:
    """Versions of pages that were published without anybody noticing: a process that died, say. Returns how
    many were missing."""
    found = 0
    for page in HandbookPage.objects.filter(council_id=council_id, live=True, live_revision__isnull=False):
        seen = page.versions.filter(revision_id=page.live_revision_id).exists()
        if not seen and record_version(page=page, revision_id=page.live_revision_id, by=None, at=at):
            found += 1
    return found


def content_of(page: HandbookPage) -> list[tuple[str, list[str]]]:
    """The text of a page as blocks of lines: what a reader reads, without how it looks."""
    front = ("front", [page.title, page.summary])
    return [front, *((block.block_type, _lines(block.block_type, block.value)) for block in page.body)]


def _lines(kind: str, value: Any) -> list[str]:
    if kind == "legal_reference":
        held = law_of(value["key"])
        words = f"{held.citation}: {held.title}" if held else value["key"]
        return [words, *([value["note"]] if value.get("note") else [])]
    return [line for line in _walk(value) if line]


def _walk(value: Any) -> list[str]:
    """Every line of text inside a block, in order."""
    if isinstance(value, RichText):
        return _Lines.read(value.source)
    if isinstance(value, StructValue):
        return [line for one in value.values() for line in _walk(one)]
    if isinstance(value, (ListValue, StreamValue, list, tuple)):
        return [line for one in value for line in _walk(getattr(one, "value", one))]
    if isinstance(value, str):
        return [" ".join(line.split()) for line in value.splitlines()]
    return [] if value is None or isinstance(value, (bool, int)) else [str(value)]


class _Lines(HTMLParser):
    """Rich text as lines: a paragraph or an item of a list is one, a heading begins with a mark."""

    BREAKS = ("p", "li", "h2", "h3", "h4", "br", "ul", "ol", "blockquote")

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = [""]

    @classmethod
    def read(cls, source: str) -> list[str]:
        """The lines of one rich text."""
        parser = cls()
        parser.feed(source)
        return [
            tidy for line in parser.lines if (tidy := " ".join(line.split())) not in ("", HEADING.strip())
        ]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in self.BREAKS:
            self.lines.append(HEADING if tag in ("h2", "h3", "h4") else "")

    def handle_endtag(self, tag: str) -> None:
        if tag in self.BREAKS:
            self.lines.append("")

    def handle_data(self, data: str) -> None:
        self.lines[-1] += data
