"""What every page of the academy shares."""

from __future__ import annotations

import datetime
from typing import Any

from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from wagtail.models import Page


class BasePage(Page):
    """Abstract base of all our pages: whose council it is, the law it rests on, and when to look again.

    Decision 0002 says why this is an abstract base and not Wagtail's swapped page model.
    """

    council = models.ForeignKey(
        "academy.Council", on_delete=models.PROTECT, null=True, editable=False, related_name="+"
    )
    law = models.JSONField("legal references", default=list, blank=True)
    law_as_at = models.DateField("law as at", default=datetime.date(2026, 11, 1))
    review_due = models.DateField("review due", null=True, blank=True)

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """A page belongs to the council of the page above it."""
        if self.council is None and self.depth and self.depth > 2:
            self.council_id = getattr(self.get_parent().specific, "council_id", None)
        super().save(*args, **kwargs)

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Only an editor's preview comes this way; everybody else goes through our own views."""
        if not getattr(request, "is_preview", False):
            raise Http404("Pages are shown by the views of their part.")
        response: HttpResponse = super().serve(request, *args, **kwargs)
        return response
