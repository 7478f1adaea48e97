"""Every route that the resolver knows, by name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import URLPattern, URLResolver, get_resolver


@dataclass(frozen=True)
class Route:
    """One route: its name with namespaces (its pattern where it has none) and its arguments."""

    name: str
    pattern: str
    parameters: frozenset[str]


def all_routes() -> list[Route]:
    """The routes of the whole project, Wagtail's and allauth's included."""
    return list(_walk(get_resolver(), "", ""))


def _walk(resolver: URLResolver, before: str, space: str) -> Iterator[Route]:
    for entry in resolver.url_patterns:
        pattern = before + str(entry.pattern)
        if isinstance(entry, URLResolver):
            inner = f"{space}{entry.namespace}:" if entry.namespace else space
            yield from _walk(entry, pattern, inner)
        elif isinstance(entry, URLPattern):
            keys = frozenset(entry.pattern.regex.groupindex)
            yield Route(f"{space}{entry.name}" if entry.name else f"[{pattern}]", pattern, keys)
