"""Makes handbook pages with versions, and readings of them."""

from __future__ import annotations

import datetime
import json
from typing import Any

from django.utils import timezone
from django.utils.text import slugify
from wagtail.models import Page

from academy.people.models import Council, User
from courses.handbook.actions import ensure_index, read_page, record_version
from courses.handbook.models import HandbookIndexPage, HandbookPage, HandbookVersion, PageRead
from home.pages.models import WelcomePage

OUT = datetime.datetime(2026, 9, 1, 9, 0, tzinfo=datetime.UTC)
FIRST_TEXT = "<h2>When a request arrives</h2><p>Write down the day.</p><p>Answer within six weeks.</p>"


def shelf(council: Council) -> HandbookIndexPage:
    """The handbook of a council below a front page, made once."""
    welcome = WelcomePage.objects.filter(council=council).first()
    if welcome is None:
        root = Page.objects.get(depth=1)
        welcome = root.add_child(
            instance=WelcomePage(title="Academy", slug=slugify(f"home-{council.slug}"), council=council)
        )
    return ensure_index(council=council, under=welcome)


def handbook_page(
    council: Council, code: str = "SOP-01", text: str = FIRST_TEXT, **fields: Any
) -> HandbookPage:
    """A published page with version 1, made once a code and council."""
    known = HandbookPage.objects.filter(council=council, code=code).first()
    if known:
        return known
    given = {"title": f"Procedure {code}", "slug": code.lower(), "summary": "What we do when it happens."}
    page = HandbookPage(code=code, council=council, body=body(text), **{**given, **fields})
    shelf(council).add_child(instance=page)
    publish(page, at=OUT)
    return page


def body(text: str, *more: tuple[str, Any]) -> str:
    """The raw body of a page: a text, and blocks of other kinds after it."""
    return json.dumps([{"type": kind, "value": value} for kind, value in (("text", text), *more)])


def publish(
    page: HandbookPage, *, at: datetime.datetime | None = None, by: User | None = None, **fields: Any
) -> HandbookVersion | None:
    """Publish a page with these fields as they stand; the version that came of it, if any."""
    page = HandbookPage.objects.get(pk=page.pk)
    for name, value in fields.items():
        setattr(page, name, value)
    revision = page.save_revision(user=by)
    version = record_version(page=page, revision_id=revision.pk, by=by, at=at or timezone.now())
    revision.publish(user=by)
    return version


def read(page: HandbookPage, person: User, number: int = 1, at: datetime.datetime = OUT) -> PageRead:
    """Somebody says that they have read it."""
    return read_page(page=page, number=number, by=person, at=at)
