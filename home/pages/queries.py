"""Reading the front page and who may write pages."""

from __future__ import annotations

from django.http import HttpRequest
from wagtail.models import Site

from home.pages.models import WelcomePage


def welcome_page(request: HttpRequest) -> WelcomePage | None:
    """The front page of the council whose academy was called up; None before the academy is founded."""
    site = Site.find_for_request(request)
    if site is None:
        return None
    return WelcomePage.objects.select_related("council").filter(pk=site.root_page_id, live=True).first()
