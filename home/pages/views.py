"""The public front page."""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from courses.library.queries import council_here
from courses.sessions.queries.public import public_sessions
from home.hub.queries.pages import session_rows
from home.pages.actions import PROMISE
from home.pages.queries import welcome_page

NEXT = 3
"""Sessions that the front page shows, as everybody may see them."""


@require_safe
def welcome(request: HttpRequest) -> HttpResponse:
    """What this academy is, the next open sessions, and the doors."""
    page = welcome_page(request)
    council = council_here(request)
    now, visitor = timezone.now(), AnonymousUser()
    cards = public_sessions(actor=visitor, council=council, at=now, most=NEXT) if council else []
    context = {
        "promise": page.promise if page else PROMISE,
        "rows": session_rows(cards=cards, actor=visitor, at=now),
    }
    return render(request, "home/pages/welcome.html", context)
