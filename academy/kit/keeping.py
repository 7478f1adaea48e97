"""Pages kept ready for as long as nothing that they show has changed.

A page is kept under everything that it shows: the caller names it, and whoever sees something else names
something else. Two things are never kept: the token of the forms, which is new in every answer, and messages,
which are shown once.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable

from django.conf import settings
from django.contrib.messages import get_messages
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.template.response import SimpleTemplateResponse
from django.templatetags.static import static

KEEP_SECONDS = 5 * 60
"""What no mark stands for, such as a manager's new name, is seen after this time at the latest."""
TOKEN = re.compile(rb'(?<=name="csrfmiddlewaretoken" value=")[A-Za-z0-9]+(?=")')


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
    pieces: list[bytes] | None = cache.get(key)
    if pieces is not None:
        return HttpResponse(get_token(request).encode().join(pieces))
    response = draw()
    if isinstance(response, SimpleTemplateResponse):
        response.render()
    if response.status_code == 200:
        cache.set(key, TOKEN.split(response.content), KEEP_SECONDS)
    return response
