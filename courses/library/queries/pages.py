"""One note or resource as its page shows it: named fields and ready HTML, and no row of a table."""

from __future__ import annotations

import datetime
import hashlib
from dataclasses import dataclass
from typing import Any, TypeVar

from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe

from academy.kit.words import listed, plural
from academy.people.models import Council
from courses.library.models import NotePage, ResourcePage, SharedPage
from courses.library.rules import levels_for
from courses.pages.queries import references_of
from courses.sessions.audiences import AUDIENCES

KEEP = 24 * 60 * 60
S = TypeVar("S", bound=SharedPage)


@dataclass(frozen=True)
class LawLine:
    """A piece of law that a page rests on: `title` and `citation` as the panel of lessons words them."""

    title: str
    citation: str
    is_proposal: bool


@dataclass(frozen=True)
class SharedView:
    """What notes and resources have in common on their page."""

    slug: str
    title: str
    summary: str
    html: SafeString
    kind_words: str
    audiences: tuple[str, ...]
    keeper_role: str
    number: int
    change: str
    law: tuple[LawLine, ...]
    law_as_at: datetime.date
    review_due: datetime.date | None
    published_on: datetime.date | None
    open_to: str
    pk: int

    @property
    def audience_words(self) -> str:
        """For whom it is, as a reader would say it."""
        words = [AUDIENCES[code].words for code in self.audiences if code in AUDIENCES]
        return listed(words) if words else "Everybody"

    @property
    def version_words(self) -> str:
        """Which version this is, and since when."""
        return f"Version {self.number}"

    @property
    def review_is_over(self) -> bool:
        """Whether its day for looking at it again has passed."""
        return self.review_due is not None and self.review_due < timezone.localdate()

    @property
    def is_public(self) -> bool:
        """Whether it can be forwarded to somebody who has no account."""
        return self.open_to == "public"


@dataclass(frozen=True)
class NoteView(SharedView):
    """A practice note."""

    minutes: int

    @property
    def path(self) -> str:
        """Its address."""
        return reverse("hub_note", args=[self.slug])

    @property
    def read_words(self) -> str:
        """How long it takes."""
        return f"{plural(self.minutes, 'minute')} to read"


@dataclass(frozen=True)
class ResourceView(SharedView):
    """A resource, with the Word document that is made from it."""

    kind: str

    @property
    def path(self) -> str:
        """Its address."""
        return reverse("hub_resource", args=[self.slug])

    @property
    def file_path(self) -> str:
        """Where its document is."""
        return reverse("hub_resource_file", args=[self.slug])


def note_view(*, actor: Any, council: Council, slug: str) -> NoteView | None:
    """A note, when this person or anybody may read it. One query."""
    page = page_at(NotePage, actor=actor, council=council, slug=slug)
    if page is None:
        return None
    return NoteView(**_shared(page), kind_words="Practice note", minutes=page.minutes)


def resource_view(*, actor: Any, council: Council, slug: str) -> ResourceView | None:
    """A resource, when this person or anybody may read it. One query."""
    page = page_at(ResourcePage, actor=actor, council=council, slug=slug)
    if page is None:
        return None
    return ResourceView(**_shared(page), kind_words=page.get_kind_display(), kind=page.kind)


def page_at(model: type[S], *, actor: Any, council: Council, slug: str) -> S | None:
    """The live page of a council at this place, if it is open to this person."""
    rows = model._default_manager.filter(council=council, live=True, open_to__in=levels_for(actor))
    return rows.filter(slug=slug).first()


def page_key(kind: str, page: SharedPage) -> str:
    """A key of the cache that changes whenever the page is published again."""
    marks = (page.pk, page.live_revision_id, str(page.last_published_at), page.title)
    return f"{kind}:{hashlib.sha256(repr(marks).encode()).hexdigest()}"


def _shared(page: SharedPage) -> dict[str, Any]:
    published = page.last_published_at
    return {
        "slug": page.slug,
        "title": page.title,
        "summary": page.summary,
        "html": mark_safe(_html(page)),
        "audiences": tuple(page.audiences),
        "keeper_role": page.keeper_role,
        "number": page.number,
        "change": page.change,
        "law": tuple(LawLine(one.title, one.citation, one.is_proposal) for one in references_of(page.law)),
        "law_as_at": page.law_as_at,
        "review_due": page.review_due,
        "published_on": timezone.localdate(published) if published else None,
        "open_to": page.open_to,
        "pk": page.pk,
    }


def _html(page: SharedPage) -> str:
    key = page_key("shared", page)
    found: str | None = cache.get(key)
    if found is None:
        found = "\n".join(block.render() for block in page.body)
        cache.set(key, found, KEEP)
    return found
