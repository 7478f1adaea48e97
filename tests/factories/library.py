"""Makes the hub's shelf with notes, resources and a module that is open to partners."""

from __future__ import annotations

import datetime
import json
from typing import Any

from django.utils.text import slugify
from wagtail.models import Page

from academy.people.models import Council
from courses.library.actions import ensure_hub
from courses.library.models import HubIndexPage, NotePage, ResourcePage
from courses.pages.models import ModulePage
from home.pages.models import WelcomePage

OUT = datetime.datetime(2026, 9, 1, 9, 0, tzinfo=datetime.UTC)
TEXT = "<h2>Two weeks before</h2><p>Send the papers.</p>"


def hub(council: Council, **fields: Any) -> HubIndexPage:
    """The shelf of a council below a front page, made once."""
    welcome = WelcomePage.objects.filter(council=council).first()
    if welcome is None:
        root = Page.objects.get(depth=1)
        welcome = root.add_child(
            instance=WelcomePage(title="Academy", slug=slugify(f"home-{council.slug}"), council=council)
        )
    found = ensure_hub(council=council, under=welcome)
    for name, value in fields.items():
        setattr(found, name, value)
    found.save()
    return found


def note(council: Council, slug: str = "who-sends-what", **fields: Any) -> NotePage:
    """A published note, made once a slug and council."""
    given = {"title": f"Who sends what {slug}", "summary": "The weeks of a review.", "minutes": 4}
    return _page(NotePage, council, slug, {**given, **fields})


def resource(council: Council, slug: str = "review-report", **fields: Any) -> ResourcePage:
    """A published template, made once a slug and council."""
    given = {"title": f"Review report {slug}", "summary": "Fill it in.", "kind": "template"}
    return _page(ResourcePage, council, slug, {**given, **fields})


def _page(model: type[Any], council: Council, slug: str, fields: dict[str, Any]) -> Any:
    known = model.objects.filter(council=council, slug=slug).first()
    if known:
        return known
    page = model(
        slug=slug, council=council, **{"keeper_role": "Review lead", "body": body(TEXT), "law": [], **fields}
    )
    hub(council).add_child(instance=page)
    page.save_revision().publish()
    return model.objects.get(pk=page.pk)


def body(text: str, *more: tuple[str, Any]) -> str:
    """The raw body of a page: a text, and blocks of other kinds after it."""
    return json.dumps([{"type": kind, "value": value} for kind, value in (("text", text), *more)])


def open_module(module: ModulePage) -> ModulePage:
    """Let partners take a module."""
    assert module.council is not None
    hub(module.council, modules=[module.code])
    return module
