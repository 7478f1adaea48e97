"""One catalogue of everything the hub has: topics with their dates, notes, resources and modules.

What it costs does not grow with what it holds: as many queries for five things as for a thousand. The index
is kept in the cache under what it was made of, so that nothing has to say that something changed.
"""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.cache import cache
from django.utils import timezone

from academy.people.models import Council
from courses.library.queries import Hub, ShelfRow, guest_modules, rows_behind, shelf_marks
from courses.library.rules import levels_for
from courses.sessions.queries.public import SessionCard, TopicCard, public_sessions, public_topics
from home.hub.rules.narrowing import KINDS, Facets, hours_of
from home.hub.rules.search import Document, Found, Index, build_index, search

KEEP = 24 * 60 * 60


@dataclass(frozen=True)
class Dated:
    """A session of the catalogue."""

    card: SessionCard
    facets: Facets

    @property
    def key(self) -> str:
        """What the search knows it by: its topic."""
        return f"topic:{self.card.topic_code}"


@dataclass(frozen=True)
class Shelved:
    """A note, resource or module of the catalogue, in the words of a list."""

    key: str
    title: str
    summary: str
    path: str
    line: str
    more: str
    facets: Facets


@dataclass(frozen=True)
class Catalogue:
    """Everything that one reader may find, and the index by which it is found."""

    sessions: tuple[Dated, ...]
    topics: tuple[TopicCard, ...]
    shelved: tuple[Shelved, ...]
    index: Index

    @property
    def areas(self) -> list[str]:
        """Parts of the county in which something takes place."""
        return sorted({area for one in self.sessions for area in one.facets.areas})

    def find(self, query: str, *, exact: bool = False) -> Found:
        """What a query finds among them."""
        return search(self.index, query, exact=exact)


def catalogue_for(*, actor: Any, hub: Hub, at: datetime.datetime) -> Catalogue:
    """The catalogue of a hub as this reader may see it."""
    council = hub.council
    sessions = public_sessions(actor=actor, council=council, at=at)
    topics = public_topics(actor=actor, council=council, at=at)
    shelved, marks = _shelf(actor, council, hub.modules)
    documents = [_topic_document(one) for one in topics]
    return Catalogue(
        sessions=tuple(map(_dated, sessions)),
        topics=tuple(topics),
        shelved=tuple(shelved),
        index=_index(documents, marks, council, actor, hub.modules),
    )


def _dated(card: SessionCard) -> Dated:
    starts = timezone.localtime(card.starts_at)
    return Dated(
        card,
        Facets(
            kinds=frozenset(("session",)),
            audiences=frozenset(card.audiences),
            when=frozenset((hours_of(starts),)),
            where=frozenset(card.modes),
            areas=frozenset(filter(None, (card.area,))),
            day=starts.date(),
        ),
    )


def _shelf(actor: Any, council: Council, codes: Sequence[str]) -> tuple[list[Shelved], list[Any]]:
    """Notes, resources and modules in the words of a list, from the cache under their editions."""
    levels = levels_for(actor)
    modules = guest_modules(council=council, codes=codes)
    marks: list[Any] = [mark for mark in shelf_marks(council_id=council.pk) if mark[3] in levels]
    marks += [(one.pk, one.code, one.title, one.summary, one.minutes) for one in modules]
    key = _key("shelf", council.pk, levels, marks)
    found: list[Shelved] | None = cache.get(key)
    if found is None:
        rows = [row for row in rows_behind(council_id=council.pk) if row.open_to in levels]
        found = [*(_module_line(one) for one in modules), *map(_shelf_line, rows)]
        cache.set(key, found, KEEP)
    return found, marks


def _module_line(one: Any) -> Shelved:
    return Shelved(
        key=f"module:{one.code}",
        title=one.title,
        summary=one.summary,
        path=one.path,
        line=f"Module, {one.minute_words}",
        more=f"{one.code}. Do it in parts; yours to keep at the end",
        facets=Facets(kinds=frozenset(("module",))),
    )


def _shelf_line(row: ShelfRow) -> Shelved:
    return Shelved(
        key=f"{row.kind}:{row.slug}",
        title=row.title,
        summary=row.summary,
        path=row.path,
        line=f"{row.kind_words}, {row.minutes} min" if row.minutes else f"{row.kind_words}, Word",
        more=row.version_words,
        facets=Facets(kinds=frozenset((row.kind,)), audiences=row.audiences),
    )


def _topic_document(one: TopicCard) -> Document:
    words = f"{one.code} {' '.join(one.audience_words)}"
    return Document(f"topic:{one.code}", one.title, words, one.summary)


def _index(
    topics: list[Document], marks: list[Any], council: Council, actor: Any, codes: Sequence[str]
) -> Index:
    key = _key("index", council.pk, levels_for(actor), topics, marks)
    found: Index | None = cache.get(key)
    if found is None:
        levels = levels_for(actor)
        rows = [row for row in rows_behind(council_id=council.pk) if row.open_to in levels]
        modules = guest_modules(council=council, codes=codes)
        shelf = [
            Document(
                f"{row.kind}:{row.slug}",
                row.title,
                f"{' '.join(row.words)} {KINDS[row.kind]}",
                row.summary,
                row.text,
            )
            for row in rows
        ]
        taught = [
            Document(f"module:{one.code}", one.title, f"{one.code} {one.audience} module", one.summary)
            for one in modules
        ]
        found = build_index([*topics, *shelf, *taught])
        cache.set(key, found, KEEP)
    return found


def _key(kind: str, *parts: object) -> str:
    return f"hub-{kind}:{hashlib.sha256(repr(parts).encode()).hexdigest()}"
