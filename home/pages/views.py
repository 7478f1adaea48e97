"""The public front page."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from home.pages.actions import PROMISE
from home.pages.queries import welcome_page


@require_safe
def welcome(request: HttpRequest) -> HttpResponse:
    """What this academy is, and the door."""
    page = welcome_page(request)
    return render(request, "home/pages/welcome.html", {"promise": page.promise if page else PROMISE})
