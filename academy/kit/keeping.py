"""Pages kept ready for as long as nothing that they show has changed.

A page is kept under everything that it shows: the caller names it, and whoever sees something else names
something else. Three things are never kept: the token of the forms and the key of a try, which are new in
every answer, and messages, which are shown once.
"""

from __future__ import annotations

import hashlib
import re
import uuid
from collections.abc import Callable, Iterable, Mapping

from django.conf import settings
from django.contrib.messages import get_messages
from django.core.cache import cache
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.template.response import SimpleTemplateResponse
from django.templatetags.static import static

KEEP_SECONDS = 5 * 60
"""What no mark stands for, such as a manager's new name, is seen after this time at the latest."""
TOKEN = re.compile(rb'(?<=name="csrfmiddlewaretoken" value=")[A-Za-z0-9]+(?=")')
KEY = re.compile(rb'(?<=name="key" value=")[0-9a-f-]{36}(?=")')
"""What makes a double click one try. Two tabs are two tries, so no two answers carry the same."""
Parts = Mapping[str, str]
"""Marks by name, each a scalar SELECT that `part` worded."""


def kept_page(
    request: HttpRequest, *, shows: Iterable[object], draw: Callable[[], HttpResponse]
) -> HttpResponse:
    """The page from the cache, or drawn and kept. `shows`: everything that it depends on, the person first.

    Read `shows` before anything is drawn: a change in between then leaves a page that nobody asks for again.
    """
    if settings.DEBUG or len(get_messages(request)):
        return draw()
    marks = (static("academy.css"), static("academy.js"), *shows)
    key = f"page:{hashlib.sha256(repr(marks).encode()).hexdigest()}"
    pieces: list[list[bytes]] | None = cache.get(key)
    if pieces is not None:
        return HttpResponse(get_token(request).encode().join(map(_with_keys, pieces)))
    response = draw()
    if isinstance(response, SimpleTemplateResponse):
        response.render()
    if response.status_code == 200:
        cache.set(key, [KEY.split(piece) for piece in TOKEN.split(response.content)], KEEP_SECONDS)
    return response


def _with_keys(pieces: list[bytes]) -> bytes:
    """The pieces of a page with a new key in each gap."""
    first, *rest = pieces
    return first + b"".join(str(uuid.uuid4()).encode() + piece for piece in rest)


def part(source: str, *columns: str) -> str:
    """A mark in SQL: what the columns of one row say together, as text, in PostgreSQL and SQLite alike."""
    said = " || '|' || ".join(f"COALESCE(CAST({column} AS text), '')" for column in columns)
    return " ".join(("SELECT", said, "FROM", source))


def read_marks(parts: Parts, **values: int) -> dict[str, str]:
    """What stands behind each name now, in one query.

    By hand, because it is asked with every page and the ORM takes longer to word it than to ask. Each part is
    a value and not a table of one FROM: PostgreSQL would weigh every order of joining them, and that takes
    longer than to read them all.
    """
    sql = ", ".join(f"({worded})" for worded in parts.values())
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {sql}", values)
        return {name: str(mark) for name, mark in zip(parts, cursor.fetchone(), strict=True)}
